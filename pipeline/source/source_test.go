package source_test

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/source"
)

func TestPosition(t *testing.T) {
	f := source.NewFile("f", []byte("\ufeffé: x\r\nab\n\n日本"))
	for _, c := range []struct {
		name         string
		offset       int
		line, column int
	}{
		{"the byte order mark takes no column", 0, 1, 1},
		{"first character", 3, 1, 1},
		{"columns count code points", 5, 1, 2},
		{"carriage return", 8, 1, 5},
		{"second line", 10, 2, 1},
		{"line break", 12, 2, 3},
		{"empty line", 13, 3, 1},
		{"second of two wide characters", 17, 4, 2},
		{"end of file", 20, 4, 3},
		{"beyond the end", 99, 4, 3},
	} {
		if got := f.Position(c.offset); got.Line != c.line || got.Column != c.column {
			t.Errorf("%s: byte %d is at %d:%d, want %d:%d", c.name, c.offset, got.Line, got.Column, c.line, c.column)
		}
	}
	for line, want := range []string{"é: x", "ab", "", "日本"} {
		if got := f.LineSpan(line + 1).Text(); got != want {
			t.Errorf("line %d is %q, want %q", line+1, got, want)
		}
	}
	if f.Lines() != 4 {
		t.Errorf("%d lines", f.Lines())
	}
}

func TestSpans(t *testing.T) {
	f, named := source.NewFile("f", []byte("abc")), source.NewFile("g", nil)
	for _, c := range []struct {
		span           source.Span
		path           string
		zero, hasPlace bool
	}{
		{source.Span{}, "", true, false},
		{f.Span(1, 2), "f", false, true},
		{f.Whole(), "f", false, false},
		{named.Whole(), "g", false, false},
	} {
		if c.span.Path() != c.path || c.span.IsZero() != c.zero || c.span.HasPlace() != c.hasPlace {
			t.Errorf("%+v: path %q, zero %v, has a place %v", c.span, c.span.Path(), c.span.IsZero(), c.span.HasPlace())
		}
	}
}
