package rules

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var noteTypeMoved = &lint.Rule{
	Code:     "note-type-moved",
	Severity: diag.Error,
	Title:    "A published note has another note type",
	Says:     "note `lyon` was `Rivers: Basic`, now it is `Rivers: Cloze`: learners' copies of it will be skipped",
	Why: "An import leaves a note alone when the learner has it with another note type. Anki counts it as conflicting: neither " +
		"this change nor any later one reaches it. For a learner who imports with *Merge note types* it is worse: Anki makes one note type " +
		"of both, with all fields and all cards of each, on which the note may show nothing; and when one is a standard and the " +
		"other a cloze type it refuses the whole package.\n\n" +
		"The note type is another one to Anki when its `id` is, which is made from its key. So a note type whose key was changed is " +
		"reported too, once, with all its notes: `was` keeps it the same.",
	Bad: `# the last release had no "notetype: cloze" here
- id: lyon
  notetype: cloze
  text: "{{c1::Lyon}} lies on the Rhône."`,
	Good: `retired:
- {id: lyon, reason: now a cloze note, replaced-by: lyon-rhone}
notes:
- id: lyon-rhone
  notetype: cloze
  text: "{{c1::Lyon}} lies on the Rhône."`,
	Not: []string{
		"a note type with another `name`",
		"a note type with another key whose `was` names the first one; so a built-in becomes one of the deck's own",
		"a note type of one deck that all decks share now, if `anki-id` carries on its number and those of its fields and cards",
	},
	Fix: "Where the key of a note type was changed, the suggested fix adds `was`. The package does not hold keys, so this works " +
		"for a key that looks like the note type's name.",
	Baseline: findMovedNotes,
}

// A typeMove is a pair of note types between which notes moved.
type typeMove struct {
	old *collection.Notetype
	now int // index of the new note type
}

func findMovedNotes(p *lint.DeckPass) {
	moved := map[typeMove][]int{}
	var order []typeMove
	for i, old := range p.Before() {
		now := p.Collection.Notes[i].Notetype
		if old == nil || p.NotetypeBefore(now) == p.Baseline.NotetypeOf(old) {
			continue
		}
		m := typeMove{p.Baseline.NotetypeOf(old), now}
		if moved[m] == nil {
			order = append(order, m)
		}
		moved[m] = append(moved[m], i)
	}
	places := keyPlaces{}
	for _, m := range order {
		if !m.reportShared(p, places, moved[m]) && !m.reportRenamed(p, places, moved[m]) {
			m.reportNotes(p, places, moved[m])
		}
	}
}

// reportRenamed reports notes that moved because their note type got another key, or another `anki-id`. It answers false
// when they did not.
func (m typeMove) reportRenamed(p *lint.DeckPass, places keyPlaces, notes []int) bool {
	t, now := p.Notetypes[m.now], &p.Collection.Notetypes[m.now]
	if p.NotetypeBefore(m.now) != nil || isTaken(p, m.old.ID) {
		return false
	}
	d := diag.Diagnostic{
		Span: typePlace(p, t),
		Message: fmt.Sprintf("note type `%s` is another one than `%s` of the last release: learners' copies of %s will be skipped",
			t.Key, m.old.Name, diag.Plural(len(notes), "note")),
		Related: []diag.Related{{Span: p.Origins[notes[0]].Span, Message: "the first of the notes is here"}},
	}
	alike := len(m.old.Fields) == len(now.Fields) && len(m.old.Templates) == len(now.Templates) && m.old.Cloze == now.Cloze
	fix := func(key, value string) {
		if edit, ok := places.writeNotetype(p, t, key, value); ok {
			d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s: %s`", key, value), Edits: []diag.Edit{edit}}}
		}
	}
	switch key, sameLists, found := m.formerKey(p, t); {
	case m.old.Cloze == t.Cloze && m.old.SameFields(now) && m.old.SameTemplates(now):
		id := fmt.Sprint(m.old.ID)
		d.Help = fmt.Sprintf("add `anki-id: %s` to it, the number by which learners have it", id)
		fix("anki-id", id)
	case found && !t.Span.IsZero():
		d.Help = fmt.Sprintf("add `was: %s` to it: that was its key in the last release", key)
		if sameLists && t.Identity.AnkiID == 0 {
			fix("was", key)
		}
	case alike && !t.Span.IsZero():
		d.Help = fmt.Sprintf("if it is the same, add `was:` with the key that it had in the last release, or `anki-id: %d`, the number by which learners have it", m.old.ID)
	case alike && !found:
		d.Help = fmt.Sprintf("if it is the same, give it the number by which learners have it: `notetypes: {%s: {anki-id: %d}}`", t.Key, m.old.ID)
	default:
		return false
	}
	p.Found(d)
	return true
}

// formerKey returns the key that the note type had. sameLists says that with it as `was` its fields and cards too are those
// that learners have.
func (m typeMove) formerKey(p *lint.DeckPass, t *deck.Notetype) (key string, sameLists, found bool) {
	formulas := collection.FormulasFor(p.Deck, t)
	key, found = formerKey(m.old.Name, t.Key, keysInUse(p), func(key string) bool {
		return formulas.Notetype(deck.Identity{Name: key}) == m.old.ID
	})
	if !found || len(m.old.Fields) != len(t.Fields) || len(m.old.Templates) != len(t.Cards) || m.old.Cloze != t.Cloze {
		return key, false, found
	}
	was := deck.Identity{Name: key}
	for i := range t.Fields {
		if formulas.Field(was, t.Fields[i].Identity) != m.old.Fields[i].ID {
			return key, false, true
		}
	}
	for i := range t.Cards {
		if formulas.Card(was, t.Cards[i].Identity) != m.old.Templates[i].ID {
			return key, false, true
		}
	}
	return key, true, true
}

// isTaken reports whether the deck has a note type of this id, one that it defines or one in use.
func isTaken(p *lint.DeckPass, id int64) bool {
	is := func(t *deck.Notetype) bool {
		return t.Defined && collection.FormulasFor(p.Deck, t).Notetype(t.Identity) == id
	}
	return slices.ContainsFunc(p.Deck.Notetypes, is) ||
		slices.ContainsFunc(p.Collection.Notetypes, func(t collection.Notetype) bool { return t.ID == id })
}

// reportNotes reports notes whose `notetype` is another one: where it is written for many of them, else at each.
func (m typeMove) reportNotes(p *lint.DeckPass, places keyPlaces, notes []int) {
	shared := map[source.Span][]int{}
	var order []source.Span
	for _, i := range notes {
		at := p.Origins[i].Span
		if v := places.of(p, i, "notetype"); v != nil {
			at = v.Span()
		}
		if shared[at] == nil {
			order = append(order, at)
		}
		shared[at] = append(shared[at], i)
	}
	if len(order) >= fewNotes { // each has its own, but they moved together
		shared[order[0]], order = notes, order[:1]
	}
	for _, at := range order {
		m.report(p, at, shared[at])
	}
}

func (m typeMove) report(p *lint.DeckPass, at source.Span, notes []int) {
	now := fmt.Sprintf("`%s`", p.Collection.Notetypes[m.now].Name)
	if m.old.Name == p.Collection.Notetypes[m.now].Name {
		now = "another note type of that name"
	}
	d := diag.Diagnostic{
		Span: at, Note: p.Origins[notes[0]].Label,
		Message: fmt.Sprintf("note `%s` was `%s`, now it is %s: learners' copies of it will be skipped", p.Origins[notes[0]].Label, m.old.Name, now),
		Help:    m.writeAgain(p) + ", or retire the note and give the new one another id",
	}
	if len(notes) > 1 {
		d.Message = fmt.Sprintf("%d notes were `%s`, now they are %s: learners' copies of them will be skipped", len(notes), m.old.Name, now)
		d.Help, d.Note = m.writeAgain(p)+" for the notes that are published", ""
		if first := p.Origins[notes[0]].Span; first != at {
			d.Related = []diag.Related{{Span: first, Message: "the first of them is here"}}
		}
	}
	p.Found(d)
}

// writeAgain says how the notes get their old note type back: its key where that is known, else the number of another tool's
// note type.
func (m typeMove) writeAgain(p *lint.DeckPass) string {
	for _, t := range p.Deck.Notetypes {
		if collection.FormulasFor(p.Deck, t).Notetype(t.Identity) == m.old.ID {
			return fmt.Sprintf("write `notetype: %s` again", t.Key)
		}
	}
	if key, _, found := m.formerKey(p, p.Notetypes[m.now]); found {
		return fmt.Sprintf("write `notetype: %s` again", key)
	}
	return fmt.Sprintf("write the old `notetype` again (with `anki-id: %d` where another tool made it)", m.old.ID)
}
