package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var cardVanished = &lint.Rule{
	Code:     "card-vanished",
	Severity: diag.Warning,
	Title:    "A published note no longer makes one of its cards",
	Says:     "note `lyon` no longer makes the card `card-2`, because `add-reverse` is empty: learners keep it, with a blank front",
	Why: "An import never takes a card away. A learner who has the card goes on being shown it, with nothing on its front, until " +
		"*Empty Cards* deletes it together with its history.",
	Bad: `# the last release said "add-reverse: y"
- id: lyon
  notetype: basic-optional-reversed
  front: Lyon
  back: Rhône`,
	Good: `- id: lyon
  notetype: basic-optional-reversed
  front: Lyon
  back: Rhône
  add-reverse: y`,
	Not: []string{
		"cloze deletions: that is `cloze-changed`",
		"a card that the note type has no more: that is `templates-changed`",
	},
	Baseline: findVanishedCards,
}

// A vanishedCard is the card of a note that learners have, which the note does not make any more.
type vanishedCard struct{ note, card int }

func findVanishedCards(p *lint.DeckPass) {
	still := map[*collection.Notetype][]int{}
	byTemplate := map[vanishedCard][]vanishedCard{} // by note type and card: those whose front was changed
	var order []vanishedCard
	for i, old := range p.Before() {
		if old == nil {
			continue
		}
		n := &p.Collection.Notes[i]
		t, was := &p.Collection.Notetypes[n.Notetype], p.Baseline.NotetypeOf(old)
		if t.Cloze || was.Cloze || p.Notetypes[n.Notetype].BrokenCards || p.NotetypeBefore(n.Notetype) != was {
			continue
		}
		if still[was] == nil {
			still[was] = templatesNow(was, t)
		}
		for _, c := range old.Cards {
			card := -1
			if c.Ord < len(was.Templates) {
				card = still[was][c.Ord]
			}
			if card < 0 || slices.ContainsFunc(n.Cards, func(d collection.Card) bool { return d.Ord == card }) {
				continue
			}
			if was.Templates[c.Ord].Front == t.Templates[card].Front {
				reportVanished(p, vanishedCard{i, card}, old, was)
				continue
			}
			key := vanishedCard{n.Notetype, card}
			if byTemplate[key] == nil {
				order = append(order, key)
			}
			byTemplate[key] = append(byTemplate[key], vanishedCard{i, card})
		}
	}
	for _, key := range order {
		reportTemplate(p, key.note, key.card, byTemplate[key])
	}
}

// templatesNow returns the indexes of the card templates that are those of was, -1 for those that are gone.
func templatesNow(was, t *collection.Notetype) []int {
	out := make([]int, len(was.Templates))
	for i := range out {
		out[i] = t.TemplateLike(&was.Templates[i])
	}
	return out
}

// reportVanished reports a card that vanished because of what the note's fields say.
func reportVanished(p *lint.DeckPass, v vanishedCard, old *collection.Note, was *collection.Notetype) {
	n := &p.Collection.Notes[v.note]
	t := p.Notetypes[n.Notetype]
	at, because := p.Origins[v.note].Span, ""
	var empty []string
	for _, r := range p.Sides[n.Notetype][v.card].Front.References() {
		f := lint.FieldNamed(t, r.Name)
		if f < 0 || !lint.VisiblyEmpty(n.Fields[f]) || slices.Contains(empty, "`"+t.Fields[f].Key+"`") {
			continue
		}
		if j := was.FieldLike(&p.Collection.Notetypes[n.Notetype].Fields[f]); j < 0 || lint.VisiblyEmpty(old.Fields[j]) {
			continue
		}
		if len(empty) == 0 {
			at = p.Place(v.note, f)
		}
		empty = append(empty, "`"+t.Fields[f].Key+"`")
	}
	switch len(empty) {
	case 0:
	case 1:
		because = fmt.Sprintf(", because %s is empty", empty[0])
	default:
		because = fmt.Sprintf(", because %s are empty", strings.Join(empty, " and "))
	}
	p.Found(diag.Diagnostic{
		Span: at, Note: p.Origins[v.note].Label,
		Message: fmt.Sprintf("note `%s` no longer makes the card `%s`%s: learners keep it, with a blank front",
			p.Origins[v.note].Label, t.Cards[v.card].Key, because),
		Help: "write there what stood there, or tell learners to run *Empty Cards*",
	})
}

// reportTemplate reports cards that vanished because the front of their template is another one.
func reportTemplate(p *lint.DeckPass, notetype, card int, gone []vanishedCard) {
	t := p.Notetypes[notetype]
	at := t.Cards[card].Front.Whole()
	if at.IsZero() {
		at = typePlace(p, t)
	}
	what := fmt.Sprintf("%d notes no longer make the card `%s`, because its front is another one: learners keep them, with a blank front", len(gone), t.Cards[card].Key)
	if len(gone) == 1 {
		what = fmt.Sprintf("note `%s` no longer makes the card `%s`, because its front is another one: learners keep it, with a blank front",
			p.Origins[gone[0].note].Label, t.Cards[card].Key)
	}
	p.Found(diag.Diagnostic{
		Span: at, Message: what, Help: "let the front show something for every note that had the card, or tell learners to run *Empty Cards*",
		Related: []diag.Related{{Span: p.Origins[gone[0].note].Span, Message: "the first of the notes is here"}},
	})
}
