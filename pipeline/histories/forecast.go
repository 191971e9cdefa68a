package main

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diff"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// forecast says where Anki did something else than `deckmill diff` says of two releases: the one that the learner imported
// last and this one. The command speaks of a learner who has the old release as it is, or who has changed a note since: so
// it is asked about the notes that the learner has so.
func (h *History) forecast(r *Release, c Choice, a *Answer) ([]string, error) {
	o := learner.Options{Notes: learner.Condition(c.Notes), Merge: c.Merge}
	combination := slices.Index(diff.Combinations[:], o)
	if h.imported == nil || c.Notetypes != ifNewer || h.old {
		return nil, nil // it speaks of the newest Anki
	}
	d, err := diff.Compare(diff.Release{Name: "old", Collection: h.imported.Collection}, diff.Release{Name: "new", Collection: r.Collection}, 0)
	if err != nil {
		return nil, err
	}
	f := &forecast{History: h, release: r, answer: a, outcomes: a.outcomes(r), k: combination}
	listed := map[string]*diff.Note{}
	for i := range d.Notes {
		if n := &d.Notes[i]; n.New != nil {
			listed[n.New.GUID] = n
		}
	}
	for i := range r.Collection.Notes {
		n := &r.Collection.Notes[i]
		f.note(n, listed[n.GUID])
	}
	return f.wrong, nil
}

type forecast struct {
	*History
	release  *Release
	answer   *Answer
	outcomes map[string]int
	k        int // index of diff.Combinations
	wrong    []string
}

// note compares the forecast of a note, which is nil when it is among those that stay the same.
func (f *forecast) note(n *collection.Note, said *diff.Note) {
	held, old := f.state.note(n.GUID), f.imported.note(n.GUID)
	if (held == nil) != (old == nil) {
		return // the learner has it from a release before
	}
	edited := false
	if held != nil {
		if !f.hasLayoutOf(held, old) {
			return
		}
		at, touched := f.touched[n.GUID]
		switch edited = touched; {
		case edited && (held.Mod != at || n.Mod != old.Mod && n.Mod <= at):
			return // changed before an earlier import, or after this release was built
		case !edited && held.Mod != old.Mod:
			return
		}
	}
	want := learner.Duplicate
	switch {
	case said != nil && edited:
		want = said.Edited[f.k]
	case said != nil:
		want = said.Outcomes[f.k]
	case edited && diff.Combinations[f.k].Notes == learner.Always:
		want = learner.Updated
	}
	f.stats.forecasts++
	if got := f.outcomes[n.GUID]; got != int(want) {
		f.wrong = append(f.wrong, fmt.Sprintf("diff forecasts outcome %d of note %s (edited: %v), Anki's is %d", want, n.GUID, edited, got))
	}
	if said != nil && held != nil && want != learner.Conflicting {
		f.cards(n, held, said)
	}
}

// cards compares which cards of a note are new.
func (f *forecast) cards(n *collection.Note, held *HeldNote, said *diff.Note) {
	for _, ord := range said.CardsNew {
		if f.state.card(held, ord) == nil && f.answer.State.card(f.answer.State.note(n.GUID), ord) == nil {
			f.wrong = append(f.wrong, fmt.Sprintf("diff forecasts card %d of note %s, Anki has none", ord, n.GUID))
		}
	}
}

// hasLayoutOf reports whether the learner has a note's type as the release that was imported last has it, and no copy beside it
// from an import of the other edition: a merge folds that in, and writes all notes of the type anew.
func (f *forecast) hasLayoutOf(held *HeldNote, old *collection.Note) bool {
	t := f.imported.typeOf(old)
	return held.Notetype == t.ID && f.state.notetype(held.Notetype).hasLayout(t) && !(diff.Combinations[f.k].Merge && f.state.hasCopy(t.ID))
}
