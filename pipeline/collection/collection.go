// Package collection is the deck as Anki will hold it: note types, decks, notes and cards with their final ids, in
// their final order. No positions in files, no clock, no maps: equal input gives an equal value.
package collection

// A Collection is the content of one package.
type Collection struct {
	Time      int64      // the build time, in seconds since 1970: modification time of what changed
	Decks     []Deck     // every deck that holds a card and its ancestors, sorted by name, parents first
	Presets   []Preset   // those that the decks have, in order of first use
	Notetypes []Notetype // the note types in use, in order of first use
	Notes     []Note     // in order of introduction
	Media     []Media    // sorted by name
}

// Latest returns the latest time in the collection, in seconds: that of the build, unless something in it is from later.
func (c *Collection) Latest() int64 {
	latest := c.Time
	for i := range c.Notes {
		latest = max(latest, c.Notes[i].Mod)
	}
	for i := range c.Notetypes {
		latest = max(latest, c.Notetypes[i].Mod)
	}
	return latest
}

// A Deck is one deck. Deck 1, Anki's default, is never one of these.
type Deck struct {
	ID          int64
	Name        string // full name, components joined by ::
	Description string // HTML
	Preset      int    // index into Collection.Presets + 1; 0 is the learner's default
}

// A Notetype is a note type (anki-format.md 2.3, 2.5).
type Notetype struct {
	ID        int64
	Name      string
	Cloze     bool
	Mod       int64 // seconds
	SortField int   // index into Fields
	CSS       string
	LatexPre  string
	LatexPost string
	LatexSVG  bool
	StockKind int // originalStockKind: 0 none, 1 Basic, ... (anki-format.md 7)
	Fields    []Field
	Templates []Template
	Reqs      []Req
}

// A Field is a field of a note type.
type Field struct {
	ID                int64 // 0 when absent (other tools' packages)
	Name              string
	Font              string
	Size              int
	Description       string
	Role              int // Anki's field tag + 1; 0 is none
	RTL               bool
	Sticky            bool
	Collapsed         bool
	PlainText         bool
	ExcludeFromSearch bool
	PreventDeletion   bool
	Personal          bool // the learner's own, left out of CSV updates (anki-format.md 9.5); no package records it
}

// A Template is a card template.
type Template struct {
	ID           int64 // 0 when absent
	Name         string
	Front, Back  string
	BrowserFront string
	BrowserBack  string
	BrowserFont  string
	BrowserSize  int
}

// A ReqKind says how the fields of a Req combine.
type ReqKind int

// The kinds of requirement (anki-format.md 5.3).
const (
	ReqNone ReqKind = iota
	ReqAny
	ReqAll
)

// A Req is the cached requirement of one card template, for old clients (anki-format.md 5.3).
type Req struct {
	Kind   ReqKind
	Fields []int // ascending
}

// A Note is one note with its cards.
type Note struct {
	ID       int64 // milliseconds, in the past
	GUID     string
	Notetype int   // index into Collection.Notetypes
	Mod      int64 // seconds
	Tags     []string
	Fields   []string // HTML, one per field of the note type
	Cards    []Card   // by ascending ordinal
}

// A Card is one card.
type Card struct {
	ID       int64
	Deck     int // index into Collection.Decks
	Ord      int // template index, or cloze number - 1
	Position int // order of introduction, from 1
}

// A Media is one file of the package. Its bytes are opened by name from whoever has them.
type Media struct {
	Name string
	Size int64
	SHA1 [20]byte
}
