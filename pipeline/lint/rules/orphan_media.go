package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var orphanMedia = &lint.Rule{
	Code:     "orphan-media",
	Severity: diag.Warning,
	Title:    "A media file is used by no card",
	Says:     "`old.svg` is used by no card",
	Why:      "It makes the package bigger for nothing, or a card lacks the picture that was meant for it.",
	Bad:      "media/old-flag.svg   # and no note mentions it",
	Good:     `media/flag.svg       # front: "![](flag.svg)"`,
	Not: []string{
		"files whose names begin with `_`, which scripts may load",
		"any file while something in the deck cannot be read: a broken note may use it",
	},
}
