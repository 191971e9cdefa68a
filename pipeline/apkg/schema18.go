package apkg

import (
	"cmp"
	_ "embed" // the statements
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/preset"
)

//go:embed sql/base.sql
var baseTables string

//go:embed sql/base_index.sql
var baseIndexes string

//go:embed sql/row_index.sql
var rowIndexes string

//go:embed sql/schema18.sql
var schema18Tables string

//go:embed sql/schema18_index.sql
var schema18Indexes string

//go:embed sql/schema18_row_index.sql
var schema18RowIndexes string

// insertCol inserts the one row of the table col (anki-format.md 2.2).
func insertCol(d *database, c *collection.Collection, version int64, texts legacyTexts) error {
	in, err := d.newInserter("col", "(1,?,?,?,?,0,0,0,?,?,?,?,?)")
	if err != nil {
		return err
	}
	now := c.Time * 1000
	err = in.add(creationDay(c.Time), now, now, version, texts.conf, texts.models, texts.decks, texts.dconf, texts.tags)
	if err != nil {
		return err
	}
	return in.close()
}

// creationDay returns the last 04:00 UTC not after time, from which Anki counts days.
func creationDay(time int64) int64 {
	const day, four = 24 * 60 * 60, 4 * 60 * 60
	if time < four {
		return 0
	}
	return (time-four)/day*day + four
}

// insertSchema18 inserts everything but notes and cards. Default deck and default options stand in every collection.
func insertSchema18(d *database, c *collection.Collection) error {
	steps := []func(*database, *collection.Collection) error{
		func(d *database, c *collection.Collection) error { return insertCol(d, c, 18, legacyTexts{}) },
		insertConfig, insertOptions, insertFields, insertTemplates, insertNotetypes, insertDecks,
	}
	for _, step := range steps {
		if err := step(d, c); err != nil {
			return err
		}
	}
	return nil
}

// insertConfig inserts the settings of the collection, each as JSON.
func insertConfig(d *database, c *collection.Collection) error {
	in, err := d.newInserter("config", "(?,0,0,?)")
	if err != nil {
		return err
	}
	settings := settings(c)
	keys := make([]string, 0, len(settings))
	for key := range settings {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		value, err := json.Marshal(settings[key])
		if err != nil {
			return fmt.Errorf("encode setting %s: %w", key, err)
		}
		if err := in.add(key, value); err != nil {
			return err
		}
	}
	return in.close()
}

// insertOptions inserts Anki's default deck options and the presets of c.
func insertOptions(d *database, c *collection.Collection) error {
	in, err := d.newInserter("deck_config", "(?,?,?,?,?)")
	if err != nil {
		return err
	}
	if err := in.add(int64(defaultPreset), "Default", int64(0), int64(0), encodePreset(preset.Defaults())); err != nil {
		return err
	}
	presets := slices.Clone(c.Presets)
	slices.SortFunc(presets, func(a, b collection.Preset) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range presets {
		if err := in.add(p.ID, p.Name, c.Time, int64(-1), encodePreset(p.Values)); err != nil {
			return err
		}
	}
	return in.close()
}

// insertNotetypes inserts the note types, without their fields and card templates.
func insertNotetypes(d *database, c *collection.Collection) error {
	in, err := d.newInserter("notetypes", "(?,?,?,-1,?)")
	if err != nil {
		return err
	}
	for _, nt := range notetypesByID(c) {
		if err := in.add(nt.ID, nt.Name, nt.Mod, encodeNotetype(nt)); err != nil {
			return err
		}
	}
	return in.close()
}

// insertFields inserts the fields of all note types.
func insertFields(d *database, c *collection.Collection) error {
	in, err := d.newInserter("fields", "(?,?,?,?)")
	if err != nil {
		return err
	}
	for _, nt := range notetypesByID(c) {
		for i := range nt.Fields {
			if err := in.add(nt.ID, int64(i), nt.Fields[i].Name, encodeField(&nt.Fields[i])); err != nil {
				return err
			}
		}
	}
	return in.close()
}

// insertTemplates inserts the card templates of all note types.
func insertTemplates(d *database, c *collection.Collection) error {
	in, err := d.newInserter("templates", "(?,?,?,0,0,?)")
	if err != nil {
		return err
	}
	for _, nt := range notetypesByID(c) {
		for i := range nt.Templates {
			if err := in.add(nt.ID, int64(i), nt.Templates[i].Name, encodeTemplate(&nt.Templates[i])); err != nil {
				return err
			}
		}
	}
	return in.close()
}

// insertDecks inserts Anki's default deck and the decks of c.
func insertDecks(d *database, c *collection.Collection) error {
	in, err := d.newInserter("decks", "(?,?,?,?,?,?)")
	if err != nil {
		return err
	}
	err = in.add(int64(1), "Default", int64(0), int64(0), []byte(defaultDeckCommon), encodeDeckKind("", defaultPreset))
	if err != nil {
		return err
	}
	decks := slices.Clone(c.Decks)
	slices.SortFunc(decks, func(a, b collection.Deck) int { return cmp.Compare(a.ID, b.ID) })
	for _, deck := range decks {
		name := strings.ReplaceAll(deck.Name, "::", fieldSeparator)
		if err := in.add(deck.ID, name, c.Time, int64(-1), []byte{}, encodeDeckKind(deck.Description, optionsID(c, &deck))); err != nil {
			return err
		}
	}
	return in.close()
}

// notetypesByID returns the note types of c in the order of their ids.
func notetypesByID(c *collection.Collection) []*collection.Notetype {
	types := make([]*collection.Notetype, len(c.Notetypes))
	for i := range c.Notetypes {
		types[i] = &c.Notetypes[i]
	}
	slices.SortFunc(types, func(a, b *collection.Notetype) int { return cmp.Compare(a.ID, b.ID) })
	return types
}
