package field

import (
	"fmt"
	"strings"
)

// EscapeAttribute escapes text as Anki does for an attribute's value: every character below U+0100 that is no ASCII
// letter or digit (anki-format.md 6.4).
func EscapeAttribute(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r >= 0x100 || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == '"':
			b.WriteString("&quot;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		default:
			fmt.Fprintf(&b, "&#x%02X;", r)
		}
	}
	return b.String()
}
