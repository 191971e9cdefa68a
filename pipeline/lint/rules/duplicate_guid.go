package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var duplicateGUID = &lint.Rule{
	Code:     "duplicate-guid",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Two notes have the same guid",
	Says:     "guid `kupB!kWE}<` is used twice in this deck: one note would overwrite the other",
	Why: "The guid is the name by which every learner's Anki knows a note. Two notes with one guid are one note to " +
		"it: it skips or overwrites one of them. This happens when an imported note is copied together with its " +
		"`guid:`.",
	Bad: `- guid: "kupB!kWE}<"
  front: north
  back: Norden
- guid: "kupB!kWE}<"
  front: south
  back: Süden`,
	Good: `- guid: "kupB!kWE}<"
  front: north
  back: Norden
- id: south
  front: south
  back: Süden`,
	Not: []string{
		"guids that differ in a capital letter",
		"a guid whose note was given another note type and still says something of what it said: that is `note-type-moved`",
	},
	Baseline: findForeignGUIDs,
}

// findForeignGUIDs reports guids that the author wrote and that are those of other notes of the last release: another note
// type and other words.
func findForeignGUIDs(p *lint.DeckPass) {
	for i, old := range p.Before() {
		n := &p.Collection.Notes[i]
		if old == nil || !p.Origins[i].Given || p.NotetypeBefore(n.Notetype) == p.Baseline.NotetypeOf(old) {
			continue
		}
		words, before := shownWords(n.Fields...), shownWords(old.Fields...)
		if len(words) == 0 || len(before) == 0 || shareWord(before, words) {
			continue
		}
		p.Found(diag.Diagnostic{
			Span: p.Origins[i].Span, Note: p.Origins[i].Label,
			Message: fmt.Sprintf("guid `%s` belongs to another note of the last release, `%s`: learners would never get this one",
				n.GUID, firstText(old)),
			Help: "remove this `guid`, if it was copied, and give the note an `id` of its own",
		})
	}
}
