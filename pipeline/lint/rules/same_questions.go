package rules

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// sameQuestions returns the sets of notes of a note type whose cards of one template ask the same.
func sameQuestions(p *lint.DeckPass, notetype, ord int) [][]int {
	fields, plain := shownFields(p, notetype, ord)
	if !plain || len(fields) > 1 {
		return lint.Groups(p.NotesOf(notetype), questionKey(p, ord, fields, plain))
	}
	var out [][]int
	for _, notes := range p.EqualFields(notetype, fields[0]) {
		notes = slices.DeleteFunc(slices.Clone(notes), func(note int) bool { return cardOf(p, note, ord) < 0 })
		if len(notes) > 1 {
			out = append(out, notes)
		}
	}
	return out
}

// questionKey returns a function that gives the key of what the front of a card shows. ok is false for a note without
// that card, and where nothing is to be seen. fields and plain are as shownFields returns them.
func questionKey(p *lint.DeckPass, ord int, fields []int, plain bool) func(note int) (key string, ok bool) {
	return func(note int) (string, bool) {
		card := cardOf(p, note, ord)
		if card < 0 {
			return "", false
		}
		if !plain {
			q, _ := p.Faces(note, card)
			return q, q != ""
		}
		n := &p.Collection.Notes[note]
		var b strings.Builder
		any := false
		for _, f := range fields {
			key := lint.Key(n.Fields[f])
			any = any || key != ""
			b.WriteString(key)
			b.WriteByte('\x1f')
		}
		return b.String(), any
	}
}

// shownFields returns the fields on the front of a card. plain is true when two fronts are equal exactly if these fields
// are, so that nothing need be rendered.
func shownFields(p *lint.DeckPass, notetype, ord int) (fields []int, plain bool) {
	plain = true
	for _, r := range p.Sides[notetype][ord].Front.References() {
		f := lint.FieldNamed(p.Notetypes[notetype], r.Name)
		if !r.Conditional && f >= 0 && lint.IsTyped(r) {
			continue
		}
		plain = plain && !r.Conditional && len(r.Filters) == 0 && f >= 0
		if f >= 0 && !r.Conditional {
			fields = append(fields, f)
		}
	}
	return fields, plain && len(fields) > 0
}

// wordsOfFace returns what is read of a rendered question: without the boxes to type into, and what is only spoken.
func wordsOfFace(question string) string {
	read, _, _ := strings.Cut(question, "\x1f")
	for {
		before, rest, ok := strings.Cut(read, "[[type:")
		if !ok {
			return read
		}
		_, after, _ := strings.Cut(rest, "]]")
		read = before + after
	}
}

// cardOf returns which card of a note has the ordinal, or -1; of a note that could not be read as a whole, none is known.
func cardOf(p *lint.DeckPass, note, ord int) int {
	if p.Origins[note].Broken {
		return -1
	}
	for i, c := range p.Collection.Notes[note].Cards {
		if c.Ord == ord {
			return i
		}
	}
	return -1
}
