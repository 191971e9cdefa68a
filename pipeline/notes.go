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
	defaults []deck.Defaults                    // by edition

	rows  [][]collection.Row // by edition
	notes int                // that could be read
	found diag.List
}

// openNotes reads the files with notes, in the order of introduction: deck.yaml, then the files and tables below notes/ by path.
// Nothing is parsed yet but what stands above the notes, and the parts of tables.
func openNotes(editions []*edition, files *deck.Files, parts parts, main *yamltree.Document, report diag.Report) []unit {
	d := editions[0].deck
	files.AddSource(d.File)
	units := appendUnits(nil, main, defaultsOf(editions, func(d *deck.Deck) deck.Defaults { return d.Defaults }))
	for _, name := range files.Under("notes", ".yaml", ".csv", ".tsv") {
		if isPart(name) {
			continue
		}
		files.Use(name)
		if yamltree.IsTable(name) {
			units = append(units, openTable(editions, files, parts, name, report)...)
			continue
		}
		file, doc := parseFile(files.FS, files.OnDisk(name), "notes", report)
		files.AddSource(file)
		if doc.Root == nil && len(doc.Chunks) == 0 {
			continue // reported
		}
		validate.NotesFile(doc.Root, report)
		first := len(units)
		units = appendUnits(units, doc, defaultsOf(editions, func(d *deck.Deck) deck.Defaults {
			return deck.DecodeDefaults(d, files, doc.Root, report)
		}))
		for i := range units[first:] {
			units[first+i].items = parts.join(name, units[first+i].items)
		}
	}
	if len(units) == 0 && d.Name.Given() && main.Root.Get("notes") == nil {
		report(diag.Diagnostic{Code: "bad-value", Span: d.Name.Whole(), Message: "the deck has no notes",
			Help: "write some below `notes:`, or in files or tables in the folder `notes/`"})
	}
	return units
}

// defaultsOf returns the defaults of a file in each edition.
func defaultsOf(editions []*edition, of func(*deck.Deck) deck.Defaults) []deck.Defaults {
	defaults := make([]deck.Defaults, len(editions))
	for i, e := range editions {
		defaults[i] = of(e.deck)
	}
	return defaults
}

func appendUnits(units []unit, doc *yamltree.Document, defaults []deck.Defaults) []unit {
	for _, c := range doc.Chunks {
		units = append(units, unit{items: c.Items, defaults: defaults})
	}
	doc.Chunks = nil // the units have them, and drop them
	return units
}

// compileNotes compiles the notes of all units for all editions, in parallel, gives each edition its rows in order, and
// returns the number of notes.
func compileNotes(editions []*edition, l *lint.Runner, units []unit, o Options, found *diag.List) (notes int) {
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
				units[i].compile(editions, l)
				if o.Notes != nil {
					o.Notes(units[i].notes)
				}
			}
		})
	}
	wg.Wait()
	for i, e := range editions {
		n := 0
		for j := range units {
			n += len(units[j].rows[i])
		}
		e.rows = make([]collection.Row, 0, n)
		for j := range units {
			e.rows = append(e.rows, units[j].rows[i]...)
			units[j].rows[i] = nil
		}
	}
	for i := range units {
		notes += units[i].notes
		*found = append(*found, units[i].found...)
		units[i] = unit{}
	}
	return notes
}

// compile parses and validates the notes of a unit, and decodes, compiles and lints them for each edition.
func (u *unit) compile(editions []*edition, l *lint.Runner) {
	items := u.items(u.found.Report)
	u.items = nil
	u.rows = make([][]collection.Row, len(editions))
	for i := range editions {
		u.rows[i] = make([]collection.Row, 0, len(items))
	}
	var label string
	report := func(d diag.Diagnostic) {
		if d.Note == "" {
			d.Note = label
		}
		u.found.Report(d)
	}
	var memo *collection.Memo
	if len(editions) > 1 {
		memo = new(collection.Memo)
	}
	pass := lint.NotePass{Report: report}
	for _, item := range items {
		label = labelOf(item)
		validate.Note(item, report)
		memo.Forget()
		read := false
		for i, e := range editions {
			read = u.note(i, e, item, memo, &pass, l) || read
		}
		if read {
			u.notes++
		}
	}
}

// note compiles one note for the i-th edition, and reports whether that has it.
func (u *unit) note(i int, e *edition, item *yamltree.Node, memo *collection.Memo, pass *lint.NotePass, l *lint.Runner) bool {
	note, ok := deck.DecodeNote(e.deck, &u.defaults[i], item, pass.Report)
	if !ok {
		return false
	}
	row := e.compiler.Note(&note, memo, pass.Report)
	if row.Skipped {
		return false
	}
	pass.Deck = e.deck
	pass.Show(&note, row.Fields, row.Ords, e.compiler.Sides(note.Notetype))
	l.Note(pass)
	u.rows[i] = append(u.rows[i], row)
	return true
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
