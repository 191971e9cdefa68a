// Package pipeline is the whole program on one screen: files in, findings and packages out.
//
//	Open      finds the decks of a repository and reads the head of each
//	Compile   one deck: parse -> validate -> decode -> compile -> lint, note by note and in parallel
//	Write     its packages and its CSV file
package pipeline

import (
	"io"
	"path"
	"path/filepath"
	"slices"

	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/csvfile"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/validate"
)

// Options say how decks are compiled.
type Options struct {
	Time     int64                // the build time, in seconds since 1970
	Workers  int                  // how many goroutines work; 0: one per processor
	Baseline *collection.Baseline // the last release of the deck; nil: none, or none is known

	// LoadBaseline, if not nil, makes Baseline. It is called while the notes are being compiled, from another goroutine.
	LoadBaseline func() (*collection.Baseline, error)

	Ungated bool // rules about the baseline do not run: someone wants to see what would happen
	Changes bool // also make Compiled.Changes

	Notes func(n int) // if not nil, told how many more notes were compiled; called from several goroutines

	// DeckID makes the id that a deck without one is given as a fix; nil: none is proposed. It is the one thing about a
	// deck that must be random.
	DeckID func() string
}

// A Compiled is one deck after parsing, checking and compiling.
type Compiled struct {
	deck.Place
	Deck        *deck.Deck
	Diagnostics diag.List              // final: severities resolved, suppressions applied, sorted
	Collection  *collection.Collection // nil when a diagnostic is an error
	Changes     *collection.Collection // what of it is new or changed since the baseline; nil if not asked for
	Notes       int                    // notes that could be read
	Retired     []collection.Retired   // notes that were published and are gone
	New         int                    // notes that the baseline does not have; 0 without one
	Latest      int64                  // the latest time in the baseline that learners have; 0 without one

	files *deck.Files
	media map[string]string // name in the package -> path below the deck's folder
}

// Compile reads, checks and compiles one deck. What is wrong with it, unreadable files included, is among the
// diagnostics; an error means that its folder could not be listed, or is what LoadBaseline returns, or a *BaselineError:
// the baseline is that of another deck. Decks are compiled one after the other.
func (r *Repository) Compile(p deck.Place, o Options) (*Compiled, error) {
	files, err := deck.ListFiles(r.FS, p)
	if err != nil {
		return nil, err
	}
	var found diag.List
	head := r.take(p)
	found = append(found, head.found...)
	validate.Deck(head.doc.Root, func(d diag.Diagnostic) { found.Report(proposeDeckID(d, head.doc.Root, o.DeckID)) })
	d := deck.Decode(p, head.file, files, head.doc.Root, found.Report)
	twin := r.checkTwins(p, d, found.Report)

	linter := r.linter.With(r.linter.ReadConfig(head.doc.Root.Get("lint"), path.Dir(p.Main), found.Report))
	compiler := collection.NewCompiler(d, files, found.Report)
	units := openNotes(d, files, head.doc, found.Report)
	baseline := o.baseline(d)
	rows := compileNotes(d, compiler, linter, units, o, &found)
	if o.Baseline, err = baseline(); err != nil {
		return nil, err
	}
	a := compiler.Assemble(rows, o.Time, o.Baseline, found.Report)
	if err := checkRelated(d, a.Collection, o.Baseline); err != nil {
		return nil, err
	}
	r.checkGUIDs(p, a.Given, found.Report)
	complete := !slices.ContainsFunc(found, hidesOthers)
	files.ReportUnused(complete, found.Report)
	if complete {
		a.CheckReplacements(found.Report)
	}

	gated := o.Baseline != nil && !o.Ungated
	pass := deckPass(d, files, compiler, a, found.Report)
	pass.Against, pass.Baseline, pass.Partial = r.Against, o.Baseline, slices.ContainsFunc(found, losesNotes)
	linter.Deck(pass)
	if gated {
		linter.Baseline(pass)
	}
	if !twin { // else all that they have they share
		r.checkTypes(p, d, a.Notetypes, found.Report)
		linter.Across(pass, r.seen)
	}
	c := &Compiled{Place: p, Deck: d, Notes: len(rows), Retired: a.Retired, files: files, media: a.Files}
	c.New, c.Latest = o.Baseline.News(a.Collection), o.Baseline.Latest()
	c.Diagnostics = linter.Finish(found, lint.Outcome{
		Files: files.Sources(), Complete: !slices.ContainsFunc(found, hidesOthers), Others: r.seen != nil,
		Baseline: gated,
	})
	if c.Diagnostics.Count(diag.Error) == 0 {
		c.Collection = a.Collection
		if o.Changes && o.Baseline != nil {
			c.Changes = o.Baseline.Changes(a.Collection)
		}
	}
	return c, nil
}

// Output says which files Write makes.
type Output struct {
	Dir    string // an existing folder of the operating system's
	Legacy bool   // also <slug>.legacy.apkg
}

// A WriteError says which file could not be written.
type WriteError struct {
	Name string // of the file, in its folder
	Err  error
}

func (e *WriteError) Error() string { return e.Err.Error() }

func (e *WriteError) Unwrap() error { return e.Err }

// Write writes the packages and the CSV file of a compiled deck, each atomically, and returns their paths. An error is a
// *WriteError; the files after the one that it names were not tried.
func (c *Compiled) Write(o Output) ([]string, error) {
	var written []string
	var failed *WriteError
	write := func(name string, write func(path string) error) {
		if failed != nil {
			return
		}
		path := filepath.Join(o.Dir, name)
		if err := write(path); err != nil {
			failed = &WriteError{Name: name, Err: err}
			return
		}
		written = append(written, path)
	}
	packages := apkg.NewWriter(c.open)
	defer packages.Close()
	pack := func(name string, content *collection.Collection, k apkg.Container) {
		write(name, func(path string) error { return packages.Write(path, content, k) })
	}
	pack(c.Slug+".apkg", c.Collection, apkg.Latest)
	if o.Legacy {
		pack(c.Slug+".legacy.apkg", c.Collection, apkg.Legacy)
	}
	write(c.Slug+".csv", func(path string) error { return csvfile.WriteFile(path, c.Collection) })
	if c.Changes != nil && len(c.Changes.Notes) > 0 {
		pack(c.Slug+".changes.apkg", c.Changes, apkg.Latest)
	}
	if failed != nil {
		return written, failed
	}
	return written, nil
}

func (c *Compiled) open(name string) (io.ReadCloser, error) { return c.files.Open(c.media[name]) }
