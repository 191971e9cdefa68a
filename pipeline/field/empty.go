package field

// Empty reports whether card generation takes the field for empty (anki-format.md 5.1): nothing in it but ASCII white
// space and the tags br and div, without attributes.
func Empty(html string) bool {
	for i := 0; i < len(html); {
		switch html[i] {
		case ' ', '\t', '\n', '\v', '\f', '\r':
			i++
		case '<':
			n := layoutTag(html[i:])
			if n == 0 {
				return false
			}
			i += n
		default:
			return false
		}
	}
	return true
}

// layoutTag returns the length of the tag that s begins with, "<", if it is one of those an editor leaves behind in an
// empty field, else 0. The tag may have a slash in front and a space and a slash behind, in this order.
func layoutTag(s string) int {
	i := 1
	i += skip(s[i:], '/')
	switch {
	case hasPrefixFold(s[i:], "br"):
		i += len("br")
	case hasPrefixFold(s[i:], "div"):
		i += len("div")
	default:
		return 0
	}
	i += skip(s[i:], ' ')
	i += skip(s[i:], '/')
	if skip(s[i:], '>') == 0 {
		return 0
	}
	return i + 1
}

// skip returns 1 if s begins with c, else 0.
func skip(s string, c byte) int {
	if s != "" && s[0] == c {
		return 1
	}
	return 0
}

// hasPrefixFold reports whether s begins with prefix (lower case ASCII), ignoring the case of ASCII letters.
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if s[i] != prefix[i] && (s[i]|0x20 != prefix[i] || s[i] < 'A') {
			return false
		}
	}
	return true
}
