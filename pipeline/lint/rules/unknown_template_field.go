package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unknownTemplateField = &lint.Rule{
	Code:     "unknown-template-field",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A card template names a field that is not there",
	Says:     "no field called `Contry`; did you mean `Country`?",
	Why: "Anki shows an error text on every card of this template. Templates use the name of a field as Anki shows " +
		"it, not its key; capitals and blanks count.",
	Bad:  `front: "What is the capital of {{Contry}}?"`,
	Good: `front: "What is the capital of {{Country}}?"`,
	Not: []string{
		"Anki's own names: `Tags`, `Deck`, `Subdeck`, `Type`, `Card`, `CardFlag`, `CardID`, `FrontSide`",
	},
	Fix: "A near name is suggested.",
}
