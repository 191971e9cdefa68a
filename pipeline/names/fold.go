package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
)

// Fold returns the key under which Anki's unicase collation takes names for equal: full case folding, code point by
// code point, without normalisation (anki-format.md 2.4).
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	b := make([]byte, i, len(s)+utf8.UTFMax)
	copy(b, s)
	for i < len(s) {
		if s[i] < utf8.RuneSelf {
			b = append(b, lower(s[i]))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 { // not UTF-8: equal to nothing but itself
			b = append(b, s[i])
		} else {
			b = appendFolded(b, r)
		}
		i += size
	}
	return string(b)
}

// Compare orders names as Anki's unicase collation does (anki-format.md 2.4). It allocates nothing for names that
// differ within their ASCII beginnings, or are ASCII altogether.
func Compare(a, b string) int {
	for i := 0; ; i++ {
		switch {
		case i == len(a) && i == len(b):
			return 0
		case i == len(a):
			return -1
		case i == len(b):
			return +1
		case a[i] >= utf8.RuneSelf || b[i] >= utf8.RuneSelf:
			return strings.Compare(Fold(a[i:]), Fold(b[i:]))
		}
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return int(x) - int(y)
		}
	}
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func appendFolded(b []byte, r rune) []byte {
	switch {
	case expands(r):
		folded := []rune(cases.Fold().String(string(r)))
		if len(folded) == 3 { // in the order of Anki's library
			folded[0], folded[1], folded[2] = folded[2], folded[0], folded[1]
		}
		return append(b, string(folded)...)
	case keepsCase(r):
		return utf8.AppendRune(b, r)
	case r >= 0x13f8 && r <= 0x13fd: // Cherokee folds to the older, upper case letters
		return utf8.AppendRune(b, r-8)
	case r >= 0xab70 && r <= 0xabbf:
		return utf8.AppendRune(b, r-0xab70+0x13a0)
	}
	// By way of the upper case, so that final sigma, long s and the like meet the common letter.
	return utf8.AppendRune(b, unicode.ToLower(unicode.ToUpper(r)))
}

// expands reports whether r lies in a block with letters that fold to several. Their folding never changes between
// versions of Unicode, so the library may do it.
func expands(r rune) bool {
	switch {
	case r == 0xdf, r == 0x130, r == 0x149, r == 0x1f0, r == 0x390, r == 0x3b0, r == 0x587:
		return true
	}
	return r >= 0x1e96 && r <= 0x1e9e || r >= 0x1f50 && r <= 0x1fff || r >= 0xfb00 && r <= 0xfb17
}

// keepsCase reports whether r folds to itself though it has a counterpart in the other case: the dotless i, the upper
// case Cherokee letters, and what Unicode cased only after version 12, which is the one that Anki knows.
func keepsCase(r rune) bool {
	switch {
	case r == 0x131,
		r >= 0x13a0 && r <= 0x13f5,
		r == 0x2c2f, r == 0x2c5f,
		r >= 0xa7c0 && r <= 0xa7c1,
		r >= 0xa7c7 && r <= 0xa7dc,
		r >= 0xa7f5 && r <= 0xa7f6,
		r >= 0x10570 && r <= 0x105bc,
		r >= 0x10d50 && r <= 0x10d85,
		r >= 0x16ea0 && r <= 0x16ed3:
		return true
	}
	return r == 0x1c89 || r == 0x1c8a
}
