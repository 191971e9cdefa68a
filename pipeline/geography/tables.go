package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// translated are the deck's tables with a column for each language, by the field that they hold.
var translated = []string{"guid", "country", "country info", "capital", "capital info", "capital hint", "flag similarity"}

// convertNotes makes a table of what all languages share, and a part of it for every other table of the deck. The
// English name of a place, by which the deck's own tables belong together, becomes the id.
func convertNotes(src, dir string) error {
	main, err := readTable(src, "data", "main.csv")
	if err != nil {
		return err
	}
	ids := idsOf(main)
	main.rename(func(column string) string {
		switch column {
		case "country":
			return "id"
		case "region code", "ISO": // of no edition that is built here
			return "_" + keyOf(column)
		}
		return column
	})
	main.each("id", func(place string) string { return ids[place] })
	for column, folder := range map[string]string{"flag": "flags/", "map": "maps/"} {
		main.each(column, func(html string) string { return strings.ReplaceAll(html, `src="`, `src="`+folder) })
	}
	if err := main.write(dir, "notes", "places.csv"); err != nil {
		return err
	}
	for _, field := range translated {
		part, err := readTable(src, "data", strings.ReplaceAll(field, " ", "_")+".csv")
		if err != nil {
			return err
		}
		if part.header[0] != "country" {
			return fmt.Errorf("%s: the first column is `%s`, not `country`", field, part.header[0])
		}
		if field == "country" { // its first column is both the name and the text in English
			part.repeatFirst()
		}
		part.rename(func(column string) string {
			name, language, other := strings.Cut(column, ":")
			if !other {
				language = "en"
			}
			return keyOf(name) + ":" + language
		})
		part.header[0] = "id"
		part.each("id", func(place string) string { return ids[place] })
		if err := part.write(dir, "notes", "places."+keyOf(field)+".csv"); err != nil {
			return err
		}
	}
	return nil
}

// convertStrings makes the table of the texts that the templates and the names of note types and decks are made of.
func convertStrings(src, dir string) error {
	translations, err := readTable(src, "note_models", "translations.csv")
	if err != nil {
		return err
	}
	strs := &table{header: []string{"string"}}
	typeSuffix, deckSuffix, extendedSuffix := []string{"type-suffix"}, []string{"deck-suffix"}, []string{"extended-deck-suffix"}
	for _, code := range translations.column("__LANGUAGE_CODE__") {
		language, suffix := strings.ToLower(code), " ["+code+"]"
		strs.header = append(strs.header, language)
		if language == "en" {
			suffix = ""
		}
		typeSuffix = append(typeSuffix, suffix)
		// The recipes give a name of its own to the deck of each language whose description is translated.
		if _, err := os.Stat(filepath.Join(src, "headers", "desc_"+language+".html")); err != nil {
			suffix = ""
		}
		deckSuffix = append(deckSuffix, suffix)
		if language == "sv" { // its extended edition has the header of English in the recipes, by oversight it seems
			suffix = ""
		}
		extendedSuffix = append(extendedSuffix, suffix)
	}
	strs.rows = [][]string{typeSuffix, deckSuffix, extendedSuffix}
	for i, placeholder := range translations.header {
		if name, ok := placeholders[placeholder]; ok && name != "dir" {
			row := []string{name}
			for _, language := range translations.rows {
				row = append(row, language[i])
			}
			strs.rows = append(strs.rows, row)
		}
	}
	return strs.write(dir, "strings.csv")
}

// idsOf makes an id of the name of each place.
func idsOf(t *table) map[string]string {
	ids := map[string]string{}
	for _, place := range t.column("country") {
		ids[place] = keyOf(place)
	}
	return ids
}

// keyOf makes a key or an id of a name: `Country info` -> `country-info`.
func keyOf(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}), "-")
}

// A table is a file of rows under a header, as wide as it.
type table struct {
	header []string
	rows   [][]string
}

func readTable(parts ...string) (*table, error) {
	name := filepath.Join(parts...)
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: no table: %w", name, err)
	}
	return &table{rows[0], rows[1:]}, nil
}

func (t *table) rename(name func(column string) string) {
	for i, column := range t.header {
		t.header[i] = name(column)
	}
}

// each replaces every cell of a column.
func (t *table) each(column string, cell func(string) string) {
	i := slices.Index(t.header, column)
	for _, row := range t.rows {
		row[i] = cell(row[i])
	}
}

func (t *table) column(name string) []string {
	var cells []string
	t.each(name, func(cell string) string {
		cells = append(cells, cell)
		return cell
	})
	return cells
}

// repeatFirst puts a copy of the first column beside it.
func (t *table) repeatFirst() {
	t.header = slices.Insert(t.header, 1, t.header[0])
	for i, row := range t.rows {
		t.rows[i] = slices.Insert(row, 1, row[0])
	}
}

func (t *table) write(parts ...string) error {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(append([][]string{t.header}, t.rows...)); err != nil {
		return err
	}
	return write(out.Bytes(), parts...)
}
