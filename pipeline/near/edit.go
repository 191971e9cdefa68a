package near

import "unicode"

// A slip says how two long words differ.
type slip uint8

const (
	unlike slip = iota // in more than a letter, or in the first, as `typical` and `atypical`
	letter             // in one letter
	typing             // in a way that seldom makes another word: see typed
)

// slipOf compares two words. A letter may be there or not, be another one, or have changed places with the next.
func slipOf(a, b string) slip {
	if a == b {
		return unlike
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return unlike
	}
	start := 0
	for start < len(x) && x[start] == y[start] {
		start++
	}
	end := 0
	for end < len(x)-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	x, rest := x[start:len(x)-end], y[start:len(y)-end]
	switch {
	case len(x) == 0 && len(rest) == 1:
		return typed(start > 0, isDoubled(y, start) || rest[0] == '-' || rest[0] == 's' && end == 0)
	case len(x) == 1 && len(rest) == 1:
		sameLetter := unicode.ToLower(x[0]) == unicode.ToLower(rest[0])
		return typed(start > 0 || sameLetter, sameLetter)
	case len(x) == 2 && len(rest) == 2 && x[0] == rest[1] && x[1] == rest[0]:
		return typed(start > 0, true)
	}
	return unlike
}

// typed returns typing for a letter that is doubled, two that have changed places, a hyphen, an `s` at the end or a
// capital. inside says that the first letter is not what differs.
func typed(inside, usual bool) slip {
	switch {
	case !inside:
		return unlike
	case usual:
		return typing
	}
	return letter
}

func isDoubled(w []rune, at int) bool {
	return at > 0 && w[at-1] == w[at] || at+1 < len(w) && w[at+1] == w[at]
}

// without calls yield with word and with what is left of it without each of its letters: two words that slipOf takes for
// near have one of these in common. buf is room to write in.
func without(word string, buf []byte, yield func([]byte)) []byte {
	buf = append(buf[:0], word...)
	yield(buf)
	for i, r := range word {
		buf = append(buf[:0], word[:i]...)
		buf = append(buf, word[i+len(string(r)):]...)
		yield(buf)
	}
	return buf
}
