package rules

import (
	"fmt"
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// tagPlaces knows where tags are written in the files of a deck. Compiled notes do not, so the files are read again; that
// costs time only where a tag has two spellings.
type tagPlaces map[*source.File]map[string][]*yamltree.Node

// in returns the places of a tag in one file.
func (x tagPlaces) in(f *source.File, tag string) []*yamltree.Node {
	if f == nil || !lint.HasTree(f) {
		return nil
	}
	if x[f] == nil {
		x[f] = map[string][]*yamltree.Node{}
		root := lint.TreeOf(f)
		x.add(f, root.Get("tags"))
		if tables := root.Get("tables"); tables != nil {
			for _, e := range tables.Entries {
				x.add(f, e.Value.Get("tags"))
			}
		}
		if notes := root.Get("notes"); notes != nil {
			for _, n := range notes.Items {
				x.add(f, n.Get("tags"))
			}
		}
	}
	return x[f][tag]
}

func (x tagPlaces) add(f *source.File, tags *yamltree.Node) {
	if tags == nil {
		return
	}
	for _, item := range tags.Items {
		if item.Kind == yamltree.Scalar {
			tag := norm.NFC.String(item.Value)
			x[f][tag] = append(x[f][tag], item)
		}
	}
}

// first returns where a tag is written first.
func (x tagPlaces) first(p *lint.DeckPass, t tagUse) source.Span {
	for _, f := range t.in(p) {
		if places := x.in(f, t.tag); len(places) > 0 {
			return places[0].Span()
		}
	}
	return p.Origins[t.first].Span
}

// in returns the files in which a tag may be written: that of the deck, which may give it to all notes, and those of the
// numberOfNotes that have it.
func (t *tagUse) in(p *lint.DeckPass) []*source.File {
	files := []*source.File{p.Deck.File}
	for _, f := range t.files {
		if !slices.Contains(files, f) {
			files = append(files, f)
		}
	}
	return files
}

// report tells of a spelling once in each file that has it, with a fix for all its places there. help and fix may be "".
func (x tagPlaces) report(p *lint.DeckPass, t tagUse, d diag.Diagnostic, better string) {
	d.Note = p.Origins[t.first].Label
	told := false
	for _, f := range t.in(p) {
		places := x.in(f, t.tag)
		if len(places) == 0 {
			continue
		}
		d.Span, d.Fixes, told = places[0].Span(), respellTag(places, better), true
		p.Found(d)
		d.Note = ""
	}
	if !told {
		d.Span = p.Origins[t.first].Span
		p.Found(d)
	}
}

// mostRespelled is the number of places of a tag in a file that a fix changes.
const mostRespelled = 1000

// respellTag returns the fix that writes a tag in another way in all places; none for "".
func respellTag(places []*yamltree.Node, better string) []diag.Fix {
	if better == "" || len(places) > mostRespelled {
		return nil
	}
	fix := diag.Fix{Message: fmt.Sprintf("write `%s`", better)}
	for _, n := range places {
		edits, ok := deck.Text{Value: n.Value, Node: n}.Edits([]deck.Change{{Start: 0, End: len(n.Value), New: better}})
		if !ok {
			return nil
		}
		fix.Edits = append(fix.Edits, edits...)
	}
	return []diag.Fix{fix}
}
