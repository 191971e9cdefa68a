package rules

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var notNFC = &lint.Rule{
	Code:     "not-nfc",
	Severity: diag.Hint,
	Title:    "Letters that Anki writes in another way",
	Says:     "`Café` is not in normal form C; Anki will change it",
	Why: "Many letters can be written as one character or as several that are drawn over each other: `é` is also `e` with an " +
		"accent behind it. Both look alike. Anki keeps only the first way (normal form C), so what it holds is not what " +
		"stands here, and who searches the file for the word does not find it.",
	Bad: `- id: coffee
  front: "What does Cafe\u0301 mean?"
  back: coffee`,
	Good: `- id: coffee
  front: What does Café mean?
  back: coffee`,
	Not: []string{
		"marks that no single character has, as those of Russian stress",
		"`&#769;` and its like, which stay what they are",
	},
	Fix:  "`deckmill fix` writes the letters as Anki does.",
	Note: findNotNFC,
}

func findNotNFC(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Bytes.ASCII() || norm.NFC.IsNormalString(f.Source) {
			continue
		}
		changes := toNFC(f.Source)
		if len(changes) == 0 {
			continue // bytes that are no text
		}
		first := changes[0]
		word := wordAround(f.Source, first.Start, first.End)
		p.Found(diag.Diagnostic{
			Span:    f.Span(first.Start, first.End),
			Message: fmt.Sprintf("`%s` is not in normal form C; Anki will change it", lint.Clip(norm.NFC.String(f.Source[word.start:word.end]))),
			Fixes:   f.Fix("write it in normal form C", true, changes...),
		})
	}
}

// longestChange is the length in bytes from which on a change takes in no neighbour: adding to it takes longer and longer.
const longestChange = 1000

// toNFC returns the changes that bring a text into normal form C. Those in one word, or in words side by side, are one.
func toNFC(text string) []deck.Change {
	var out []deck.Change
	var it norm.Iter
	it.InitString(norm.NFC, text)
	for !it.Done() {
		start := it.Pos()
		composed := string(it.Next())
		end := it.Pos()
		if composed == text[start:end] {
			continue
		}
		if last := len(out) - 1; last >= 0 && len(out[last].New) < longestChange && onlyLetters(text[out[last].End:start]) {
			out[last].New += text[out[last].End:start] + composed
			out[last].End = end
			continue
		}
		out = append(out, deck.Change{Start: start, End: end, New: composed})
	}
	return out
}

// onlyLetters reports whether a short text has nothing but letters and blanks, which any style of YAML can hold.
func onlyLetters(s string) bool {
	const longest = 40
	return len(s) <= longest && strings.IndexFunc(s, func(r rune) bool { return r != ' ' && !unicode.IsLetter(r) && !unicode.IsMark(r) }) < 0
}
