package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/template"
)

var ambiguousCard = &lint.Rule{
	Code:     "ambiguous-card",
	Severity: diag.Warning,
	Title:    "One question has several answers",
	Says:     "the question `How do GANs work?` has 2 answers in this deck",
	Why: "Two cards show the learner exactly the same question and expect different answers. Whoever remembers one " +
		"of them is marked wrong at random, and Anki shows both cards again and again.\n\n" +
		"All notes with that question are listed in one finding, which stands at the last of them. On the second " +
		"and further cards of a note, such as the reverse of a vocabulary card, this is only a hint: two words of " +
		"one language often share a translation.",
	Bad: `- id: bank-river
  front: bank
  back: Ufer
- id: bank-money
  front: bank
  back: Kreditinstitut`,
	Good: `- id: bank-river
  front: bank (of a river)
  back: Ufer
- id: bank-money
  front: bank (for money)
  back: Kreditinstitut`,
	Not: []string{
		"cloze notes",
		"questions that differ by a picture, a sound, a hint, an accent or a capital",
		"the same question with the same answer: that is `duplicate-note`",
	},
	Deck: findAmbiguousCards,
}

func findAmbiguousCards(p *lint.DeckPass) {
	for i, t := range p.Notetypes {
		if t.Cloze {
			continue
		}
		for ord := range t.Cards {
			for _, same := range sameQuestions(p, i, ord) {
				reportAmbiguous(p, ord, same)
			}
		}
	}
	for _, f := range p.Against {
		findKnownQuestions(p, f)
	}
}

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
		if !r.Conditional && f >= 0 && isTyped(r) {
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

// isTyped reports whether a replacement is a box to type into.
func isTyped(r template.Reference) bool {
	for _, f := range r.Filters {
		if f == "type" {
			return true
		}
	}
	return false
}

// cardOf returns which card of a note has the ordinal, or -1.
func cardOf(p *lint.DeckPass, note, ord int) int {
	for i, c := range p.Collection.Notes[note].Cards {
		if c.Ord == ord {
			return i
		}
	}
	return -1
}

// reportAmbiguous reports notes whose cards have one question, if they have several answers. Of notes with the same
// answer the first stands for all.
func reportAmbiguous(p *lint.DeckPass, ord int, same []int) {
	var replies []int // notes
	seen := map[string]bool{}
	for _, note := range same {
		if _, a := p.Faces(note, cardOf(p, note, ord)); !seen[a] {
			seen[a] = true
			replies = append(replies, note)
		}
	}
	if len(replies) < 2 {
		return
	}
	last := replies[len(replies)-1]
	notetype := p.Collection.Notes[last].Notetype
	field, question := 0, ""
	if fields, _ := shownFields(p, notetype, ord); len(fields) > 0 {
		field = fields[0]
		for _, f := range fields {
			question += lint.Key(p.Collection.Notes[last].Fields[f]) + " "
		}
	}
	if strings.TrimSpace(question) == "" { // all fields of the front are empty; the words of the template are left
		q, _ := p.Faces(last, cardOf(p, last, ord))
		question = wordsOfFace(q)
	}
	d := diag.Diagnostic{
		Span:    p.Place(last, field),
		Note:    p.Origins[last].Label,
		Message: fmt.Sprintf("the question `%s` has %d answers in this deck", lint.Clip(question), len(replies)),
		Help:    "say in each question which answer is meant, or put all answers into one note",
	}
	if ord > 0 {
		d.Severity = diag.Hint
		d.Message = fmt.Sprintf("card `%s`: %s", p.Notetypes[notetype].Cards[ord].Name, d.Message)
	}
	for _, note := range replies[:len(replies)-1] {
		d.Related = append(d.Related, diag.Related{Span: p.Place(note, field), Note: p.Origins[note].Label,
			Message: "asked here too, with another answer"})
	}
	p.Found(d)
}
