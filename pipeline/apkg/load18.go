package apkg

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// loadSchema15 reads note types and decks from the tables of schemas 15 to 18.
func (l *loader) loadSchema15() error {
	l.notetypes = map[int64]*collection.Notetype{}
	l.decks = map[int64]*collection.Deck{}
	err := l.named("SELECT id, name, config, mtime_secs FROM notetypes", func(r namedRow) error {
		nt := &collection.Notetype{ID: r.id, Name: r.name, Mod: r.number}
		l.notetypes[r.id] = nt
		return decodeNotetype(r.blob, nt)
	})
	if err != nil {
		return fmt.Errorf("the note types: %w", err)
	}
	err = l.named("SELECT ntid, name, config, ord FROM fields ORDER BY ntid, ord", func(r namedRow) error {
		nt := l.notetypes[r.id]
		if nt == nil {
			return nil // of a note type that was not exported; Anki leaves them
		}
		nt.Fields = append(nt.Fields, collection.Field{Name: r.name})
		return decodeField(r.blob, &nt.Fields[len(nt.Fields)-1])
	})
	if err != nil {
		return fmt.Errorf("the fields: %w", err)
	}
	err = l.named("SELECT ntid, name, config, ord FROM templates ORDER BY ntid, ord", func(r namedRow) error {
		nt := l.notetypes[r.id]
		if nt == nil {
			return nil
		}
		nt.Templates = append(nt.Templates, collection.Template{Name: r.name})
		return decodeTemplate(r.blob, &nt.Templates[len(nt.Templates)-1])
	})
	if err != nil {
		return fmt.Errorf("the card templates: %w", err)
	}
	err = l.named("SELECT id, name, kind, 0 FROM decks", func(r namedRow) error {
		if len(r.name) > longestDeckName {
			return errDeckName
		}
		d := &collection.Deck{ID: r.id, Name: strings.ReplaceAll(r.name, fieldSeparator, "::")}
		l.decks[r.id] = d
		options, err := decodeDeck(r.blob, d)
		l.options[r.id] = options
		return err
	})
	if err != nil {
		return fmt.Errorf("the decks: %w", err)
	}
	return nil
}

// A namedRow is what the tables of schema 15 have in common: an id, a name, a message, and a number of another kind.
type namedRow struct {
	id     int64
	name   string
	blob   []byte
	number int64
}

// named runs a query for the four columns of a namedRow.
func (l *loader) named(sql string, each func(r namedRow) error) error {
	return l.query(sql, 4, func(row []driver.Value) error {
		name, err := text(row[1])
		if err != nil {
			return err
		}
		blob, ok := row[2].([]byte)
		if !ok {
			return errors.New("there is text where a message must be")
		}
		return each(namedRow{id: integer(row[0]), name: name, blob: blob, number: integer(row[3])})
	})
}
