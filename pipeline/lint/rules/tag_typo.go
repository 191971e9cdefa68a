package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what counts as a slip of the pen.
const (
	typoLetters  = 6 // of a tag's last part, at least
	typoFrequent = 5 // numberOfNotes with the spelling that is taken for right, at least
)

// typoIndex maps each frequent tag, and it without any one letter, to the tags: two tags that differ in one letter
// share an entry. Comparing every tag with every other would not do for a deck with a tag per note.
func typoIndex(tags []tagUse) map[string][]int {
	index := map[string][]int{}
	for i, t := range tags {
		if t.count < typoFrequent {
			continue
		}
		for _, v := range shortenedTags(t.tag) {
			index[v] = append(index[v], i)
		}
	}
	return index
}

// shortenedTags returns a tag, and it without each one letter of its last part; nothing for a short one.
func shortenedTags(tag string) []string {
	last := strings.LastIndex(tag, "::")
	if last >= 0 {
		last += len("::")
	}
	last = max(last, 0)
	if utf8.RuneCountInString(tag[last:]) < typoLetters {
		return nil
	}
	out := []string{tag}
	for i, r := range tag[last:] {
		out = append(out, tag[:last+i]+tag[last+i+utf8.RuneLen(r):])
	}
	return out
}

// nearTag returns the frequent tag that is one letter away from a rare one, or -1.
func nearTag(tags []tagUse, index map[string][]int, rare int) int {
	for _, v := range shortenedTags(tags[rare].tag) {
		for _, i := range index[v] {
			if i != rare && oneLetterApart(tags[rare].tag, tags[i].tag) {
				return i
			}
		}
	}
	return -1
}

// oneLetterApart reports whether two tags differ in exactly one letter: another, a missing, or an additional one.
func oneLetterApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	rest := x[i:]
	if len(x) == len(y) {
		if i == len(x) || !unicode.IsLetter(x[i]) {
			return false
		}
		rest = x[i+1:]
	}
	return len(y)-len(x) <= 1 && i < len(y) && unicode.IsLetter(y[i]) && string(rest) == string(y[i+1:])
}
