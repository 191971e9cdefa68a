package exchange

import (
	"cmp"
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A plan is the edits that changes and new notes make in files.
type plan struct {
	*Import
	edits  map[*source.File][]diag.Edit
	tables map[*yamltree.Table]*tablePlan
	counts map[*source.File]*Changed
}

// write works out the files that change. What cannot be written is a conflict instead.
func (i *Import) write() {
	p := plan{Import: i, edits: map[*source.File][]diag.Edit{}, tables: map[*yamltree.Table]*tablePlan{}, counts: map[*source.File]*Changed{}}
	for _, f := range i.source.Files {
		for _, n := range f.Notes {
			if changes := i.changes[n]; len(changes) > 0 {
				i.changes[n] = p.note(n, changes)
			}
		}
	}
	i.added = slices.DeleteFunc(i.added, func(a *addition) bool { return !p.append(a) })
	for _, f := range i.source.Files {
		p.finish(f)
	}
}

func (p *plan) edit(e diag.Edit) { p.edits[e.Span.File] = append(p.edits[e.Span.File], e) }

// note makes the changes of a note, and returns those that could be made.
func (p *plan) note(n *Note, changes []*change) []*change {
	var inTree, made []*change
	for _, c := range changes {
		if p.inTable(n, c) {
			made = append(made, c)
		} else {
			inTree = append(inTree, c)
		}
	}
	if len(inTree) == 0 {
		return made
	}
	e, done := rewriteNote(n.Own, p.source, inTree)
	for _, c := range inTree {
		if slices.Contains(done, c) {
			continue
		}
		p.Conflicts.Report(diag.Diagnostic{Severity: diag.Warning, Span: c.cell, Note: n.ID, Message: "`" + c.column.name() + "` of `" + n.ID + "` cannot be written where it stands",
			Help: "write it into the sources by hand", Related: []diag.Related{{Span: n.place(c.column), Message: "in the sources"}}})
	}
	if len(done) > 0 {
		p.edit(e)
		p.changed(n.File.File, n, len(done))
	}
	return append(made, done...)
}

// finish works out what a file and the parts of it become.
func (p *plan) finish(f *File) {
	if f.Table != nil {
		p.finishTable(f.Table)
	}
	p.finishFile(f.File)
	for _, part := range f.Parts {
		p.finishTable(part.Table)
		p.finishFile(part.Table.File)
	}
}

func (p *plan) finishFile(f *source.File) {
	if data, ok := p.apply(f); ok {
		c := p.count(f)
		c.File, c.Data, c.Notes = f, data, len(c.notes)
		p.Files = append(p.Files, *c)
	}
}

// count returns the counts of a file.
func (p *plan) count(f *source.File) *Changed {
	if p.counts[f] == nil {
		p.counts[f] = &Changed{notes: map[*Note]bool{}}
	}
	return p.counts[f]
}

// changed counts texts of a note that stand in a file.
func (p *plan) changed(f *source.File, n *Note, texts int) {
	c := p.count(f)
	c.Texts += texts
	c.notes[n] = true
}

// apply returns what a file becomes. Texts that are put into one place follow each other in the order in which they came.
func (p *plan) apply(f *source.File) (data []byte, changed bool) {
	edits := p.edits[f]
	slices.SortStableFunc(edits, func(a, b diag.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	var joined []diag.Edit
	for _, e := range edits {
		if last := len(joined) - 1; last >= 0 && joined[last].Span == e.Span && e.Span.Start == e.Span.End {
			joined[last].New += e.New
			continue
		}
		joined = append(joined, e)
	}
	data, err := diag.Apply(f.Data, joined)
	return data, err == nil && len(joined) > 0
}
