// Package lint runs rules over decks and decides what becomes of every diagnostic: its severity, whether a suppression
// silences it, whether another finding already says the same.
//
// A rule is a value (see Rule) in a file of its own below lint/rules; rules.All lists them by hand. Findings of the
// other steps (parse, validate, decode, compile) carry codes whose rules stand there too, without functions, for their
// pages and severities.
//
// A Runner is built once from a list of rules. It runs the rules of one note at a time (Runner.Note, in parallel), then
// those of the whole deck (Runner.Deck), and at last resolves everything that was found by anyone (Runner.Finish).
package lint

import (
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A Rule is one entry of the catalogue.
type Rule struct {
	Code     string        // lower-case words with hyphens; also the name of its file, its test and its heading
	Severity diag.Severity // the default; a finding that says its own severity keeps it
	Fixed    bool          // part of the format's contract: can be neither changed nor suppressed
	Title    string        // what is wrong, as a short sentence
	Says     string        // an example of the message
	Why      string        // what happens in Anki otherwise: one or two paragraphs
	Bad      string        // YAML of a card that is reported
	Good     string        // the same, mended
	Not      []string      // what stays silent although it looks alike
	Fix      string        // what `deckmill fix` does about it; may be empty

	// Contract reports whether a finding is part of the format's contract, for a rule of which only some are (rules.md
	// section 1); its severity is resolved. It is nil for rules of which all are, or none.
	Contract func(*diag.Diagnostic) bool

	// At most one of these is set. Note runs for each note while its tree is alive, in parallel; Deck runs once over
	// everything compiled.
	Note func(*NotePass)
	Deck func(*DeckPass)

	// Across compares what a DeckPass shows with the decks before it, which Seen remembers. It may be set beside Deck.
	Across func(*DeckPass, *Seen)
}

// A NotePass is what a rule sees of one note.
type NotePass struct {
	Deck   *deck.Deck
	Note   *deck.Note
	HTML   []string         // the compiled fields, by index of Note.Notetype.Fields
	Cards  []int            // ordinals of the cards it makes
	Sides  []template.Sides // the parsed templates of Note.Notetype, by index of its Cards
	Report diag.Report

	rule *Rule // whose turn it is
}

// Found reports a finding of the rule that is running. It fills in the code and the note.
func (p *NotePass) Found(d diag.Diagnostic) {
	d.Code, d.Note = p.rule.Code, p.Note.Label()
	p.Report(d)
}

// A DeckPass is what a rule sees of a whole compiled deck.
type DeckPass struct {
	Deck       *deck.Deck
	Collection *collection.Collection
	Notetypes  []*deck.Notetype    // by index of Collection.Notetypes
	Origins    []collection.Origin // by index of Collection.Notes
	Sides      [][]template.Sides  // by index of Collection.Notetypes, then card
	Report     diag.Report

	rule *Rule
}

// Found reports a finding of the rule that is running. It fills in the code; d.Note is the rule's business.
func (p *DeckPass) Found(d diag.Diagnostic) {
	d.Code = p.rule.Code
	p.Report(d)
}
