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

var placeholderText = &lint.Rule{
	Code:     "placeholder-text",
	Severity: diag.Warning,
	Title:    "Something was left to be written",
	Says:     "`TODO` marks something that is still to be written",
	Why: "A word that an author leaves for later (`TODO`, `FIXME`, `TBD`, `XXX`, `???`, `lorem ipsum`, `[citation needed]`) or a " +
		"place that a script should have filled (`{{Front}}`, `${name}`, `__NAME__`) reaches the learner as it is.",
	Bad: `- id: softmax
  front: What is softmax used for?
  back: TODO`,
	Good: `- id: softmax
  front: What is softmax used for?
  back: It turns scores into probabilities.`,
	Not: []string{
		"small letters: *todo* is a Spanish word",
		"`XXX` that touches a letter or digit, stands between digits, or is a Roman numeral: *Henry XXX*, *XXIX, XXX*",
		"`??` in the notation of chess, blanks such as `___` and `...`",
		"code, math and cloze deletions",
	},
	Note: findPlaceholders,
}

func findPlaceholders(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		text := f.Source
		for at := 0; at < len(text); at++ {
			n := placeholderAt(text, at)
			if n == 0 {
				continue
			}
			found := text[at : at+n]
			if f.Verbatim().Has(at) || f.Markup == deck.Markdown && strings.HasPrefix(found, "__") { // bold in Markdown
				at += n - 1
				continue
			}
			d := diag.Diagnostic{Span: f.Span(at, at+n), Help: "write it, or remove the note for now"}
			if d.Message = fmt.Sprintf("`%s` marks something that is still to be written", found); strings.ContainsAny(found, "{_") {
				d.Message = fmt.Sprintf("`%s` was never filled in", found)
			}
			p.Found(d)
			break
		}
	}
}

// placeholderAt returns the length of the placeholder at s[i:], 0 for none. It looks at every byte of every field, so
// it goes by the first one.
func placeholderAt(s string, i int) int {
	switch s[i] {
	case 'T':
		return max(wholeWord(s, i, "TODO"), wholeWord(s, i, "TBD"))
	case 'F':
		return wholeWord(s, i, "FIXME")
	case 'X':
		if n := wholeWord(s, i, "XXX"); !isNumeral(s[:i], s[i+n:]) {
			return n
		}
	case 'l', 'L':
		if n := len("lorem ipsum"); len(s)-i >= n && strings.EqualFold(s[i:i+n], "lorem ipsum") {
			return n
		}
	case '?':
		if strings.HasPrefix(s[i:], "???") {
			return len(s[i:]) - len(strings.TrimLeft(s[i:], "?"))
		}
	case '[':
		if strings.HasPrefix(s[i:], "[insert ") || strings.HasPrefix(s[i:], "[citation needed]") {
			return strings.IndexByte(s[i:min(len(s), i+longestName)], ']') + 1
		}
	case '{':
		return variable(s, i, "{{", "}}")
	case '$':
		return variable(s, i, "${", "}")
	case '_':
		if i == 0 || s[i-1] != '_' && !isAlphanumeric(s[i-1]) {
			return variable(s, i, "__", "__")
		}
	}
	return 0
}

// wholeWord returns the length of word if it stands at s[i:] between characters that are neither letters nor digits.
func wholeWord(s string, i int, word string) int {
	if !strings.HasPrefix(s[i:], word) {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+len(word):])
	if partOfWord(before) || partOfWord(after) {
		return 0
	}
	return len(word)
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// longestName is how far in bytes the end of a placeholder is looked for.
const longestName = 60

// variable returns the length of a name between opener and closer at s[i:]; `__NAME__` must be in capitals.
func variable(s string, i int, opener, closer string) int {
	if !strings.HasPrefix(s[i:], opener) || lint.ClozeOpener(s[i:]) > 0 {
		return 0
	}
	start := i + len(opener)
	n := strings.Index(s[start:min(len(s), start+longestName)], closer)
	if n <= 0 {
		return 0
	}
	name := s[start : start+n]
	for j, r := range name {
		if j == 0 && !unicode.IsLetter(r) || !partOfWord(r) && r != ' ' && r != '-' || opener == "__" && unicode.IsLower(r) {
			return 0
		}
	}
	return len(opener) + n + len(closer)
}

// isNumeral reports whether `XXX` between these texts is a number: behind a name, beside another Roman numeral, or part
// of something such as `555-XXX-1234`.
func isNumeral(before, after string) bool {
	const separators = " ,.;/-\u2013"
	left, right := strings.TrimRight(before, separators), strings.TrimLeft(after, separators)
	if left != "" && right != "" && isDigit(left[len(left)-1]) && isDigit(right[0]) {
		return true
	}
	previous := left[strings.LastIndexFunc(left, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	next := right
	if end := strings.IndexFunc(right, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		next = right[:end]
	}
	return isRoman(previous) || isRoman(next) || isName(previous) && before == left+" "
}

// isRoman reports whether word is a Roman numeral of two letters or more. One letter is a variable, and three times X
// is what the question is about.
func isRoman(word string) bool {
	return len(word) > 1 && word != "XXX" && strings.Trim(word, "IVXLCDM") == ""
}

// isName reports whether word begins with a capital and goes on in small letters.
func isName(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
