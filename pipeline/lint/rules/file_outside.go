package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var fileOutside = &lint.Rule{
	Code:     "file-outside",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A path leaves the folder of the deck",
	Says:     "`../secret.md` leaves the deck folder",
	Why: "A deck holds all that belongs to it, so that it can be moved, copied and checked, and so that a pull " +
		"request cannot publish a file of the computer that builds it. Links to other folders are not followed.",
	Bad:  `front: "![](../../flag.png)"`,
	Good: `front: "![](flag.png)"`,
}
