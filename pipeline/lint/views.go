package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/field"
	"golang.org/x/text/unicode/norm"
)

// Key returns what two fields are compared by: the text without tags but with the names of media, in normal form C,
// without invisible characters, white space runs as one space, trimmed. Case, accents and punctuation count
// (rules.md section 2).
func Key(html string) string {
	s := field.Strip(html)
	if isPlainKey(s) {
		return s
	}
	if IsASCII(s) {
		return strings.Join(strings.Fields(s), " ")
	}
	s = norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case Invisible(r):
		default:
			if space {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlainKey reports whether s is its own key for sure: printable ASCII with single spaces. Most fields are.
func isPlainKey(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= utf8.RuneSelf || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return s == "" || last != ' '
}

// IsASCII reports whether s has ASCII characters only.
func IsASCII(s string) bool {
	for ; len(s) >= 8; s = s[8:] { // rules ask this about every field
		if s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7] >= utf8.RuneSelf {
			return false
		}
	}
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Invisible reports whether nobody can see that the character is there: joiners, direction marks, zero-width spaces,
// soft hyphens, tag characters (rules.md `invisible-character`).
func Invisible(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r >= 0x200B && r <= 0x200F, r >= 0x2028 && r <= 0x202E, r == 0x2060, r >= 0x2066 && r <= 0x2069,
		r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return r == 0xAD || r == 0x61C || r == 0x180E || r == 0x3164 || r == 0xFEFF
}

// VisiblyEmpty reports whether a learner sees nothing of a field: neither text nor picture, sound, math or code. It is
// wider than field.Empty, which is what Anki takes for empty when it makes cards.
func VisiblyEmpty(html string) bool {
	if html == "" {
		return true
	}
	first := html
	if name := tagName(html); html[0] == '<' && name != "" && name != "style" && name != "script" {
		first = html[strings.IndexByte(html, '>')+1:] // most texts with a tag have a letter behind it
	}
	if first != "" && first[0] > ' ' && first[0] < utf8.RuneSelf && first[0] != '<' && first[0] != '&' {
		return false
	}
	return strings.IndexFunc(ProseOf(html, deck.HTML).Text, func(r rune) bool { return !unicode.IsSpace(r) && !Invisible(r) }) < 0
}

// tagName returns the name of the tag that text begins with, in lower case, with the slash of a closing one; "" when
// it is no tag.
func tagName(text string) string {
	i := 1
	if i < len(text) && text[i] == '/' {
		i++
	}
	start := i
	for i < len(text) && isASCIILetter(text[i]) || i > start && i < len(text) && isDigit(text[i]) {
		i++
	}
	if i == start {
		return ""
	}
	return strings.ToLower(text[1:i])
}

// ClozeOpener returns the length of the cloze opener that s begins with, such as `{{c1::`; 0 when there is none
// (anki-format.md 5.2).
func ClozeOpener(s string) int {
	if !strings.HasPrefix(s, "{{c") {
		return 0
	}
	i := 3
	for i < len(s) && (isDigit(s[i]) || s[i] == ',') {
		i++
	}
	if i == 3 || !strings.HasPrefix(s[i:], "::") {
		return 0
	}
	return i + 2
}

// lengthTo returns the length of text up to the end of closer, matched without case, and of the tag it begins; of the
// whole text when it is missing.
func lengthTo(text, closer string) int {
	for i := range len(text) - len(closer) + 1 {
		if strings.EqualFold(text[i:i+len(closer)], closer) {
			end := i + len(closer)
			if closer[0] == '<' {
				end += strings.IndexByte(text[end:], '>') + 1
			}
			return end
		}
	}
	return len(text)
}
