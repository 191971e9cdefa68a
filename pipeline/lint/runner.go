package lint

import (
	"fmt"
	"slices"
	"sync"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A Runner runs a list of rules. It is immutable and may be used from several goroutines.
type Runner struct {
	byCode  map[string]*Rule
	codes   []string // in the order of the list
	deck    []*Rule
	across  []*Rule
	base    []*Rule
	variant []*Rule
	clauses []clause  // of the configurations, the nearest last
	byPath  sync.Map  // path -> *settings
	told    *sync.Map // codes of old that were mentioned
}

// NewRunner returns a Runner for rules. No two may have one code, or one had before.
func NewRunner(rules []*Rule) *Runner {
	r := &Runner{byCode: make(map[string]*Rule, len(rules)), told: &sync.Map{}}
	for _, rule := range rules {
		r.byCode[rule.Code] = rule
		for _, old := range rule.Aliases {
			r.byCode[old] = rule
		}
		r.codes = append(r.codes, rule.Code)
		if rule.Deck != nil {
			r.deck = append(r.deck, rule)
		}
		if rule.Across != nil {
			r.across = append(r.across, rule)
		}
		if rule.Baseline != nil {
			r.base = append(r.base, rule)
		}
		if rule.Variants != nil {
			r.variant = append(r.variant, rule)
		}
	}
	return r
}

// With returns a Runner of the same rules for which c counts too, and wins over what counted before.
func (r *Runner) With(c Config) *Runner {
	return &Runner{byCode: r.byCode, codes: r.codes, deck: r.deck, across: r.across, base: r.base, variant: r.variant, told: r.told,
		clauses: slices.Concat(r.clauses, c.clauses)}
}

// Note runs all rules for notes over one note. A rule that fails is reported as our mistake under its own code, and the
// others go on. Passes of different notes may run at the same time if their Reports may.
func (r *Runner) Note(p *NotePass) {
	for rules := r.at(p.Note.Span.Path()).note; len(rules) > 0; {
		rules = runNote(p, rules)
	}
}

// runNote runs rules over a note, in turn, and returns those behind the first that failed.
func runNote(p *NotePass, rules []*resolved) (left []*resolved) {
	defer func() {
		if e := recover(); e != nil {
			p.Found(ourFault(e, p.Note.Span))
		}
	}()
	for i, x := range rules {
		left = rules[i+1:]
		p.turn = turn{rule: x.rule, values: x.values}
		x.rule.Note(p)
	}
	return nil
}

// Variants runs all rules that see a note in all its editions. Failing rules and passes are treated as in Note.
func (r *Runner) Variants(p *VariantPass) {
	for _, rule := range r.variant {
		r.runVariant(p, rule)
	}
}

func (r *Runner) runVariant(p *VariantPass, rule *Rule) {
	at := p.Editions[0].Note.Span
	defer func() {
		if e := recover(); e != nil {
			p.Found(ourFault(e, at))
		}
	}()
	p.turn = turn{rule: rule, values: r.at(at.Path()).rules[rule.Code].values}
	rule.Variants(p)
}

// Deck runs all rules for whole decks, once. Failing rules are treated as in Note.
func (r *Runner) Deck(p *DeckPass) { r.runDeck(p, r.deck, func(rule *Rule) { rule.Deck(p) }) }

// Baseline runs all rules that compare a deck with its last release, once.
func (r *Runner) Baseline(p *DeckPass) { r.runDeck(p, r.base, func(rule *Rule) { rule.Baseline(p) }) }

// Across runs all rules that compare a deck with those before it, once for each deck, one after the other. A nil seen
// says that there is no other deck. A deck that comes again is not compared with itself.
func (r *Runner) Across(p *DeckPass, seen *Seen) {
	if seen != nil {
		r.runDeck(p, r.across, func(rule *Rule) { rule.Across(p, seen) })
	}
}

// runDeck runs those of rules that are on somewhere, with the options that count for the deck's main file.
func (r *Runner) runDeck(p *DeckPass, rules []*Rule, run func(*Rule)) {
	main := p.Deck.Main
	for _, rule := range rules {
		if r.mayRun(rule, main) {
			p.turn = turn{rule: rule, values: r.at(main).rules[rule.Code].values}
			guardDeck(p, func() { run(rule) })
		}
	}
}

func guardDeck(p *DeckPass, run func()) {
	defer func() {
		if e := recover(); e != nil {
			d := ourFault(e, p.Deck.File.Whole())
			p.Found(d)
		}
	}()
	run()
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
