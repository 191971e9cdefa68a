package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var noteReplaced = &lint.Rule{
	Code:     "note-replaced",
	Severity: diag.Error,
	Title:    "A published note asks something else",
	Says:     "`rhone` asked `Where does the Rhône rise?`, now it asks `Which lake has no outflow?`: what was learnt stays with the id",
	Why: "To Anki a note is its guid, which is made from the id. Nothing of the question and the answer is left, but a learner who knew " +
		"the old fact by heart is asked the new one in half a year, because that is when the old one was due.\n\n" +
		"This happens when an id is used again, when notes change places and leave their ids behind, and when a whole deck is " +
		"translated in place.",
	Bad: `# the last release asked "Where does the Rhône rise?" here
- id: rhone
  front: Which lake has no outflow?
  back: The Caspian Sea.`,
	Good: `retired:
- {id: rhone, reason: The source is disputed.}
notes:
- id: caspian-sea
  front: Which lake has no outflow?
  back: The Caspian Sea.`,
	Not: []string{
		"a question that was put in other words while its answer stays, or the other way round",
		"corrected spelling, accents, capital letters, the two sides exchanged",
		"another picture or sound",
		"texts of fewer than two words",
	},
	Fix: "The suggested fix gives the note a new id and retires the old one, where both stand in one file.",

	Baseline: findReplaced,
}

// A replacement is a note that asks something else than before.
type replacement struct {
	note     int
	old      *collection.Note
	question int // the first field of the question
}

func findReplaced(p *lint.DeckPass) {
	var found []replacement
	compared := 0
	asked := p.Asked()
	var words *tellingWords
	for _, i := range p.Changed() {
		old := p.Before()[i]
		n := &p.Collection.Notes[i]
		if p.NotetypeBefore(n.Notetype) != p.Baseline.NotetypeOf(old) {
			continue // note-type-moved
		}
		if words == nil {
			w := tellingWordsOf(p.Baseline.Collection)
			words = &w
		}
		compared++
		c := comparisonOf(p, i, asked[n.Notetype])
		if c.replaced(words) && !keepsOwnField(p, i, &c, words) {
			found = append(found, replacement{note: i, old: old, question: c.first})
		}
	}
	if len(found) >= mostReplaced && 2*len(found) > compared {
		reportAllReplaced(p, found)
		return
	}
	elsewhere := textsElsewhere(p, found)
	for _, r := range found {
		r.report(p, elsewhere)
	}
}

// mostReplaced is how many notes must be replaced to have one cause, when they are most of those that changed.
const mostReplaced = 10

// reportAllReplaced reports that most notes that changed ask something else.
func reportAllReplaced(p *lint.DeckPass, found []replacement) {
	first := &found[0]
	p.Found(diag.Diagnostic{
		Span:    p.Deck.Span(),
		Message: fmt.Sprintf("%d notes ask something else than before, such as `%s`: what was learnt stays with their ids", len(found), p.Origins[first.note].Label),
		Help:    "a translation, or another set of notes, is a deck of its own, with another `id`; if notes only changed places, give each its `id` back",
		Related: []diag.Related{{Span: p.Place(first.note, first.question), Message: "this asked `" + firstText(first.old) + "`"}},
	})
}

// textsElsewhere returns the ids of the notes that now have the texts that replaced notes had, by those texts: notes that
// changed places left their ids behind.
func textsElsewhere(p *lint.DeckPass, found []replacement) map[string]string {
	out := map[string]string{}
	for i := range found {
		out[allKeys(found[i].old.Fields)] = ""
	}
	if len(out) == 0 {
		return out
	}
	for i := range p.Collection.Notes {
		if key := allKeys(p.Collection.Notes[i].Fields); key != "" {
			if _, wanted := out[key]; wanted {
				out[key] = p.Origins[i].Label
			}
		}
	}
	return out
}

func (r *replacement) report(p *lint.DeckPass, elsewhere map[string]string) {
	n, origin := &p.Collection.Notes[r.note], p.Origins[r.note]
	d := diag.Diagnostic{
		Span: origin.Span, Note: origin.Label,
		Message: fmt.Sprintf("`%s` asked `%s`, now it asks `%s`: what was learnt stays with the id", origin.Label, firstText(r.old), firstText(n)),
	}
	id := p.FreeID(n.GUID + "\n" + firstText(n))
	if other := elsewhere[allKeys(r.old.Fields)]; other != "" {
		d.Help = fmt.Sprintf("the old text now stands at `%s`: give each text its own id back", other)
		p.Found(d)
		return
	}
	key, value := "id", origin.Label
	if origin.Given {
		key, value = "guid", n.GUID
	}
	entry := deck.RetiredEntry(key, value, "No longer asked.")
	d.Help = fmt.Sprintf("give the note a new id, such as `%s`, and add `- %s` to `retired`; or put the old text back", id, entry)
	if origin.Given || id == "" || origin.Span.File != p.Deck.File {
		p.Found(d)
		return
	}
	if retire, ok := p.Deck.Retire(entry); ok {
		d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `id: %s` and retire `%s`", id, origin.Label),
			Edits: []diag.Edit{retire, {Span: origin.Span, New: id}}}}
	}
	p.Found(d)
}
