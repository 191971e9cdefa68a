package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeSyntax = &lint.Rule{
	Code:     "cloze-syntax",
	Severity: diag.Error,
	// A well-formed opener that is reported has a number, or stands in a depth, for which Anki makes no proper card.
	Contract: func(d *diag.Diagnostic) bool {
		return !d.Span.IsZero() && lint.ClozeOpener(d.Span.Text()) == d.Span.End-d.Span.Start
	},
	Title: "Something looks like a cloze deletion and is none",
	Says:  "`{{C1::` does not begin a deletion; did you mean `{{c1::`?",
	Why: "Anki knows exactly one spelling: two braces, a small c, a number, two colons, and two braces at the end. " +
		"Everything else is shown to the learner as it stands, answer included. Numbers go from 1 to 500, deletions " +
		"can be nested ten deep, and an empty one hides nothing.",
	Bad:  `text: "{{c1:Paris}} is the capital of France."`,
	Good: `text: "{{c1::Paris}} is the capital of France."`,
	Not: []string{
		"code",
	},
	Fix: "`deckmill fix` mends capitals, blanks and full-width signs; other repairs are suggested.",
}
