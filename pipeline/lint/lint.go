// Package lint runs rules over decks and decides what becomes of every diagnostic: its severity, whether a suppression
// silences it, whether another finding already says the same.
//
// A rule is a value (see Rule) in a file of its own below lint/rules; rules.All lists them by hand. Findings of the
// other steps (parse, validate, decode, compile) carry codes whose rules stand there too, without functions, for their
// pages and severities.
//
// A Runner is built for a deck from a list of rules and the configurations that count for it. It runs the rules of one
// note at a time (Runner.Note, in parallel), then those of the whole deck (Runner.Deck), and at last decides about
// everything that was found by anyone (Runner.Finish).
package lint

import (
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A Rule is one entry of the catalogue.
type Rule struct {
	Code     string        // lower-case words with hyphens; also the name of its file, its test and its heading
	Aliases  []string      // codes it had before: whoever wrote one is told the new one
	Severity diag.Severity // the default; a finding that says its own severity keeps it
	Fixed    bool          // part of the format's contract: can be neither changed nor suppressed
	Title    string        // what is wrong, as a short sentence
	Says     string        // an example of the message
	Why      string        // what happens in Anki otherwise: one or two paragraphs
	Bad      string        // YAML of a card that is reported
	Good     string        // the same, mended
	Not      []string      // what stays silent although it looks alike
	Fix      string        // what `deckmill fix` does about it; may be empty
	Options  []Option      // what a configuration may set

	// Contract reports whether a finding is part of the format's contract, for a rule of which only some are (rules.md
	// section 1); its severity is resolved. It is nil for rules of which all are, or none.
	Contract func(*diag.Diagnostic) bool

	// Note runs for each note while its tree is alive, in parallel; Deck runs once over everything compiled. A rule about the
	// texts of notes as well as names, templates or files has both.
	Note func(*NotePass)
	Deck func(*DeckPass)

	// Variants runs for each note of a deck with variants, as Note does, and sees it in all editions that have it. It also
	// runs where it is off: what part of its findings the contract holds is decided later.
	Variants func(*VariantPass)

	// Across compares what a DeckPass shows with the decks before it, which Seen remembers. It may be set beside Deck.
	Across func(*DeckPass, *Seen)

	// Baseline compares a whole deck with the last release, when there is one. It is set alone.
	Baseline func(*DeckPass)

	// Drop reports whether the options say that nobody wants to know of a finding. It is for rules whose findings other
	// steps make, who know no options. It counts for fixed rules too: what they let go is part of the contract.
	Drop func(*diag.Diagnostic, *Options) bool
}

// isContract reports whether a finding of the rule, of the given severity, is part of the format's contract.
func (r *Rule) isContract(d *diag.Diagnostic, s diag.Severity) bool {
	if r.Fixed || r.Contract == nil {
		return r.Fixed
	}
	decided := *d
	decided.Severity = s
	return r.Contract(&decided)
}

// Options are the values of a rule's options.
type Options struct{ turn }

// A NotePass is what a rule sees of one note. It may be used for one note after the other, with Show.
type NotePass struct {
	Deck   *deck.Deck
	Note   *deck.Note
	Fields []Field          // by index of Note.Notetype.Fields
	Cards  []int            // ordinals of the cards it makes
	Sides  []template.Sides // the parsed templates of Note.Notetype, by index of its Cards
	Report diag.Report

	turn
}

// Show makes the pass one over another note. html are its compiled fields; cards and sides are as in the pass.
func (p *NotePass) Show(n *deck.Note, html []string, cards []int, sides []template.Sides) {
	p.Note, p.Cards, p.Sides = n, cards, sides
	p.Fields = p.Fields[:0]
	for i := range n.Fields {
		p.Fields = append(p.Fields, fieldOf(n, i, html[i]))
	}
}

// Some reports whether is holds for any of the note's fields.
func (p *NotePass) Some(is func(*Field) bool) bool {
	for i := range p.Fields {
		if is(&p.Fields[i]) {
			return true
		}
	}
	return false
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
	Notetypes  []*deck.Notetype         // by index of Collection.Notetypes
	Origins    []collection.Origin      // by index of Collection.Notes
	Sides      [][]template.Sides       // by index of Collection.Notetypes, then card
	Media      []MediaFile              // the files that are packaged, by name in the package
	Against    []*Foreign               // files that the deck is compared with
	Baseline   *collection.Baseline     // the last release of the deck; nil without one
	Published  *collection.Published    // the note types of all packages of the last release; may be nil
	Retired    []collection.Retired     // notes that were published and are gone on purpose
	Partial    bool                     // notes may be missing: a file or a part of one could not be read
	FreeID     func(text string) string // proposes an id for a note with this text
	Report     diag.Report

	turn
	equal map[fieldOfType][][]int // see EqualFields
	since *comparison             // see Before
}

// A MediaFile is a file of the package.
type MediaFile struct {
	Path string // below the deck's folder, or that of the files that decks share
	Name string // in the package
	Size int64  // bytes
	Span source.Span
	Read func() ([]byte, error)

	// Seen says that an earlier edition of the deck has the file too: what is wrong with its content has been said.
	Seen bool
}

// Found reports a finding of the rule that is running. It fills in the code, and what fixes need; d.Note is the rule's business.
func (p *DeckPass) Found(d diag.Diagnostic) {
	d.Code = p.rule.Code
	for i := range d.Fixes {
		d.Fixes[i].Release = p.rule.Baseline != nil
	}
	p.Report(d)
}
