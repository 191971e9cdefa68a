package collection

import "github.com/deckmill/deckmill/pipeline/deck"

// Formulas are those by which one deck's note types, fields and card templates get their ids (format.md section 13). A
// package holds ids and no keys; whoever guesses the key behind an id can be sure with these.
type Formulas struct{ ids identity }

// FormulasOf returns the formulas of the deck with this id.
func FormulasOf(deckID string) Formulas { return Formulas{newIdentity(deckID)} }

// Notetype returns the id of a note type.
func (f Formulas) Notetype(t deck.Identity) int64 { return f.ids.notetype(t) }

// Field returns the id of a field of note type t.
func (f Formulas) Field(t, field deck.Identity) int64 { return f.ids.field(t, field) }

// Card returns the id of a card template of note type t.
func (f Formulas) Card(t, card deck.Identity) int64 { return f.ids.card(t, card) }
