package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

// findInvisibleNames looks at the names that learners see in lists: of decks, note types, fields and cards.
func findInvisibleNames(p *lint.DeckPass) {
	look := func(what, name string, at source.Span) {
		if d, found := invisibleInNameAt(what, name, at); found {
			p.Found(d)
		}
	}
	look("the name of the deck", p.Deck.Name.Value, p.Deck.Name.Whole())
	for _, s := range p.Deck.Subdecks {
		look("the name of a deck", s.Path.Value, s.Path.Whole())
	}
	for _, t := range p.Deck.Notetypes {
		if !t.Defined {
			continue
		}
		if t.Name.Given() {
			look("the name of a note type", t.Name.Value, t.Name.Whole())
		}
		for _, f := range t.Fields {
			look("the name of a field", f.Name, f.Span)
		}
		for _, c := range t.Cards {
			look("the name of a card", c.Name, c.Span)
		}
	}
}

// invisibleInName is the finding about an invisible character in a name or tag. It is an error where it turns the direction of
// writing.
func invisibleInName(what, name string, t deck.Text) (d diag.Diagnostic, found bool) {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return invisibleInNameAt(what, name, t.Whole())
		}
	}
	return diag.Diagnostic{}, false
}

func invisibleInNameAt(what, name string, at source.Span) (d diag.Diagnostic, found bool) {
	invisible := lint.InvisibleIn(name, false)
	if len(invisible) == 0 {
		return d, false
	}
	first := invisible[0]
	d = diag.Diagnostic{
		Span:    at,
		Message: fmt.Sprintf("invisible %s in %s, %s", invisibleName(first.Rune), what, besideWord(name, first.Start, first.End)),
		Help:    "write the name without it",
	}
	if lint.TurnsDirection(first.Rune) {
		d.Severity = diag.Error
	}
	return d, true
}

// besideWord says where the character at text[start:end] stands: "after `data`".
func besideWord(text string, start, end int) string {
	before := strings.TrimRightFunc(text[max(0, start-longestWord):start], isBetweenWords)
	before = before[strings.LastIndexFunc(before, isBetweenWords)+1:]
	if before = strings.ToValidUTF8(before, ""); before != "" {
		return "after `" + lint.Clip(before) + "`"
	}
	after := strings.TrimLeftFunc(text[end:min(len(text), end+longestWord)], isBetweenWords)
	if n := strings.IndexFunc(after, isBetweenWords); n >= 0 {
		after = after[:n]
	}
	if after = strings.ToValidUTF8(after, ""); after != "" {
		return "before `" + lint.Clip(after) + "`"
	}
	return "without a word beside it"
}
