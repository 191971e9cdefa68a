package yamltree

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/table"
)

// A Sheet is a table whose columns are not taken apart: what their names mean is for others to say.
type Sheet struct {
	File    *source.File
	Columns []*Node   // the cells of the header; a name that was reported is among them
	Rows    [][]*Node // by column; nil where a row is shorter than the header
}

// ParseSheet reads a whole table. How it is written is held to the same rules as in ParseTable.
func ParseSheet(f *source.File, report diag.Report) (s *Sheet, ok bool) {
	report = bounded(report)
	if d, bad := unreadable(f); bad {
		report(d)
		return nil, false
	}
	t, body, row := openTable(f, "", func(*header, *Column) {}, report)
	if t == nil {
		return nil, false
	}
	s = &Sheet{File: f}
	for _, c := range t.Columns {
		s.Columns = append(s.Columns, c.Name)
	}
	b := rowBuilder{Table: t, report: report}
	b.scanner = table.NewScanner(string(f.Data[body:]), t.separator, body, row)
	for b.scanner.Next(&b.row) {
		if !b.scanner.Empty(&b.row) && b.sound() {
			s.Rows = append(s.Rows, b.cells())
		}
	}
	return s, true
}

// cells returns the cells of the current row, as many as the header has.
func (b *rowBuilder) cells() []*Node {
	cells := make([]*Node, len(b.Columns))
	for i, c := range b.row.Cells[:min(len(b.row.Cells), len(cells))] {
		n := cellNode(b.File, b.scanner, c)
		cells[i] = &n
	}
	return cells
}
