package field

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// decodeEntities replaces the entities in s, which must all be well-formed (anki-format.md 3.4); otherwise ok is false.
func decodeEntities(s string) (decoded string, ok bool) {
	var b strings.Builder
	b.Grow(len(s))
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			b.WriteString(s)
			return b.String(), true
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		end := strings.IndexByte(s, ';')
		if end < 0 {
			return "", false
		}
		r, ok := entity(s[:end])
		if !ok {
			return "", false
		}
		b.WriteRune(r)
		s = s[end+1:]
	}
}

// entity returns the character that an entity stands for, given what lies between "&" and ";".
func entity(name string) (r rune, ok bool) {
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		r, ok = entityNames[name]
		return r, ok
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// decodeName returns a media name as Anki understands it: with its entities decoded, if they are well-formed.
func decodeName(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	if decoded, ok := decodeEntities(s); ok {
		return strings.ReplaceAll(decoded, "\u00a0", " ")
	}
	return s
}
