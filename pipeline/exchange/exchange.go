// Package exchange is the way of a deck's notes into a spreadsheet and back: Export makes one plain table of the texts that
// the sources have, and Import finds what was changed in such a table and edits the sources, each text where it stands.
//
// Neither knows what a text means. Between the two a person works with a program that has ideas of its own about cells, and
// another person with the sources: what both have changed, and what only a spreadsheet would write, is a conflict, which is
// reported and left alone.
package exchange

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Source is a deck as its sources say it, of all editions at once.
type Source struct {
	Deck  *deck.Deck // of the original edition
	Files []*File    // in the order of introduction

	// Propose proposes an id for a new note with a given text, the better the lower attempt, which counts from 1 (format.md
	// section 5); nil when the deck has no id of its own yet.
	Propose func(text string, attempt int) string
}

// A File is a file with notes.
type File struct {
	File     *source.File
	List     *yamltree.Node  // the value of `notes` in YAML; nil for a table, and where there is none
	Root     *yamltree.Node  // of YAML
	Table    *yamltree.Table // nil for YAML
	Notetype string          // the key of the default
	Notes    []*Note
	Parts    []*Part
}

// A Part is a table that adds columns to the notes of a File (format.md section 6).
type Part struct {
	Table   *yamltree.Table
	Variant string // that plain columns are for; "" for all
	Rows    map[string]*yamltree.Node
}

// A Note is a note as it is written.
type Note struct {
	ID    string         // `id`, else `guid`
	Own   *yamltree.Node // what stands in the file
	Whole *yamltree.Node // with what the parts add
	File  *File
}

// notetype returns the key of the note's type.
func (n *Note) notetype() string {
	if own := n.Own.Get("notetype"); own != nil && own.Value != "" {
		return own.Value
	}
	return n.File.Notetype
}

// span returns what a finding about the note points at.
func (n *Note) span() source.Span {
	for _, key := range []string{"id", "guid"} {
		if v := n.Own.Get(key); v != nil && v.Kind == yamltree.Scalar {
			return v.Span()
		}
	}
	return n.Own.Entries[0].Place()
}

// place returns where the note has the value of a column, or the note itself.
func (n *Note) place(c column) source.Span {
	if v := c.node(n.Whole); v != nil && v.Kind != yamltree.Absent {
		return v.Span()
	}
	return n.span()
}

// notes returns all notes.
func (s *Source) notes() []*Note {
	var all []*Note
	for _, f := range s.Files {
		all = append(all, f.Notes...)
	}
	return all
}

// Check reports what stands in the way of any exchange: notes that cannot be told apart.
func (s *Source) Check(report diag.Report) {
	seen := map[string]*Note{}
	for _, n := range s.notes() {
		first := seen[folded(n.ID)]
		switch {
		case n.ID == "":
			report(diag.Diagnostic{Code: "missing-id", Severity: diag.Error, Span: n.span(), Message: "this note has no id, so its row could not be told from others",
				Help: "run `deckmill fix`, which writes one"})
		case first != nil:
			report(diag.Diagnostic{Code: "duplicate-id", Severity: diag.Error, Span: n.span(), Note: n.ID, Message: fmt.Sprintf("two notes have the id `%s`", n.ID),
				Help: "give the newer of the two another id", Related: []diag.Related{{Span: first.span(), Message: "the first"}}})
		default:
			seen[folded(n.ID)] = n
		}
	}
}

// folded returns an id as ids are compared.
func folded(id string) string { return strings.ToLower(norm.NFC.String(id)) }

// byKey returns the note type of a key, or nil.
func (s *Source) byKey(key string) *deck.Notetype {
	i := slices.IndexFunc(s.Deck.Notetypes, func(t *deck.Notetype) bool { return t.Key == key })
	if i < 0 {
		return nil
	}
	return s.Deck.Notetypes[i]
}

// fieldsOf returns the keys of a note type's fields whose texts are exchanged, in any edition: not those with shapes, which
// are no text, nor those that belong to learners.
func fieldsOf(t *deck.Notetype) []string {
	var keys []string
	for i := range t.Fields {
		if f := &t.Fields[i]; f.Markup != deck.Occlusion && !f.Personal {
			keys = append(keys, f.Key)
		}
	}
	return append(keys, t.Absent...)
}
