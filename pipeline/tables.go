package pipeline

import (
	"io/fs"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// openTable reads the header of a table below notes/ and returns its rows as units.
func openTable(editions []*edition, files *deck.Files, parts parts, name string, report diag.Report) []unit {
	t, ok := readTable(files, name, "", report)
	if !ok {
		return nil
	}
	defaults := defaultsOf(editions, func(d *deck.Deck) deck.Defaults {
		return deck.DecodeDefaults(d, files, d.Tables[name], report)
	})
	deck.CheckColumns(editions[0].deck, &defaults[0], t, report)
	if !t.Rows {
		report(diag.Diagnostic{Code: "bad-value", Span: t.File.Whole(), Message: "the table has no notes",
			Help: "write each note into a row below the header, or delete the file"})
	}
	var units []unit
	for _, items := range t.Chunks() {
		units = append(units, unit{items: parts.join(name, items), defaults: defaults})
	}
	return units
}

// readTable reads the header of a table, or of a part whose plain columns are for a variant. ok is false when there is nothing to read, which was reported.
func readTable(files *deck.Files, name, variant string, report diag.Report) (t *yamltree.Table, ok bool) {
	path := files.OnDisk(name)
	if info, err := fs.Stat(files.FS, path); err == nil && info.Size() > deck.MaxTable {
		report(yamltree.TableTooLarge(source.NewFile(path, nil), info.Size()))
		return nil, false
	}
	file, err := files.Source(name)
	if err != nil {
		report(deck.Unreadable(path, err))
		return nil, false
	}
	return yamltree.ParsePart(file, variant, report)
}
