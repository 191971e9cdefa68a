package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A table is a file of rows under a header.
type table struct {
	header []string
	rows   [][]string
}

func readTable(separator rune, parts ...string) (*table, error) {
	name := filepath.Join(parts...)
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = separator, -1, separator == '\t'
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("%s: no table: %w", name, err)
	}
	return &table{rows[0], rows[1:]}, nil
}

// cell returns what stands in a column of a row; nothing where the row or the table lacks it.
func (t *table) cell(row []string, column string) string {
	if i := slices.Index(t.header, column); i >= 0 && i < len(row) {
		return row[i]
	}
	return ""
}

// notes makes notes of rows, with a field for each of the columns.
func (t *table) notes(columns ...string) []foreignNote {
	var notes []foreignNote
	for _, row := range t.rows {
		n := foreignNote{guid: t.cell(row, "guid"), typ: 1}
		n.tags = strings.Fields(t.cell(row, "tags") + " " + t.cell(row, "Tags"))
		for _, c := range columns {
			n.fields = append(n.fields, t.cell(row, c))
		}
		notes = append(notes, n)
	}
	return notes
}

// readJLPT reads the five vocabulary lists, each a deck as in their own build.
func readJLPT(dir string) ([]repository, error) {
	texts := map[string]string{}
	for _, name := range []string{"jp-question.html", "jp-answer.html", "en-question.html", "en-answer.html", "styles.css"} {
		data, err := os.ReadFile(filepath.Join(dir, "src", "templates", name))
		if err != nil {
			return nil, err
		}
		texts[name] = string(data)
	}
	var decks []foreignDeck
	for _, level := range []string{"n5", "n4", "n3", "n2", "n1"} {
		t, err := readTable(',', dir, "src", level+".csv")
		if err != nil {
			return nil, err
		}
		n := plainType("JLPT "+level, "expression", "reading", "meaning")
		n.CSS = texts["styles.css"]
		n.Templates = []collection.Template{
			{Name: "Japanese", Front: texts["jp-question.html"], Back: texts["jp-answer.html"]},
			{Name: "English", Front: texts["en-question.html"], Back: texts["en-answer.html"]},
		}
		decks = append(decks, foreignDeck{name: "JLPT " + level, language: "ja", markup: "html",
			types: []collection.Notetype{n}, notes: t.notes("expression", "reading", "meaning")})
	}
	return []repository{repositoryOf("jlpt", realDecks, decks...)}, nil
}

func readZhongwen(dir string) ([]repository, error) {
	var out []repository
	for _, name := range []string{"input", "output"} {
		t, err := readTable('\t', dir, "data", name+".tsv")
		if err != nil {
			return nil, err
		}
		out = append(out, repositoryOf("zhongwen/data/"+name+".tsv", realDecks, foreignDeck{name: "Zhongwen " + name, language: "zh", markup: "html",
			types: []collection.Notetype{plainType("Zhongwen", t.header...)}, notes: t.notes(t.header...)}))
	}
	return out, nil
}

// readBrainBrew reads the tables of Brain Brew, with the note type that its tests use for them, and its CrowdAnki deck.
func readBrainBrew(dir string) ([]repository, error) {
	dir = filepath.Join(dir, "tests", "test_files")
	out, err := readCrowdAnki(filepath.Join(dir, "crowd_anki", "crowdanki_example_1"), "brain-brew/crowdanki_example_1")
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(dir, "deck_parts", "note_models", "LL Word.json"))
	if err != nil {
		return nil, err
	}
	var model crowdModel
	if err := json.Unmarshal(data, &model); err != nil {
		return nil, err
	}
	for name, separator := range map[string]rune{"csv/test1.csv": ',', "csv/test2.csv": ',', "csv/test3.csv": ',', "tsv/test1.tsv": '\t'} {
		t, err := readTable(separator, dir, filepath.FromSlash(name))
		if err != nil {
			return nil, err
		}
		out = append(out, repositoryOf("brain-brew/"+name, realDecks, foreignDeck{name: "LL " + name, markup: "html",
			types: []collection.Notetype{model.notetype()},
			notes: t.notes("English", "Danish", "Esperanto", "", "", "Danish Audio", "Esperanto Audio")}))
	}
	return out, nil
}
