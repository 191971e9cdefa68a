package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/near"
	"github.com/deckmill/deckmill/pipeline/source"
)

var nearDuplicate = &lint.Rule{
	Code:     "near-duplicate",
	Severity: diag.Hint,
	Title:    "Two notes ask almost the same",
	Says:     "almost the same question as `softmax`, without `the`",
	Why: "Two people wrote the same card in nearly the same words, or one person wrote it twice. The learner answers it twice, on " +
		"two schedules, and never knows which of the two wordings counts.\n\n" +
		"Two questions of one note type are almost the same when their words are equal in order after the articles, " +
		"prepositions and forms of *to be* of the deck's `language` are left out. One long word may differ in one letter if the answers " +
		"agree: otherwise it is probably another term. Two notes are also reported when one is the other with question and " +
		"answer exchanged: the note type `basic-reversed` makes both cards of one note.",
	Bad: `- id: softmax
  front: What is the softmax function used for?
  back: To turn numbers into a distribution.
- id: softmax-2
  front: What is softmax function used for?
  back: It makes probabilities of scores.`,
	Good: `- id: softmax
  front: What is the softmax function used for?
  back: To turn numbers into a distribution.`,
	Not: []string{
		"questions of fewer than three words that carry content",
		"another order of words, another number, sign, formula, piece of code, picture or sound",
		"*why* beside *when*, *with* beside *without*, *to* beside *from*",
		"terms that differ in a letter and have different answers, such as *adsorption* and *absorption*",
		"cloze notes of one text with different deletions",
		"the same question letter by letter: that is `duplicate-note` or `ambiguous-card`",
	},
	Options: []lint.Option{{Name: "words", Default: 3, About: "how many words with content a question must have"}},
	Deck:    findNearDuplicates,
	Across:  findNearOfOtherDecks,
}

// longestQuestion is how many bytes of question are compared: longer ones are articles of a dictionary (rules.md section 2).
const longestQuestion = 8 << 10

func findNearDuplicates(p *lint.DeckPass) {
	asked := p.Asked()
	for i := range p.Notetypes {
		notes := p.NotesOf(i)
		text := func(k int) (string, bool) { return comparedQuestion(p, asked, notes[k]) }
		pairs := near.Texts{
			Language: p.Deck.Language, Words: p.Int("words"), Len: len(notes), Question: text,
			Answer: func(k int) string { return lint.Key(asked[i].AnswerHTML(p.Collection.Notes[notes[k]].Fields)) },
		}.Pairs()
		for _, pair := range pairs {
			first, later := notes[pair.First], notes[pair.Later]
			a, _ := text(pair.First)
			b, _ := text(pair.Later)
			reportNear(p, later, asked, fmt.Sprintf("almost the same question as %s%s", noteLabel(p.Origins[first].Label), questionDifference(a, b)),
				diag.Related{Span: placeOf(p, asked, first), Message: "the first is here"})
		}
		if !p.Notetypes[i].Cloze {
			findMirrors(p, asked, notes)
		}
	}
	for _, f := range p.Against {
		findNearForeign(p, asked, f)
	}
}

// comparedQuestion returns the text of a note's question; ok is false for one that is not compared.
func comparedQuestion(p *lint.DeckPass, asked []lint.Asked, note int) (text string, ok bool) {
	if p.Origins[note].Broken {
		return "", false
	}
	n := &p.Collection.Notes[note]
	size := 0
	for _, f := range asked[n.Notetype].Question {
		size += len(n.Fields[f])
	}
	if size > longestQuestion {
		return "", false
	}
	text = asked[n.Notetype].QuestionText(n.Fields)
	return text, text != ""
}

// placeOf returns where the question of a note stands.
func placeOf(p *lint.DeckPass, asked []lint.Asked, note int) source.Span {
	field := 0
	if q := asked[p.Collection.Notes[note].Notetype].Question; len(q) > 0 {
		field = q[0]
	}
	return p.Place(note, field)
}

func reportNear(p *lint.DeckPass, note int, asked []lint.Asked, message string, first diag.Related) {
	p.Found(diag.Diagnostic{
		Span: placeOf(p, asked, note), Note: p.Origins[note].Label, Message: message,
		Help:    "keep one of the two, or say in each question what it asks that the other does not",
		Related: []diag.Related{first},
	})
}

// findMirrors reports notes that are another one with question and answer exchanged.
func findMirrors(p *lint.DeckPass, asked []lint.Asked, notes []int) {
	written := func(note int) (q, a string) {
		n := &p.Collection.Notes[note]
		x := asked[n.Notetype]
		if len(x.Question) != 1 || x.Answer < 0 {
			return "", ""
		}
		return n.Fields[x.Question[0]], n.Fields[x.Answer]
	}
	sides := func(note int) (q, a string) {
		q, a = written(note)
		return lint.Loose(q), lint.Loose(a)
	}
	rough := func(note int) (uint64, bool) {
		q, a := written(note)
		return lint.Rough(q) + lint.Rough(a), q != "" && a != "" // whichever comes first
	}
	same := func(note int) (string, bool) {
		q, a := sides(note)
		return min(q, a) + "\x1f" + max(q, a), q != "" && a != "" && q != a
	}
	for _, group := range lint.RoughGroups(notes, rough, same) {
		first, _ := sides(group[0])
		for _, note := range group[1:] {
			if q, _ := sides(note); q != first {
				p.Found(diag.Diagnostic{
					Span: placeOf(p, asked, note), Note: p.Origins[note].Label,
					Message: fmt.Sprintf("%s with question and answer exchanged", noteLabel(p.Origins[group[0]].Label)),
					Help:    "keep one of the two; with `notetype: basic-reversed` it is asked in both directions",
					Related: []diag.Related{{Span: placeOf(p, asked, group[0]), Message: "the first is here"}},
				})
			}
		}
	}
}

// noteLabel returns what a message calls a note.
func noteLabel(label string) string {
	if label == "" {
		return "another note"
	}
	return "`" + label + "`"
}

// questionDifference says how the second of two questions differs.
func questionDifference(a, b string) string {
	onlyA, onlyB := near.Differing(a, b)
	left, right := lint.Clip(strings.Join(onlyA, " ")), lint.Clip(strings.Join(onlyB, " "))
	switch {
	case left == "" && right == "":
		return ", but for its punctuation"
	case left == "":
		return fmt.Sprintf(", with `%s`", right)
	case right == "":
		return fmt.Sprintf(", without `%s`", left)
	}
	return fmt.Sprintf(": `%s` for `%s`", right, left)
}
