// Package schema holds the JSON Schema of the source format (format.md), in the folder where editors look for it, and that of
// the differences that the command prints.
package schema

import _ "embed"

// Deck is deck.schema.json: a JSON Schema 2020-12 whose root describes a deck.yaml. Its definitions "notesFile" and
// "note" describe the other parts of a deck that are read on their own.
//
//go:embed deck.schema.json
var Deck string

// Diff is diff.schema.json: what `deckmill diff --format json` writes, in JSON Schema 2020-12.
//
//go:embed diff.schema.json
var Diff string
