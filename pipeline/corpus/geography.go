package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// geographyCards are the cards of the extended edition, in their order.
var geographyCards = []string{"Country - Capital", "Capital - Country", "Country - Flag", "Flag - Country", "Country - Map", "Map - Country"}

// geographyFields are the fields of the extended edition. In the tables their names begin with a small letter.
var geographyFields = []string{"Country", "Country info", "Capital", "Capital info", "Capital hint", "Flag", "Flag similarity", "Map"}

// A geography is the tables of Ultimate Geography: one row a place, one column a language.
type geography struct {
	dir    string
	main   *table
	extra  map[string]*table // by field, in its small letters; and guid
	places map[string]map[string][]string
	media  map[string]content
}

// readGeography makes a deck of each language of Ultimate Geography, in the extended edition.
func readGeography(dir string) ([]repository, error) {
	g := &geography{dir: filepath.Join(dir, "src"), extra: map[string]*table{}, places: map[string]map[string][]string{}, media: map[string]content{}}
	var err error
	if g.main, err = readTable(',', g.dir, "data", "main.csv"); err != nil {
		return nil, err
	}
	for _, name := range []string{"guid", "country", "country info", "capital", "capital info", "capital hint", "flag similarity"} {
		t, err := readTable(',', g.dir, "data", strings.ReplaceAll(name, " ", "_")+".csv")
		if err != nil {
			return nil, err
		}
		g.extra[name], g.places[name] = t, map[string][]string{}
		for _, row := range t.rows {
			g.places[name][t.cell(row, "country")] = row
		}
	}
	for _, folder := range []string{"flags", "maps"} {
		files, err := filepath.Glob(filepath.Join(g.dir, "media", folder, "*"))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			g.media[filepath.Base(f)] = onDisk(f)
		}
	}
	translations, err := readTable(',', g.dir, "note_models", "translations.csv")
	if err != nil {
		return nil, err
	}
	var decks []foreignDeck
	for _, row := range translations.rows {
		d, err := g.deck(translations, row)
		if err != nil {
			return nil, err
		}
		decks = append(decks, d)
	}
	return []repository{repositoryOf("ultimate-geography", realDecks, decks...)}, nil
}

// deck makes the deck of one language.
func (g *geography) deck(translations *table, row []string) (foreignDeck, error) {
	language := translations.cell(row, "__LANGUAGE_CODE__")
	code := strings.ToLower(language)
	fill := func(text string) string {
		for i, name := range translations.header {
			text = strings.ReplaceAll(text, name, row[i])
		}
		return text
	}
	d := foreignDeck{name: fmt.Sprintf("Ultimate Geography [%s]", language), language: code, markup: "html", media: g.media}
	t := collection.Notetype{Name: d.name + " [Extended]"}
	for _, f := range geographyFields {
		rtl := translations.cell(row, "__IS_RIGHT_TO_LEFT__") == "true" && f != "Flag" && f != "Map"
		t.Fields = append(t.Fields, collection.Field{Name: f, RTL: rtl})
	}
	for _, c := range geographyCards {
		data, err := os.ReadFile(filepath.Join(g.dir, "note_models", "templates", "base", c+" [__LANGUAGE_CODE__].html"))
		if err != nil {
			return d, err
		}
		front, back, _ := strings.Cut(fill(string(data)), "\n--\n")
		t.Templates = append(t.Templates, collection.Template{Name: c, Front: strings.TrimSpace(front), Back: strings.TrimSpace(back)})
	}
	css, err := os.ReadFile(filepath.Join(g.dir, "note_models", "style.css"))
	t.CSS = string(css)
	d.types = []collection.Notetype{t}
	for _, row := range g.main.rows {
		if n := g.note(row, code); n.fields[0] != "" {
			d.notes = append(d.notes, n)
		}
	}
	return d, err
}

// note makes the note of a place in a language.
func (g *geography) note(row []string, code string) foreignNote {
	place := g.main.cell(row, "country")
	in := func(name string) string {
		column := name
		if code != "en" {
			column += ":" + code
		} else if name == "country" {
			return place
		}
		return g.extra[name].cell(g.places[name][place], column)
	}
	n := foreignNote{guid: in("guid"), typ: 1, tags: strings.Split(g.main.cell(row, "tags"), ", ")}
	n.tags = slices.DeleteFunc(n.tags, func(t string) bool { return t == "" })
	for _, f := range geographyFields {
		switch name := strings.ToLower(f); name {
		case "flag", "map":
			n.fields = append(n.fields, g.main.cell(row, name))
		default:
			n.fields = append(n.fields, in(name))
		}
	}
	return n
}
