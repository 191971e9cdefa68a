package rules

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var templatesChanged = &lint.Rule{
	Code:     "templates-changed",
	Severity: diag.Error,
	Title:    "The cards of a published note type are others",
	Says:     "note type `vocab`: card `hear` was added before `read`: the 2 notes that learners have of it stop updating",
	Why: "What was learnt about a card hangs on its place: the first card of the note, the second, and so on. Anki compares the card " +
		"templates of a note type with those that the learner has: their number, their order, and what makes each the same, its " +
		"id. When they differ, an import makes a second note type, named with a `+`, for the notes that are new. It skips those that " +
		"the learner has, this time and every time after.\n\n" +
		"A learner who imports with *Merge note types* gets the new cards behind the old ones; nothing is taken away, and the learner's " +
		"other devices need a full, one-way sync. When a later release changes a front, Anki may then make the cards of such notes a second " +
		"time, until *Check Database*. With that option a note type that was standard and is cloze now, or the other way " +
		"round, cannot be imported at all: Anki refuses the whole package.\n\n" +
		"Cards that exchange their fronts are reported as well: Anki updates both, and what was learnt of one question then stands " +
		"under the other.",
	Bad: `# the last release had the card "read" only
notetypes:
  vocab:
    fields: [word, sound]
    cards:
    - {key: hear, front: "{{Sound}}", back: "{{Word}}"}
    - {key: read, front: "{{Word}}", back: "{{Sound}}"}`,
	Good: `# the last release had the card "read" only
notetypes:
  vocab:
    fields: [word, sound]
    cards:
    - {key: read, front: "{{Word}}", back: "{{Sound}}"}
  vocab-heard:      # for new notes
    fields: [word, sound]
    cards:
    - {key: read, front: "{{Word}}", back: "{{Sound}}"}
    - {key: hear, front: "{{Sound}}", back: "{{Word}}"}`,
	Not: []string{
		"a card with another `name`, or with another key whose `was` names the first one",
		"other texts in a template, other styles",
		"a card that is appended, when it is suppressed with a reason: tell learners to import with *Merge note types*",
	},
	Fix: "Where keys of cards were changed and nothing else, the suggested fix adds `was`, or, where the old key cannot be found, " +
		"`anki-id` with the number by which learners have the card.",
	Baseline: findChangedTemplates,
}

func findChangedTemplates(p *lint.DeckPass) {
	for i, t := range p.Notetypes {
		old, now := p.NotetypeBefore(i), &p.Collection.Notetypes[i]
		if old == nil || t.BrokenCards {
			continue
		}
		if old.Cloze != now.Cloze {
			reportKind(p, t, old)
			continue
		}
		m := cardMembers(t, now, old)
		if change := m.change(); !change.isNone() {
			reportMembers(p, i, m, &change)
		} else {
			reportExchanged(p, t, old, now)
		}
	}
}

// reportKind reports a standard note type that became a cloze type, or the other way round.
func reportKind(p *lint.DeckPass, t *deck.Notetype, old *collection.Notetype) {
	kind := map[bool]string{true: "a cloze type", false: "a standard type"}
	p.Found(diag.Diagnostic{
		Span: typePlace(p, t),
		Message: fmt.Sprintf("note type `%s` was %s, now it is %s: Anki refuses the package where *Merge note types* is ticked",
			t.Key, kind[old.Cloze], kind[t.Cloze]),
		Help: "make a note type with another key for new notes, and leave this one as it was",
	})
}

// reportExchanged reports cards that ask, each under its own key, what another one asked.
func reportExchanged(p *lint.DeckPass, t *deck.Notetype, old, now *collection.Notetype) {
	changed := func(i int) bool { return old.Templates[i].Front != now.Templates[i].Front }
	for i := range now.Templates {
		j := slices.IndexFunc(old.Templates, func(c collection.Template) bool { return c.Front == now.Templates[i].Front })
		if j < 0 || !changed(i) || !changed(j) {
			continue
		}
		at := t.Cards[i].Front.Whole()
		if at.IsZero() {
			at = typePlace(p, t)
		}
		p.Found(diag.Diagnostic{
			Span: at,
			Message: fmt.Sprintf("card `%s` asks now what `%s` asked: what learners know of that would stand under this",
				t.Cards[i].Key, t.Cards[j].Key),
			Help: "write each front under the key that it had",
		})
		return // mending one mends the others
	}
}
