package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var badTag = &lint.Rule{
	Code:     "bad-tag",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Anki would change or drop a tag",
	Says:     "`machine learning` would become 2 tags in Anki",
	Why: "Anki separates tags by blanks, so `machine learning` becomes the tags `machine` and `learning`. Empty " +
		"parts between `::` get the name `blank`. `marked` and `leech` are Anki's own and never arrive.",
	Bad:  "tags: [machine learning]",
	Good: "tags: [machine-learning]",
	Not: []string{
		"letters of any script, emoji, a single `:`",
	},
	Fix: "`deckmill fix` writes hyphens for blanks.",
}
