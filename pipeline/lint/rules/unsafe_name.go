package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unsafeName = &lint.Rule{
	Code:     "unsafe-name",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Anki would change a name",
	Says:     "Anki would change the name `Front: text` to `Front text`",
	Why: "Anki removes some characters from the names of fields, cards and note types when it imports them. " +
		"Templates that use the name of such a field then show an error. Two names that differ in capitals only are " +
		"one name to it, and some names are its own.",
	Bad: `fields:
- key: front
  name: "Front: text"`,
	Good: `fields:
- key: front
  name: Front text`,
}
