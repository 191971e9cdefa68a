package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var templateShape = &lint.Rule{
	Code:     "template-shape",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A card template cannot make proper cards",
	Says:     "front of `Card 1` shows no field",
	Why: "Anki refuses to save such a note type: a front without any field is the same for every note, two cards " +
		"with one front ask everything twice, and a cloze note type hides nothing without `{{cloze:...}}` on both " +
		"sides.",
	Bad: `cards:
- key: card-1
  front: "Translate:"
  back: "{{Word}}"`,
	Good: `cards:
- key: card-1
  front: "Translate: {{Word}}"
  back: "{{Meaning}}"`,
	Not: []string{
		"equal fronts that show `{{Card}}`",
	},
}
