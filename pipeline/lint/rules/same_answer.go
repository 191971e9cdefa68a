package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var sameAnswer = &lint.Rule{
	Code:     "same-answer",
	Severity: diag.Hint,
	Title:    "Different questions have one long answer",
	Says:     "2 different questions have this answer word for word",
	Why: "A whole sentence answers two questions word for word. Usually one of the two was copied to start the other, and its " +
		"answer was never written: *precision* and *recall* get the same definition.\n\n" +
		"Short answers are compared with nothing: to ask for one fact from several sides is good practice. All notes with the " +
		"answer are listed in one finding, which stands at the last of them. Case and punctuation at the end make no difference.",
	Bad: `- id: precision
  front: What is precision?
  back: The share of found items that are right indeed.
- id: recall
  front: What is recall?
  back: The share of found items that are right indeed.`,
	Good: `- id: precision
  front: What is precision?
  back: The share of found items that are right indeed.
- id: recall
  front: What is recall?
  back: The share of right items that were found at all.`,
	Not: []string{
		"answers of fewer than five words",
		"answers that are a picture, a sound, code or a formula",
		"lists of choices: lines that begin with `a)`, `b)` or numbers",
		"cloze notes, whose answer is in the text",
		"one question asked twice: that is `duplicate-note`",
	},
	Options: []lint.Option{{Name: "characters", Default: 40, About: "how many characters an answer must have"}},
	Deck:    findSameAnswers,
}

func findSameAnswers(p *lint.DeckPass) {
	asked := p.Asked()
	for i, t := range p.Notetypes {
		x := asked[i]
		if t.Cloze || x.Answer < 0 {
			continue
		}
		least := p.Int("characters")
		answer := func(note int) string { return p.Collection.Notes[note].Fields[x.Answer] }
		for _, same := range lint.RoughGroups(p.NotesOf(i),
			func(note int) (uint64, bool) { return lint.Rough(answer(note)), len(answer(note)) >= least },
			func(note int) (string, bool) { return lint.Loose(answer(note)), true }) {
			if isLongAnswer(p.Collection.Notes[same[0]].Fields[x.Answer], least) {
				reportSameAnswer(p, x, same)
			}
		}
	}
}

// isLongAnswer reports whether an answer is more than several questions may have in common.
func isLongAnswer(html string, least int) bool {
	const words = 5
	prose := strings.TrimSpace(strings.ReplaceAll(lint.ProseOf(html, deck.HTML).Text, "\uFFFC", " "))
	return len(strings.Fields(prose)) >= words && utf8.RuneCountInString(prose) >= least && !isChoices(prose)
}

// isChoices reports whether a text is a list of choices: two lines or more that begin with a label.
func isChoices(prose string) bool {
	n := 0
	for line := range strings.Lines(prose) {
		label := strings.TrimLeft(line, " \t(")
		if at := strings.IndexAny(label, ").:"); at >= 1 && at <= 2 && isLabel(label[:at]) {
			n++
		}
	}
	return n > 1
}

// isLabel reports whether s is what choices are numbered with: one letter, or digits.
func isLabel(s string) bool {
	if len(s) == 1 && isASCIILetter(s[0]) {
		return true
	}
	return strings.Trim(s, "0123456789") == ""
}

// reportSameAnswer reports notes with one answer, if they ask different questions. Of notes with the same question the
// first stands for all.
func reportSameAnswer(p *lint.DeckPass, x lint.Asked, same []int) {
	var notes []int
	seen := map[string]bool{}
	for _, note := range same {
		if q := x.QuestionText(p.Collection.Notes[note].Fields); !seen[q] {
			seen[q] = true
			notes = append(notes, note)
		}
	}
	if len(notes) < 2 {
		return
	}
	last := notes[len(notes)-1]
	d := diag.Diagnostic{
		Span:    p.Place(last, x.Answer),
		Note:    p.Origins[last].Label,
		Message: fmt.Sprintf("%d different questions have this answer word for word", len(notes)),
		Help:    "write the answer that belongs to each question",
	}
	for _, note := range notes[:len(notes)-1] {
		d.Related = append(d.Related, diag.Related{Span: p.Place(note, x.Answer), Message: "the same answer"})
	}
	p.Found(d)
}
