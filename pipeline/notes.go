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
	w := worker{unit: u, linter: l, pass: lint.NotePass{Report: report},
		variants: lint.VariantPass{Axes: editions[0].deck.Axes, Report: report}}
	if len(editions) > 1 {
		w.memo = new(collection.Memo)
	}
	for _, item := range items {
		label = labelOf(item)
		validate.Note(item, report)
		w.item(editions, item)
	}
}

// A worker is what compiling one note after the other needs.
type worker struct {
	*unit
	linter   *lint.Runner
	pass     lint.NotePass
	memo     *collection.Memo // nil for a deck with one edition
	variants lint.VariantPass // unused for a deck without variants
}

// item compiles one note for all editions.
func (w *worker) item(editions []*edition, item *yamltree.Node) {
	w.memo.Forget()
	w.variants.Forget()
	read := false
	for i, e := range editions {
		read = w.note(i, e, item) || read
	}
	if read {
		w.notes++
	}
	if len(w.variants.Editions) > 0 {
		w.linter.Variants(&w.variants)
	}
}

// note compiles one note for the i-th edition, and reports whether that has it.
func (w *worker) note(i int, e *edition, item *yamltree.Node) bool {
	note, ok := deck.DecodeNote(e.deck, &w.defaults[i], item, w.pass.Report)
	if !ok {
		return false
	}
	sound := !note.Broken
	row := e.compiler.Note(&note, w.memo, w.pass.Report)
	if row.Skipped {
		return false
	}
	sides := e.compiler.Sides(note.Notetype)
	w.pass.Deck = e.deck
	w.pass.Show(&note, row.Fields, row.Ords, sides)
	w.linter.Note(&w.pass)
	if len(e.deck.Axes) > 0 && !e.doubtful && sound {
		w.variants.Editions = append(w.variants.Editions, lint.NoteEdition{
			Deck: e.deck, Note: &note, HTML: row.Fields, Cards: row.Ords, Sides: sides, NoCard: row.NoCard,
		})
	}
	w.rows[i] = append(w.rows[i], row)
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
