package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var yamlSyntax = &lint.Rule{
	Code:     "yaml-syntax",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "The file is not valid YAML",
	Says:     "not valid YAML: a value that starts with `*` is an alias; quote it, or use `|`",
	Why: "A file that cannot be read has no cards. Deckmill goes on behind the mistake, so that all mistakes of a " +
		"file are shown at once, but builds nothing.\n\n" +
		"Mostly it is a sign that means something to YAML: a colon and a blank inside a text, a value that begins " +
		"with `*`, `&`, `@`, `%`, `>` or a back quote, a tab as indentation, text behind a closing quote. Put the " +
		"value in quotes, or write it on the lines below a `|`, where nothing is special. Tags (`!x`), anchors " +
		"(`&x`, `*x`), merge keys and a second document are not part of the format.",
	Bad: `- id: colon
  front: Note: what does YAML do here?
  back: It sees two keys.`,
	Good: `- id: colon
  front: "Note: what does YAML do here?"
  back: It sees a text.`,
	Not: []string{
		"a byte order mark, and line breaks as Windows writes them",
	},
	Fix: "Quotes around the text are suggested, and other small repairs.",
}
