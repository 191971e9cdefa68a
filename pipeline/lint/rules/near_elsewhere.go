package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/near"
	"github.com/deckmill/deckmill/pipeline/source"
)

// findNearOfOtherDecks compares the questions with those of the decks before.
func findNearOfOtherDecks(p *lint.DeckPass, seen *lint.Seen) {
	asked := p.Asked()
	place := func(note int) source.Span { return placeOf(p, asked, note) }
	seen.Near(p, near.Texts{
		Language: p.Deck.Language, Words: p.Int("words"), Len: len(p.Collection.Notes),
		Question: func(note int) (string, bool) { return comparedQuestion(p, asked, note) },
	}, place, func(note int, first lint.SeenNote) {
		reportNear(p, note, asked, fmt.Sprintf("almost the same question as %s in deck `%s`", noteLabel(first.Label), first.Deck),
			diag.Related{Span: first.Span, Message: "the first is here"})
	})
}

// findNearForeign compares the questions with those of a file that is not ours.
func findNearForeign(p *lint.DeckPass, asked []lint.Asked, f *lint.Foreign) {
	old := len(f.Notes)
	text := func(k int) (string, bool) {
		if k >= old {
			return comparedQuestion(p, asked, k-old)
		}
		q := f.Notes[k].Question
		return q, q != "" && len(q) <= longestQuestion
	}
	pairs := near.Texts{
		Language: p.Deck.Language, Words: p.Int("words"), Len: old + len(p.Collection.Notes), Old: old, Question: text,
		Answer: func(k int) string {
			if k < old {
				return lint.Key(f.Notes[k].Answer)
			}
			n := &p.Collection.Notes[k-old]
			return lint.Key(asked[n.Notetype].AnswerHTML(n.Fields))
		},
	}.Pairs()
	for _, pair := range pairs {
		a, _ := text(pair.First)
		b, _ := text(pair.Later)
		reportNear(p, pair.Later-old, asked, fmt.Sprintf("almost the same question as in `%s`%s", f.Name, questionDifference(a, b)),
			foreignPlace(&f.Notes[pair.First]))
	}
}
