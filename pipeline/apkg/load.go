package apkg

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A loader reads the database of a package, which a stranger may have made.
type loader struct {
	db      *database
	version int64 // of the schema
	budget  int64 // bytes that the rows may still have

	time      int64
	legacy    legacyTexts
	notetypes map[int64]*collection.Notetype
	decks     map[int64]*collection.Deck
	options   map[int64]int64 // id of the preset, by id of the deck
	presets   map[int64]collection.Preset
	tables    map[string]bool // that there are; whether each is an ordinary one
	notes     []loadedNote
	cards     []loadedCard
}

// A loadedNote is a note whose note type is not yet an index.
type loadedNote struct {
	collection.Note
	notetype int64
	first    int // first position of a card
}

// A loadedCard is a card whose note and deck are not yet indexes.
type loadedCard struct {
	collection.Card
	note, deck int64
	at         int // index of the note
}

// maxText is the longest value that is read, in bytes. Real fields reach 121 KB, all note types together some MB.
const maxText = 256 << 20

// limitLength is SQLITE_LIMIT_LENGTH, which the driver does not name when it is built without C.
const limitLength = 0

// loadFile reads the collection in the SQLite file named path, without changing it, as far as load does.
func loadFile(path string, load func(l *loader) error) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	// Immutable: no lock and no side file, and a file in the mode for write-ahead logging opens like any other.
	d, err := openDatabase(fileURI(path, "&mode=ro&immutable=1"))
	if err != nil {
		return fmt.Errorf("the collection cannot be opened: %w", err)
	}
	if limiter, ok := d.conn.(interface{ SetLimit(id, value int) int }); ok {
		limiter.SetLimit(limitLength, maxText)
	}
	// No row can have more bytes than the file: a table that yields more runs in a circle.
	l := &loader{db: d, budget: info.Size()}
	return errors.Join(l.run(l.begin, l.checkTables, l.loadCol, l.loadTypes, func() error { return load(l) }), d.close())
}

// run runs steps up to the first that fails.
func (l *loader) run(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// begin prepares the connection for a database that a stranger made.
func (l *loader) begin() error {
	if err := l.db.exec("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA query_only=ON; BEGIN"); err != nil {
		return fmt.Errorf("the collection is damaged: %w", err)
	}
	return nil
}

// checkTables makes sure that what is read are tables of plain columns: a view, a virtual table or a computed column
// would run code of the package's author.
func (l *loader) checkTables() error {
	tables := map[string]bool{}
	err := l.query("SELECT name, rootpage FROM sqlite_master WHERE type='table'", 2, func(row []driver.Value) error {
		name, _ := row[0].(string)
		page, _ := row[1].(int64)
		tables[strings.ToLower(name)] = page > 0
		return nil
	})
	if err != nil {
		return fmt.Errorf("the collection is damaged: %w", err)
	}
	for _, table := range []string{"col", "notes", "cards"} {
		if _, ok := tables[table]; !ok {
			return fmt.Errorf("the collection has no table `%s`", table)
		}
	}
	l.tables = tables
	for _, table := range []string{"col", "notes", "cards", "notetypes", "fields", "templates", "decks", "deck_config"} {
		if plain, ok := tables[table]; ok && !plain {
			return fmt.Errorf("`%s` is no ordinary table", table)
		}
		computed := false
		list := func([]driver.Value) error { computed = true; return nil }
		if err := l.query("SELECT 1 FROM pragma_table_xinfo('"+table+"') WHERE hidden != 0", 1, list); err != nil {
			return err
		}
		if computed {
			return fmt.Errorf("table `%s` has computed columns", table)
		}
	}
	return nil
}

// query runs a query at the cost of the budget.
func (l *loader) query(sql string, width int, each func(row []driver.Value) error) error {
	return l.db.query(sql, width, func(row []driver.Value) error {
		l.budget--
		for _, v := range row {
			switch v := v.(type) {
			case string:
				l.budget -= int64(len(v))
			case []byte:
				l.budget -= int64(len(v))
			}
		}
		if l.budget < 0 {
			return errors.New("the collection is damaged: its tables hold more than its file")
		}
		return each(row)
	})
}

// loadCol reads the one row of the table col.
func (l *loader) loadCol() error {
	rows := 0
	err := l.query("SELECT ver, mod, models, decks, dconf FROM col", 5, func(row []driver.Value) error {
		rows++
		l.version = integer(row[0])
		l.time = integer(row[1]) / 1000
		if l.version >= 15 {
			return nil
		}
		var err error
		if l.legacy.models, err = text(row[2]); err != nil {
			return fmt.Errorf("the note types: %w", err)
		}
		if l.legacy.decks, err = text(row[3]); err != nil {
			return fmt.Errorf("the decks: %w", err)
		}
		l.legacy.dconf, _ = row[4].(string)
		return nil
	})
	switch {
	case err != nil:
		return err
	case rows == 0:
		return errors.New("the collection is empty: its table `col` has no row")
	case l.version < 11:
		return fmt.Errorf("schema %d is too old; open the package with Anki and export it again", l.version)
	case l.version > 18:
		return &NewerError{fmt.Sprintf("schema %d; 11 and 14 to 18 are known", l.version)}
	case l.version == 12, l.version == 13:
		return fmt.Errorf("schema %d is not known; schemas 11 and 14 to 18 are", l.version)
	}
	return nil
}

// loadTypes reads note types, decks and presets.
func (l *loader) loadTypes() error {
	if err := l.loadPresets(); err != nil {
		return fmt.Errorf("the deck options: %w", err)
	}
	l.options = map[int64]int64{}
	if l.version < 15 {
		return l.loadSchema11()
	}
	return l.loadSchema15()
}

// integer returns what Anki would read from an integer column; 0 where there is none.
func integer(v driver.Value) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case float64:
		return truncate(v)
	}
	return 0
}

// truncate returns the integer part of f, or 0 when no integer is that large.
func truncate(f float64) int64 {
	if f > -1<<62 && f < 1<<62 {
		return int64(f)
	}
	return 0
}

// text returns the string in a text column.
func text(v driver.Value) (string, error) {
	s, ok := v.(string)
	switch {
	case !ok:
		return "", fmt.Errorf("there is %T where text must be", v)
	case !utf8.ValidString(s):
		return "", errors.New("the text is not UTF-8")
	}
	return s, nil
}
