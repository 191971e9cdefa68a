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
	Ungated  bool                 // rules about the baseline do not run: someone wants to see what would happen

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
	Notes       int                    // notes that could be read
	Retired     []collection.Retired   // notes that were published and are gone

	files *deck.Files
	media map[string]string // name in the package -> path below the deck's folder
}

// Compile reads, checks and compiles one deck. What is wrong with it, unreadable files included, is among the
// diagnostics; an error means that its folder could not be listed. Decks are compiled one after the other.
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
	rows := compileNotes(d, compiler, linter, units, o, &found)
	a := compiler.Assemble(rows, o.Time, o.Baseline, found.Report)
	r.checkGUIDs(p, a.Given, found.Report)
	complete := !slices.ContainsFunc(found, hidesOthers)
	files.ReportUnused(complete, found.Report)
	if complete {
		a.CheckReplacements(found.Report)
	}

	gated := o.Baseline != nil && !o.Ungated
	pass := deckPass(d, files, compiler, a, found.Report)
	pass.Against, pass.Baseline = r.Against, o.Baseline
	linter.Deck(pass)
	if gated {
		linter.Baseline(pass)
	}
	if !twin { // else all that they have they share
		r.checkTypes(p, d, a.Notetypes, found.Report)
		linter.Across(pass, r.seen)
	}
	c := &Compiled{Place: p, Deck: d, Notes: len(rows), Retired: a.Retired, files: files, media: a.Files}
	c.Diagnostics = linter.Finish(found, lint.Outcome{
		Files: files.Sources(), Complete: !slices.ContainsFunc(found, hidesOthers), Others: r.seen != nil,
		Baseline: gated,
	})
	if c.Diagnostics.Count(diag.Error) == 0 {
		c.Collection = a.Collection
	}
	return c, nil
}

// Output says which files Write makes.
type Output struct {
	Dir    string // an existing folder of the operating system's
	Legacy bool   // also <slug>.legacy.apkg
}

// Write writes the packages and the CSV file of a compiled deck, each atomically, and returns their paths.
func (c *Compiled) Write(o Output) ([]string, error) {
	var written []string
	base := filepath.Join(o.Dir, c.Slug)
	write := func(path string, write func(path string) error) error {
		if err := write(path); err != nil {
			return err
		}
		written = append(written, path)
		return nil
	}
	err := write(base+".apkg", func(path string) error { return apkg.Write(path, c.Collection, apkg.Latest, c.open) })
	if err == nil && o.Legacy {
		err = write(base+".legacy.apkg", func(path string) error { return apkg.Write(path, c.Collection, apkg.Legacy, c.open) })
	}
	if err == nil {
		err = write(base+".csv", func(path string) error { return csvfile.WriteFile(path, c.Collection) })
	}
	return written, err
}

func (c *Compiled) open(name string) (io.ReadCloser, error) { return c.files.Open(c.media[name]) }
