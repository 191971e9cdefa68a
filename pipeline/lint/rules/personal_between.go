package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var personalBetween = &lint.Rule{
	Code:     "personal-between",
	Severity: diag.Warning,
	Title:    "A personal field stands before fields of the deck",
	Says:     "updates by CSV empty `mnemonic`, which learners fill: it stands before `meaning`",
	Why: "The CSV file leaves personal fields out, so that learners who update with it keep what they wrote there. But a row of CSV can " +
		"only be cut at its end: a personal field that others follow is in it as an empty cell, and the import empties it in every " +
		"note. Anki has no other way to pass a field over. Once learners have the deck, leave the order of the fields as it is " +
		"(`fields-changed`), and tell them to update with the package.",
	Bad: `notetypes:
  word:
    fields: [word, {key: mnemonic, personal: true}, meaning]
    cards:
    - {key: card-1, front: "{{Word}}", back: "{{Meaning}} {{Mnemonic}}"}`,
	Good: `notetypes:
  word:
    fields: [word, meaning, {key: mnemonic, personal: true}]
    cards:
    - {key: card-1, front: "{{Word}}", back: "{{Meaning}} {{Mnemonic}}"}`,
	Not: []string{
		"several personal fields at the end",
		"what no CSV file changes: that a changed note in a package arrives with its personal fields empty, wherever they stand",
	},
	Deck: findPersonalBetween,
}

func findPersonalBetween(p *lint.DeckPass) {
	for _, t := range p.Notetypes {
		last := -1 // of the deck's own fields
		for i := range t.Fields {
			if !t.Fields[i].Personal {
				last = i
			}
		}
		for i := range max(last, 0) {
			if f := &t.Fields[i]; f.Personal {
				p.Found(diag.Diagnostic{
					Span:    f.Span,
					Message: fmt.Sprintf("updates by CSV empty `%s`, which learners fill: it stands before `%s`", f.Key, t.Fields[last].Key),
					Help:    "put it at the end of `fields`; if learners have the deck already, leave it and tell them to update with the package",
				})
			}
		}
	}
}
