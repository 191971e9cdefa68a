// Command deckmill compiles flashcard decks written as text into packages that Anki imports.
package main

import (
	"os"

	"github.com/deckmill/deckmill/pipeline/cli"
)

func main() { os.Exit(cli.Main(cli.OS(), os.Args)) }
