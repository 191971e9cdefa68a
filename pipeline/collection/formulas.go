package collection

import "github.com/deckmill/deckmill/pipeline/deck"

// Formulas are those by which the note types, fields and card templates of one edition of a deck get their ids (format.md
// section 13). A package holds ids and no keys; whoever guesses the key behind an id can be sure with these.
type Formulas struct{ ids identity }

// FormulasOf returns the formulas of an edition of a deck.
func FormulasOf(d *deck.Deck) Formulas { return Formulas{identityOf(d)} }

// FormulasFor returns the formulas of a note type of an edition of a deck: those of the repository, if it is one that decks
// share.
func FormulasFor(d *deck.Deck, t *deck.Notetype) Formulas {
	if t.Shared && d.Shared != nil {
		return FormulasOf(d.Shared)
	}
	return FormulasOf(d)
}

// Notetype returns the id of a note type.
func (f Formulas) Notetype(t deck.Identity) int64 { return f.ids.notetype(t) }

// Field returns the id of a field of note type t.
func (f Formulas) Field(t, field deck.Identity) int64 { return f.ids.field(t, field) }

// Card returns the id of a card template of note type t.
func (f Formulas) Card(t, card deck.Identity) int64 { return f.ids.card(t, card) }
