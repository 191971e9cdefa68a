package yamltree

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/table"
)

// IsCell reports whether the scalar is a cell of a table, or a part of one.
func (n *Node) IsCell() bool { return n.Kind == Scalar && n.Style >= Cell }

// IsRow reports whether the map is a row of a table.
func (n *Node) IsRow() bool { return n.Kind == Map && n.row }

// WriteCell returns the edit that writes text for all of a cell, in quotes where it must be and where it was.
func WriteCell(n *Node, text string) diag.Edit {
	if n.Style == QuotedCell && text != "" {
		return diag.Edit{Span: n.Span(), New: `"` + EscapeCell(n, text) + `"`}
	}
	return diag.Edit{Span: n.Span(), New: table.Quote(text, table.Separator(n.file.Data))}
}

// EscapeCell writes a text that is to stand within the quotes of a cell: line breaks are as the cell has them already.
func EscapeCell(n *Node, text string) string {
	text = table.Escape(text)
	if strings.Contains(n.Span().Text(), "\r\n") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// FitsCell reports whether text may stand in a cell without quotes, or in a part of a cell.
func FitsCell(n *Node, text string) bool {
	if n.Style == CellPart && strings.ContainsAny(text, " \t\n,") {
		return false
	}
	return n.Style == QuotedCell || !table.NeedsQuotes(text, table.Separator(n.file.Data))
}

// SetCell returns the edits that write text under the column key of a row. A column that the table lacks is added behind
// the others: then the rows without a text in it can stay as they are. The edit of the row comes first.
func SetCell(row *Node, key, text string) []diag.Edit {
	f := row.file
	t, _, _ := openTable(f, func(diag.Diagnostic) {})
	column := t.Column(key)
	var header []diag.Edit
	if column < 0 {
		column = len(t.Columns)
		last := int(t.Columns[column-1].Name.end)
		header = []diag.Edit{{Span: f.Span(last, last), New: string(t.separator) + table.Quote(key, t.separator)}}
	}
	cells := t.cells(row)
	cell := diag.Edit{New: table.Quote(text, t.separator)}
	if column < len(cells) {
		cell.Span = cells[column]
	} else {
		end := cells[len(cells)-1].End
		cell.Span = f.Span(end, end)
		cell.New = strings.Repeat(string(t.separator), column-len(cells)+1) + cell.New
	}
	return append([]diag.Edit{cell}, header...)
}

// Column returns the index of the column of a name, or -1.
func (t *Table) Column(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name.Value == name {
			return i
		}
	}
	return -1
}

// cells returns where the cells of a row stand.
func (t *Table) cells(row *Node) []source.Span {
	text := string(t.File.Data[row.start:row.end])
	s := table.NewScanner(text, t.separator, int(row.start), 1)
	var r table.Row
	s.Next(&r)
	out := make([]source.Span, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = t.File.Span(c.Start, c.End)
	}
	return out
}
