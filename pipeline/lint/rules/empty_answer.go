package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/template"
)

var emptyAnswer = &lint.Rule{
	Code:     "empty-answer",
	Severity: diag.Error,
	Title:    "The back of a card shows nothing new",
	Says:     "the back of `Card 1` shows nothing new: `back` is empty",
	Why: "The learner is asked something, turns the card, and sees the question again. Anki makes such a card " +
		"without a word.\n\n" +
		"A field counts as empty here when nothing in it can be seen: blanks, `&nbsp;`, empty tags, a lone " +
		"zero-width space.",
	Bad: `- id: energy-gan
  front: What does an energy-based GAN learn?
  back: "&nbsp;"`,
	Good: `- id: energy-gan
  front: What does an energy-based GAN learn?
  back: an energy function that is low on real data`,
	Not: []string{
		"answers such as `0`, `-` or `no`",
		"an answer that is a picture, a sound or a formula",
		"cloze notes, whose answer is in the text",
		"a back that says something of its own when the field is empty (`{{^back}}...{{/back}}`)",
	},
	Note: findEmptyAnswers,
}

func findEmptyAnswers(p *lint.NotePass) {
	t := p.Note.Notetype
	if t.Cloze || p.Note.Broken || !p.Some(func(f *lint.Field) bool { return lint.VisiblyEmpty(f.HTML) }) {
		return
	}
	for _, ord := range p.Cards {
		fields := answerFields(t, p.Sides[ord], p.Fields)
		if len(fields) == 0 || slices.ContainsFunc(fields, func(f int) bool { return !lint.VisiblyEmpty(p.Fields[f].HTML) }) {
			continue
		}
		var keys []string
		for _, f := range fields {
			keys = append(keys, "`"+t.Fields[f].Key+"`")
		}
		p.Found(diag.Diagnostic{
			Span:    p.Note.KeySpan(fields[0]),
			Message: fmt.Sprintf("the back of `%s` shows nothing new: %s empty", t.Cards[ord].Name, enumeration(keys)),
			Help:    "write the answer, or remove the note",
		})
		return
	}
}

// enumeration makes a subject with its verb of things: `a is`, `a and b are`, `a, b and c are`.
func enumeration(things []string) string {
	last := len(things) - 1
	if last == 0 {
		return things[0] + " is"
	}
	return strings.Join(things[:last], ", ") + " and " + things[last] + " are"
}

// answerFields returns the fields that the back shows and the front does not; none when the back says something because
// a field is empty.
func answerFields(t *deck.Notetype, s template.Sides, written []lint.Field) []int {
	var front, out []int
	for _, r := range s.Front.References() {
		if f := lint.FieldNamed(t, r.Name); f >= 0 && !r.Conditional && !lint.IsTyped(r) {
			front = append(front, f)
		}
	}
	for _, r := range s.Back.References() {
		f := lint.FieldNamed(t, r.Name)
		switch {
		case f < 0:
		case r.Conditional:
			if r.Negated && lint.VisiblyEmpty(written[f].HTML) {
				return nil
			}
		case !slices.Contains(front, f) && !slices.Contains(out, f):
			out = append(out, f)
		}
	}
	return out
}
