package exchange

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// append writes a new note behind the others of its file. Where that cannot be done it is a conflict.
func (p *plan) append(a *addition) bool {
	if a.file.Table != nil {
		p.appendRow(a.file, a)
		p.count(a.file.File).Added++
		return true
	}
	var entries []yamltree.Draft
	for _, c := range a.texts {
		entries = addDraft(entries, c.draft(c.column.path(nil)))
	}
	e, ok := appended(a.file, entries)
	if !ok {
		p.Conflicts.Report(diag.Diagnostic{Severity: diag.Warning, Span: a.place, Note: a.id,
			Message: "this new note cannot be written into `" + a.file.File.Name + "`", Help: "write it there by hand"})
		return false
	}
	p.edit(e)
	p.count(a.file.File).Added++
	return true
}

// appended returns the edit that writes a note into a file in YAML.
func appended(f *File, entries []yamltree.Draft) (diag.Edit, bool) {
	if len(f.Notes) > 0 {
		return yamltree.AppendMap(f.List, f.Notes[len(f.Notes)-1].Own, entries)
	}
	return yamltree.BeginList(f.Root, "notes", entries)
}

// appendRow adds a row to the table of a file, and to its parts where they have the columns.
func (p *plan) appendRow(f *File, a *addition) {
	row := map[int]string{}
	n := &Note{ID: a.id, File: f}
	for _, c := range a.texts {
		i := indexOf(f.Table, "", c.column)
		part, j := partFor(f, c.column)
		switch {
		case i >= 0:
			row[i] = c.text
		case part != nil:
			p.setNew(part, n, j, c.text)
			p.count(part.Table.File).More++
		default:
			row[p.newColumn(f.Table, c.column)] = c.text
		}
	}
	tp := p.table(f.Table)
	tp.new = append(tp.new, row)
}

// partFor returns the first part of a file with a column, and its index there; nil if there is none.
func partFor(f *File, c column) (*Part, int) {
	for _, part := range f.Parts {
		if i := indexOf(part.Table, part.Variant, c); i >= 0 && !c.isIdentity() {
			return part, i
		}
	}
	return nil, -1
}

// addDraft adds an entry to those of a map; maps under one key are put together.
func addDraft(entries []yamltree.Draft, d yamltree.Draft) []yamltree.Draft {
	for i := range entries {
		if e := &entries[i]; e.Key == d.Key && e.Inner != nil && d.Inner != nil {
			e.Inner = addDraft(e.Inner, d.Inner[0])
			return entries
		}
	}
	return append(entries, d)
}
