package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mediaReference = &lint.Rule{
	Code:     "media-reference",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Anki would look for another file name",
	Says:     "Anki would rename `which^one.svg` to `whichone.svg`, and the card would not find it",
	Why: "Anki takes the name in a field letter by letter. It does not decode `%20`, knows no folders and no paths " +
		"of your computer. The picture would be missing, and Anki would take the file for unused.",
	Bad:  `front: "![](my%20pic.png)"`,
	Good: `front: "![](<my pic.png>)"`,
	Not: []string{
		"folders below `media`: Deckmill flattens them",
		"`100%.png` and `my%20pic.png` when files are called so",
	},
	Fix: "`deckmill fix` writes the name of the file that is there.",
}
