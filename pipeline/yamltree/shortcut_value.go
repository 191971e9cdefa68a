package yamltree

import (
	"bytes"
	"strings"
)

// value reads what stands behind the colon before i, in a map at a column, and goes to the next line with text. ok is
// false in any doubt; whether that line fits is for the caller to see.
func (s *scanner) value(i, column int) (n *Node, ok bool) {
	data, l := s.text.data, s.line
	if i == l.end {
		s.nextFull()
		if s.done() || s.line.column() <= column {
			return s.node(Absent, i, i), true
		}
		if data[s.line.text] == '-' {
			return s.blockList()
		}
		return s.blockMap(s.line.text, s.line.column())
	}
	if data[i] != ' ' {
		return nil, false
	}
	if i += blanks(data[i:l.end]); i == l.end {
		return nil, false
	}
	switch data[i] {
	case '|', '>':
		return s.block(i, column)
	case '[':
		n, ok = s.flowList(i)
	default:
		n, ok = s.oneLine(i)
	}
	s.nextFull()
	return n, ok
}

// oneLine reads the plain or quoted scalar that fills the current line from i on.
func (s *scanner) oneLine(i int) (n *Node, ok bool) {
	b := bytes.TrimRight(s.text.data[i:s.line.end], " ")
	switch {
	case len(b) == 0:
		return nil, false
	case b[0] == '\'' || b[0] == '"':
		return s.quoted(i, b)
	}
	return s.scalar(Plain, i, i+len(b), string(b)), isPlain(b)
}

// quoted reads b, which stands at i and begins with a quote.
func (s *scanner) quoted(i int, b []byte) (n *Node, ok bool) {
	last, style := len(b)-1, SingleQuoted
	if b[0] == '"' {
		style = DoubleQuoted
	}
	if last == 0 || b[last] != b[0] || bytes.IndexByte(b, '\t') >= 0 || style == DoubleQuoted && bytes.IndexByte(b, '\\') >= 0 {
		return nil, false
	}
	value := string(b[1:last])
	if strings.IndexByte(value, b[0]) >= 0 {
		if style == DoubleQuoted || strings.Contains(strings.ReplaceAll(value, "''", ""), "'") {
			return nil, false
		}
		value = strings.ReplaceAll(value, "''", "'")
	}
	return s.scalar(style, i, i+len(b), value), true
}

// isPlain reports whether b, which ends in no blank, is a plain scalar for certain.
func isPlain(b []byte) bool {
	switch b[0] { // blanks and the indicators of YAML
	case ' ', '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	}
	for i, c := range b {
		switch c {
		case '\t':
			return false
		case ':':
			if i+1 == len(b) || b[i+1] == ' ' {
				return false
			}
		case '#':
			if b[i-1] == ' ' {
				return false
			}
		}
	}
	return true
}

// block reads the literal or folded scalar whose header stands at i, the end of the current line. In a folded one all
// lines must be equally deep.
func (s *scanner) block(i, column int) (n *Node, ok bool) {
	data, style := s.text.data, Literal
	if data[i] == '>' {
		style = Folded
	}
	if header := data[i+1 : s.line.end]; len(header) > 1 || len(header) == 1 && header[0] != '-' {
		return nil, false
	}
	s.next()
	indent, end, breaks := s.line.column(), 0, 0
	if indent <= column {
		return nil, false // also when the first line is empty
	}
	s.lines = s.lines[:0]
	for ; !s.done(); s.next() {
		l := s.line
		if l.start == l.end {
			breaks++
			continue
		}
		if l.text == l.end || data[l.text] == '\t' || style == Folded && l.column() > indent {
			return nil, false
		}
		if l.column() < indent {
			break
		}
		s.addBreaks(breaks, style)
		s.lines = append(s.lines, data[l.start+indent:l.end]...)
		end, breaks = l.end, 1
	}
	return s.scalar(style, i, end, string(s.lines)), true
}

// addBreaks adds what so many line breaks between two lines of a block stand for.
func (s *scanner) addBreaks(count int, style Style) {
	if style == Folded && count > 0 {
		if count--; count == 0 {
			s.lines = append(s.lines, ' ')
		}
	}
	for range count {
		s.lines = append(s.lines, '\n')
	}
}

// flowList reads the list of words that fills the current line from the bracket at i on.
func (s *scanner) flowList(i int) (n *Node, ok bool) {
	data, stop := s.text.data, s.line.end
	n = s.node(List, i, -1)
	n.flow = true
	s.nodes = s.nodes[:0]
	for i++; i < stop && data[i] != ']'; {
		end := i + wordLen(data[i:stop])
		if end == i || end == stop {
			return nil, false
		}
		s.nodes = append(s.nodes, s.scalar(Plain, i, end, string(data[i:end])))
		switch i = end; data[i] {
		case ',':
			i++
			i += blanks(data[i:stop])
		case ']':
		default:
			return nil, false
		}
	}
	if i == stop || i+1+blanks(data[i+1:stop]) < stop || isTextInBrackets(s.nodes) {
		return nil, false
	}
	n.Items = append(s.childrenFor(len(s.nodes)), s.nodes...)
	n.end = int32(i + 1)
	return n, true
}

// wordLen returns the length of the word of a flow list that b begins with, 0 when there is none for certain.
func wordLen(b []byte) int {
	n := 0
	for n < len(b) && isWordByte(b[n]) {
		n++
	}
	if n == 0 || b[0] == '-' || b[0] == ':' || b[n-1] == ':' {
		return 0
	}
	return n
}

func isWordByte(c byte) bool {
	switch c {
	case '-', '_', '.', '/', ':', '+':
		return true
	}
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// blockList reads the list of scalars of one line each that begins on the current line.
func (s *scanner) blockList() (n *Node, ok bool) {
	column := s.line.column()
	n = s.node(List, s.line.text, -1)
	s.nodes = s.nodes[:0]
	for !s.done() && s.line.column() >= column {
		i := s.line.text + 2
		if s.line.column() > column || i >= s.line.end || s.text.data[i-2] != '-' || s.text.data[i-1] != ' ' {
			return nil, false
		}
		item, ok := s.oneLine(i)
		if !ok {
			return nil, false
		}
		s.nodes = append(s.nodes, item)
		n.end = item.end
		s.nextFull()
	}
	n.Items = append(s.childrenFor(len(s.nodes)), s.nodes...)
	return n, true
}
