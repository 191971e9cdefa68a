package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A textSpan is a range of bytes in a text.
type textSpan struct{ start, end int }

// isWordLetter reports whether r is a letter, or a mark that is drawn over one.
func isWordLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// longestWord is how far in bytes the ends of a word are looked for.
const longestWord = 100

// wordAround returns text[start:end] with the letters that touch it on both sides.
func wordAround(text string, start, end int) textSpan {
	word := textSpan{start, end}
	for start-word.start < longestWord {
		r, size := utf8.DecodeLastRuneInString(text[:word.start])
		if !isWordLetter(r) {
			break
		}
		word.start -= size
	}
	for word.end-end < longestWord {
		r, size := utf8.DecodeRuneInString(text[word.end:])
		if !isWordLetter(r) {
			break
		}
		word.end += size
	}
	return word
}

// wholeWord returns the length of word if it stands at s[i:] between characters that are neither letters nor digits.
func wholeWord(s string, i int, word string) int {
	if !strings.HasPrefix(s[i:], word) {
		return 0
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+len(word):])
	if isWordCharacter(before) || isWordCharacter(after) {
		return 0
	}
	return len(word)
}

// isWordCharacter reports whether r is what `\w` matches: a letter, a digit or `_`. Names in programs are made of these.
func isWordCharacter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// isNotLetter is what words without digits are cut at.
func isNotLetter(r rune) bool { return !unicode.IsLetter(r) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isAlphanumeric(c byte) bool { return isDigit(c) || isASCIILetter(c) }

// isBetweenWords reports whether r stands between words. What prose has in place of code, math and pictures is a word.
func isBetweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\uFFFC'
}

// byteAt returns s[i], or a blank outside of s.
func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return ' '
	}
	return s[i]
}

// wordSet makes a set of the words of a list, which blanks and line breaks separate.
func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
