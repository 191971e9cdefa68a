package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var noCard = &lint.Rule{
	Code:     "no-card",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A note makes no card",
	Says:     "a cloze note without a cloze deletion makes no card",
	Why: "Anki makes a card when the front of its template shows something, and for a cloze note one card for each " +
		"number. A note without any card cannot be studied; in Anki it is a leftover that nobody sees, or a blank " +
		"card.",
	Bad: `- id: ozone
  notetype: cloze
  text: Ozone has three atoms.`,
	Good: `- id: ozone
  notetype: cloze
  text: Ozone has {{c1::three}} atoms.`,
	Not: []string{
		"a note on which only some of the cards are missing",
		"a front that is only a picture",
	},
}
