package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
)

var stockName = &lint.Rule{
	Code:     "stock-name",
	Severity: diag.Warning,
	Title:    "A note type has the name of one that Anki brings along",
	Says:     "every learner has Anki's own note type `Basic` already; this one would arrive as `Basic+`",
	Why: "Anki tells note types apart by a hidden number, and shows people the name. A note type of yours called " +
		"`Basic` is not the learner's `Basic`, so on import it gets a plus sign behind its name, and with the next " +
		"deck another one. A CSV file is worse off: it names its note type, and its notes would go into the " +
		"learner's own `Basic`.",
	Bad: `notetypes:
  basic:
    name: Basic`,
	Good: `notetypes:
  basic:
    name: "Anatomy: Basic"`,
	Not: []string{
		"note types without a `name`: Deckmill puts the deck's name in front",
		"as a warning: imported decks, which must keep their numbers (`anki-id`); there it is a hint",
	},
	Deck: findStockNames,
}

// stockNames are the note types that every new collection has, in English (anki-format.md 7).
var stockNames = [...]string{"Basic", "Basic (and reversed card)", "Basic (optional reversed card)", "Basic (type in the answer)",
	"Cloze", "Image Occlusion"}

func findStockNames(p *lint.DeckPass) {
	for _, t := range p.Deck.Notetypes {
		if !t.Defined || !t.Name.Given() {
			continue
		}
		for _, stock := range stockNames {
			if names.Fold(t.Name.Value) != names.Fold(stock) {
				continue
			}
			d := diag.Diagnostic{
				Span:    t.Name.Whole(),
				Message: fmt.Sprintf("every learner has Anki's own note type `%s` already; this one would arrive as `%s+`", stock, t.Name.Value),
				Help:    "put the subject in front, or remove `name`",
			}
			if t.Identity.AnkiID != 0 {
				d.Severity = diag.Hint
			}
			p.Found(d)
		}
	}
}
