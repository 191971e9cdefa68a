package diag

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// Escape makes text from a deck safe to print on one line of a terminal or a log: control characters, bytes that are
// not UTF-8, and characters that are invisible or turn the direction of text become visible, as in `\x1b` or
// `<U+202E>`. Everything else, joiners of emoji and of Persian included, stays as it is.
func Escape(s string) string {
	if isHarmless(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		b.WriteString(visible(r, s[:size]))
		s = s[size:]
	}
	return b.String()
}

func isHarmless(s string) bool {
	for i, r := range s {
		if isDangerous(r) {
			return false
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return false
			}
		}
	}
	return true
}

// visible returns what is printed for a rune that was decoded from raw.
func visible(r rune, raw string) string {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < ' ' || r == 0x7f:
		return fmt.Sprintf(`\x%02x`, r)
	case isDangerous(r):
		return fmt.Sprintf("<U+%04X>", r)
	}
	return raw
}

// isDangerous reports whether a terminal would obey the rune or a reader would not see it. The zero width joiners and
// the variation selectors are not here: scripts and emoji need them, and they cannot hide text.
func isDangerous(r rune) bool {
	switch {
	case r < 0x20, 0x7f <= r && r <= 0x9f: // C0, delete, C1
		return true
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f: // soft hyphen, grapheme joiner
	case r == 0x61c, r == 0x200e, r == 0x200f: // direction marks
	case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069: // embeddings, overrides, isolates
	case r == 0x200b, 0x2060 <= r && r <= 0x2064, 0x206a <= r && r <= 0x206f, r == 0xfeff: // no width
	case r == 0x2028, r == 0x2029: // line breaks to some programs
	case r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x180e: // fillers
	case 0xfff9 <= r && r <= 0xfffb: // interlinear annotation
	case 0xe0000 <= r && r <= 0xe007f: // tags: a second, unseen alphabet
	default:
		return false
	}
	return true
}

// cells returns the number of terminal cells that r takes after prev. Terminals draw an emoji with a modifier or a
// joiner as one.
func cells(prev, r rune) int {
	const joiner = '\u200d'
	isModifier := 0x1f3fb <= r && r <= 0x1f3ff
	if prev == joiner && r > 0x2000 || isModifier && prev > 0x2000 {
		return 0
	}
	// Not the package's default condition, which depends on the locale: output is the same everywhere.
	c := runewidth.Condition{StrictEmojiNeutral: true}
	return c.RuneWidth(r)
}

// Clip cuts a text to limit characters; the last is then an ellipsis.
func Clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	n := 0
	for i := range s {
		if n == limit-1 {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// escapePath returns a path with slashes as the path of a URI.
func escapePath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A") // else the first could be taken for a scheme
	}
	return strings.Join(parts, "/")
}
