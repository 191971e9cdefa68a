package lint

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A Runner runs a list of rules. It is immutable and may be used from several goroutines.
type Runner struct {
	byCode     map[string]*Rule
	codes      []string // in the order of the list
	note, deck []*Rule
	across     []*Rule
}

// NewRunner returns a Runner for rules. No two may have one code.
func NewRunner(rules []*Rule) *Runner {
	r := &Runner{byCode: make(map[string]*Rule, len(rules))}
	for _, rule := range rules {
		r.byCode[rule.Code] = rule
		r.codes = append(r.codes, rule.Code)
		if rule.Note != nil {
			r.note = append(r.note, rule)
		}
		if rule.Deck != nil {
			r.deck = append(r.deck, rule)
		}
		if rule.Across != nil {
			r.across = append(r.across, rule)
		}
	}
	return r
}

// Note runs all rules for notes over one note. A rule that fails is reported as our mistake under its own code, and the
// others go on. Passes of different notes may run at the same time if their Reports may.
func (r *Runner) Note(p *NotePass) {
	for _, rule := range r.note {
		p.rule = rule
		guardNote(p)
	}
}

// Deck runs all rules for whole decks, once. Failing rules are treated as in Note.
func (r *Runner) Deck(p *DeckPass) {
	for _, rule := range r.deck {
		p.rule = rule
		guardDeck(p, rule.Deck)
	}
}

// Across runs all rules that compare a deck with those before it, once for each deck, one after the other. A nil seen
// says that there is no other deck. A deck that comes again is not compared with itself.
func (r *Runner) Across(p *DeckPass, seen *Seen) {
	if seen == nil {
		return
	}
	for _, rule := range r.across {
		p.rule = rule
		guardDeck(p, func(p *DeckPass) { rule.Across(p, seen) })
	}
}

func guardNote(p *NotePass) {
	defer func() {
		if e := recover(); e != nil {
			d := ourFault(e, p.Note.Span)
			p.Found(d)
		}
	}()
	p.rule.Note(p)
}

func guardDeck(p *DeckPass, run func(*DeckPass)) {
	defer func() {
		if e := recover(); e != nil {
			d := ourFault(e, p.Deck.File.Whole())
			p.Found(d)
		}
	}()
	run(p)
}

// ourFault is the finding of a rule that failed. It keeps the rule's severity: a check that would have stopped a build
// must not be skipped in silence.
func ourFault(e any, at source.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Span:    at,
		Message: fmt.Sprintf("this check failed, so nothing is known about it here: %v", e),
		Help:    "this is a mistake in Deckmill, not in the deck; please report it together with this message",
	}
}
