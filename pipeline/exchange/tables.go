package exchange

import (
	"slices"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A tablePlan is what becomes of a table.
type tablePlan struct {
	rows    []rowPlan
	columns []string         // that are added
	new     []map[int]string // rows that are added
	newRow  map[*Note]int    // the index in new of the row of a note
}

// A rowPlan is the texts that cells of a row get, by the index of their column.
type rowPlan struct {
	row   *yamltree.Node
	texts map[int]string
}

func (p *plan) table(t *yamltree.Table) *tablePlan {
	if p.tables[t] == nil {
		p.tables[t] = &tablePlan{newRow: map[*Note]int{}}
	}
	return p.tables[t]
}

// indexOf returns the index of the column of a table that holds the values of another column, or -1. Plain columns of a part
// may be for one variant.
func indexOf(t *yamltree.Table, variant string, c column) int {
	return slices.IndexFunc(t.Columns, func(tc yamltree.Column) bool {
		if tc.Key == nil || norm.NFC.String(tc.Key.Value) != c.key || tc.IsField() != c.field {
			return false
		}
		var variants []string
		switch {
		case tc.Variant != nil:
			variants = []string{tc.Variant.Value}
		case variant != "" && !c.isIdentity():
			variants = []string{variant}
		}
		return slices.Equal(variants, c.variants)
	})
}

// inTable puts a change of a note where a table holds that text, or has a column for it. It answers false when there is none,
// and the note stands in YAML.
func (p *plan) inTable(n *Note, c *change) bool {
	var at *source.File
	if v := c.column.node(n.Whole); v != nil && v.Kind != yamltree.Absent {
		at = v.File()
	}
	if own := n.File.Table; own != nil {
		i := indexOf(own, "", c.column)
		if i >= 0 && (at == nil || at == own.File) {
			p.setCell(own, n.Own, i, c.text)
			p.changed(own.File, n, 1)
			return true
		}
	} else if at != nil && at == n.File.File {
		return false
	}
	for _, part := range n.File.Parts {
		i := indexOf(part.Table, part.Variant, c.column)
		if i < 0 || at != nil && at != part.Table.File {
			continue
		}
		if row := part.Rows[n.ID]; row != nil {
			p.setCell(part.Table, row, i, c.text)
		} else {
			p.setNew(part, n, i, c.text)
		}
		p.changed(part.Table.File, n, 1)
		return true
	}
	if n.File.Table == nil || len(c.column.variants) > 1 {
		return false
	}
	p.setCell(n.File.Table, n.Own, p.newColumn(n.File.Table, c.column), c.text)
	p.changed(n.File.File, n, 1)
	return true
}

func (p *plan) setCell(t *yamltree.Table, row *yamltree.Node, i int, text string) {
	tp := p.table(t)
	if last := len(tp.rows) - 1; last >= 0 && tp.rows[last].row == row {
		tp.rows[last].texts[i] = text
		return
	}
	tp.rows = append(tp.rows, rowPlan{row, map[int]string{i: text}})
}

// setNew puts a text into a part that has no row for the note yet.
func (p *plan) setNew(part *Part, n *Note, i int, text string) {
	tp := p.table(part.Table)
	at, ok := tp.newRow[n]
	if !ok {
		at = len(tp.new)
		tp.newRow[n] = at
		id := indexOf(part.Table, part.Variant, column{key: "id"})
		if id < 0 {
			id = indexOf(part.Table, part.Variant, column{key: "guid"})
		}
		tp.new = append(tp.new, map[int]string{id: n.ID})
	}
	tp.new[at][i] = text
}

// newColumn returns the index of a column that a table gets.
func (p *plan) newColumn(t *yamltree.Table, c column) int {
	tp := p.table(t)
	i := slices.Index(tp.columns, c.name())
	if i < 0 {
		i = len(tp.columns)
		tp.columns = append(tp.columns, c.name())
	}
	return len(t.Columns) + i
}

// finishTable turns what was planned for a table into edits.
func (p *plan) finishTable(t *yamltree.Table) {
	tp := p.tables[t]
	if tp == nil {
		return
	}
	if len(tp.columns) > 0 {
		p.edit(t.AddColumns(tp.columns))
	}
	for _, r := range tp.rows {
		for _, e := range t.SetCells(r.row, r.texts) {
			p.edit(e)
		}
	}
	if len(tp.new) > 0 {
		p.edit(t.AppendRows(tp.new))
	}
}
