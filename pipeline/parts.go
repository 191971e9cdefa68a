package pipeline

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A part is a table whose columns belong to notes that stand in another file (format.md section 6): the rows of
// `notes/x.capital.csv` to those of `notes/x.csv` or `notes/x.yaml`.
type part struct {
	table   *yamltree.Table
	axes    deck.Axes
	variant string // a value of an axis that its plain columns are for; "" for none
	whole   string // the path of the other file without its extension
	rows    map[string]*partRow
	told    sync.Map // the first part's: spans of columns that were reported
}

// A partRow is a row of a part.
type partRow struct {
	node  *yamltree.Node
	id    *yamltree.Node // the cell that says which note is meant
	guid  bool           // by its guid
	found atomic.Bool    // there is a note that it belongs to
}

// parts are those of a deck, by the path of the file with the notes, without its extension.
type parts map[string][]*part

// wholes are the endings of files that may have parts.
var wholes = []string{".csv", ".tsv", ".yaml"}

// openParts reads the parts of all tables. They are read before any note, and stay in memory until all are compiled.
func openParts(d *deck.Deck, files *deck.Files, report diag.Report) parts {
	all := parts{}
	for _, name := range files.Under("notes", ".csv", ".tsv") {
		whole, variant, ok := deck.SplitPart(name)
		if !ok {
			continue
		}
		files.Use(name)
		if !slices.ContainsFunc(wholes, func(ext string) bool { return files.Has(whole+ext) && !isPart(whole+ext) }) {
			report(withoutWhole(files, name, whole))
			continue
		}
		if d.Axes.Of(variant) == nil {
			variant = ""
		}
		if t, ok := readTable(files, name, variant, report); ok && deck.CheckPart(d, t, report) {
			p := &part{table: t, axes: d.Axes, variant: variant, whole: whole, rows: map[string]*partRow{}}
			p.read(report)
			all[whole] = append(all[whole], p)
		}
	}
	return all
}

func isPart(name string) bool {
	_, _, ok := deck.SplitPart(name)
	return ok
}

// withoutWhole makes the finding about a part that belongs to no file.
func withoutWhole(files *deck.Files, name, whole string) diag.Diagnostic {
	stem := strings.TrimPrefix(whole, "notes/")
	d := diag.Diagnostic{Code: "bad-value", Span: files.Span(name),
		Message: fmt.Sprintf("`%s` adds columns to the notes of `%s.csv` or `%s.yaml`, and there is neither", strings.TrimPrefix(name, "notes/"), stem, stem),
		Help: fmt.Sprintf("if it has notes of its own, rename it so that there is one dot in its name, for example `%s`",
			strings.Replace(path.Base(whole), ".", "-", -1)+"-"+strings.TrimPrefix(name, whole+"."))}
	if i := slices.IndexFunc(wholes, func(ext string) bool { return files.Has(whole + ext) }); i >= 0 {
		first, _, _ := deck.SplitPart(whole + wholes[i])
		d.Message = fmt.Sprintf("`%s` adds columns to the notes of `%s%s`, which has none: it is itself part of a table", strings.TrimPrefix(name, "notes/"), stem, wholes[i])
		d.Help = fmt.Sprintf("call it `%s.%s`", strings.TrimPrefix(first, "notes/"), strings.TrimPrefix(name, whole+"."))
		return d
	}
	var stems []string
	for _, other := range files.Under("notes", wholes...) {
		if !isPart(other) {
			stems = append(stems, strings.TrimSuffix(strings.TrimPrefix(other, "notes/"), path.Ext(other)))
		}
	}
	if near, ok := diag.Suggest(stem, stems); ok {
		d.Help = fmt.Sprintf("did you mean `%s.%s`?", near, strings.TrimPrefix(name, whole+"."))
	}
	return d
}

// read reads the rows of the part.
func (p *part) read(report diag.Report) {
	for _, items := range p.table.Chunks() {
		for _, n := range items(report) {
			p.add(n, report)
		}
	}
}

func (p *part) add(n *yamltree.Node, report diag.Report) {
	key, id := deck.IDOf(n), n.Get("id")
	if key == "" {
		report(diag.Diagnostic{Code: "missing-id", Span: n.Entries[0].Place(), Message: "this row has no id, so no note gets what it says",
			Help: "write the `id` of the note into the row, or delete it"})
		return
	}
	used := append([]string{"id"}, deck.NotOfParts...)
	byGUID := id == nil
	if byGUID {
		id = n.Get("guid")
		used = append(used, "guid")
	}
	if first := p.rows[key]; first != nil {
		report(diag.Diagnostic{Code: "duplicate-id", Span: id.Span(), Note: key, Message: fmt.Sprintf("`%s` has two rows in this table", key),
			Help: "put all cells into one of them", Related: []diag.Related{{Span: first.id.Span(), Message: "the first"}}})
		return
	}
	p.rows[key] = &partRow{node: yamltree.Without(n, used...), id: id, guid: byGUID}
}

// of returns the parts of a file.
func (all parts) of(name string) []*part { return all[strings.TrimSuffix(name, path.Ext(name))] }

// join returns items with what the parts of the file add to them.
func (all parts) join(name string, items func(diag.Report) []*yamltree.Node) func(diag.Report) []*yamltree.Node {
	list := all.of(name)
	if len(list) == 0 {
		return items
	}
	return func(report diag.Report) []*yamltree.Node {
		notes := items(report)
		for i, n := range notes {
			for _, row := range rowsFor(list, n) {
				row.found.Store(true)
				notes[i] = yamltree.Join(notes[i], row.node, func(name string, a, b yamltree.Entry) {
					d, column := givenTwice(list, deck.IDOf(n), name, a, b)
					if column {
						if _, told := list[0].told.LoadOrStore(d.Span, true); told {
							return
						}
					}
					report(d)
				})
			}
		}
		return notes
	}
}

// rowsFor returns the rows of parts that belong to a note: those with its id, and those that name it by its guid alone.
func rowsFor(list []*part, n *yamltree.Node) (rows []*partRow) {
	id, guid := deck.IDOf(n), ""
	if g := n.Get("guid"); g != nil && g.Kind == yamltree.Scalar && g.Value != id {
		guid = g.Value
	}
	for _, p := range list {
		if row := p.rows[id]; row != nil {
			rows = append(rows, row)
		}
		if row := p.rows[guid]; row != nil && row.guid {
			rows = append(rows, row)
		}
	}
	return rows
}

// givenTwice makes the finding about a value that a part gives to a note which has one. column tells that it is about a
// whole column, and the same for all of its cells.
func givenTwice(list []*part, note, name string, first, second yamltree.Entry) (d diag.Diagnostic, column bool) {
	if (first.Value.Kind == yamltree.Map) != (second.Value.Kind == yamltree.Map) {
		return forAllAndSome(list, note, name, first, second)
	}
	return diag.Diagnostic{Code: "duplicate-key", Span: second.Place(), Note: note,
		Message: fmt.Sprintf("`%s` of `%s` is given twice", name, note), Help: "keep one of them",
		Related: []diag.Related{{Span: first.Place(), Message: "the first"}}}, false
}

// forAllAndSome makes the finding about a text for all variants beside texts for some. Where it stands in a table, its whole
// column was meant for one variant: nobody thinks of that before the first part with a translation arrives.
func forAllAndSome(list []*part, note, name string, first, second yamltree.Entry) (d diag.Diagnostic, column bool) {
	plain, some := first, second
	if plain.Value.Kind == yamltree.Map {
		plain, some = second, first
	}
	original := "en"
	if axis := list[0].axes.Of(some.Value.Entries[0].Key.Value); axis != nil {
		original = axis.Original
	}
	if plain.Key.Style < yamltree.Cell {
		return diag.Diagnostic{Code: "duplicate-key", Span: second.Place(), Note: note,
			Message: fmt.Sprintf("`%s` of `%s` is given for all variants and for some: the one would appear among the others", name, note),
			Help:    fmt.Sprintf("say for which variant the plain text is, as in `%s: {%s: ...}`", name, original),
			Related: []diag.Related{{Span: first.Place(), Message: "the first"}}}, false
	}
	d = diag.Diagnostic{Code: "csv-shape", Span: plain.Key.Span(),
		Message: fmt.Sprintf("the column `%s` is for all variants, and there are texts for some: the one would appear among the others", name),
		Help:    fmt.Sprintf("say for which variant it is: `%s:%s`", name, original),
		Fixes: []diag.Fix{{Message: fmt.Sprintf("write `%s:%s`", name, original),
			Edits: []diag.Edit{{Span: plain.Key.Span(), New: plain.Key.Value + ":" + original}}}}}
	for _, p := range list {
		i := slices.IndexFunc(p.table.Columns, func(c yamltree.Column) bool {
			return c.Key != nil && c.Key.Value == plain.Key.Value && (c.Variant != nil || p.variant != "") && c.Key.Span() != plain.Key.Span()
		})
		if i >= 0 {
			d.Related = []diag.Related{{Span: p.table.Columns[i].Name.Span(), Message: "for some"}}
			break
		}
	}
	return d, true
}

// reportLost reports rows of parts whose ids no note has. found tells which files could not be read whole: there the note
// may well be.
func (all parts) reportLost(files *deck.Files, found *diag.List) {
	for _, whole := range slices.Sorted(maps.Keys(all)) {
		var lost []*partRow
		broken := slices.ContainsFunc(*found, func(d diag.Diagnostic) bool {
			return (d.Code == "yaml-syntax" || d.Code == "csv-shape") && strings.TrimSuffix(d.Span.Path(), path.Ext(d.Span.Path())) == files.Path(whole)
		})
		if broken {
			continue
		}
		for _, p := range all[whole] {
			for _, key := range slices.Sorted(maps.Keys(p.rows)) {
				if row := p.rows[key]; !row.found.Load() {
					lost = append(lost, row)
				}
			}
		}
		reportLostRows(strings.TrimPrefix(whole, "notes/"), lost, idsOf(files, whole, len(lost) > 0), found.Report)
	}
}

// fewLost is how many rows without a note are told which one they may mean.
const fewLost = 20

func reportLostRows(whole string, lost []*partRow, ids []string, report diag.Report) {
	for i, row := range lost {
		d := diag.Diagnostic{Code: "bad-value", Span: row.id.Span(), Note: row.id.Value,
			Message: fmt.Sprintf("`%s` has no note `%s`, so this row reaches no learner", whole, row.id.Value),
			Help:    "check the spelling; a note that was given another id must have it here too"}
		if i < fewLost {
			if near, ok := diag.Suggest(row.id.Value, ids); ok {
				d.Help = fmt.Sprintf("did you mean `%s`?", near)
				d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", near), Edits: []diag.Edit{yamltree.WriteCell(row.id, near)}}}
			}
		}
		report(d)
	}
}

// idsOf reads the ids of the notes in a file again, if they are wanted.
func idsOf(files *deck.Files, whole string, wanted bool) (ids []string) {
	for _, f := range files.Sources() {
		ext := path.Ext(f.Name)
		if !wanted || !slices.Contains(wholes, ext) || strings.TrimSuffix(f.Name, ext) != files.Path(whole) {
			continue
		}
		if notes := lint.TreeOf(f).Get("notes"); notes != nil {
			for _, n := range notes.Items {
				ids = append(ids, deck.IDOf(n))
			}
		}
	}
	return ids
}
