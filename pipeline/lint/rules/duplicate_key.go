package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var duplicateKey = &lint.Rule{
	Code:     "duplicate-key",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A key is given twice",
	Says:     "`back` is given twice",
	Why:      "A key can have one value. One of the two texts would be lost without a word.",
	Bad: `- id: france
  front: What is the capital of France?
  back: Paris
  back: Lyon`,
	Good: `- id: france
  front: What is the capital of France?
  back: Paris`,
	Not: []string{
		"the same key in another note",
	},
}
