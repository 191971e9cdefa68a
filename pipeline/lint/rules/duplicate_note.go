package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var duplicateNote = &lint.Rule{
	Code:     "duplicate-note",
	Severity: diag.Warning,
	Title:    "The same card is there twice",
	Says:     "the same `front` and the same cards as another note",
	Why: "The learner is asked the same question twice and answers it twice, on two schedules, for years. Usually " +
		"the second note was added by someone who did not know of the first.\n\n" +
		"Two notes of one note type are the same when the fields that make a note unique are equal (the first " +
		"field, unless the note type says otherwise with `unique`) and when every card shows the same question and " +
		"the same answer, or when all fields are equal. Capitals, accents, punctuation and pictures count as differences. So it is with two decks of a " +
		"repository, also when their note types have different names: many learners have both.",
	Bad: `- id: bank
  front: bank
  back: Ufer
- id: bank-2
  front: bank
  back: Ufer`,
	Good: `- id: bank
  front: bank
  back: Ufer
  tags: [lesson-1, lesson-4]`,
	Not: []string{
		"the same question with another answer: that is `ambiguous-card`",
		"questions that are pictures or sounds, when the files differ",
		"note types with `unique: []`",
	},
	Deck:   findDuplicateNotes,
	Across: findNotesOfOtherDecks,
}

func findDuplicateNotes(p *lint.DeckPass) {
	for i, t := range p.Notetypes {
		if len(t.Unique) == 0 {
			continue
		}
		for _, candidates := range sameUnique(p, i) {
			findSameNotes(p, candidates)
		}
	}
	for _, f := range p.Against {
		findKnownNotes(p, f)
	}
}

// findSameNotes reports those of notes with one unique key that show the same, or have all fields in common: their cards
// differ then in tags or names of decks.
func findSameNotes(p *lint.DeckPass, candidates []int) {
	told := map[int]bool{}
	for _, key := range []func(*lint.DeckPass, int) string{allFaces, allFields} {
		for _, same := range lint.Groups(candidates, func(note int) (string, bool) { return key(p, note), true }) {
			for _, later := range same[1:] {
				if !told[later] {
					told[later] = true
					reportDuplicate(p, same[0], later)
				}
			}
		}
	}
}

func reportDuplicate(p *lint.DeckPass, first, later int) {
	t := p.Notetypes[p.Collection.Notes[later].Notetype]
	p.Found(diag.Diagnostic{
		Span:    p.Place(later, t.Unique[0]),
		Note:    p.Origins[later].Label,
		Message: fmt.Sprintf("the same %s and the same cards as another note", uniqueFields(t)),
		Help: fmt.Sprintf("remove one of the two; keep `%s` if learners may have both already, and give it the tags of the other",
			p.Origins[first].Label),
		Related: []diag.Related{{Span: p.Place(first, t.Unique[0]), Note: p.Origins[first].Label, Message: "the first is here"}},
	})
}

// findNotesOfOtherDecks compares notes with those of the decks before. Their note types have only a name in common, if
// anything, so all notes are compared with all.
func findNotesOfOtherDecks(p *lint.DeckPass, seen *lint.Seen) {
	notes := make([]int, len(p.Collection.Notes))
	for i := range notes {
		notes[i] = i
	}
	key := func(note int) (string, bool) {
		if len(p.Notetypes[p.Collection.Notes[note].Notetype].Unique) == 0 {
			return "", false
		}
		key, ok := uniqueKey(p, note)
		if !ok {
			return "", false
		}
		return key + "\x1d" + allFaces(p, note), true
	}
	place := func(note int) source.Span {
		return p.Place(note, p.Notetypes[p.Collection.Notes[note].Notetype].Unique[0])
	}
	seen.Notes(p, notes, key, place, func(note int, first lint.SeenNote) {
		t := p.Notetypes[p.Collection.Notes[note].Notetype]
		p.Found(diag.Diagnostic{
			Span:    place(note),
			Note:    p.Origins[note].Label,
			Message: fmt.Sprintf("the same %s and the same cards as a note in deck `%s`", uniqueFields(t), first.Deck),
			Help:    fmt.Sprintf("keep it in one of the two decks; in `%s` it is `%s`", first.Deck, first.Label),
			Related: []diag.Related{{Span: first.Span, Note: first.Label, Message: "the first is here"}},
		})
	})
}

// uniqueFields names the fields that make a note of the type unique.
func uniqueFields(t *deck.Notetype) string {
	var keys []string
	for _, f := range t.Unique {
		keys = append(keys, "`"+t.Fields[f].Key+"`")
	}
	return strings.Join(keys, " and ")
}

// sameUnique returns the sets of notes of a note type that have one unique key.
func sameUnique(p *lint.DeckPass, notetype int) [][]int {
	unique := p.Notetypes[notetype].Unique
	if len(unique) > 1 {
		return lint.Groups(p.NotesOf(notetype), func(note int) (string, bool) { return uniqueKey(p, note) })
	}
	return slices.DeleteFunc(slices.Clone(p.EqualFields(notetype, unique[0])), func(notes []int) bool {
		return lint.VisiblyEmpty(p.Collection.Notes[notes[0]].Fields[unique[0]])
	})
}

// uniqueKey returns the key of the fields that make a note unique; ok is false when nothing is to be seen in them.
func uniqueKey(p *lint.DeckPass, note int) (key string, ok bool) {
	n := &p.Collection.Notes[note]
	t := p.Notetypes[n.Notetype]
	unique := t.Unique
	if len(unique) == 1 {
		key = lint.Key(n.Fields[unique[0]])
		return key, key != "" && !lint.VisiblyEmpty(n.Fields[unique[0]])
	}
	var b strings.Builder
	for _, f := range unique {
		if t.Fields[f].Markup == deck.Occlusion && n.Fields[f] == "" {
			return "", false // something is wrong with the masks, which was reported
		}
		b.WriteString(lint.Key(n.Fields[f]))
		b.WriteByte('\x1f')
		ok = ok || !lint.VisiblyEmpty(n.Fields[f])
	}
	return b.String(), ok
}

// allFaces returns both sides of every card of a note. One without cards, whose note type is broken, is told from others by
// its fields.
func allFaces(p *lint.DeckPass, note int) string {
	if len(p.Collection.Notes[note].Cards) == 0 {
		return allFields(p, note)
	}
	var b strings.Builder
	for i, c := range p.Collection.Notes[note].Cards {
		q, a := p.Faces(note, i)
		b.WriteString(strconv.Itoa(c.Ord) + "\x1e" + q + "\x1e" + a + "\x1e")
	}
	return b.String()
}

// allFields returns the keys of all fields of a note.
func allFields(p *lint.DeckPass, note int) string {
	var b strings.Builder
	for _, html := range p.Collection.Notes[note].Fields {
		b.WriteString(lint.Key(html) + "\x1f")
	}
	return b.String()
}
