package diff

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// redated returns the new release as it would be if it were built on top of the old one: what is the same has its time, the
// rest is newer. It is for an old release without times of its own, on top of which a package cannot have been built.
func redated(base *collection.Baseline, after *collection.Collection) *collection.Collection {
	out := *after
	out.Time = lastTime(base.Collection) + 2
	out.Notetypes, out.Notes = slices.Clone(after.Notetypes), slices.Clone(after.Notes)
	for i := range out.Notetypes {
		t := &out.Notetypes[i]
		t.Mod = out.Time
		if old := base.Notetype(t.ID); old != nil && old.Equal(t) {
			t.Mod = old.Mod
		}
	}
	for i := range out.Notes {
		n := &out.Notes[i]
		n.Mod = out.Time
		if old := base.Note(n.GUID); old != nil && base.Unchanged(old, n, &out.Notetypes[n.Notetype]) {
			n.Mod = old.Mod
		}
	}
	return &out
}
