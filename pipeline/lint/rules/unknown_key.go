package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unknownKey = &lint.Rule{
	Code:     "unknown-key",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A key has a name that means nothing here",
	Says:     "unknown key `bakc`; did you mean `back`?",
	Why: "What stands under a key that nobody reads never reaches a card. Usually the key is misspelt, stands at the " +
		"wrong level, or belongs to another note type.",
	Bad: `- id: france
  front: What is the capital of France?
  bakc: Paris`,
	Good: `- id: france
  front: What is the capital of France?
  back: Paris`,
	Fix: "A near name is suggested.",
}
