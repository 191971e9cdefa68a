package markup

import (
	"strings"
	"unicode/utf8"
)

// misspelt reports what looks like an opener and is none, outside of code.
func (c *compiler) misspelt(opaque []region) {
	var elements []region
	looked := false
	lastCloser := strings.LastIndex(c.src, "}}")
	for i := 0; ; {
		n := strings.IndexAny(c.src[i:], "{｛")
		if n < 0 {
			return
		}
		i += n
		if body, ok := opener(c.src, i); ok {
			i = body
			continue
		}
		m := readMisspelt(c.src, i)
		if !m.suspicious() {
			_, size := utf8.DecodeRuneInString(c.src[i:])
			i += size
			continue
		}
		escaped := m.braces == 1 && i > 0 && (c.src[i-1] == '\\' || c.src[i-1] == ';')
		if !looked {
			elements, looked = codeElements(c.src, c.o.Mode, opaque), true
		}
		if !escaped && !inCode(opaque, i) && !inCode(elements, i) {
			c.reportMisspelt(i, m, m.end <= lastCloser)
		}
		i = m.end
	}
}

func inCode(rs []region, i int) bool {
	k, ok := inRegion(rs, i)
	return ok && rs[k].kind == codeRegion
}

// codeElements returns the elements of HTML that hold code.
func codeElements(s string, mode Mode, opaque []region) []region {
	if mode != Markdown && mode != HTML {
		return nil
	}
	var out []region
	for i := 0; ; {
		t, ok := nextTag(s, i)
		if !ok {
			return out
		}
		i = max(t.end, t.start+1)
		if _, hidden := inRegion(opaque, t.start); !hidden && !t.closing && (t.name == "code" || t.name == "pre") {
			i = closingTag(s, i, t.name)
			out = append(out, region{start: t.start, end: i, kind: codeRegion})
		}
	}
}

// reportMisspelt reports what stands at i; closed says that a closer follows somewhere.
func (c *compiler) reportMisspelt(i int, m nearOpener, closed bool) {
	number := m.number
	if number == "" {
		number = "1"
	}
	better := "{{c" + number + "::"
	p := Problem{Code: "cloze-syntax", Start: i, End: m.end,
		Message: "`" + c.src[i:m.end] + "` does not begin a deletion; did you mean `" + better + "`?",
		Help:    "write `" + better + "`"}
	fix := &Fix{Message: p.Help, Safe: m.safe(), Edits: []Edit{{Start: i, End: m.end, New: better}}}
	start, end := brokenCloser(c.src, m.end)
	switch {
	case end > 0: // the closer is broken in the same way
		fix.Safe = fix.Safe && c.src[start:end] == "｝｝"
		fix.Edits = append(fix.Edits, Edit{Start: start, End: end, New: "}}"})
		p.Fix = fix
	case closed:
		p.Fix = fix
	}
	c.report(p)
}

// A nearOpener is what stands where an opener might be meant.
type nearOpener struct {
	braces, colons int
	c              bool   // it has the letter
	odd            bool   // capital letter, blanks or full-width signs
	number         string // digits, or digits that letters were mistaken for
	letters        bool   // letters among the digits
	end            int
}

// readMisspelt reads braces, letter, number and colons, however they are written.
func readMisspelt(s string, i int) (m nearOpener) {
	m.braces, i = m.count(s, i, '{', '｛')
	i = m.blanks(s, i)
	if i < len(s) && s[i]|0x20 == 'c' {
		m.c = true
		m.odd = m.odd || s[i] == 'C'
		i = m.blanks(s, i+1)
	}
	for ; i < len(s) && len(m.number) < 6 && (isDigit(s[i]) || isLetter(s[i]) || s[i] == ','); i++ {
		switch {
		case isDigit(s[i]) || s[i] == ',':
			m.number += s[i : i+1]
		case (s[i] == 'l' || s[i] == 'I') && m.number == "":
			m.letters = true
			m.number = "1"
		default:
			m.letters = true
			if m.number == "" {
				return nearOpener{}
			}
		}
	}
	i = m.blanks(s, i)
	m.colons, m.end = m.count(s, i, ':', '：')
	return m
}

// count counts an ASCII sign and its full-width form, two at most.
func (m *nearOpener) count(s string, i int, ascii byte, wide rune) (n, end int) {
	for n < 2 && i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != rune(ascii) && r != wide {
			break
		}
		m.odd = m.odd || r == wide
		n++
		i += size
	}
	return n, i
}

func (m *nearOpener) blanks(s string, i int) int {
	end := skipBlanks(s, i)
	m.odd = m.odd || end > i
	return end
}

// suspicious reports whether so much of an opener is there that one must be meant.
func (m nearOpener) suspicious() bool {
	digits := strings.Trim(m.number, ",") != ""
	switch {
	case m.colons == 0 || m.braces == 0:
		return false
	case m.braces == 1:
		return m.c && digits && !m.letters && m.colons == 2
	case m.colons == 1:
		return m.c && digits && !m.letters
	}
	return m.c || digits && !m.letters
}

// safe reports whether only case, blanks and full-width signs are wrong.
func (m nearOpener) safe() bool {
	return m.odd && m.c && m.braces == 2 && m.colons == 2 && !m.letters && m.number != ""
}

// farthestCloser is how many bytes behind an opener a broken closer is looked for.
const farthestCloser = 500

// brokenCloser returns what probably was meant to close the deletion whose content begins at body: on the same line, a brace
// that closes none of the content's, or full-width ones. end is 0 when there is none, or a `}}` comes first.
func brokenCloser(s string, body int) (start, end int) {
	braces := 0
	for i := body; i < min(len(s), body+farthestCloser) && s[i] != '\n'; {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\\':
			size = min(size+1, len(s)-i)
		case r == '{':
			braces++
		case r == '}' && braces > 0:
			braces--
		case r == '}' || r == '｝':
			var read nearOpener
			if _, end = read.count(s, i, '}', '｝'); s[i:end] == "}}" {
				return 0, 0
			}
			return i, end
		}
		i += size
	}
	return 0, 0
}
