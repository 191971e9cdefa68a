package yamltree

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/table"
)

// items makes the maps of the rows of a run. Broken rows are reported and left out, empty ones left out.
func (t *Table) items(r table.Run, report diag.Report) []*Node {
	b := rowBuilder{Table: t, report: report}
	b.scanner = table.NewScanner(string(t.File.Data[r.Start:r.End]), t.separator, r.Start, r.Row)
	var out []*Node
	for b.scanner.Next(&b.row) {
		if b.scanner.Empty(&b.row) || !b.sound() {
			continue
		}
		if n := b.item(); len(n.Entries) > 0 {
			out = append(out, n)
		}
	}
	return out
}

// A rowBuilder makes trees of the rows of a run.
type rowBuilder struct {
	arena
	*Table
	scanner *table.Scanner
	report  diag.Report
	row     table.Row
	entries []Entry // of the maps that are being made
	words   []*Node // of the list that is being made
}

// item makes the map of the current row.
func (b *rowBuilder) item() *Node {
	n := b.node(Map, b.row.Start, b.row.End)
	n.row = true
	n.Entries = b.entriesOf(b.layout)
	return n
}

// entriesOf makes the entries of a map, without those whose cells are empty.
func (b *rowBuilder) entriesOf(slots []slot) []Entry {
	from := len(b.entries)
	for i := range slots {
		if v := b.value(&slots[i]); v != nil {
			b.entries = append(b.entries, Entry{Key: slots[i].key, Value: v})
		}
	}
	made := b.entries[from:]
	b.entries = b.entries[:from]
	return append(b.entriesFor(len(made)), made...)
}

// value makes the value under a key, or nil.
func (b *rowBuilder) value(s *slot) *Node {
	if s.column < 0 {
		entries := b.entriesOf(s.inner)
		if len(entries) == 0 {
			return nil
		}
		n := b.node(Map, int(entries[0].Value.start), int(entries[0].Value.end))
		n.Entries, n.row = entries, true
		return n
	}
	if s.column >= len(b.row.Cells) || b.row.Cells[s.column].Empty() {
		return nil
	}
	c := b.row.Cells[s.column]
	n := b.node(Scalar, c.Start, c.End)
	n.Style, n.Value = Cell, b.scanner.Text(c)
	if c.Quoted {
		n.Style = QuotedCell
	}
	if s.words {
		return b.list(n)
	}
	return n
}

// list makes a list of the words in a cell, which stand between blanks and commas.
func (b *rowBuilder) list(cell *Node) *Node {
	b.words = b.words[:0]
	first := cell.textStart()
	exact := first+len(cell.Value) >= int(cell.end)-1 // but for the closing quote
	for i := 0; i < len(cell.Value); {
		j := i
		for j < len(cell.Value) && !partsWords(cell.Value[j]) {
			j++
		}
		if j > i {
			from, to := first+i, first+j
			if !exact { // a quote or a line break before it takes more bytes than it says
				at := cell.SpanOf(i, j)
				from, to = at.Start, at.End
			}
			word := b.node(Scalar, from, to)
			word.Style, word.Value = CellPart, cell.Value[i:j]
			b.words = append(b.words, word)
		}
		i = j + 1
	}
	if len(b.words) == 0 {
		return nil
	}
	n := b.node(List, int(cell.start), int(cell.end))
	n.row = true
	n.Items = append(b.childrenFor(len(b.words)), b.words...)
	return n
}

// partsWords reports whether c stands between the words of a cell (format.md section 6).
func partsWords(c byte) bool { return c == ' ' || c == ',' || c == '\n' || c == '\t' }

func (b *rowBuilder) node(kind Kind, start, end int) *Node {
	n := b.arena.node()
	n.Kind, n.file, n.start, n.end = kind, b.File, int32(start), int32(end)
	return n
}

// sound reports what is wrong with the shape of the current row. It answers false when the row cannot be read.
func (b *rowBuilder) sound() bool {
	sound := true
	for i := range b.row.Cells {
		if c := &b.row.Cells[i]; c.Flaw != table.Sound {
			b.flaw(c)
			sound = sound && (c.Flaw == table.BareQuote || c.Flaw == table.Tall)
		}
	}
	return sound && b.fits()
}

// fits reports a row that has texts where the header has no column.
func (b *rowBuilder) fits() bool {
	width := len(b.row.Cells)
	for width > len(b.Columns) && b.row.Cells[width-1].Empty() {
		width--
	}
	if width <= len(b.Columns) {
		return true
	}
	extra := b.row.Cells[len(b.Columns)]
	b.tell(diag.Diagnostic{Span: b.File.Span(extra.Start, b.row.Cells[width-1].End),
		Message: fmt.Sprintf("row %d has %s, the header %d", b.row.Number, diag.Plural(width, "cell"), len(b.Columns)),
		Help:    fmt.Sprintf("put the cell whose text has a `%s` into double quotes, or name the column in the header", b.separatorName())})
	return false
}

func (t *Table) separatorName() string {
	if t.separator == '\t' {
		return "tab"
	}
	return string(t.separator)
}

// flaw reports how a cell of the current row is written.
func (b *rowBuilder) flaw(c *table.Cell) {
	at := b.File.Span(c.Start, c.End)
	d := diag.Diagnostic{Span: at}
	text := b.scanner.Text(*c)
	quote := diag.Fix{Message: "put the cell into quotes", Edits: []diag.Edit{{Span: at, New: `"` + table.Escape(text) + `"`}}}
	switch c.Flaw {
	case table.BareQuote:
		i := strings.IndexByte(text, '"')
		d.Span = b.File.Span(c.Start+i, c.Start+i+1)
		d.Message = "a quote in a cell that does not begin with one"
		d.Help = "put the whole cell into double quotes and write each quote in it twice"
		quote.Safe = strings.TrimLeft(text, " \t")[0] != '"' // else the blank may be the mistake
		d.Fixes = []diag.Fix{quote}
	case table.Trailing:
		d.Message = "text behind the closing quote of a cell"
		d.Help = "a quote within a cell is written twice: `\"He said \"\"no\"\".\"`"
	case table.Torn:
		d.Span = b.File.Span(c.Start, c.Start+1)
		d.Message = fmt.Sprintf("the quote opened in row %d ends within a cell, in line %d", b.row.Number, b.File.Position(c.Until).Line)
		d.Help = "most likely the quote that closes this cell is missing; a quote within a cell is written twice"
	case table.Unclosed:
		d.Span = b.File.Span(c.Start, c.Start+1)
		d.Message = fmt.Sprintf("the quote opened in row %d is never closed", b.row.Number)
		d.Help = "close it where the cell ends; a quote within a cell is written twice"
	case table.Tall:
		d.Span = b.File.Span(c.Start, c.Start+1)
		first, last := b.File.Position(c.Start).Line, b.File.Position(c.Until).Line
		d.Message = fmt.Sprintf("the cell opened in row %d goes on for %d lines", b.row.Number, last-first+1)
		d.Help = fmt.Sprintf("a closing quote may be missing; a cell may have %d lines", table.MaxLines)
	}
	b.tell(d)
}

// tell reports a finding about the current row.
func (b *rowBuilder) tell(d diag.Diagnostic) {
	d.Code = codeShape
	for i := range b.Columns {
		if k := b.Columns[i].Key; k != nil && b.Columns[i].Variant == nil && k.Value == "id" && i < len(b.row.Cells) {
			d.Note = b.scanner.Text(b.row.Cells[i])
		}
	}
	b.report(d)
}

// Tree returns the table as the tree of a file of notes would be: a map whose `notes` are the rows that can be read.
func (t *Table) Tree() *Node {
	end := int32(len(t.File.Data))
	notes := &Node{Kind: List, file: t.File, end: end}
	for _, items := range t.Chunks() {
		notes.Items = append(notes.Items, items(func(diag.Diagnostic) {})...)
	}
	key := &Node{Kind: Scalar, file: t.File, Value: "notes"}
	return &Node{Kind: Map, file: t.File, end: end, Entries: []Entry{{Key: key, Value: notes}}}
}

// Cells calls yield for each cell with a text in a column, and the row that it stands in.
func (t *Table) Cells(column int, yield func(cell *Node, row source.Span)) {
	for _, r := range t.runs {
		b := rowBuilder{Table: t}
		b.scanner = table.NewScanner(string(t.File.Data[r.Start:r.End]), t.separator, r.Start, r.Row)
		for b.scanner.Next(&b.row) {
			if n := b.value(&slot{column: column}); n != nil {
				yield(n, t.File.Span(b.row.Start, b.row.End))
			}
		}
	}
}
