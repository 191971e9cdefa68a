package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
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
		if len(n.Entries) > 0 && n.Entries[0].Key.Span() == at {
			return n
		}
	}
	return nil
}

// writeGUID is the edit that gives a note a guid, written as YAML.
func writeGUID(n *yamltree.Node, guid string) diag.Edit {
	if old := n.Get("guid"); old != nil && old.Kind == yamltree.Scalar {
		return yamltree.Replace(old, guid)
	}
	return yamltree.InsertAfter(n, "id", "guid", guid)
}
