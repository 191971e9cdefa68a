package deck

import (
	"bytes"
	"strings"

	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

const bom = "\xef\xbb\xbf"

// scalarText returns the text of a scalar node, or the zero Text for anything else: what should have been text and is
// not was reported by the schema.
func scalarText(n *yamltree.Node) Text {
	if n == nil || n.Kind != yamltree.Scalar {
		return Text{}
	}
	return Text{Value: n.Value, Node: n}
}

// fileText returns the text of a file: without byte order mark, CRLF as LF, without one final line break
// (format.md section 3).
func fileText(f *source.File) Text {
	s := strings.TrimPrefix(string(f.Data), bom)
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return Text{Value: strings.TrimSuffix(s, "\n"), File: f}
}

// Given reports whether the author wrote the text, be it empty.
func (t Text) Given() bool { return t.Node != nil || t.File != nil }

// Whole returns the source of the text, quotes and block header included; nowhere when it was not given.
func (t Text) Whole() source.Span {
	switch {
	case t.Node != nil:
		return t.Node.Span()
	case t.File != nil:
		return t.File.Span(0, len(t.File.Data))
	}
	return source.Span{}
}

// Span returns the source of the bytes [i, j) of the text's Value.
func (t Text) Span(i, j int) source.Span {
	if len(t.seams) > 0 {
		i, j, _ = t.written(i, j)
	}
	switch {
	case t.Node != nil && t.Node.Kind == yamltree.Scalar:
		return t.Node.SpanOf(i, j)
	case t.Node != nil:
		return t.Node.Span()
	case t.File != nil:
		return t.File.Span(fileOffset(t.File.Data, i), fileOffset(t.File.Data, j))
	}
	return source.Span{}
}

// fileOffset maps an offset in the Value of fileText to the file's bytes.
func fileOffset(data []byte, offset int) int {
	at := 0
	if bytes.HasPrefix(data, []byte(bom)) {
		at = len(bom)
	}
	for ; offset > 0 && at < len(data); offset-- {
		if data[at] == '\r' && at+1 < len(data) && data[at+1] == '\n' {
			at++
		}
		at++
	}
	return at
}
