package deck

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
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

// Edit returns the edit that replaces the bytes [i, j) of the text's Value by text, escaped as the scalar's style asks.
// ok is false where that cannot be done in place: across line breaks, or where the new text needs another style.
func (t Text) Edit(i, j int, text string) (e diag.Edit, ok bool) {
	span := t.Span(i, j)
	if span.IsZero() || strings.Contains(span.Text(), "\n") {
		return diag.Edit{}, false
	}
	if t.Node != nil {
		switch t.Node.Style {
		case yamltree.SingleQuoted:
			text = strings.ReplaceAll(text, "'", "''")
		case yamltree.DoubleQuoted:
			text = strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text)
		case yamltree.Plain:
			first := t.Node.Span().Start == span.Start
			if strings.Contains(text, ": ") || strings.Contains(text, " #") || first && !isWordByte(text) {
				return diag.Edit{}, false
			}
		}
	}
	return diag.Edit{Span: span, New: text}, true
}

// isWordByte reports whether a plain scalar may begin with the text.
func isWordByte(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
