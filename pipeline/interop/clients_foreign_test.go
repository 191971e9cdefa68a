package interop_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// testForeignBaselines publishes an update to a package that another tool made: its learners keep what they have, and the
// row ids that they know.
func (c client) testForeignBaselines(t *testing.T, python string) {
	t.Run("exported by Anki", func(t *testing.T) {
		author := newLearner(t, python)
		exported := filepath.Join(t.TempDir(), "exported.apkg")
		author.play(
			step{Do: "add", Notes: [][]string{{"dog", "Hund"}, {"cat", "Katze"}, {"horse", "Pferd"}}, At: firstTime},
			step{Do: "export", Path: exported})
		c.testForeign(t, author, exported) // who made it has it
		c.testForeign(t, newLearner(t, python), exported, step{Do: "import", Path: exported})
	})
	for _, name := range []string{
		"openrussian/test.apkg", // by genanki
		"eindiran-yaml/NATO-Phonetic-Alphabet/NATO-Phonetic-Alphabet.apkg", // by ankipandas
	} {
		t.Run(name, func(t *testing.T) {
			foreign := filepath.Join(corpus(t), filepath.FromSlash(name))
			c.testForeign(t, newLearner(t, python), foreign, step{Do: "import", Path: foreign})
		})
	}
}

// corpus returns the folder of files that other tools made, absolute, since old versions of Anki change the working folder; they
// are no part of this repository.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DECKMILL_CORPUS")
	if dir == "" {
		dir = filepath.FromSlash("../../../shared/corpus")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("there is no corpus; set DECKMILL_CORPUS: %v", err)
	}
	return dir
}

// testForeign takes the package over into sources of ours, changes the second note, adds one and drops the last, and lets a
// learner import the result who has the package once they have taken the steps.
func (c client) testForeign(t *testing.T, l *learner, foreign string, have ...step) {
	t.Helper()
	p, err := apkg.Read(foreign)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	old := p.Collection
	base := collection.NewBaseline("foreign", old)
	newest := newestMod(old)
	update := build(t, map[string]string{"deck.yaml": takeOver(t, old)},
		pipeline.Options{Time: newest + 2*86_400, Baseline: base, Ungated: true})
	checkRowIDs(t, base, update.Collection)

	latest := c.latest != refuses
	path := update.latest
	if !latest {
		path = update.legacy
	}
	said := l.play(append(have,
		step{Do: "review", GUIDs: []string{old.Notes[0].GUID, old.Notes[1].GUID}},
		step{Do: "edit", GUID: old.Notes[0].GUID, Field: 1, Text: ownWords, At: newest + 86_400},
		step{Do: "check"}, step{Do: "import", Path: path}, step{Do: "check"})...)
	before, got := said[len(said)-3].State, said[len(said)-2]
	c.check(t, update, latest, before, got, map[string]int{"new": 1, "updated": 1, "duplicate": len(old.Notes) - 2})
	if edits, _ := got.State.owned(); edits != 1 {
		t.Error("the learner's edit is gone")
	}
	if len(got.State.Reviews) != len(before.Reviews) {
		t.Error("reviews are gone")
	}
}

// newestMod returns the last time at which a note or note type of the package changed.
func newestMod(c *collection.Collection) int64 {
	var newest int64
	for i := range c.Notes {
		newest = max(newest, c.Notes[i].Mod)
	}
	for i := range c.Notetypes {
		newest = max(newest, c.Notetypes[i].Mod)
	}
	return newest
}

// checkRowIDs wants the notes and cards of the baseline to have the ids that they had, and no others.
func checkRowIDs(t *testing.T, base *collection.Baseline, c *collection.Collection) {
	t.Helper()
	taken := map[int64]bool{}
	for _, n := range base.Collection.Notes {
		taken[n.ID] = true
	}
	for _, n := range c.Notes {
		old := base.Note(n.GUID)
		if old == nil {
			if taken[n.ID] {
				t.Errorf("the new note has the id %d, which learners have", n.ID)
			}
			continue
		}
		if n.ID != old.ID || n.Cards[0].ID != old.Cards[0].ID {
			t.Errorf("note %q: row %d, card %d; were %d and %d", n.Fields[0], n.ID, n.Cards[0].ID, old.ID, old.Cards[0].ID)
		}
	}
}

// takeOver writes sources for a package with one deck. JSON is YAML.
func takeOver(t *testing.T, c *collection.Collection) string {
	t.Helper()
	deck := c.Decks[c.Notes[0].Cards[0].Deck].Name
	notes := []map[string]any{}
	keys := []string{"f0", "f1", "f2", "f3"}
	for i, n := range c.Notes[:len(c.Notes)-1] {
		values := map[string]any{}
		for j, text := range n.Fields {
			values[keys[j]] = text
		}
		if i == 1 {
			values["f1"] = "changed"
		}
		notes = append(notes, map[string]any{"guid": n.GUID, "tags": append([]string{}, n.Tags...), "fields": values})
	}
	notes = append(notes, map[string]any{"id": "one-more", "f0": "one more", "f1": "new"})
	kind := c.Notetypes[c.Notes[0].Notetype]
	fields, cards := []map[string]any{}, []map[string]any{}
	for i, f := range kind.Fields {
		fields = append(fields, part(keys[i], f.Name, f.ID, map[string]any{"font": f.Font, "size": f.Size, "markup": "html"}))
	}
	for i, k := range kind.Templates {
		cards = append(cards, part(keys[i], k.Name, k.ID, map[string]any{"front": k.Front, "back": k.Back}))
	}
	source, err := json.Marshal(map[string]any{
		"deck": deck, "id": "5e0a6d3c-3b0f-4a57-9c58-0d3a4a1a7f10", "notetype": "taken",
		"notetypes": map[string]any{"taken": map[string]any{"name": kind.Name, "anki-id": kind.ID, "css": kind.CSS,
			"fields": fields, "cards": cards}},
		"notes": notes,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

func part(key, name string, id int64, rest map[string]any) map[string]any {
	rest["key"], rest["name"] = key, name
	if id != 0 {
		rest["anki-id"] = id
	}
	return rest
}
