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
	Baseline *collection.Baseline // the last release of a deck that has one package; nil: none, or none is known

	// LoadBaseline, if not nil, makes the Baseline of one of the deck's packages, by its name; nil: it is new. It is called
	// while the notes are being compiled, from another goroutine.
	LoadBaseline func(name string) (*collection.Baseline, error)

	// Only, if not empty, names the packages of the deck that are made. Each is as it would be among the others; what only the
	// others have is not looked at.
	Only []string

	// Published, if not nil, is the note types in all packages of the last release, not only in those of the deck: shared ones
	// have their times from them.
	Published *collection.Published

	Gone []GonePackage // editions of the deck that the last release has, and the deck does not

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
	*Package               // the first one: that of the original values, the only one of a deck without variants
	Packages    []*Package // one for each edition that was asked for, the original first
	Diagnostics diag.List  // final: severities resolved, suppressions applied, sorted
	Shared      diag.List  // what of the repository's findings is about things that it shares with other decks
	Notes       int        // notes that could be read
}

// A Package is what one edition of a deck compiled to.
type Package struct {
	Name       string                 // of its files, without extension: the slug, and what the edition adds
	Deck       *deck.Deck             // the edition
	Collection *collection.Collection // nil when a diagnostic is an error
	Changes    *collection.Collection // what of it is new or changed since the baseline; nil if not asked for
	Retired    []collection.Retired   // notes that were published and are gone
	Notes      int                    // notes of the edition that could be read
	New        int                    // notes that the baseline does not have; 0 without one
	Latest     int64                  // the latest time in the baseline that learners have; 0 without one

	media map[string]collection.File // by name in the package
}

// Named returns the package of this name, or nil.
func (c *Compiled) Named(name string) *Package {
	for _, p := range c.Packages {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// Compile reads, checks and compiles one deck, all of its editions. What is wrong with it, unreadable files included, is
// among the diagnostics; an error means that its folder could not be listed, or is what LoadBaseline returns, or a
// *BaselineError: the baseline is that of another deck. Decks are compiled one after the other.
func (r *Repository) Compile(p deck.Place, o Options) (*Compiled, error) {
	files, err := deck.ListFiles(r.FS, p)
	if err != nil {
		return nil, err
	}
	var found diag.List
	head := r.take(p)
	found = append(found, head.found...)
	validate.Deck(head.doc.Root, func(d diag.Diagnostic) { found.Report(proposeDeckID(d, head.doc.Root, o.DeckID)) })
	editions, all := r.decode(p, head, files, o.Only, &found)
	twin := r.checkTwins(p, editions[0].deck, found.Report)

	linter := r.linter.With(r.linter.ReadConfig(head.doc.Root.Get("lint"), path.Dir(p.Main), found.Report))
	parts := openParts(editions[0].deck, files, found.Report)
	units := openNotes(editions, files, parts, head.doc, found.Report)
	baselines := o.baselines(editions)
	c := &Compiled{Place: p}
	c.Notes = compileNotes(editions, linter, units, o, &found)
	parts.reportLost(files, &found)
	for i, e := range editions {
		base, err := baselines(i)
		if err != nil {
			return nil, err
		}
		if err := e.assemble(o, base, found.Report); err != nil {
			return nil, err
		}
		r.checkGUIDs(p, e.Given, found.Report)
	}
	assembled := make([]*collection.Assembled, len(editions))
	for i, e := range editions {
		assembled[i] = e.Assembled
	}
	complete := all && !slices.ContainsFunc(found, hidesOthers)
	files.ReportUnused(complete, found.Report)
	if complete {
		collection.CheckReplacements(assembled, found.Report)
	}
	if all && !o.Ungated {
		reportGone(editions[0].deck, o.Gone, found.Report)
	}
	r.look(editions, linter, o, twin, &found)
	own, shared := separate(found)
	c.Shared = append(r.sharedFindings(editions), r.tellShared(shared)...)
	if slices.ContainsFunc(c.Shared, losesShared) && c.Shared.Count(diag.Error) > 0 { // which stops the deck
		own = slices.DeleteFunc(own, missesShared)
	}
	c.Diagnostics = linter.Finish(own, lint.Outcome{
		Files: files.Sources(), Complete: all && !slices.ContainsFunc(found, hidesOthers), Others: r.seen != nil,
		Baseline: !o.Ungated && (len(o.Gone) > 0 || slices.ContainsFunc(editions, func(e *edition) bool { return e.baseline != nil })),
	})
	sound := c.Diagnostics.Count(diag.Error)+c.Shared.Count(diag.Error) == 0
	for _, e := range editions {
		c.Packages = append(c.Packages, e.result(p, o, sound))
	}
	c.Package = c.Packages[0]
	return c, nil
}

// look runs the rules for whole decks over the editions of a deck. twin says that it shares its identity or name with another.
func (r *Repository) look(editions []*edition, linter *lint.Runner, o Options, twin bool, found *diag.List) {
	partial := slices.ContainsFunc(*found, losesNotes)
	seen, since := map[collection.File]bool{}, &sinceRelease{}
	for i, e := range editions {
		pass := e.pass(func(d diag.Diagnostic) {
			if !isAboutShared(d) { // said of all that is shared, once
				found.Report(d)
			}
		})
		pass.Against, pass.Partial = r.Against, partial
		if len(editions) > 1 && !partial {
			e.checkEmpty(found.Report)
		}
		e.markSeen(pass, seen)
		linter.Deck(pass)
		pass.Report = found.Report
		if pass.Published = o.Published; pass.Baseline == nil && e.sharesPublished(o.Published) {
			pass.Baseline = collection.NewBaseline("", &collection.Collection{}) // of note types alone
		}
		if pass.Baseline != nil && !o.Ungated {
			pass.Report = since.of(e, found.Report)
			linter.Baseline(pass)
			pass.Report = found.Report
		}
		if i == 0 && !twin { // else all that they have they share
			r.checkTypes(e.deck.Place, e.deck, e.Notetypes, found.Report)
			linter.Across(pass, r.seen)
		}
	}
	since.report(found.Report)
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

// Write writes the packages and the CSV files of a compiled deck, each atomically, and returns their paths. An error is a
// *WriteError; the files after the one that it names were not tried.
func (c *Compiled) Write(o Output) ([]string, error) {
	w := writer{dir: o.Dir}
	w.packages = apkg.NewWriter(w.open)
	defer w.packages.Close()
	for _, p := range c.Packages {
		w.media = p.media
		w.pack(p.Name+".apkg", p.Collection, apkg.Latest)
		if o.Legacy {
			w.pack(p.Name+".legacy.apkg", p.Collection, apkg.Legacy)
		}
		w.write(p.Name+".csv", func(path string) error { return csvfile.WriteFile(path, p.Collection) })
		if p.Changes != nil && len(p.Changes.Notes) > 0 {
			w.pack(p.Name+".changes.apkg", p.Changes, apkg.Latest)
		}
	}
	if w.failed != nil {
		return w.written, w.failed
	}
	return w.written, nil
}

// A writer writes the files of a deck until one cannot be written.
type writer struct {
	dir      string
	packages *apkg.Writer
	media    map[string]collection.File // of the edition that is being written, by name in the package
	written  []string
	failed   *WriteError
}

func (w *writer) write(name string, write func(path string) error) {
	if w.failed != nil {
		return
	}
	path := filepath.Join(w.dir, name)
	if err := write(path); err != nil {
		w.failed = &WriteError{Name: name, Err: err}
		return
	}
	w.written = append(w.written, path)
}

func (w *writer) pack(name string, content *collection.Collection, k apkg.Container) {
	w.write(name, func(path string) error { return w.packages.Write(path, content, k) })
}

func (w *writer) open(name string) (io.ReadCloser, error) {
	f := w.media[name]
	return f.In.Open(f.Path)
}
