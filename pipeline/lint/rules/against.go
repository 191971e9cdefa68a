package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A knownNote is a note of ours whose question a file that is not ours has too.
type knownNote struct {
	note  int
	twin  *lint.ForeignNote // with the same answer, or nil
	other *lint.ForeignNote // with another answer, if none has the same
}

// knownIn returns those of a deck. What makes a note unique is looked up as well as what the learner is asked.
func knownIn(p *lint.DeckPass, f *lint.Foreign) []knownNote {
	asked := p.Asked()
	var out []knownNote
	for i := range p.Collection.Notes {
		n := &p.Collection.Notes[i]
		t := p.Notetypes[n.Notetype]
		if len(t.Unique) == 0 {
			continue
		}
		same := f.With(asked[n.Notetype].QuestionText(n.Fields))
		if len(same) == 0 && len(t.Unique) == 1 {
			same = f.With(lint.Compared(n.Fields[t.Unique[0]]))
		}
		if len(same) == 0 {
			continue
		}
		k := knownNote{note: i, other: same[0]}
		answer := lint.Key(asked[n.Notetype].AnswerHTML(n.Fields))
		for _, other := range same {
			if asked[n.Notetype].Answer < 0 || lint.Key(other.Answer) == answer {
				k.twin = other
				break
			}
		}
		out = append(out, k)
	}
	return out
}

// findKnownNotes reports notes that are in a file that is not ours.
func findKnownNotes(p *lint.DeckPass, f *lint.Foreign) {
	for _, k := range knownIn(p, f) {
		if k.twin != nil {
			t := p.Notetypes[p.Collection.Notes[k.note].Notetype]
			p.Found(diag.Diagnostic{
				Span:    p.Place(k.note, t.Unique[0]),
				Note:    p.Origins[k.note].Label,
				Message: fmt.Sprintf("the same question and the same answer are in `%s`", f.Name),
				Help:    "remove this note if learners have the other one",
				Related: []diag.Related{foreignPlace(k.twin)},
			})
		}
	}
}

// findKnownQuestions reports notes whose question has another answer in a file that is not ours.
func findKnownQuestions(p *lint.DeckPass, f *lint.Foreign) {
	for _, k := range knownIn(p, f) {
		if k.twin == nil {
			n := &p.Collection.Notes[k.note]
			field := p.Notetypes[n.Notetype].Unique[0]
			p.Found(diag.Diagnostic{
				Span:    p.Place(k.note, field),
				Note:    p.Origins[k.note].Label,
				Message: fmt.Sprintf("`%s` has another answer in `%s`", lint.Clip(lint.Key(n.Fields[field])), f.Name),
				Help:    "find out which answer is right, or say in the question which one is meant",
				Related: []diag.Related{foreignPlace(k.other)},
			})
		}
	}
}

// foreignPlace shows a note of a file that is not ours: its line, or what it asks where there are no lines.
func foreignPlace(n *lint.ForeignNote) diag.Related {
	r := diag.Related{Span: n.Span, Message: "the other is here"}
	if !n.Span.HasPlace() {
		r.Message = fmt.Sprintf("the other is `%s`", lint.Clip(strings.ReplaceAll(lint.Key(n.First), "`", "'")))
	}
	return r
}
