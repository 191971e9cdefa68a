package diff

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// redated returns the new release as it would be if it were built on top of the old one: what is the same has its time, the
// rest is newer. It is for an old release without times of its own, on top of which a package cannot have been built.
func redated(base *collection.Baseline, after *collection.Collection) *collection.Collection {
	out := *after
	out.Time = base.Collection.Latest() + 2
	out.Notetypes, out.Notes = slices.Clone(after.Notetypes), slices.Clone(after.Notes)
	for i := range out.Notetypes {
		out.Notetypes[i].Mod = out.Time
	}
	for i := range out.Notes {
		out.Notes[i].Mod = out.Time
	}
	base.KeepTimes(&out)
	return &out
}
