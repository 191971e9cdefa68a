package rules

import (
	"strings"
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

// notOfWord reports whether r stands between words. What prose has in place of code, math and pictures is a word.
func notOfWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\uFFFC'
}

// byteAt returns s[i], or a blank outside of s.
func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return ' '
	}
	return s[i]
}
