package pipeline

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/validate"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A unit is a run of notes that is compiled by one goroutine: its trees are dropped before the next.
type unit struct {
	items    func(diag.Report) []*yamltree.Node // parses them; nil when that was done
	defaults *deck.Defaults

	rows  []collection.Row
	found diag.List
}

// openNotes reads the files with notes, in the order of introduction: deck.yaml, then the files and tables below notes/ by path.
// Nothing is parsed yet but what stands above the notes.
func openNotes(d *deck.Deck, files *deck.Files, main *yamltree.Document, report diag.Report) []unit {
	files.AddSource(d.File)
	units := appendUnits(nil, main, &d.Defaults)
	for _, name := range files.Under("notes", ".yaml", ".csv", ".tsv") {
		files.Use(name)
		if yamltree.IsTable(name) {
			units = append(units, openTable(d, files, name, report)...)
			continue
		}
		file, doc := parseFile(files.FS, files.OnDisk(name), "notes", report)
		files.AddSource(file)
		if doc.Root == nil && len(doc.Chunks) == 0 {
			continue // reported
		}
		validate.NotesFile(doc.Root, report)
		defaults := deck.DecodeDefaults(d, files, doc.Root, report)
		units = appendUnits(units, doc, &defaults)
	}
	if len(units) == 0 && d.Name.Given() && main.Root.Get("notes") == nil {
		report(diag.Diagnostic{Code: "bad-value", Span: d.Name.Whole(), Message: "the deck has no notes",
			Help: "write some below `notes:`, or in files or tables in the folder `notes/`"})
	}
	return units
}

func appendUnits(units []unit, doc *yamltree.Document, defaults *deck.Defaults) []unit {
	for _, c := range doc.Chunks {
		units = append(units, unit{items: c.Items, defaults: defaults})
	}
	doc.Chunks = nil // the units have them, and drop them
	return units
}

// compileNotes compiles the notes of all units, in parallel, and returns their rows in order.
func compileNotes(d *deck.Deck, c *collection.Compiler, l *lint.Runner, units []unit, o Options, found *diag.List) []collection.Row {
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, len(units)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(units) {
					return
				}
				units[i].compile(d, c, l)
				if o.Notes != nil {
					o.Notes(len(units[i].rows))
				}
			}
		})
	}
	wg.Wait()
	n := 0
	for i := range units {
		n += len(units[i].rows)
	}
	rows := make([]collection.Row, 0, n)
	for i := range units {
		rows = append(rows, units[i].rows...)
		*found = append(*found, units[i].found...)
		units[i] = unit{}
	}
	return rows
}

// compile parses, validates, decodes, compiles and lints the notes of a unit.
func (u *unit) compile(d *deck.Deck, c *collection.Compiler, l *lint.Runner) {
	items := u.items(u.found.Report)
	u.items = nil
	u.rows = make([]collection.Row, 0, len(items))
	var label string
	report := func(d diag.Diagnostic) {
		if d.Note == "" {
			d.Note = label
		}
		u.found.Report(d)
	}
	pass := lint.NotePass{Deck: d, Report: report}
	for _, item := range items {
		label = labelOf(item)
		validate.Note(item, report)
		note, ok := deck.DecodeNote(d, u.defaults, item, report)
		if !ok {
			continue
		}
		row := c.Note(&note, report)
		pass.Show(&note, row.Fields, row.Ords, c.Sides(note.Notetype))
		l.Note(&pass)
		u.rows = append(u.rows, row)
	}
}

// labelOf returns what findings call the note: its id, else its guid.
func labelOf(item *yamltree.Node) string {
	for _, key := range []string{"id", "guid"} {
		if n := item.Get(key); n != nil && n.Value != "" {
			return n.Value
		}
	}
	return ""
}

// losesNotes reports whether a finding may mean that notes of the deck were not seen.
func losesNotes(d diag.Diagnostic) bool {
	return hidesOthers(d) || d.Code == "unread-file" && d.Severity == diag.Unresolved
}

// hidesOthers reports whether a finding means that something was not looked at: then a suppression that silenced nothing
// may be waiting for what would have been found there.
func hidesOthers(d diag.Diagnostic) bool {
	return slices.Contains([]string{"yaml-syntax", "duplicate-key", "unknown-key", "bad-value", "file-outside", "csv-shape"}, d.Code)
}

// deckPass is what rules for whole decks see.
func deckPass(d *deck.Deck, files *deck.Files, c *collection.Compiler, a *collection.Assembled, report diag.Report) *lint.DeckPass {
	p := &lint.DeckPass{
		Deck: d, Collection: a.Collection, Notetypes: a.Notetypes, Origins: a.Origins, Retired: a.Retired,
		FreeID: c.FreeIDs(a), Report: report, Read: files.Read,
	}
	for _, m := range a.Collection.Media {
		path := a.Files[m.Name]
		p.Media = append(p.Media, lint.MediaFile{Path: path, Name: m.Name, Size: m.Size, Span: files.Span(path)})
	}
	for _, t := range a.Notetypes {
		p.Sides = append(p.Sides, c.Sides(t))
	}
	return p
}
