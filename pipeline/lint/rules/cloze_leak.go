package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeLeak = &lint.Rule{
	Code:     "cloze-leak",
	Severity: diag.Hint,
	Title:    "The text gives a cloze deletion away",
	Says:     "`Random` is hidden by a deletion but also stands in the open",
	Why: "The card asks for a word that can be read elsewhere on it. Learners find the answer by looking instead of " +
		"remembering, and never notice that they could not have said it.",
	Bad: `- id: random
  notetype: cloze
  text: "{{c1::Random}} testing uses random inputs."`,
	Good: `- id: random
  notetype: cloze
  text: "{{c1::Random}} testing draws its inputs."`,
	Not: []string{
		"other fields of the note",
		"parts of longer words",
		"the same word in another deletion of the same number, which the card hides too",
		"hints, and words to choose from: *{{c1::rises}} (rises/falls)*",
		"shapes of image occlusion, code and math",
	},
	Options: []lint.Option{{Name: "letters", Default: 4, About: "letters in a row that a deletion must have"}},
	Note:    findClozeLeaks,
}

func findClozeLeaks(p *lint.NotePass) {
	if !p.Note.Notetype.Cloze {
		return
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('{') || f.TooLong() || f.Markup == deck.Media || len(f.Prose().Clozes) == 0 {
			continue
		}
		s := leakSearch{prose: f.Prose(), folded: folded(f.Prose().Text), letters: p.Int("letters"), done: map[string]bool{}}
		for _, c := range s.prose.Clozes {
			start, end, ok := s.leak(c)
			if !ok {
				continue
			}
			word := strings.TrimFunc(s.prose.Text[c.Start:c.Stop], notOfWord)
			p.Found(diag.Diagnostic{
				Span:    f.Span(s.prose.Source(start, end)),
				Message: fmt.Sprintf("`%s` is hidden by a deletion but also stands in the open", lint.Clip(word)),
				Help:    fmt.Sprintf("say it in other words, or hide it here too with `{{c%s::`", c.Numbers),
			})
		}
	}
}

// A leakSearch looks in one field for what its deletions hide.
type leakSearch struct {
	prose   *lint.Prose
	folded  string // its text, in small letters
	letters int
	done    map[string]bool // numbers and words that were looked for
}

// leak returns where the content of a deletion stands in the open, as offsets of the prose.
func (s *leakSearch) leak(c lint.Cloze) (start, end int, ok bool) {
	word := strings.TrimFunc(s.folded[c.Start:c.Stop], notOfWord)
	key := c.Numbers + ":" + word
	if s.done[key] || strings.HasPrefix(word, "image-occlusion:") || strings.ContainsRune(word, '\uFFFC') || !lettersInRow(word, s.letters) {
		return 0, 0, false
	}
	s.done[key] = true
	for at := 0; ; {
		n := strings.Index(s.folded[at:], word)
		if n < 0 {
			return 0, 0, false
		}
		start, end = at+n, at+n+len(word)
		if s.standsAlone(start, end) && s.isOpen(start, end, c.Numbers) {
			return start, end, true
		}
		at = start + 1
	}
}

// standsAlone reports whether folded[start:end] is neither part of a longer word nor one of several to choose from.
func (s *leakSearch) standsAlone(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s.folded[:start])
	after, _ := utf8.DecodeRuneInString(s.folded[end:])
	const joins = "/|-_'’\u2011" // choices and compounds
	return notOfWord(before) && notOfWord(after) && !strings.ContainsRune(joins, before) && !strings.ContainsRune(joins, after)
}

// isOpen reports whether the card for numbers shows what stands there: it hides the deletions that have one of them, and
// of the others the hints.
func (s *leakSearch) isOpen(start, end int, numbers string) bool {
	for _, c := range s.prose.Clozes {
		if start < c.End && c.Start < end && (shareNumber(c.Numbers, numbers) || start >= c.Stop) {
			return false
		}
	}
	return true
}

// shareNumber reports whether two comma lists have a number in common.
func shareNumber(a, b string) bool {
	for x := range strings.SplitSeq(a, ",") {
		for y := range strings.SplitSeq(b, ",") {
			if x == y {
				return true
			}
		}
	}
	return false
}

// lettersInRow reports whether n letters stand in a row.
func lettersInRow(s string, n int) bool {
	row := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			row++
		case !unicode.IsMark(r):
			row = 0
		}
		if row >= n {
			return true
		}
	}
	return false
}

// folded returns s in small letters, byte for byte: a letter whose small one is of another length stays.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		if small := unicode.ToLower(r); utf8.RuneLen(small) == utf8.RuneLen(r) && r != utf8.RuneError {
			return small
		}
		return r
	}, s)
}
