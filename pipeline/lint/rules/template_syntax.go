package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var templateSyntax = &lint.Rule{
	Code:     "template-syntax",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A card template is broken",
	Says:     "found `{{/Word}}`, but expected `{{/Hint}}`",
	Why: "A template that Anki cannot read shows an error text in place of every card that it makes. Every " +
		"`{{#field}}` and `{{^field}}` needs its `{{/field}}`, in the right order.",
	Bad:  `front: "{{#hint}}{{hint}}{{/word}}"`,
	Good: `front: "{{#hint}}{{hint}}{{/hint}}"`,
	Not: []string{
		"tags inside an HTML comment",
	},
}
