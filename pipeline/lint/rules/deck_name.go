package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var deckName = &lint.Rule{
	Code:     "deck-name",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Anki would change the name of the deck",
	Says:     "Anki would call the deck `ML::GAN`",
	Why: "Anki trims blanks and colons from each part of a deck's name and fills in empty parts. The learner would " +
		"find the deck under another name than the one in the source. A deck called `Default` would mix with the " +
		"one that everybody has.",
	Bad:  `deck: "ML:: GAN"`,
	Good: "deck: ML::GAN",
	Not: []string{
		"emoji, commas, apostrophes",
		"a parent that is a deck itself",
	},
}
