package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/exchange"
	"github.com/deckmill/deckmill/pipeline/source"
)

func importCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "import",
		Usage:     "bring a table that was edited in a spreadsheet back into a deck",
		ArgsUsage: "FILE",
		Description: `FILE is a table as deckmill export --table writes it, edited and saved again, with the ending
.csv or .tsv. Each text that was changed is written where it stands in the sources, in YAML or
in a table; everything else there stays as it is, byte for byte. Rows without an id, or with
one that no note has, become new notes at the end of the file that the note of the row above
is in. Notes that have no row are named, and stay.

Nothing is overwritten that somebody has changed in the sources since the export, and nothing
is taken over that only a spreadsheet would write, as 1.1 for 1.10: such conflicts are listed
with both places, and left alone. Without the column _was every difference counts as an edit.`,
		UsageText: `  deckmill import --into geography geography.table.csv --diff
                              show what would change
  deckmill import --into geography geography.table.csv`,
		Flags: []cli.Flag{
			placeFlag(),
			&cli.StringFlag{Name: "into", Usage: "change the deck `DECK`: its name, folder or file"},
			&cli.BoolFlag{Name: "diff", Aliases: []string{"dry-run"}, Usage: "show what would change as a unified diff, and write nothing"},
			&cli.IntFlag{Name: "max", Value: 20, Usage: "show `N` conflicts (default 20; 0 shows all)"},
			colorFlag(),
		},
		Action: func(c *cli.Context) error {
			s, err := newFormatSession(env, c, []string{formatText})
			if err != nil {
				return err
			}
			defer s.close()
			if err := checkImport(c); err != nil {
				return err
			}
			return s.importTable(c.Args().First(), c.String("into"), c.Bool("diff"))
		},
	}
}

// checkImport says what cannot be imported, or where to.
func checkImport(c *cli.Context) error {
	if c.NArg() == 0 {
		return &usageError{message: "import what?", help: "name the table, as in `deckmill import --into DECK FILE.csv`"}
	}
	if c.NArg() > 1 {
		return &usageError{message: "one file at a time, please", help: "the deck that it goes into stands behind `--into`"}
	}
	file := c.Args().First()
	ext := strings.ToLower(filepath.Ext(file))
	switch {
	case slices.Contains([]string{".xlsx", ".xls", ".ods", ".numbers"}, ext):
		return &usageError{message: fmt.Sprintf("`%s` is the file of a spreadsheet, not a table as text", file),
			help: "save it as CSV there: in Excel as the type `CSV UTF-8`, in LibreOffice as `Text CSV`"}
	case ext != ".csv" && ext != ".tsv":
		return &usageError{message: fmt.Sprintf("`%s` cannot be imported", file),
			help: "tables can, whose names end in `.csv` or `.tsv`; other kinds of files are not supported yet"}
	case c.String("into") == "":
		return &usageError{message: "into which deck?", help: "name it with `--into DECK`; making a new deck of a file is not supported yet"}
	}
	return nil
}

func (s *session) importTable(file, into string, onlyDiff bool) error {
	r, sel, err := s.openDecks([]string{into})
	if err != nil {
		return err
	}
	defer r.close()
	if len(sel.decks) != 1 || len(sel.paths) > 0 {
		return &usageError{message: fmt.Sprintf("`%s` is not one deck", into), help: "a table goes into one deck; name it with `--into DECK`"}
	}
	place := sel.decks[0]
	table, err := s.readTable(file)
	if err != nil {
		return err
	}
	var found diag.List
	before, err := r.Sources(place, found.Report)
	if err != nil {
		return asFailure(err, "cannot list the files of `"+place.Slug+"`")
	}
	if len(found) == 0 {
		before.Check(found.Report)
	}
	var i *exchange.Import
	if len(found) == 0 {
		i, _ = before.Import(table, found.Report)
	}
	if i == nil {
		found.Sort()
		groups := []diag.Group{{Deck: place.Slug, Found: found}}
		if err := s.print(r, groups); err != nil {
			return err
		}
		s.say("nothing was imported")
		return s.finish(groups, r.tree.failures(), true)
	}
	errors, err := s.applyImport(r, sel, i)
	if err != nil {
		return err
	}
	return s.reportImport(r, place, i, onlyDiff, errors)
}

// readTable reads the file that is imported, which may lie anywhere.
func (s *session) readTable(name string) (*source.File, error) {
	full := name
	if !filepath.IsAbs(full) {
		full = filepath.Join(s.dir, name)
	}
	info, err := os.Stat(full)
	if err == nil && info.Size() > deck.MaxTable {
		return nil, &usageError{message: fmt.Sprintf("`%s` has %d bytes; 256 MiB is the most", name, info.Size()), help: "split it into several tables"}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &usageError{message: fmt.Sprintf("there is no file `%s`", name), help: "check the spelling"}
	}
	data, err := os.ReadFile(full)
	if err != nil {
		return nil, &failure{doing: "cannot read `" + name + "`", err: err}
	}
	return source.NewFile(filepath.ToSlash(name), data), nil
}

// applyImport makes the changes in memory and reads the deck again, to see that it says what it should. errors is how many
// errors the deck has then.
func (s *session) applyImport(r *repository, sel *selection, i *exchange.Import) (errors int, err error) {
	if len(i.Files) == 0 {
		return 0, nil
	}
	for _, f := range i.Files {
		r.tree.changed[f.File.Name] = f.Data
	}
	if err := r.reopen(); err != nil {
		return 0, err
	}
	var found diag.List
	after, err := r.Sources(sel.decks[0], found.Report)
	if err != nil || len(found) > 0 || !i.Verify(after) {
		return 0, &failure{doing: "cannot import the table", err: errImport,
			help: "nothing was written; import a part of the table to find the row, and please report it"}
	}
	if err := r.reopen(); err != nil {
		return 0, err
	}
	p := startProgress(s.env, "checking")
	results := s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), Notes: p.notes}, p, nil)
	p.stop()
	for _, g := range groupsOf(r, sel, results) {
		errors += g.Found.Count(diag.Error)
	}
	return errors, nil
}

// errImport is what must not happen: the sources would not say what the table says.
var errImport = errors.New("the sources would not say afterwards what the table says")

// reportImport writes the files and says what became of the table. errors is how many the deck has then.
func (s *session) reportImport(r *repository, place deck.Place, i *exchange.Import, onlyDiff bool, errors int) error {
	groups := []diag.Group{{Deck: place.Slug, Found: i.Conflicts}}
	if err := s.print(r, groups); err != nil {
		return err
	}
	var failures []*failure
	if !onlyDiff {
		if f := r.saveAll(i); f != nil {
			return s.finish(groups, append(r.tree.failures(), f), true)
		}
	}
	for _, f := range i.Files {
		name := f.File.Name
		if onlyDiff {
			s.showDiff(name, f.File.Data, f.Data)
		} else {
			s.say("%s: %s", diag.Escape(name), changesOf(f))
		}
	}
	if i.Blind {
		s.say("the table has no column `_was`: every difference counted as an edit, also what was changed in the sources meanwhile")
	}
	if n := len(i.Missing); n > 0 {
		s.say("%s not in the table and %s: %s", isAre(n, "note"), stay(n), diag.Escape(quoteList(i.Missing, 10)))
	}
	if n := len(i.Gone); n > 0 {
		s.say("%s in the table and not in the deck any more: %s", isAre(n, "note"), diag.Escape(quoteList(i.Gone, 10)))
	}
	if n := len(i.Conflicts); n > 0 {
		s.say("%s left alone", diag.Plural(n, "conflict"))
	}
	if len(i.Files) == 0 && len(i.Conflicts) == 0 {
		s.say("nothing to import: the sources say what the table says")
	}
	if errors > 0 && !onlyDiff {
		s.say("%s in the deck now: see `deckmill check %s`", diag.Plural(errors, "error"), place.Slug)
	}
	return s.finish(groups, append(failures, r.tree.failures()...), len(i.Conflicts) > 0 || errors > 0 || onlyDiff && len(i.Files) > 0)
}

func isAre(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return diag.Plural(n, noun) + " are"
}

func stay(n int) string {
	if n == 1 {
		return "stays"
	}
	return "stay"
}

// changesOf says how a file changed: "3 texts of 2 notes changed, 1 note added".
func changesOf(f exchange.Changed) string {
	var parts []string
	if f.Texts > 0 {
		parts = append(parts, fmt.Sprintf("%s of %s changed", diag.Plural(f.Texts, "text"), diag.Plural(f.Notes, "note")))
	}
	if f.Added > 0 {
		parts = append(parts, diag.Plural(f.Added, "note")+" added")
	}
	if f.More > 0 {
		parts = append(parts, diag.Plural(f.More, "text")+" of new notes added")
	}
	return strings.Join(parts, ", ")
}

// saveAll writes all files of an import, or none: when one cannot be written, those before it are put back.
func (r *repository) saveAll(i *exchange.Import) *failure {
	for k, f := range i.Files {
		failed := r.save(f.File.Name, f.File.Data, f.Data)
		if failed == nil {
			continue
		}
		for _, done := range i.Files[:k] {
			_ = r.save(done.File.Name, done.Data, done.File.Data) // what cannot be put back is at least whole
		}
		failed.help += "; nothing was imported"
		return failed
	}
	return nil
}
