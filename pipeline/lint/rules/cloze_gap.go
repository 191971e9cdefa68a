package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeGap = &lint.Rule{
	Code:     "cloze-gap",
	Severity: diag.Hint,
	Title:    "A number is missing among the cloze deletions",
	Says:     "no deletion has the number 2, but one has 3",
	Why: "Anki makes a card for each number that it finds, and a gap between them harms nothing. It may show that a " +
		"deletion was forgotten, or was lost when the text was edited.",
	Bad: `- id: lyon
  notetype: cloze
  text: "{{c1::Lyon}} lies on the {{c3::Rhône}}."`,
	Good: `- id: lyon
  notetype: cloze
  text: "{{c1::Lyon}} lies on the {{c2::Rhône}}."`,
	Not: []string{
		"note types that show more than one field as cloze: add-ons give them numbers of their own",
		"masks of image occlusion: people draw and delete them as they like",
	},
	Note: findClozeGap,
}

func findClozeGap(p *lint.NotePass) {
	cards := p.Cards // of a cloze note: the numbers less one, ascending
	if !p.Note.Notetype.Cloze || len(cards) == 0 || cards[len(cards)-1] == len(cards)-1 {
		return
	}
	first := 0
	for first < len(cards) && cards[first] == first {
		first++
	}
	clozed, _ := shownAs(p)
	only := -1
	for f := range clozed {
		if clozed[f] && only >= 0 {
			return
		}
		if clozed[f] {
			only = f
		}
	}
	if only < 0 || first == len(cards) || p.Fields[only].Markup == deck.Occlusion {
		return
	}
	missing, next := first+1, cards[first]+1
	f := &p.Fields[only]
	opener := fmt.Sprintf("{{c%d::", next)
	if !strings.Contains(f.Source, opener) {
		opener = "{{c" // the number stands in a list
	}
	p.Found(diag.Diagnostic{
		Span:    f.Search(opener, 0),
		Message: fmt.Sprintf("no deletion has the number %d, but one has %d", missing, next),
		Help:    fmt.Sprintf("write `{{c%d::` for the next one, unless learners have the card of the number %d already", missing, next),
	})
}
