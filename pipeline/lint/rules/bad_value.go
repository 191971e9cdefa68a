package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var badValue = &lint.Rule{
	Code:     "bad-value",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A value is missing, or is not what it must be",
	Says:     "`back` is required and empty",
	Why: "The format says for each key what may stand there, and which fields a note must fill. A value outside of " +
		"that cannot become part of a card: Anki would refuse it, drop it or show an empty side.",
	Bad: `- id: france
  front: What is the capital of France?
  back:`,
	Good: `- id: france
  front: What is the capital of France?
  back: Paris`,
	Not: []string{
		"text that looks like a number, a date or `no`: it stays text",
	},
	Fix: "What was probably meant is suggested where it is near, for instance an id in small letters with hyphens.",
}
