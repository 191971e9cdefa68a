package yamltree

import (
	"bytes"
	"strings"
	"unicode/utf8"

	yaml "gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A converter makes our tree of the library's, for one piece of a text: it turns lines and columns into offsets and
// refuses what the dialect lacks.
type converter struct {
	*arena
	text   *text
	report diag.Report
	at     cursor
}

func newConverter(t *text, start, end int, report diag.Report) *converter {
	return &converter{
		arena: new(arena), text: t, report: report,
		at: cursor{data: t.data[:end], first: start, pos: start, lineStart: start, line: 1, column: 1},
	}
}

// A cursor turns places of the library into offsets. The library's nodes come in the order of the text, so that the
// cursor hardly ever goes back.
type cursor struct {
	data           []byte
	first          int // offset of the piece that the library was given
	lineStart, pos int
	line, column   int // of pos; columns count characters
}

// offset returns the offset of a place of the library.
func (c *cursor) offset(line, column int) int {
	if line < c.line {
		c.line, c.column, c.pos, c.lineStart = 1, 1, c.first, c.first
	}
	for c.line < line {
		k := bytes.IndexByte(c.data[c.pos:], '\n')
		if k < 0 {
			return len(c.data)
		}
		c.pos += k + 1
		c.line, c.column, c.lineStart = c.line+1, 1, c.pos
	}
	if column < c.column {
		c.column, c.pos = 1, c.lineStart
	}
	for ; c.column < column && c.pos < len(c.data); c.column++ {
		if c.data[c.pos] < utf8.RuneSelf {
			c.pos++
			continue
		}
		_, size := utf8.DecodeRune(c.data[c.pos:])
		c.pos += size
	}
	return c.pos
}

// node converts a value. depth counts the maps and lists around it, flow says whether the innermost has brackets.
func (c *converter) node(y *yaml.Node, depth int, flow bool) *Node {
	n := c.arena.node()
	n.file, n.end = c.text.file, -1
	start := c.at.offset(y.Line, y.Column)
	n.start = int32(start)
	if start < len(c.at.data) {
		switch c.text.data[start] {
		case '!', '&', '*':
			return c.property(n, y, depth, flow)
		}
	}
	c.content(n, y, depth, flow)
	return n
}

func (c *converter) content(n *Node, y *yaml.Node, depth int, flow bool) {
	switch y.Kind {
	case yaml.SequenceNode:
		c.list(n, y, depth+1)
	case yaml.MappingNode:
		c.mapping(n, y, depth+1)
	default:
		c.scalar(n, y, flow)
	}
}

func (c *converter) scalar(n *Node, y *yaml.Node, flow bool) {
	n.Kind, n.Value = Scalar, y.Value
	switch y.Style &^ yaml.TaggedStyle {
	case yaml.SingleQuotedStyle:
		n.Style = SingleQuoted
	case yaml.DoubleQuotedStyle:
		n.Style = DoubleQuoted
	case yaml.LiteralStyle:
		n.Style = Literal
	case yaml.FoldedStyle:
		n.Style = Folded
	default:
		if y.Value == "" {
			c.absent(n, flow)
			return
		}
	}
	if c.text.restore != nil {
		n.Value = c.text.restore.Replace(n.Value)
	}
	if n.Style >= Literal && strings.HasSuffix(n.Value, "\n") && !c.keeps(int(n.start)) {
		n.Value = n.Value[:len(n.Value)-1]
	}
	if len(c.text.bad) > 0 && c.text.touchesBad(int(n.start), n.scalarStop()) {
		c.breakNode(n)
		return
	}
	if m, bad := c.text.misread(n); bad {
		c.text.tell(m, c.report)
		c.breakNode(n)
	}
}

// keeps reports whether the block header at i says that the line breaks at the end are text.
func (c *converter) keeps(i int) bool {
	for i++; i < len(c.text.data); i++ {
		switch b := c.text.data[i]; {
		case b == '+':
			return true
		case b != '-' && (b < '1' || b > '9'):
			return false
		}
	}
	return false
}

// absent places a value that is not there: the library says where the next thing stands, we want the place where the
// value would be.
func (c *converter) absent(n *Node, flow bool) {
	n.Kind, n.Value = Absent, ""
	if !flow {
		return
	}
	i := int(n.start)
	if i < c.limit() && c.text.data[i] == ':' {
		n.start++
		return
	}
	for i > c.at.first && strings.IndexByte(" \t\r\n", c.text.data[i-1]) >= 0 {
		i--
	}
	n.start = int32(i)
}

// breakNode marks a value about which something was reported.
func (c *converter) breakNode(n *Node) {
	n.end = int32(n.stop())
	n.Kind, n.Value, n.Items, n.Entries = Broken, "", nil, nil
}

// property refuses a value with a tag or an anchor, and an alias.
func (c *converter) property(n *Node, y *yaml.Node, depth int, flow bool) *Node {
	start := int(n.start)
	m := c.text.unquoted(start, starts(c.text.data[start]), [2]int{0, propertyLen(c.text.data[start:c.limit()])})
	defer func() { c.text.tell(m, c.report) }()
	if y.Kind == yaml.AliasNode {
		n.Kind, n.end = Broken, int32(m.end)
	} else {
		n.start = int32(c.afterProperties(start))
		c.quietly(func() { c.content(n, y, depth, false) })
		if n.Kind == Absent {
			n.start = int32(m.end)
		}
		c.breakNode(n)
		n.start = int32(start)
	}
	end := m.fixEnd()
	oneLine := !flow && end >= int(n.end) && colonIn(c.text.data[start:end]) < 0
	m = m.onlyIf(oneLine, "deck files have no tags, anchors and aliases: delete "+codeSpan(string(c.text.data[start:m.end]))+
		", or put single quotes around it if it is text")
	return n
}

func (c *converter) limit() int { return len(c.at.data) }

// propertyLen returns the length of the tag, anchor or alias that b begins with.
func propertyLen(b []byte) int {
	for i, ch := range b {
		if i > 0 && strings.IndexByte(" \t\r\n,]}", ch) >= 0 {
			return i
		}
	}
	return len(b)
}

// afterProperties returns the offset of the value behind the tag and anchor at i.
func (c *converter) afterProperties(i int) int {
	data := c.at.data
	for i < len(data) {
		switch data[i] {
		case '!', '&':
			i += propertyLen(data[i:])
		case '#':
			i += lineLen(data[i:])
		case ' ', '\t', '\r', '\n':
			i++
		default:
			return i
		}
	}
	return i
}
