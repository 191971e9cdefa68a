package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// A placeholderScan looks for what an author or a script left to be written.
type placeholderScan struct {
	text     string
	words    []string // that authors use
	language string   // of the deck
	numerals bool     // the note is about the number 30, or Roman numerals
}

// at returns the length of the placeholder at text[i:], 0 for none; variable says that a script should have filled it.
func (s *placeholderScan) at(i int) (n int, variable bool) {
	for _, word := range s.words {
		if word != "" && word[0] == s.text[i] {
			if n := wholeWord(s.text, i, word); n > 0 && s.isLeft(word, i) {
				return n, false
			}
		}
	}
	rest := s.text[i:]
	switch rest[0] {
	case 'l', 'L':
		if n := len("lorem ipsum"); len(rest) >= n && strings.EqualFold(rest[:n], "lorem ipsum") {
			return n, false
		}
	case '?':
		if strings.HasPrefix(rest, "???") {
			return len(rest) - len(strings.TrimLeft(rest, "?")), false
		}
	case '[':
		if strings.HasPrefix(rest, "[insert ") || strings.HasPrefix(rest, "[citation needed]") {
			return strings.IndexByte(rest[:min(len(rest), longestName)], ']') + 1, false
		}
	case '{':
		return variableLength(s.text, i, "{{", "}}"), true
	case '$':
		return variableLength(s.text, i, "${", "}"), true
	case '_':
		if i == 0 || s.text[i-1] != '_' && !isAlphanumeric(s.text[i-1]) {
			return variableLength(s.text, i, "__", "__"), true
		}
	}
	return 0, false
}

// isLeft reports whether a word at text[i:] has no other meaning there.
func (s *placeholderScan) isLeft(word string, i int) bool {
	before, after := s.text[:i], s.text[i+len(word):]
	switch word {
	case "XXX":
		return !s.numerals && !isNumeralXXX(before, after)
	case "TODO": // everything, in capitals
		language, _, _ := strings.Cut(s.language, "-")
		return !todoLanguages[language] || strings.HasPrefix(after, ":")
	}
	return true
}

// todoLanguages are those in which *todo* is a word.
var todoLanguages = wordSet(`es pt gl ast`)

// macros are names of C and PHP that look as if a script should have filled them.
var macros = wordSet(`__FILE__ __LINE__ __DATE__ __TIME__ __DIR__ __FUNCTION__ __CLASS__ __METHOD__ __NAMESPACE__ __VA_ARGS__`)

// longestName is how far in bytes the end of a placeholder is looked for.
const longestName = 60

// variableLength returns the length of a name between opener and closer at s[i:]; `__NAME__` must be in capitals.
func variableLength(s string, i int, opener, closer string) int {
	if !strings.HasPrefix(s[i:], opener) || lint.ClozeOpener(s[i:]) > 0 {
		return 0
	}
	start := i + len(opener)
	n := strings.Index(s[start:min(len(s), start+longestName)], closer)
	if n <= 0 {
		return 0
	}
	name := s[start : start+n]
	if macros[s[i:start+n+len(closer)]] {
		return 0
	}
	for j, r := range name {
		if j == 0 && !unicode.IsLetter(r) || !isWordCharacter(r) && r != ' ' && r != '-' || opener == "__" && unicode.IsLower(r) {
			return 0
		}
	}
	return len(opener) + n + len(closer)
}

// isNumeralXXX reports whether `XXX` between these texts is a number: behind a name, beside another Roman numeral, or part
// of something such as `555-XXX-1234` or the chromosomes of `47,XXX`.
func isNumeralXXX(before, after string) bool {
	const separators = " ,.;/-\u2013"
	left, right := strings.TrimRight(before, separators), strings.TrimLeft(after, separators)
	if strings.HasSuffix(before, ",") && isDigit(byteAt(before, len(before)-2)) {
		return true
	}
	if left != "" && right != "" && isDigit(left[len(left)-1]) && isDigit(right[0]) {
		return true
	}
	previous := left[strings.LastIndexFunc(left, isNotLetter)+1:]
	next := right
	if end := strings.IndexFunc(right, isNotLetter); end >= 0 {
		next = right[:end]
	}
	return isRoman(previous) || isRoman(next) || isPlaceholderName(previous) && before == left+" "
}

// isRoman reports whether word is a Roman numeral of two letters or more. One letter is a variable, and three times X
// is what the question is about.
func isRoman(word string) bool {
	return len(word) > 1 && word != "XXX" && strings.Trim(word, "IVXLCDM") == ""
}

// isPlaceholderName reports whether word begins with a capital and goes on in small letters.
func isPlaceholderName(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}
