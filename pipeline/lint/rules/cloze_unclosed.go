package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeUnclosed = &lint.Rule{
	Code:     "cloze-unclosed",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A cloze deletion is never closed",
	Says:     "`{{c1::` is never closed: Anki drops everything from here to the end of the field",
	Why: "Anki looks for the `}}` that belongs to `{{c1::`. Without it the deletion and everything behind it " +
		"disappears from the card, and no card is made for its number.",
	Bad:  `text: "{{c1::Paris} is the capital of France."`,
	Good: `text: "{{c1::Paris}} is the capital of France."`,
	Not: []string{
		"a stray `}}`, which is ordinary text",
	},
	Fix: "The braces that were probably meant are suggested.",
}
