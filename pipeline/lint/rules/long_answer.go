package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/markup"
)

var longAnswer = &lint.Rule{
	Code:     "long-answer",
	Severity: diag.Hint,
	Title:    "An answer is long",
	Says:     "120 words to recall in one answer",
	Why: "Nobody recalls a paragraph word for word, so learners grade such a card by feeling: once half of it is enough, once " +
		"not. What they forget and what they know comes back together. Short answers are graded in the same way every time, and " +
		"each fact comes back when it is due.",
	Bad:  `back: A paragraph of a hundred and twenty words...`,
	Good: `back: the one sentence that the question asks for`,
	Not: []string{
		"cloze notes",
		"fields after the first that is new on the back: examples, sources, remarks",
		"code and math, and tables, which are there to look something up",
		"fields of more than 8 KiB, which are pages of a dictionary rather than answers",
	},
	Options: []lint.Option{{Name: "words", Default: 100,
		About: "how many words an answer may have; a character of Chinese, Japanese or Korean counts half"}},
	Note: findLongAnswers,
}

func findLongAnswers(p *lint.NotePass) {
	limit := p.Int("words")
	if !p.Some(func(f *lint.Field) bool { return mayBeLong(f, limit) }) {
		return
	}
	for _, f := range answersOf(p) {
		if f.TooLong() {
			continue
		}
		n := wordsIn(f.Prose().Text)
		if n > limit && strings.Contains(f.HTML, "<table") {
			n -= wordsInTables(f.HTML)
		}
		if n > limit {
			p.Found(diag.Diagnostic{
				Span:    f.Span(0, firstLineLength(f.Source)),
				Message: fmt.Sprintf("%d words to recall in one answer", n),
				Help:    "split it into several notes, or move detail to another field",
			})
		}
	}
}

// mayBeLong is the quick look: words have blanks or tags between them, or are characters of two bytes or more.
func mayBeLong(f *lint.Field, limit int) bool {
	if len(f.Source) < 2*limit || f.TooLong() {
		return false
	}
	most := strings.Count(f.Source, " ") + strings.Count(f.Source, "\n") + strings.Count(f.Source, "<")
	if !f.Bytes.ASCII() {
		most += len(f.Source) / 6 // characters of three bytes count half
	}
	return most >= limit
}

// answersOf returns the answers of the note's cards, each once: of each card the first field on the back that the front
// does not show (rules.md section 2). Cloze notes have none.
func answersOf(p *lint.NotePass) []*lint.Field {
	t := p.Note.Notetype
	if t.Cloze || p.Note.Broken {
		return nil
	}
	var out []*lint.Field
	for _, ord := range p.Cards {
		if fields := answerFields(t, p.Sides[ord], p.Fields); len(fields) > 0 && !slices.Contains(out, &p.Fields[fields[0]]) {
			out = append(out, &p.Fields[fields[0]])
		}
	}
	return out
}

// wordsInTables counts the words that stand in tables.
func wordsInTables(html string) int {
	words, depth, from := 0, 0, 0
	for t := range markup.Tags(html) {
		if depth > 0 {
			words += wordsIn(html[from:t.Start])
		}
		from = t.End
		switch {
		case t.Name != "table":
		case !t.Closing:
			depth++
		case depth > 0:
			depth--
		}
	}
	return words
}

// wordsIn counts the words of a prose. Characters that are written without blanks between words are half a word each.
func wordsIn(text string) int {
	words, characters := 0, 0
	inWord := false
	for _, r := range text {
		switch {
		case r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			characters++
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				words++
			}
			inWord = true
		case unicode.IsSpace(r):
			inWord = false
		}
	}
	return words + characters/2
}
