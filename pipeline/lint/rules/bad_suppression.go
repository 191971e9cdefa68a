package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var badSuppression = &lint.Rule{
	Code:     "bad-suppression",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A suppression is not written as it must be",
	Says:     "this suppression gives no reason",
	Why: "A suppression says which rule is wrong here and why, so that whoever reads the file next knows that " +
		"somebody looked. It needs a code that exists and a reason behind `--`. Rules that are part of the format " +
		"cannot be suppressed: the deck would not arrive as it is written.",
	Bad: `# deckmill:ignore pdf-debris
- id: ligature`,
	Good: `# deckmill:ignore pdf-debris -- the ligature is what the card asks about
- id: ligature`,
	Not: []string{
		"comments that do not begin with `deckmill:`",
	},
}
