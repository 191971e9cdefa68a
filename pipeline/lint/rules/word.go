package rules

import (
	"unicode"
	"unicode/utf8"
)

// inWord reports whether r is a letter, or a mark that is drawn over one.
func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// longestWord is how far in bytes the ends of a word are looked for.
const longestWord = 100

// wordAround returns text[start:end] with the letters that touch it on both sides.
func wordAround(text string, start, end int) part {
	word := part{start, end}
	for start-word.start < longestWord {
		r, size := utf8.DecodeLastRuneInString(text[:word.start])
		if !inWord(r) {
			break
		}
		word.start -= size
	}
	for word.end-end < longestWord {
		r, size := utf8.DecodeRuneInString(text[word.end:])
		if !inWord(r) {
			break
		}
		word.end += size
	}
	return word
}
