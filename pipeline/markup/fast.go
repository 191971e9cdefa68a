package markup

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// fastPath compiles the fields that most decks are made of without a parser: words, with emphasis, code and math in the
// plainest places, in paragraphs and lists of single lines. Whatever might be anything else is left alone (ok false).
// FuzzFastPath holds it to the parser's result, byte for byte.
func fastPath(src string, o Options) (html string, ok bool) {
	ascii := true
	special := false
	for i := range len(src) {
		b := src[i]
		ascii = ascii && b < 0x80
		special = special || specialBytes[b]
	}
	switch {
	case !ascii && (!norm.NFC.IsNormalString(src) || strings.Contains(src, "\u0338") || o.Cloze && strings.Contains(src, "｛")):
		return "", false
	case o.Mode == Media:
		return "", false
	case o.Mode != Markdown:
		return src, !special
	}
	f := fastField{src: src, cloze: o.Cloze}
	if !special && !f.startsBlock(strings.Trim(src, " ")) {
		return strings.Trim(src, " "), true
	}
	f.out.Grow(len(src) + len(src)/4 + 32)
	return f.compile()
}

// specialBytes are the bytes that mean something in some kind of field.
var specialBytes = byteSet("\\`*_~$[<>&{|\n\t\r\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14" +
	"\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f")

func byteSet(s string) (set [256]bool) {
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
}

// A fastField is a Markdown field on the fast path.
type fastField struct {
	src    string
	cloze  bool
	out    strings.Builder
	opened byte // what the last line belongs to: 'p' paragraph, 'u' or 'o' list, 0 nothing
	last   byte // the same before an empty line
	blocks int
	items  int // of the list that is open
	single bool
}

func (f *fastField) compile() (html string, ok bool) {
	f.single = !f.severalBlocks()
	for i := 0; i <= len(f.src); {
		end := endOfLine(f.src, i)
		line := strings.TrimRight(f.src[i:end], " ")
		i = end + 1
		if line == "" {
			f.close()
			continue
		}
		if line[0] == ' ' || !f.line(line) {
			return "", false
		}
	}
	f.close()
	if f.blocks == 1 && f.items == 1 {
		return "", false // one item alone is reported
	}
	return f.out.String(), true
}

// severalBlocks reports whether the field is more than one paragraph.
func (f *fastField) severalBlocks() bool {
	s := strings.Trim(f.src, " \n")
	for i := 0; i < len(s); {
		end := endOfLine(s, i)
		if line := strings.TrimRight(s[i:end], " "); line == "" || listMarker(line, 0) > 0 {
			return true
		}
		i = end + 1
	}
	return false
}

// line writes one line. It is not empty and has no blanks at its edges.
func (f *fastField) line(line string) bool {
	kind, n := fastMarker(line)
	switch {
	case n < 0:
		return false
	case kind == 'p' && (f.opened == 'u' || f.opened == 'o'): // continues an item
		return false
	case kind != 'p' && f.opened != kind && f.opened != 'p' && f.opened != 0:
		return false
	case kind != 'p' && f.opened == 0 && (f.last == 'u' || f.last == 'o'): // a loose list, or two
		return false
	case kind == 'o' && f.opened != 'o' && !strings.HasPrefix(line, "1."):
		return false
	case f.startsBlock(line[n:]):
		return false
	}
	if f.opened != kind {
		f.close()
		f.open(kind)
	} else if kind == 'p' {
		f.out.WriteString("<br>")
	}
	if kind != 'p' {
		f.items++
		f.out.WriteString("\n<li>")
	}
	if !f.inline(line[n:]) {
		return false
	}
	if kind != 'p' {
		f.out.WriteString("</li>")
	}
	return true
}

// fastMarker tells paragraphs from list items and returns the length of the marker, or -1 for a marker that is not
// followed by exactly one blank.
func fastMarker(line string) (kind byte, n int) {
	n = listMarker(line, 0)
	switch {
	case n == 0:
		return 'p', 0
	case n == len(line) || line[n] == ' ' || line[n-1] != ' ':
		return 0, -1
	case line[0] == '-':
		return 'u', n
	case line[n-2] == '.' && isDigit(line[0]):
		return 'o', n
	}
	return 0, -1
}

func (f *fastField) open(kind byte) {
	if f.blocks > 0 {
		f.out.WriteByte('\n')
	}
	f.blocks++
	f.opened, f.items = kind, 0
	switch {
	case kind == 'u':
		f.out.WriteString("<ul>")
	case kind == 'o':
		f.out.WriteString("<ol>")
	case !f.single:
		f.out.WriteString("<p>")
	}
}

func (f *fastField) close() {
	switch {
	case f.opened == 0:
		return
	case f.opened == 'u':
		f.out.WriteString("\n</ul>")
	case f.opened == 'o':
		f.out.WriteString("\n</ol>")
	case !f.single:
		f.out.WriteString("</p>")
	}
	f.last, f.opened = f.opened, 0
}

// startsBlock reports whether a line, without its list marker, may be anything but words.
func (f *fastField) startsBlock(line string) bool {
	if line == "" {
		return false
	}
	second := byte(' ')
	if len(line) > 1 {
		second = line[1]
	}
	switch b := line[0]; {
	case b == '#' || b == ':' || b == '|' || b == '~' || b == ' ':
		return true
	case b == '-' || b == '+':
		return !isDigit(second) && !isLetter(second)
	case b == '*':
		return second == ' '
	case isDigit(b) && f.cloze && strings.IndexByte(line, '{') >= 0: // the number may go on in a deletion
		return true
	case isDigit(b):
		end := 0
		for end < len(line) && isDigit(line[end]) {
			end++
		}
		return end < len(line) && (line[end] == '.' || line[end] == ')') && (end+1 == len(line) || line[end+1] == ' ')
	}
	return false
}
