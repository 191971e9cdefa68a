package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A crowdDeck is CrowdAnki's deck.json, as far as it is needed.
type crowdDeck struct {
	Name     string       `json:"name"`
	Children []crowdDeck  `json:"children"`
	Models   []crowdModel `json:"note_models"`
	Notes    []struct {
		GUID   string   `json:"guid"`
		Model  string   `json:"note_model_uuid"`
		Tags   []string `json:"tags"`
		Fields []string `json:"fields"`
	} `json:"notes"`
}

type crowdModel struct {
	UUID   string `json:"crowdanki_uuid"`
	Name   string `json:"name"`
	Type   int    `json:"type"`
	Sort   int    `json:"sortf"`
	CSS    string `json:"css"`
	Fields []struct {
		Name string `json:"name"`
		RTL  bool   `json:"rtl"`
	} `json:"flds"`
	Templates []struct {
		Name         string `json:"name"`
		Front        string `json:"qfmt"`
		Back         string `json:"afmt"`
		BrowserFront string `json:"bqfmt"`
		BrowserBack  string `json:"bafmt"`
	} `json:"tmpls"`
}

func (m *crowdModel) notetype() collection.Notetype {
	t := collection.Notetype{Name: m.Name, Cloze: m.Type == 1, SortField: m.Sort, CSS: m.CSS}
	for _, f := range m.Fields {
		t.Fields = append(t.Fields, collection.Field{Name: f.Name, RTL: f.RTL})
	}
	for _, c := range m.Templates {
		t.Templates = append(t.Templates, collection.Template{Name: c.Name, Front: c.Front, Back: c.Back,
			BrowserFront: c.BrowserFront, BrowserBack: c.BrowserBack})
	}
	return t
}

// readCrowdAnki reads a folder as CrowdAnki exports it: deck.json, and media beside it.
func readCrowdAnki(dir, name string) ([]repository, error) {
	data, err := os.ReadFile(filepath.Join(dir, "deck.json"))
	if err != nil {
		return nil, err
	}
	var d crowdDeck
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, err
	}
	out := foreignDeck{name: d.Name, markup: "html", media: map[string]content{}}
	for i := range d.Models {
		out.types = append(out.types, d.Models[i].notetype())
	}
	d.addTo(&out, d.Models, "")
	files, err := filepath.Glob(filepath.Join(dir, "media", "*"))
	for _, f := range files {
		out.media[filepath.Base(f)] = onDisk(f)
	}
	return []repository{repositoryOf(name, realDecks, out)}, err
}

// addTo adds the notes of a deck and of those below it.
func (d *crowdDeck) addTo(out *foreignDeck, models []crowdModel, path string) {
	for _, n := range d.Notes {
		i := slices.IndexFunc(models, func(m crowdModel) bool { return m.UUID == n.Model })
		out.notes = append(out.notes, foreignNote{guid: n.GUID, deck: path, typ: i + 1, tags: n.Tags, fields: n.Fields})
	}
	for i := range d.Children {
		below := d.Children[i].Name
		if path != "" {
			below = path + "::" + below
		}
		d.Children[i].addTo(out, models, below)
	}
}
