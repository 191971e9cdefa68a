package diag_test

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

func TestApply(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("abcdef"))
	edit := func(start, end int, text string) diag.Edit { return diag.Edit{Span: f.Span(start, end), New: text} }
	for _, test := range []struct {
		name  string
		edits []diag.Edit
		want  string // empty: refused
	}{
		{"no edits", nil, "abcdef"},
		{"replace", []diag.Edit{edit(1, 3, "X")}, "aXdef"},
		{"delete all", []diag.Edit{edit(0, 6, "-")}, "-"},
		{"insert at both ends", []diag.Edit{edit(6, 6, ">"), edit(0, 0, "<")}, "<abcdef>"},
		{"in any order", []diag.Edit{edit(4, 5, "Y"), edit(0, 1, "X")}, "XbcdYf"},
		{"neighbours", []diag.Edit{edit(0, 2, "X"), edit(2, 4, "Y")}, "XYef"},
		{"insert behind a replacement", []diag.Edit{edit(0, 2, "X"), edit(2, 2, "Y")}, "XYcdef"},
		{"twice the same", []diag.Edit{edit(1, 2, "X"), edit(1, 2, "X")}, "aXcdef"},
		{"overlap", []diag.Edit{edit(0, 3, "X"), edit(2, 4, "Y")}, ""},
		{"two inserts at one place", []diag.Edit{edit(2, 2, "X"), edit(2, 2, "Y")}, ""},
		{"insert in front of a replacement", []diag.Edit{edit(2, 2, "X"), edit(2, 4, "Y")}, ""},
		{"beyond the end", []diag.Edit{edit(5, 7, "X")}, ""},
		{"negative", []diag.Edit{edit(-1, 2, "X")}, ""},
		{"backwards", []diag.Edit{edit(3, 2, "X")}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := diag.Apply(f.Data, test.edits)
			if (err != nil) != (test.want == "") || string(got) != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
			if string(f.Data) != "abcdef" {
				t.Errorf("the file itself was changed: %q", f.Data)
			}
		})
	}
}
