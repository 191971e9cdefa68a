package main

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// notetypes: every note type of the release arrives in its place, unless the learner was told otherwise.
func (j *Judge) notetypes() {
	for i := range j.release.Collection.Notetypes {
		t := &j.release.Collection.Notetypes[i]
		if j.accepts(t) {
			continue
		}
		held := j.after.notetype(t.ID)
		switch {
		case held == nil:
			j.hurt("note type %q did not arrive", t.Name)
		case !held.hasLayout(t):
			j.hurt("note type %q is not as the release has it: its notes come as a copy", t.Name)
		case held.unlike(t) != "" && j.replaces(t):
			j.hurt("note type %q is not as the release has it: %s", t.Name, held.unlike(t))
		}
	}
}

// replaces reports whether the learner's note type must become what the release has: Anki's rule says so (anki-format.md
// 4.3), or the learner has it as the release of before had it.
func (j *Judge) replaces(t *collection.Notetype) bool {
	was := j.before.notetype(t.ID)
	if was == nil || j.choice.Notetypes == always || j.choice.Notetypes == ifNewer && was.Mod < t.Mod {
		return true
	}
	last := j.imported.notetype(t.ID)
	return j.choice.Notetypes != never && last != nil && was.unlike(last) == ""
}

// unlike says where a learner's note type differs from one of a release with the same layout; "" is nowhere.
func (t *HeldType) unlike(as *collection.Notetype) string {
	for i, c := range as.Templates {
		if h := t.Templates[i]; h.Name != c.Name || h.Front != c.Front || h.Back != c.Back {
			return fmt.Sprintf("card %q %q %q is %q %q %q", c.Name, c.Front, c.Back, h.Name, h.Front, h.Back)
		}
	}
	sameField := func(h HeldPart, f collection.Field) bool { return h.Name == f.Name }
	if t.Name != as.Name || t.CSS != as.CSS || t.Sort != as.SortField || !slices.EqualFunc(t.Fields, as.Fields, sameField) {
		return fmt.Sprintf("name %q is %q, sort field %d is %d, or names of fields or CSS are others", as.Name, t.Name, as.SortField, t.Sort)
	}
	return ""
}

// hasLayout reports whether a learner's note type has the fields and cards of a release's, in their order.
func (t *HeldType) hasLayout(of *collection.Notetype) bool {
	field := func(h HeldPart, f collection.Field) bool { return h.ID == f.ID }
	template := func(h HeldPart, c collection.Template) bool { return h.ID == c.ID }
	return slices.EqualFunc(t.Fields, of.Fields, field) && slices.EqualFunc(t.Templates, of.Templates, template)
}

// The values of a condition.
const (
	ifNewer = iota
	always
	never
)

// note: a new note arrives, a changed one is updated unless the learner's is newer, and every other stays as it is.
func (j *Judge) note(n *collection.Note) {
	b, a := j.before.note(n.GUID), j.after.note(n.GUID)
	switch {
	case a == nil:
		j.hurt("note %s did not arrive", n.GUID)
	case b == nil:
		j.carries(a, n)
		j.typed(a, n)
		j.cards(a, n)
	case j.conflicts(b, n):
		j.untouched(b)
	case j.mergedAnew(b, n):
		if !slices.Equal(j.laidOut(b, a.Notetype), a.Fields) {
			j.carries(a, n)
		}
	case j.updates(b, n):
		j.carries(a, n)
		j.typed(a, n)
		j.cards(a, n)
	default:
		j.untouched(b)
		j.cards(a, n)
		if slices.Equal(a.Fields, n.Fields) {
			j.media(a, n)
		}
	}
	if a != nil && b != nil {
		j.kept(b, a, n)
	}
}

// updates is Anki's rule (anki-format.md 4.2).
func (j *Judge) updates(b *HeldNote, n *collection.Note) bool {
	switch j.choice.Notes {
	case ifNewer:
		return b.Mod < n.Mod
	case always:
		return b.Mod != n.Mod
	}
	return false
}

// conflicts reports whether the learner was told that this note stops updating: its type got fields or cards, and *Merge
// note types* is not ticked.
func (j *Judge) conflicts(b *HeldNote, n *collection.Note) bool {
	t := j.release.typeOf(n)
	if j.choice.Merge || !j.accepts(t) || j.after.origin(b.Notetype) != t.ID {
		return false
	}
	return !j.after.notetype(b.Notetype).hasLayout(t)
}

// mergedAnew reports whether this import gave the type of a note its new fields or cards, or folded a copy of it in: its notes have a new time then,
// before they are compared (anki-format.md 4.3).
func (j *Judge) mergedAnew(b *HeldNote, n *collection.Note) bool {
	t := j.release.typeOf(n)
	return j.choice.Merge && j.accepts(t) && (b.Notetype != t.ID || !j.before.notetype(t.ID).hasLayout(t) || j.before.hasCopy(t.ID))
}

// typed: a note has the type that the release gives it.
func (j *Judge) typed(a *HeldNote, n *collection.Note) {
	t := j.release.typeOf(n)
	if a.Notetype != t.ID && !(j.accepts(t) && j.after.origin(a.Notetype) == t.ID) {
		j.hurt("note %s should be of type %q", n.GUID, t.Name)
	}
}

// cards: every card of the release is there; new ones in the right deck, at the right position.
func (j *Judge) cards(a *HeldNote, n *collection.Note) {
	b := j.before.note(n.GUID)
	for _, c := range n.Cards {
		if b != nil && j.before.card(b, c.Ord) != nil {
			continue // judged by nothingLost
		}
		held := j.after.card(a, c.Ord)
		if held == nil {
			j.hurt("card %d of note %s did not arrive", c.Ord, n.GUID)
			continue
		}
		deck := j.release.Collection.Decks[c.Deck].Name
		if held.ID > 1000*firstDay {
			continue // Anki made it when it got a new front: beside the note's other cards, before it looked at the package's
		}
		if name := j.after.deckName(held.Deck); !sameName(name, deck) {
			j.hurt("card %d of note %s should be in deck %q, is in %q", c.Ord, n.GUID, deck, name)
		}
		if held.Queue != 0 || held.Due != c.Position {
			j.hurt("card %d of note %s should be new at %d, is at %d of queue %d", c.Ord, n.GUID, c.Position, held.Due, held.Queue)
		}
	}
}

// kept says the same as note, not by times but by what is in the releases: a note that no release changed since the last
// import stays as it is, edits and tags included, and one that was changed arrives if the learner left it alone.
func (j *Judge) kept(b, a *HeldNote, n *collection.Note) {
	if j.imported == nil || j.imported.Edition != j.release.Edition || j.accepts(j.release.typeOf(n)) {
		return
	}
	last := j.imported.note(n.GUID)
	if last == nil {
		return
	}
	changed := false
	chain := append(j.releases[slices.Index(j.releases, j.imported)+1:len(j.releases):len(j.releases)], j.release)
	for _, r := range chain {
		if r.Edition != j.release.Edition {
			continue
		}
		m := r.note(n.GUID)
		changed = changed || m == nil || !sameContent(last, m)
	}
	sameAs := func(h *HeldNote, n *collection.Note) bool {
		return slices.Equal(h.Fields, n.Fields) && slices.EqualFunc(h.Tags, n.Tags, sameName)
	}
	switch {
	case !changed && j.choice.Notes != always && !(slices.Equal(a.Fields, b.Fields) && slices.Equal(a.Tags, b.Tags)):
		if sameAs(b, last) || j.imported.note(n.GUID) != nil && b.Mod >= last.Mod {
			j.hurt("note %s was changed by no release, but the learner's %q %q became %q %q", n.GUID, b.Fields, b.Tags, a.Fields, a.Tags)
		}
	case j.choice.Notes != never && sameAs(b, last) && !sameContent(last, n) && sameAs(a, last):
		j.hurt("the new text of note %s did not arrive", n.GUID)
	}
}

func sameContent(a, b *collection.Note) bool {
	return slices.Equal(a.Fields, b.Fields) && slices.EqualFunc(a.Tags, b.Tags, sameName)
}
