package rules

import (
	"iter"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// templateTexts returns the card templates that a deck's author wrote, those for the browser too.
func templateTexts(d *deck.Deck) iter.Seq[deck.Text] {
	return func(yield func(deck.Text) bool) {
		for _, t := range d.Notetypes {
			for _, c := range t.Cards {
				for _, text := range [...]deck.Text{c.Front, c.Back, c.BrowserFront, c.BrowserBack} {
					if text.Given() && !yield(text) {
						return
					}
				}
			}
		}
	}
}
