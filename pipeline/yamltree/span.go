package yamltree

import (
	"bytes"
	"strings"

	"github.com/deckmill/deckmill/pipeline/source"
)

// Span returns the bytes of the node: quotes and block headers included, the line break after it not (but for `|+` and
// `>+`, whose text it is part of). An Absent node has an empty span where its value would begin.
func (n *Node) Span() source.Span { return n.file.Span(int(n.start), n.stop()) }

// stop returns the offset after the node's last byte. It is found only when someone asks: hardly anyone does, and the
// library does not say.
func (n *Node) stop() int {
	if n.end >= 0 {
		return int(n.end)
	}
	switch n.Kind {
	case Scalar:
		return n.scalarStop()
	case List:
		if len(n.Items) == 0 {
			return n.closing(int(n.start)+1, ']')
		}
		return n.closing(n.Items[len(n.Items)-1].stop(), ']')
	case Map:
		if len(n.Entries) == 0 {
			return n.closing(int(n.start)+1, '}')
		}
		return n.closing(n.Entries[len(n.Entries)-1].Value.stop(), '}')
	}
	return int(n.start)
}

// closing returns the offset after the bracket that ends a flow collection whose last value ends at i. Only blanks,
// commas and comments stand between.
func (n *Node) closing(i int, bracket byte) int {
	data := n.file.Data
	if !n.flow || data[n.start] != bracket-2 { // a lone pair `a: b` in a flow list has no brackets
		return i
	}
	for j := i; j < len(data); j++ {
		switch data[j] {
		case bracket:
			return j + 1
		case '#':
			j += lineLen(data[j:])
		case ' ', '\t', '\r', '\n', ',':
		default:
			return i
		}
	}
	return i
}

// lineLen returns the number of bytes before the first line feed.
func lineLen(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return i
	}
	return len(b)
}

// SpanOf returns the source bytes behind the bytes [i, j) of a scalar's Value, exact to the character in every style.
// A character that is written as an escape maps to the whole escape, a line break that YAML folds or keeps to the line
// break. i == j gives an empty span at the place, j == len(Value) is the end of the text.
func (n *Node) SpanOf(i, j int) source.Span {
	if n.Kind != Scalar {
		return n.Span()
	}
	i = max(0, min(i, len(n.Value)))
	j = max(i, min(j, len(n.Value)))
	start, end, last := -1, -1, n.textStart()
	n.segments(func(s segment) bool {
		if start < 0 && i < s.to {
			start = s.first(i)
		}
		if end < 0 && j <= s.to {
			end = s.after(j)
		}
		last = s.end
		return start < 0 || end < 0
	})
	if start < 0 {
		start = last
	}
	if i == j || end < start {
		end = start
	}
	return n.file.Span(start, end)
}

// textStart returns the place of an empty text: after the quote or the block header.
func (n *Node) textStart() int {
	switch n.Style {
	case SingleQuoted, DoubleQuoted, QuotedCell:
		return int(n.start) + 1
	case Literal, Folded:
		return n.headerStop()
	}
	return int(n.start)
}

// headerStop returns the offset after the indicators of a block header: `|`, `>-`, `|2+`.
func (n *Node) headerStop() int {
	i := int(n.start) + 1
	for i < len(n.file.Data) && strings.IndexByte("+-123456789", n.file.Data[i]) >= 0 {
		i++
	}
	return i
}

// onOneLine reports whether a plain scalar has no line break: it has no escapes, so it is as long as its text.
func (n *Node) onOneLine() bool {
	start := int(n.start)
	return bytes.IndexByte(n.file.Data[start:min(start+len(n.Value), len(n.file.Data))], '\n') < 0
}

// Folds returns the offsets in Value of the blanks that stand for line breaks of the source, ascending.
func (n *Node) Folds() []int {
	if n.Kind != Scalar || n.Style == Literal || n.Style >= Cell || n.Style == Plain && n.onOneLine() {
		return nil
	}
	var out []int
	n.segments(func(s segment) bool {
		if c := n.file.Data[s.start]; n.Value[s.from] == ' ' && (c == '\n' || c == '\r') {
			out = append(out, s.from)
		}
		return true
	})
	return out
}
