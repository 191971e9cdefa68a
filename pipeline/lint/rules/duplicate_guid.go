package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var duplicateGUID = &lint.Rule{
	Code:     "duplicate-guid",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Two notes have the same guid",
	Says:     "guid `kupB!kWE}<` is used twice in this deck: one note would overwrite the other",
	Why: "The guid is the name by which every learner's Anki knows a note. Two notes with one guid are one note to " +
		"it: it skips or overwrites one of them. This happens when an imported note is copied together with its " +
		"`guid:`.",
	Bad: `- guid: "kupB!kWE}<"
  front: north
  back: Norden
- guid: "kupB!kWE}<"
  front: south
  back: Süden`,
	Good: `- guid: "kupB!kWE}<"
  front: north
  back: Norden
- id: south
  front: south
  back: Süden`,
	Not: []string{
		"guids that differ in a capital letter",
	},
}
