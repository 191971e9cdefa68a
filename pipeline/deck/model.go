// Package deck is a deck as its author wrote it: the model, decoded from YAML trees, with every value still knowing
// where it stands. It holds what format.md sections 2 to 7 say, before anything is turned into HTML or ids.
//
// It is deliberately not what Anki receives: that is package collection. Decoding reports what breaks the contract and
// goes on; a value that was reported stands in the model as if it were absent.
package deck

import (
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Text is a string with its origin. The zero Text is "not given"; a given empty text has a Node or a File.
type Text struct {
	Value string
	Node  *yamltree.Node // the scalar, for text written in YAML
	File  *source.File   // the file, for text that stands in a file of its own

	Broken bool // it could not be read, which was reported

	seams []seam // where strings stand in Value
}

// A Deck is one edition of a deck without its notes, which are decoded file by file and dropped when compiled. Every text
// in it is that of the edition.
type Deck struct {
	Place

	Shared  *Deck   // what all decks of the repository share; nil when that is nothing
	Axes    Axes    // in which its editions differ; nil without variants
	Edition Edition // which one this is

	File         *source.File // the deck.yaml, or the one file
	Name         Text
	ID           Text // UUID, lower case
	Description  Text
	HTML         bool   // the description is HTML, not Markdown
	Language     string // a BCP 47 tag; "" when none was given, "und" when it was wrong
	License      Text   // an SPDX expression
	Authors      []string
	PlainMedia   bool      // media: {names: plain}
	Presets      []*Preset // in source order, then those of Shared
	Preset       PresetChoice
	Subdecks     []Subdeck
	OnlySubdecks bool        // subdecks is given: no other path is accepted
	Notetypes    []*Notetype // those the deck defines or changes, in source order, then the other built-ins, then those of Shared
	Defaults     Defaults
	Retired      []Retired
	Tables       map[string]*yamltree.Node // path below the deck's folder -> an entry of tables, for DecodeDefaults

	root *yamltree.Node // the map of its file; nil after a syntax error

	repository bool // it is what the decks of a repository share: see DecodeShared
	rtl        bool // its language is written from right to left
}

// Span is where findings about the deck as a whole stand: at its name, or at the key of that if each variant has its own.
func (d *Deck) Span() source.Span {
	if d.root != nil {
		for _, e := range d.root.Entries {
			if e.Key.Value == "deck" && d.Axes.IsVariants(e.Value) {
				return e.Key.Span()
			}
		}
	}
	return d.Name.Whole()
}

// Defaults are what a note inherits: from deck.yaml, then from its file.
type Defaults struct {
	Notetype *Notetype // nil when the key was wrong, which was reported
	Deck     string    // path below the deck's name
	Tags     []Text    // add up
	Markup   Markup
}

// A Subdeck is an entry of subdecks.
type Subdeck struct {
	Path        Text // below the deck's name
	Description Text
	HTML        bool
	Preset      PresetChoice
}

// A Markup says how a field's text is written. Inherit is the default of a field.
type Markup uint8

// The markups of format.md section 8.
const (
	Inherit Markup = iota
	Markdown
	PlainText
	HTML
	Media
	Occlusion
)

// A Notetype is a note type: a built-in, a changed built-in or the deck's own.
type Notetype struct {
	Key       string
	Builtin   bool // key is one of the built-ins (format.md section 7)
	Defined   bool // the deck has an entry for it
	Shared    bool // its entry stands in deckmill.yaml: all decks of the repository have it
	Name      Text // as given; Value is the default name when not given
	Cloze     bool
	Fields    []Field
	Cards     []Card
	CSS       Text // without the colours for code, which the compiler adds
	SortField int
	Unique    []int // indexes into Fields; what makes two notes duplicates; empty: nothing does
	LatexPre  string
	LatexPost string
	LatexSVG  bool
	StockKind int // originalStockKind (anki-format.md 7)
	Identity  Identity
	Span      source.Span // its key, or nowhere for an unchanged built-in
	Absent    []string    // keys of the fields that other editions have and this one lacks (`only`)

	AbsentCards int // how many cards other editions have and this one lacks

	BrokenFields bool // something about its fields was reported: notes of it cannot be read
	BrokenCards  bool // something about its cards was reported: which cards exist cannot be said
}

// An Identity is what the id of a note type, field or card template is made from (format.md section 13).
type Identity struct {
	Name   string // `was` if given, else the key
	AnkiID int64  // replaces the formula when not 0
}

// A Field is a field of a note type.
type Field struct {
	Key               string
	Name              string
	Required          bool
	Personal          bool
	Markup            Markup
	RTL               bool
	Font              string
	Size              int
	Description       string
	Sticky            bool
	Collapsed         bool
	PlainText         bool
	ExcludeFromSearch bool
	PreventDeletion   bool
	Role              int // Anki's field tag + 1; 0 is none
	Identity          Identity
	Span              source.Span
}

// A Card is a card template of a note type.
type Card struct {
	Key          string
	Name         string
	Front, Back  Text
	BrowserFront Text
	BrowserBack  Text
	BrowserFont  string
	BrowserSize  int
	Deck         string // appended to the note's deck
	DeckSpan     source.Span
	Identity     Identity
	Span         source.Span
}

// A Note is one note. It lives as long as the tree it was decoded from.
type Note struct {
	ID       Text
	GUID     Text
	Notetype *Notetype
	Deck     string // path below the deck's name; "" is the deck itself
	DeckSpan source.Span
	Tags     []Text // deck's, file's, own, in this order, unmerged
	Markup   Markup // default for fields
	Fields   []Text // by index of Notetype.Fields; the zero Text is an absent field
	Masks    *Masks // of the note type's occlusion field; nil: none, or something about them was reported
	Broken   bool   // something about its fields was reported: that one is missing need not be said
	Node     *yamltree.Node
	Span     source.Span // what a finding about the whole note points at: its id, else its first key

	// Variants are, by index of Fields, the entries that hold a map over variants, from which the text of the edition was
	// picked; the zero Entry for a text that all have in common. It is nil in a deck without variants.
	Variants []yamltree.Entry
}

// ForVariants reports whether a field has texts for variants, of which that of the edition is one, or missing.
func (n *Note) ForVariants(field int) bool {
	return n.Variants != nil && n.Variants[field].Value != nil
}

// Label returns what people call the note: its id, else its guid, else "".
func (n *Note) Label() string {
	if n.ID.Value != "" {
		return n.ID.Value
	}
	return n.GUID.Value
}

// A Place says where a deck lies.
type Place struct {
	Slug string
	Main string // path of the deck.yaml, or of the one file
	Dir  string // the deck's folder, "" for a deck in one file
}
