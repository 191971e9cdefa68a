package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var missingMedia = &lint.Rule{
	Code:     "missing-media",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A picture or sound is not there",
	Says:     "`France.svg` not found in `media/`; there is `france.svg`",
	Why: "Learners see a broken picture or hear nothing. Names must match to the letter: on some computers " +
		"`Flag.png` and `flag.png` are the same file, on phones they are not.",
	Bad:  `front: "![](France.svg)"`,
	Good: `front: "![](france.svg)"`,
	Not: []string{
		"addresses on the web",
		"code",
	},
	Fix: "`deckmill fix` mends a wrong capital and a `media/` too many; otherwise the file that was probably meant is named.",
}
