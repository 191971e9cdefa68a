package yamltree

import (
	"bytes"
	"maps"
	"slices"
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
	t, _, _ := openTable(row.file, "", (*header).parts, func(diag.Diagnostic) {})
	column := t.Column(key)
	if column >= 0 {
		return t.SetCells(row, map[int]string{column: text})
	}
	column = len(t.Columns)
	return append(t.SetCells(row, map[int]string{column: text}), t.AddColumns([]string{key}))
}

// SetCells returns the edits that write texts into cells of a row, by the index of their column, which may lie behind the
// last one of the table.
func (t *Table) SetCells(row *Node, texts map[int]string) []diag.Edit {
	cells := t.cells(row)
	var edits []diag.Edit
	tail, behind := "", len(cells)
	for _, column := range slices.Sorted(maps.Keys(texts)) {
		text := texts[column]
		if column < len(cells) {
			edits = append(edits, WriteCell(&cells[column], text))
			continue
		}
		if text != "" {
			tail += strings.Repeat(string(t.separator), column-behind+1) + t.quote(text)
			behind = column + 1
		}
	}
	if tail != "" {
		end := int(cells[len(cells)-1].end)
		edits = append(edits, diag.Edit{Span: t.File.Span(end, end), New: tail})
	}
	return edits
}

// AddColumns returns the edit that adds columns behind the others.
func (t *Table) AddColumns(names []string) diag.Edit {
	last := int(t.Columns[len(t.Columns)-1].Name.end)
	e := diag.Edit{Span: t.File.Span(last, last)}
	for _, name := range names {
		e.New += string(t.separator) + t.quote(name)
	}
	return e
}

// AppendRows returns the edit that adds rows, given as texts by the index of their column, below the others.
func (t *Table) AppendRows(rows []map[int]string) diag.Edit {
	var b strings.Builder
	data, lineBreak := t.File.Data, t.File.LineBreak()
	if !bytes.HasSuffix(data, []byte("\n")) {
		b.WriteString(lineBreak)
	}
	for _, row := range rows {
		behind := 0
		for _, column := range slices.Sorted(maps.Keys(row)) {
			if row[column] == "" {
				continue
			}
			b.WriteString(strings.Repeat(string(t.separator), column-behind) + t.quote(row[column]))
			behind = column
		}
		b.WriteString(lineBreak)
	}
	return diag.Edit{Span: t.File.Span(len(data), len(data)), New: b.String()}
}

// quote writes a text as a cell of the table.
func (t *Table) quote(text string) string {
	quoted := table.Quote(text, t.separator)
	if t.File.LineBreak() == "\r\n" {
		return strings.ReplaceAll(quoted, "\n", "\r\n")
	}
	return quoted
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

// cells returns the cells of a row.
func (t *Table) cells(row *Node) []Node {
	text := string(t.File.Data[row.start:row.stop()])
	s := table.NewScanner(text, t.separator, int(row.start), 1)
	var r table.Row
	s.Next(&r)
	out := make([]Node, len(r.Cells))
	for i, c := range r.Cells {
		out[i] = cellNode(t.File, s, c)
	}
	return out
}

func cellNode(f *source.File, s *table.Scanner, c table.Cell) Node {
	n := Node{Kind: Scalar, Style: Cell, file: f, start: int32(c.Start), end: int32(c.End), Value: s.Text(c)}
	if c.Quoted {
		n.Style = QuotedCell
	}
	return n
}
