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

var doubledWord = &lint.Rule{
	Code:     "doubled-word",
	Severity: diag.Hint,
	Title:    "A little word stands twice",
	Says:     "`the the`",
	Why:      "A doubled `the` is a slip of the pen that authors read over. It costs learners a moment at every review.",
	Bad: `- id: softmax
  front: What is the the softmax function used for?
  back: It turns scores into probabilities.`,
	Good: `- id: softmax
  front: What is the softmax function used for?
  back: It turns scores into probabilities.`,
	Not: []string{
		"words that may follow themselves: *die die*, *der der*, *that that*, *had had*, *in in vitro*, *von von Neumann*",
		"words in different paragraphs, items or cells, and lines of one word",
		"before a hyphen or an apostrophe",
		"words that a program has: *for for loops*, *and and or*",
		"fields of more than 8 KiB",
	},
	Note: findDoubledWords,
}

// functionWords are the words that are looked for: little ones, which say nothing twice.
var functionWords = words(`the a an of to in is are and or for with by from und ist von oder et les des los las en`)

const longestFunctionWord = len("with")

func findDoubledWords(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.TooLong() {
			continue
		}
		first, second, found := doubledIn(f.Source)
		if !found || f.Verbatim().Has(first.start) || f.Verbatim().Has(second.start) {
			continue
		}
		twice := f.Source[first.start:second.end]
		remove := deck.Change{Start: first.end, End: second.end}
		if strings.Contains(twice, "\n") { // keep the line break
			remove = deck.Change{Start: second.start, End: second.end + len(f.Source[second.end:]) - len(strings.TrimLeft(f.Source[second.end:], " "))}
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(first.start, second.end),
			Message: fmt.Sprintf("`%s`", lint.Clip(twice)),
			Help:    "write it once",
			Fixes:   f.Fix("write it once", false, remove),
		})
	}
}

// doubledIn returns the first little word that stands twice in a row. It looks at every blank of every field, so it goes
// by the length of the word in front.
func doubledIn(s string) (first, second part, found bool) {
	start := 0
	for i := range len(s) {
		if s[i] > ' ' {
			continue
		}
		n, end := i-start, i+1+i-start
		word := start
		start = i + 1
		if n < 1 || n > longestFunctionWord || end > len(s) || s[i-1] != s[end-1] || s[i] != ' ' && s[i] != '\n' {
			continue
		}
		first, second = part{word, i}, part{i + 1, end}
		if functionWords[s[i+1:end]] && strings.EqualFold(s[word:i], s[i+1:end]) && isSlip(s, first, second) {
			return first, second, true
		}
	}
	return first, second, false
}

// isSlip reports whether two equal words cannot both be meant.
func isSlip(s string, first, second part) bool {
	word, before, after := s[second.start:second.end], s[:first.start], s[second.end:]
	next, _ := utf8.DecodeRuneInString(after)
	if after != "" && (inWord(next) || unicode.IsDigit(next) || strings.ContainsRune("-'’_=*`", next)) {
		return false
	}
	if s[first.end] == '\n' && (before == "" || strings.HasSuffix(before, "\n") || after == "" || next == '\n') {
		return false // lines of one word
	}
	rest := strings.TrimLeft(after, " \n")
	following := rest[:len(rest)-len(strings.TrimLeftFunc(rest, unicode.IsLetter))]
	capital, _ := utf8.DecodeRuneInString(following)
	previous := before[strings.LastIndexFunc(strings.TrimRight(before, " "), func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	switch word {
	case "in":
		return !latinPlaces[following]
	case "a":
		return s[first.start] == 'a' && len(following) > 1 && len(strings.TrimSpace(previous)) != 1
	case "von":
		return !unicode.IsUpper(capital)
	case "is":
		return !clauseWords[strings.ToLower(strings.TrimSpace(previous))]
	case "for":
		return !strings.HasPrefix(following, "loop") && following != "each"
	case "and", "or":
		return following != "or" && following != "and" && following != "not"
	}
	return true
}

var (
	latinPlaces = words(`vitro vivo situ silico utero ovo`)                       // in in vitro tests
	clauseWords = words(`it that this there what he she who which how why where`) // what it is is unknown
)
