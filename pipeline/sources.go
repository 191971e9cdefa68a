package pipeline

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/exchange"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Sources reads what the files of a deck say of its notes. Only what keeps them from being read is reported, as an error; what
// else is wrong with them is for Compile to say. An error means that the folder of the deck could not be listed.
func (r *Repository) Sources(p deck.Place, report diag.Report) (*exchange.Source, error) {
	files, err := deck.ListFiles(r.FS, p)
	if err != nil {
		return nil, err
	}
	told := func(d diag.Diagnostic) {
		if isUnread(d) {
			d.Severity = diag.Error
			report(d)
		}
	}
	head := r.take(p)
	for _, d := range head.found {
		told(d)
	}
	axes, _ := deck.DecodeAxes(head.doc.Root, told)
	d := deck.Decode(p, head.file, files, head.doc.Root, axes.Original(), r.shared.deck, told)
	x := sourceReader{deck: d, files: files, parts: openParts(d, files, told), report: told}
	s := &exchange.Source{Deck: d, Propose: collection.Proposer(d), Files: []*exchange.File{x.yaml(p.Main, head.doc, d.Defaults)}}
	s.Files[0].File = head.file
	for _, name := range files.Under("notes", ".yaml", ".csv", ".tsv") {
		if !isPart(name) {
			s.Files = append(s.Files, x.below(name)...)
		}
	}
	return s, nil
}

// isUnread reports whether a finding means that what stands in a file is not known.
func isUnread(d diag.Diagnostic) bool {
	return slices.Contains([]string{"yaml-syntax", "duplicate-key", "csv-shape", "file-outside"}, d.Code)
}

// A sourceReader reads the files of a deck.
type sourceReader struct {
	deck   *deck.Deck
	files  *deck.Files
	parts  parts
	report diag.Report
}

// below reads a file below notes/. It returns none when that cannot be read, which was reported.
func (x *sourceReader) below(name string) []*exchange.File {
	if !yamltree.IsTable(name) {
		file, doc := parseFile(x.files.FS, x.files.OnDisk(name), "notes", x.report)
		f := x.yaml(name, doc, deck.DecodeDefaults(x.deck, x.files, doc.Root, x.report))
		f.File = file
		return []*exchange.File{f}
	}
	t, ok := readTable(x.files, name, "", x.report)
	if !ok {
		return nil
	}
	f := x.file(name, deck.DecodeDefaults(x.deck, x.files, x.deck.Tables[name], x.report))
	f.File, f.Table = t.File, t
	for _, items := range t.Chunks() {
		x.add(f, name, items(x.report))
	}
	return []*exchange.File{f}
}

// yaml reads the notes of a YAML file.
func (x *sourceReader) yaml(name string, doc *yamltree.Document, def deck.Defaults) *exchange.File {
	f := x.file(name, def)
	f.Root = doc.Root
	if list := doc.Root.Get("notes"); list != nil && list.Kind == yamltree.List {
		f.List = list
	}
	for _, c := range doc.Chunks {
		x.add(f, name, c.Items(x.report))
	}
	return f
}

func (x *sourceReader) file(name string, def deck.Defaults) *exchange.File {
	f := &exchange.File{}
	if def.Notetype != nil {
		f.Notetype = def.Notetype.Key
	}
	for _, p := range x.parts.of(name) {
		part := &exchange.Part{Table: p.table, Variant: p.variant, Rows: map[string]*yamltree.Node{}}
		for id, row := range p.rows {
			part.Rows[id] = row.node
		}
		f.Parts = append(f.Parts, part)
	}
	return f
}

// add adds notes to a file, with what its parts say of them.
func (x *sourceReader) add(f *exchange.File, name string, own []*yamltree.Node) {
	items := func(diag.Report) []*yamltree.Node { return slices.Clone(own) }
	for i, whole := range x.parts.join(name, items)(x.report) {
		for j, p := range x.parts.of(name) { // a row that names its note by the guid
			if rows := rowsFor([]*part{p}, own[i]); len(rows) == 1 {
				f.Parts[j].Rows[deck.IDOf(own[i])] = rows[0].node
			}
		}
		if whole.Kind == yamltree.Map && len(own[i].Entries) > 0 {
			f.Notes = append(f.Notes, &exchange.Note{ID: deck.IDOf(whole), Own: own[i], Whole: whole, File: f})
		}
	}
}
