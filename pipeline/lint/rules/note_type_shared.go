package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// reportShared reports notes that had a note type of the deck's own and have one now that all decks share: its identity is
// the repository's (format.md section 7). It answers false when they have not.
func (m typeMove) reportShared(p *lint.DeckPass, places keyPlaces, notes []int) bool {
	t := p.Notetypes[m.now]
	own := collection.FormulasOf(p.Deck)
	isOwn := func(key string) bool { return own.Notetype(deck.Identity{Name: key}) == m.old.ID }
	key, found := formerKey(m.old.Name, t.Key, keysInUse(p), isOwn)
	if !t.Shared || !found || isTaken(p, m.old.ID) {
		return false
	}
	first := p.Origins[notes[0]].Span
	d := diag.Diagnostic{Span: first, Related: []diag.Related{{Span: t.Span, Message: "the shared note type"}}}
	if v := places.of(p, notes[0], "notetype"); v != nil {
		d.Span = v.Span()
	}
	d.Message = fmt.Sprintf("%s had the deck's own note type `%s` and have `%s` now, which all decks share: learners' copies of them will be skipped",
		diag.Plural(len(notes), "note"), m.old.Name, t.Key)
	if len(notes) == 1 {
		d.Note = p.Origins[notes[0]].Label
		d.Message = fmt.Sprintf("note `%s` had the deck's own note type `%s` and has `%s` now, which all decks share: learners' copies of it will be skipped",
			d.Note, m.old.Name, t.Key)
	}
	d.Help = fmt.Sprintf("give the shared one another key than `%s`, for decks that are new, and this deck its own again", key)
	if t.Identity.AnkiID != 0 {
		d.Help = fmt.Sprintf("give this deck its own again, under another key with `was: %s`: the shared one carries on that of another deck", key)
	} else if key != t.Key {
		d.Help = "give this deck its own again"
	}
	if fix, ok := m.carryOn(p, places, t); ok {
		d.Help += fmt.Sprintf("; or let the shared one carry on that of this deck, which it can do for one deck only: add `anki-id: %d` to it, "+
			"and to its fields and cards the numbers that they have", m.old.ID)
		d.Fixes = []diag.Fix{fix}
	}
	p.Found(d)
	return true
}

// carryOn returns the fix that gives a shared note type the identity of the deck's own that it was, with those of its fields
// and cards. ok is false where that cannot be: it has got another, its lists are others, or they are not written out.
func (m typeMove) carryOn(p *lint.DeckPass, places keyPlaces, t *deck.Notetype) (fix diag.Fix, ok bool) {
	entry, now := places.notetype(p, t), &p.Collection.Notetypes[m.now]
	if entry == nil || t.Identity.AnkiID != 0 || m.old.Cloze != t.Cloze {
		return fix, false
	}
	fix = diag.Fix{Message: fmt.Sprintf("write `anki-id: %d`, and those of its fields and cards", m.old.ID),
		Edits: []diag.Edit{writeKey(entry, "anki-id", fmt.Sprint(m.old.ID))}}
	for _, list := range []*members{fieldMembers(t, now, m.old), cardMembers(t, now, m.old)} {
		if len(list.now) != len(list.old) {
			return fix, false
		}
		var all []int
		var ids []string
		for i := range list.now {
			if list.now[i].name != list.old[i].name || list.old[i].id == 0 {
				return fix, false
			}
			all, ids = append(all, i), append(ids, fmt.Sprint(list.old[i].id))
		}
		written := list.writeKeys(entry, all, "anki-id", ids)
		if written == nil {
			return fix, false
		}
		fix.Edits = append(fix.Edits, written[0].Edits...)
	}
	return fix, true
}
