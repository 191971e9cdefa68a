package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
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
