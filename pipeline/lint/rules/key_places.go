package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// keyPlaces finds again where the author wrote what a compiled note does not know the place of: its note type, its deck.
// Files are read for it only when something is found.
type keyPlaces map[*source.File]*keyedFile

// A keyedFile is a file with notes.
type keyedFile struct {
	root  *yamltree.Node
	notes map[int]*yamltree.Node // by the offset that findings about the note point at
}

// of returns the value of key that counts for a note: its own, that of its file, that of the deck. It returns nil when
// none of them has the key.
func (x keyPlaces) of(p *lint.DeckPass, note int, key string) *yamltree.Node {
	at := p.Origins[note].Span
	f := x.file(at.File)
	if f == nil {
		return nil
	}
	if v := f.notes[at.Start].Get(key); v != nil {
		return v
	}
	if v := f.root.Get(key); v != nil {
		return v
	}
	return x.file(p.Deck.File).root.Get(key)
}

// notetypes returns the file in which the entry of a note type stands, or would stand: the deck's main file, or that of what
// all decks share.
func (x keyPlaces) notetypes(p *lint.DeckPass, t *deck.Notetype) *keyedFile {
	if t.Shared {
		return x.file(p.Deck.Shared.File)
	}
	return x.file(p.Deck.File)
}

// notetype returns the entry of a note type, or nil.
func (x keyPlaces) notetype(p *lint.DeckPass, t *deck.Notetype) *yamltree.Node {
	f := x.notetypes(p, t)
	if f == nil {
		return nil
	}
	return f.root.Get("notetypes").Get(t.Key)
}

// writeNotetype returns the edit that gives a note type a key; ok is false where that cannot be done. A built-in that the deck
// does not change gets an entry for it.
func (x keyPlaces) writeNotetype(p *lint.DeckPass, t *deck.Notetype, key, value string) (e diag.Edit, ok bool) {
	f := x.notetypes(p, t)
	if f == nil || f.root == nil {
		return diag.Edit{}, false
	}
	entry := fmt.Sprintf("{%s: %s}", key, value)
	types := f.root.Get("notetypes")
	switch {
	case types == nil:
		return yamltree.InsertAfter(f.root, "id", "notetypes", fmt.Sprintf("{%s: %s}", t.Key, entry)), true
	case types.Kind != yamltree.Map:
		return diag.Edit{}, false
	}
	if n := types.Get(t.Key); n != nil {
		return writeKey(n, key, value), n.Kind == yamltree.Map
	}
	return yamltree.InsertFirst(types, t.Key, entry), true
}

func (x keyPlaces) file(f *source.File) *keyedFile {
	if f == nil || !lint.HasTree(f) {
		return nil
	}
	if x[f] != nil {
		return x[f]
	}
	k := &keyedFile{root: lint.TreeOf(f), notes: map[int]*yamltree.Node{}}
	x[f] = k
	if notes := k.root.Get("notes"); notes != nil {
		for _, n := range notes.Items {
			at := n.Span()
			if id := n.Get("id"); id != nil {
				at = id.Span()
			} else if guid := n.Get("guid"); guid != nil {
				at = guid.Span()
			}
			k.notes[at.Start] = n
		}
	}
	return k
}

// writeKey is the edit that gives the map n the key `was` or `anki-id`, or another value of it.
func writeKey(n *yamltree.Node, key, value string) diag.Edit {
	if v := n.Get(key); v != nil && v.Kind == yamltree.Scalar {
		return yamltree.Replace(v, value)
	}
	if n.Get("key") != nil {
		return yamltree.InsertAfter(n, "key", key, value)
	}
	return yamltree.InsertFirst(n, key, value)
}
