package main

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// checks: Anki's own find nothing.
func (j *Judge) checks() {
	c := &j.answer.Check
	made := j.doubledByAnki()
	if len(made) < len(c.Doubled) || len(made) == 0 && (!c.OK || c.Silent) {
		j.hurt("Check Database: ok %v, changed in silence %v: %s", c.OK, c.Silent, c.Text)
	}
	if len(c.Missing) > 0 {
		j.hurt("missing media: %q", c.Missing)
	}
	for _, id := range c.Empty {
		if !j.empty[id] && !j.mayBeEmpty(id) {
			j.hurt("card %d has nothing on its front", id)
		}
	}
	if j.answer.OneWay && !(j.choice.Merge && len(j.accepted) > 0) {
		j.hurt("the learner is forced into a one-way sync")
	}
}

// doubledByAnki returns the notes that had cards twice and of which Anki had made a card itself: its id is not next to
// those of the package, and so Anki may make the note's cards anew when a front changes (collection.cardBlock). Check
// Database takes the new ones away again. A package can do nothing about it.
func (j *Judge) doubledByAnki() []int64 {
	var out []int64
	for _, id := range j.answer.Check.Doubled {
		if slices.ContainsFunc(j.after.byNote[id], func(c *HeldCard) bool { return c.ID > 1000*firstDay }) {
			out = append(out, id)
			j.stats.doubled++
		}
	}
	return out
}

// mayBeEmpty reports whether an empty card was announced, or comes of what the learner did.
func (j *Judge) mayBeEmpty(id int64) bool {
	i := slices.IndexFunc(j.after.Cards, func(c HeldCard) bool { return c.ID == id })
	c := &j.after.Cards[i]
	k := slices.IndexFunc(j.after.Notes, func(n HeldNote) bool { return n.ID == c.Note })
	a := &j.after.Notes[k]
	n := j.release.note(a.GUID)
	if n == nil {
		return true // a note of the learner's own, or one that is gone
	}
	published := func(n *collection.Note) bool {
		return n != nil && slices.ContainsFunc(n.Cards, func(k collection.Card) bool { return k.Ord == c.Ord })
	}
	if published(n) {
		// a new card of a note, or of a note type, that the learner keeps as it was
		return !slices.Equal(n.Fields, a.Fields) || j.after.notetype(a.Notetype).unlike(j.release.typeOf(n)) != ""
	}
	if c.Ord >= len(j.release.typeOf(n).Templates) && j.accepts(j.release.typeOf(n)) {
		return true // of the extended edition, which the learner has left
	}
	ever, announced := false, false
	for _, r := range append(slices.Clone(j.releases), j.release) {
		if published(r.note(a.GUID)) {
			ever, announced = true, false
		} else if m, ok := r.byGUID[a.GUID]; ok && r.announces("card-vanished", r.Notes[m]) {
			announced = true
		}
	}
	return !ever || announced // not ever: the learner made it
}
