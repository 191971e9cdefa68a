package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var duplicateID = &lint.Rule{
	Code:     "duplicate-id",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Two notes, or two decks, have the same id",
	Says:     "id `Gans` is used twice in this deck: one note would overwrite the other",
	Why: "To Anki two notes with one id are one note: the second overwrites the first on the learner's side, or is " +
		"skipped. The same holds for two decks, which happens when the folder of a deck is copied to start a new " +
		"one.",
	Bad: `- id: gans
  front: How do GANs work?
  back: Two networks compete.
- id: Gans
  front: Who trains a GAN?
  back: the gradient`,
	Good: `- id: gans
  front: How do GANs work?
  back: Two networks compete.
- id: gan-training
  front: Who trains a GAN?
  back: the gradient`,
	Not: []string{
		"the same note id in two different decks",
	},
	Fix: "The suggested fix gives the later note a new id; which of the two learners have already, Deckmill cannot know.",
}
