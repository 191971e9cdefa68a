package rules

import (
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// note returns the note about which findings stand at a place, or nil.
func (x keyPlaces) note(at source.Span) *yamltree.Node {
	f := x.file(at.File)
	if f == nil {
		return nil
	}
	if n := f.notes[at.Start]; n != nil {
		return n
	}
	for _, n := range f.root.Get("notes").Items { // one without id begins with a bracket, and findings about it at its first key
		if len(n.Entries) > 0 && n.Entries[0].Place() == at {
			return n
		}
	}
	return nil
}
