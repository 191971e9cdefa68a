package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unusedSuppression = &lint.Rule{
	Code:     "unused-suppression",
	Severity: diag.Warning,
	Title:    "A suppression suppresses nothing",
	Says:     "there is no `pdf-debris` to suppress here",
	Why: "The mistake was mended, or the comment stands in the wrong place. If it stayed, it would hide the next " +
		"mistake of that kind.",
	Bad: `# deckmill:ignore pdf-debris -- the ligature is what the card asks about
- id: capital
  front: What is the capital of France?
  back: Paris`,
	Good: `- id: capital
  front: What is the capital of France?
  back: Paris`,
	Not: []string{
		"a rule that did not run because of other mistakes in the deck",
	},
	Fix: "`deckmill fix` removes it.",
}
