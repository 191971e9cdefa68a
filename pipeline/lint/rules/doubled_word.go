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
		"words that may follow themselves: *die die*, *der der*, *that that*, *had had*, *in in vitro*, *log in in order to*, " +
			"*von von Neumann*",
		"words in different paragraphs, items or cells, and lines of one word",
		"before a hyphen or an apostrophe",
		"words that a program has: *for for loops*, *and and or*",
		"fields of more than 8 KiB",
	},
	Fix:  "The word written once is suggested.",
	Note: findDoubledWords,
}

// functionWords are the words that are looked for: little ones, which say nothing twice.
var functionWords = wordSet(`the a an of to in is are and or for with by from und ist von oder et les des los las en`)

const longestFunctionWord = len("with")

func findDoubledWords(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.TooLong() {
			continue
		}
		if found := doubledIn(f.Source); found != nil {
			reportDoubled(p, f, found)
		}
	}
}

// reportDoubled reports the first doubled word of a field, with a fix for all.
func reportDoubled(p *lint.NotePass, f *lint.Field, found []doubledPair) {
	var twice textSpan
	var changes []deck.Change
	for _, d := range found {
		if f.Verbatim().Has(d.first.start) || f.Verbatim().Has(d.second.start) {
			continue
		}
		if changes == nil {
			twice = textSpan{d.first.start, d.second.end}
		}
		remove := deck.Change{Start: d.first.end, End: d.second.end}
		if f.Source[d.first.end] == '\n' { // keep the line break
			rest := f.Source[d.second.end:]
			remove = deck.Change{Start: d.second.start, End: d.second.end + len(rest) - len(strings.TrimLeft(rest, " "))}
		}
		if last := len(changes) - 1; last < 0 || changes[last].End <= remove.Start {
			changes = append(changes, remove)
		}
	}
	if changes == nil {
		return
	}
	p.Found(diag.Diagnostic{
		Span:    f.Span(twice.start, twice.end),
		Message: fmt.Sprintf("`%s`", lint.Clip(f.Source[twice.start:twice.end])),
		Help:    "write it once",
		Fixes:   f.Fix("write it once", false, changes...),
	})
}

// A doubledPair is a word that stands twice.
type doubledPair struct{ first, second textSpan }

// doubledIn returns the little words that stand twice in a row. It looks at every blank of every field, so it goes by the
// first letters and then by the length of the word in front.
func doubledIn(s string) []doubledPair {
	var out []doubledPair
	start := 0
	for i := range len(s) {
		if s[i] > ' ' {
			continue
		}
		word := start
		start = i + 1
		if start == len(s) || s[word]|0x20 != s[start]|0x20 {
			continue
		}
		n, end := i-word, start+i-word
		if n < 1 || n > longestFunctionWord || end > len(s) || s[i-1] != s[end-1] || s[i] != ' ' && s[i] != '\n' {
			continue
		}
		first, second := textSpan{word, i}, textSpan{i + 1, end}
		if functionWords[s[i+1:end]] && strings.EqualFold(s[word:i], s[i+1:end]) && isDoubledSlip(s, first, second) {
			out = append(out, doubledPair{first, second})
		}
	}
	return out
}

// isDoubledSlip reports whether two equal words cannot both be meant.
func isDoubledSlip(s string, first, second textSpan) bool {
	word, before, after := s[second.start:second.end], s[:first.start], s[second.end:]
	next, _ := utf8.DecodeRuneInString(after)
	if after != "" && (isWordLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("-'’_=*`", next)) {
		return false
	}
	if s[first.end] == '\n' && (before == "" || strings.HasSuffix(before, "\n") || after == "" || next == '\n') {
		return false // lines of one word
	}
	rest := strings.TrimLeft(after, " \n")
	following := rest[:len(rest)-len(strings.TrimLeftFunc(rest, unicode.IsLetter))]
	capital, _ := utf8.DecodeRuneInString(following)
	previous := before[strings.LastIndexFunc(strings.TrimRight(before, " "), isNotLetter)+1:]
	switch word {
	case "in":
		return !latinPlaces[following] && !phrasalVerbs[strings.ToLower(strings.TrimSpace(previous))]
	case "a":
		return s[first.start] == 'a' && len(following) > 1 && len(strings.TrimSpace(previous)) != 1
	case "von":
		return !unicode.IsUpper(capital)
	case "is":
		return !clauseWords[strings.ToLower(strings.TrimSpace(previous))]
	case "for":
		return !strings.HasPrefix(following, "loop") && following != "each" && following != "so" // waiting for for so long
	case "and", "or":
		return following != "or" && following != "and" && following != "not"
	}
	return true
}

var (
	latinPlaces = wordSet(`vitro vivo situ silico utero ovo`)                       // in in vitro tests
	clauseWords = wordSet(`it that this there what he she who which how why where`) // what it is is unknown
	// to log in in order to see
	phrasalVerbs = wordSet(`log logs logged logging sign signs signed check checked come comes came coming give gives gave given giving ` +
		`move moves moved go goes went gone get gets got break broke broken step stepped set sets kick kicks kicked`)
)
