package markup

import (
	"html"
	"strings"
	"unicode/utf8"
)

// put appends HTML that we made ourselves: tags and the like.
func (c *compiler) put(s string) { c.out = append(c.out, s...) }

// newBlock begins a line for a block, unless it is the first thing in the field or in a deletion.
func (c *compiler) newBlock() {
	if n := len(c.out); n > 0 && n != c.fresh && c.out[n-1] != '\n' {
		c.out = append(c.out, '\n')
	}
}

// content appends HTML that came from the author. In the fields of cloze types it sees to it that Anki finds no braces
// and colons that are not those of a deletion (format.md section 8).
func (c *compiler) content(s string, math bool) {
	if !c.o.Cloze {
		c.out = append(c.out, s...)
		return
	}
	for {
		i := strings.IndexAny(s, "}:")
		if i < 0 {
			c.out = append(c.out, s...)
			return
		}
		c.out = append(c.out, s[:i]...)
		c.guard(s[i], math)
		s = s[i+1:]
	}
}

// guard appends a `}` or `:` of the author's.
func (c *compiler) guard(b byte, math bool) {
	if len(c.open) > 0 {
		c.guardBefore(b)
	}
	if b == ':' {
		c.breakOpener(math)
	}
	c.guardAt, c.guardMath = len(c.out), math
	c.out = append(c.out, b)
}

// guardBefore is called before a `}` or `:` is appended inside a deletion: if the author wrote the same just before, that
// one is replaced.
func (c *compiler) guardBefore(b byte) {
	n := len(c.out) - 1
	if n < 0 || c.guardAt != n || c.out[n] != b {
		return
	}
	switch {
	case c.guardMath:
		c.out = append(c.out, ' ')
	case b == '}':
		c.out = append(c.out[:n], "&#125;"...)
	default:
		c.out = append(c.out[:n], "&#58;"...)
	}
}

// breakOpener is called before the second colon of what might be an opener that is none of the author's deletions, for
// instance one with escaped braces.
func (c *compiler) breakOpener(math bool) {
	i := len(c.out) - 1
	if i < 0 || c.out[i] != ':' {
		return
	}
	for i--; i >= 0 && (isDigit(c.out[i]) || c.out[i] == ','); i-- {
	}
	if i < 2 || string(c.out[i-2:i+1]) != "{{c" {
		return
	}
	tail := string(c.out[i:])
	c.out = c.out[:i-1]
	if math {
		c.put(" {")
	} else {
		c.put("&#123;")
	}
	c.put(tail)
}

// escaped appends text in which nothing is markup, with `& < >` escaped.
func (c *compiler) escaped(s string, math bool) {
	for {
		i := strings.IndexAny(s, "&<>")
		if i < 0 {
			c.content(s, math)
			return
		}
		c.content(s[:i], math)
		c.put(escapeByte(s[i]))
		s = s[i+1:]
	}
}

func escapeByte(b byte) string {
	switch b {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	return string(rune(b))
}

// prose appends Markdown text between markup: backslash escapes and entities are resolved, `& < >` escaped.
func (c *compiler) prose(s string) {
	for {
		i := strings.IndexAny(s, "&<>\\")
		if i < 0 {
			c.content(s, false)
			return
		}
		c.content(s[:i], false)
		literal, n := literalAt(s[i:])
		c.escaped(literal, false)
		s = s[i+n:]
	}
}

// literalAt returns what the escape or entity at the start of s stands for and its length, or the first byte itself.
func literalAt(s string) (literal string, n int) {
	switch {
	case s[0] == '\\' && len(s) > 1 && isPunctuation(s[1]):
		return s[1:2], 2
	case s[0] == '&':
		if literal, n := entityAt(s); n > 0 {
			return literal, n
		}
	}
	return s[:1], 1
}

// longestEntity is the length of `&CounterClockwiseContourIntegral;`.
const longestEntity = 33

// entityAt returns the text of the entity at the start of s and its length, or 0 if CommonMark knows none there.
func entityAt(s string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return "", 0
	}
	name := s[1:end]
	if name[0] == '#' && !validNumber(name[1:]) || name[0] != '#' && !isAlphanumeric(name) {
		return "", 0
	}
	text = html.UnescapeString(s[:end+1])
	if name[0] != '#' && strings.HasSuffix(text, ";") && text != ";" {
		return "", 0 // html also knows entities without semicolon
	}
	if r, size := utf8.DecodeRuneInString(text); size == len(text) && (r < ' ' && r != '\t' && r != '\n' || r == 0x7f) {
		text = "\uFFFD"
	}
	return text, end + 1
}

// validNumber reports whether s is the number of a numeric character reference: at most 7 digits or x and 6.
func validNumber(s string) bool {
	hex := len(s) > 1 && s[0]|0x20 == 'x'
	if hex {
		s = s[1:]
	}
	if s == "" || len(s) > 7 || hex && len(s) > 6 {
		return false
	}
	for i := range len(s) {
		if !isDigit(s[i]) && !(hex && 'a' <= s[i]|0x20 && s[i]|0x20 <= 'f') {
			return false
		}
	}
	return true
}

func isAlphanumeric(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// isPunctuation reports whether b is ASCII punctuation: what a backslash escapes.
func isPunctuation(b byte) bool {
	return '!' <= b && b <= '/' || ':' <= b && b <= '@' || '[' <= b && b <= '`' || '{' <= b && b <= '~'
}

// unescaped resolves backslash escapes and entities, as in the destination of a link.
func unescaped(s string) string {
	i := strings.IndexAny(s, "&\\")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		b.WriteString(s[:i])
		literal, n := literalAt(s[i:])
		b.WriteString(literal)
		s = s[i+n:]
		i = strings.IndexAny(s, "&\\")
	}
	b.WriteString(s)
	return b.String()
}

// attribute appends s as the value of an attribute in double quotes.
func (c *compiler) attribute(s string) {
	for {
		i := strings.IndexAny(s, `&<>"`)
		if i < 0 {
			c.content(s, false)
			return
		}
		c.content(s[:i], false)
		if s[i] == '"' {
			c.put("&quot;")
		} else {
			c.put(escapeByte(s[i]))
		}
		s = s[i+1:]
	}
}
