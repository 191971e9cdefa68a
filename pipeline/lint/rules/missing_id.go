package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var missingID = &lint.Rule{
	Code:     "missing-id",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A note or a deck has no id",
	Says:     "this note has no id: add `id: xnpnjwfr`, or run `deckmill fix`",
	Why: "Anki recognises a note by its id, not by its text. With an id that never changes you can correct a typo " +
		"and every learner keeps the progress on that card. Without one the corrected note would be a new note, and " +
		"the old one would stay beside it for ever.\n\n" +
		"The proposed id is made of letters that spell nothing, so that nobody wants to improve it later. You may " +
		"as well write one of your own; it only must never change once the deck is published.",
	Bad: `- front: What is the capital of France?
  back: Paris`,
	Good: `- id: kfgwtzxm
  front: What is the capital of France?
  back: Paris`,
	Not: []string{
		"notes with a `guid`, which imported decks have",
	},
	Fix: "`deckmill fix` writes the id; comments and layout stay. A table without a column `id` gets one behind the others.",
}
