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
		"`{{#Field}}` and `{{^Field}}` needs its `{{/Field}}`, in the right order.",
	Bad:  `front: "{{#Hint}}{{Hint}}{{/Word}}"`,
	Good: `front: "{{#Hint}}{{Hint}}{{/Hint}}"`,
	Not: []string{
		"tags inside an HTML comment",
	},
}
