package cli

import (
	"cmp"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline/atomicfile"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// tableEnd is how the name of a table of notes ends.
const tableEnd = ".table.csv"

// separators are what can stand between the cells of a table, by what --separator calls them.
var separators = map[string]byte{"comma": ',', "semicolon": ';', "tab": '\t'}

var separatorNames = []string{"comma", "semicolon", "tab"}

func exportCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     "write the notes of decks as tables for a spreadsheet",
		ArgsUsage: "[DECK...]",
		Description: `With --table, writes dist/DECK.table.csv: one row for each note with what the sources say, one
column for each field, and for each language of a deck with variants. Edit it in a
spreadsheet, save it as CSV again (in Excel: CSV UTF-8), and bring it back with
deckmill import --into DECK FILE.

Tags, deck and variants of a note are those written in the note itself. The last column,
_was, is how the import knows what was changed since, on which side: leave it as it is, or
hide it. An apostrophe before a text keeps spreadsheets from running it or making it a number
or a date; it is not part of the text. Shapes of image occlusion are not in the table.

Excel in countries that write 1,5 for a number opens tables with --separator semicolon.`,
		UsageText: `  deckmill export --table                        all decks
  deckmill export --table geography --out ~/Desktop
  deckmill export --table geography --separator semicolon`,
		Flags: []cli.Flag{
			placeFlag(),
			&cli.BoolFlag{Name: "table", Usage: "write tables for spreadsheets"},
			&cli.StringFlag{Name: "out", Usage: "write into the folder `DIR` (default dist, beside decks/)"},
			&cli.StringFlag{Name: "separator", Value: "comma", Usage: "put a `WORD` between cells: comma (the default), semicolon or tab"},
			colorFlag(),
		},
		Action: func(c *cli.Context) error {
			s, err := newFormatSession(env, c, []string{formatText})
			if err != nil {
				return err
			}
			defer s.close()
			if !c.Bool("table") {
				return &usageError{message: "export as what?", help: "`--table` writes tables for spreadsheets; other kinds of files are not supported yet"}
			}
			separator := cmp.Or(c.String("separator"), "comma")
			if err := oneOf("--separator", separator, separatorNames); err != nil {
				return err
			}
			return s.export(c.Args().Slice(), c.String("out"), separators[separator])
		},
	}
}

func (s *session) export(args []string, out string, separator byte) error {
	r, sel, err := s.openDecks(args)
	if err != nil {
		return err
	}
	defer r.close()
	dist := newOutDir(r.root, s.dir, out)
	if err := dist.make(); err != nil {
		return err
	}
	groups := groupsOf(r, sel, nil)
	var failures []*failure
	var outputs []output
	var missing []string
	for _, p := range sel.decks {
		o, found, err := s.exportDeck(r, p, dist, separator)
		groups = append(groups, diag.Group{Deck: p.Slug, Found: found})
		switch {
		case err != nil:
			failures = append(failures, asFailure(err, "cannot write the table of `"+p.Slug+"`"))
		case len(found) > 0:
			missing = append(missing, p.Slug)
		default:
			outputs = append(outputs, o)
		}
	}
	if err := s.print(r, groups); err != nil {
		return err
	}
	s.listOutputs(outputs)
	if len(missing) > 0 {
		s.say("no table of %s", enumerate(missing))
	}
	return s.finish(groups, append(failures, r.tree.failures()...), len(missing) > 0 || groups[0].Found.Count(diag.Error) > 0)
}

// exportDeck writes the table of one deck. What keeps it from being read is returned instead.
func (s *session) exportDeck(r *repository, p deck.Place, dist outDir, separator byte) (o output, found diag.List, err error) {
	source, err := r.Sources(p, found.Report)
	if err != nil {
		return output{}, nil, err
	}
	if len(found) == 0 {
		source.Check(found.Report)
	}
	if found.Sort(); len(found) > 0 {
		return output{}, found, nil
	}
	e := source.Export(separator)
	name := p.Slug + tableEnd
	if err := atomicfile.Replace(filepath.Join(dist.path, name), e.Data, atomicfile.Mode); err != nil {
		return output{}, nil, dist.failed(name, err)
	}
	o = output{path: filepath.Join(dist.shown, name), size: int64(len(e.Data)), content: diag.Plural(e.Notes, "note")}
	if e.Shapes > 0 {
		o.content += fmt.Sprintf(" (shapes of %d left out)", e.Shapes)
	}
	if e.Long > 0 {
		o.content += fmt.Sprintf(", %s too long for Excel", diag.Plural(e.Long, "text"))
	}
	return o, nil, nil
}
