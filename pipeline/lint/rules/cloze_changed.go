package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeChanged = &lint.Rule{
	Code:     "cloze-changed",
	Severity: diag.Error,
	Title:    "A published cloze deletion is gone, or has another number",
	Says:     "c2 now hides `Rhône`, which was c1",
	Why: "Every cloze number is a card of its own, and what was learnt hangs on the number. When two numbers change places, or all of " +
		"them move up because one was taken away, what was learnt of one deletion stands under another.\n\n" +
		"An import never deletes a card. A number that is gone leaves the learner with a card that shows no deletion, only a message, " +
		"until *Empty Cards* deletes it together with its history.",
	Bad: `# the last release said "The {{c1::Rhône}} and the {{c2::Saône}} meet."
- id: lyon
  notetype: cloze
  text: "{{c1::Two rivers}} meet, the {{c2::Rhône}} and the {{c3::Saône}}."`,
	Good: `# the last release said "The {{c1::Rhône}} and the {{c2::Saône}} meet."
- id: lyon
  notetype: cloze
  text: "{{c3::Two rivers}} meet, the {{c1::Rhône}} and the {{c2::Saône}}."`,
	Not: []string{
		"new numbers",
		"another text under its own number, however different",
		"deletions that are nested, taken apart or put in another order, each with its number",
	},
	Fix:      "The suggested fix gives every deletion that is still there its old number.",
	Baseline: findChangedClozes,
}

func findChangedClozes(p *lint.DeckPass) {
	before := p.Before()
	for _, i := range p.Changed() {
		n, old := &p.Collection.Notes[i], before[i]
		was := p.Baseline.NotetypeOf(old)
		if p.NotetypeBefore(n.Notetype) != was || !was.Cloze || !p.Notetypes[n.Notetype].Cloze {
			continue // other rules say what that means
		}
		gone := missingCards(old.Cards, n.Cards)
		then, now := hiddenTexts(old.Fields), hiddenTexts(n.Fields)
		taken, displaced := then.takenOver(now), then.displaced(now)
		if len(gone)+len(taken)+len(displaced) == 0 {
			continue
		}
		d := diag.Diagnostic{Span: p.Place(i, clozeField(n)), Note: p.Origins[i].Label, Message: then.describe(now, taken, displaced, gone)}
		d.Help = "write the old numbers again, also where that leaves a gap"
		if len(taken)+len(displaced) == 0 {
			d.Help = "hide something under its number, or retire the note and write a new one with another id"
		}
		if back, better := then.numbersFor(now); better {
			d.Fixes = renumber(p, i, back)
		}
		p.Found(d)
	}
}

// missingCards returns the ordinals of cards that are gone, ascending.
func missingCards(old, now []collection.Card) []int {
	var out []int
	for _, c := range old {
		if !slices.ContainsFunc(now, func(d collection.Card) bool { return d.Ord == c.Ord }) {
			out = append(out, c.Ord)
		}
	}
	return out
}

// clozeField returns the first field with a deletion.
func clozeField(n *collection.Note) int {
	return max(0, slices.IndexFunc(n.Fields, func(html string) bool { return strings.Contains(html, "{{c") }))
}

// describe says which numbers hide what others did, which hide something new instead, and which are gone.
func (h *hidden) describe(now *hidden, taken, displaced, gone []int) string {
	var parts []string
	for _, n := range taken {
		text, from := h.origin(now, n)
		parts = append(parts, fmt.Sprintf("c%d now hides `%s`, which was c%d", n, lint.Clip(text), from))
	}
	for _, n := range displaced {
		parts = append(parts, fmt.Sprintf("c%d now hides `%s`; what it hid is c%d now", n, lint.Clip(now.shown[now.texts[n][0]]), h.successor(now, n)))
	}
	for _, ord := range gone {
		n := ord + 1
		if to := h.successor(now, n); to > 0 && !slices.Contains(taken, to) {
			parts = append(parts, fmt.Sprintf("c%d is c%d now: learners would start it anew, and keep a card without a deletion", n, to))
		} else {
			parts = append(parts, fmt.Sprintf("c%d is gone: learners keep its card, which shows no deletion any more", n))
		}
	}
	const most = 3
	if len(parts) > most {
		parts = append(parts[:most], fmt.Sprintf("and %d more", len(parts)-most))
	}
	return strings.Join(parts, "; ")
}
