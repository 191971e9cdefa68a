package interop_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// An update is what update.py takes: a learner imports a package, edits notes, checks the database if told to, and imports
// the next.
type update struct {
	First     string            `json:"first"`
	Second    string            `json:"second"`
	Condition int               `json:"condition"`
	Edits     map[string]string `json:"edits,omitempty"`
	Check     bool              `json:"check,omitempty"`
}

// The conditions under which Anki updates notes.
const (
	ifNewer = iota
	always
)

// An updated is what real Anki has then.
type updated struct {
	Log     map[string]int
	Notes   map[string]text
	Cards   int
	OK      bool
	Missing []string
}

// A text is what a learner can edit in a note.
type text struct{ Fields, Tags []string }

const cities = `deck: Cities
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52
notes:
  - {guid: kept, front: Paris on the map, back: the Seine}
  - {guid: changed, front: Vienna on the map, back: the Inn}
  - {guid: other, front: Rome on the map, back: the Tiber}
`

const laterCities = `deck: Cities
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52
notes:
  - {guid: kept, front: Paris on the map, back: the Seine}
  - {guid: changed, front: Vienna on the map, back: "the Danube ![](river.svg)"}
  - {guid: other, front: Rome on the map, back: the Tiber}
  - {guid: new, deck: Asia, notetype: basic-reversed, front: Baghdad, back: the Tigris}
`

// TestChangesOnly shows what a package of changes is for: whoever lets Anki update notes always keeps the edits of all notes
// that did not change, which the whole package takes.
func TestChangesOnly(t *testing.T) {
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) { changesOnly(t, python(t, variable)) })
	}
}

func changesOnly(t *testing.T, python string) {
	last, next := filepath.Join(t.TempDir(), "last"), filepath.Join(t.TempDir(), "next")
	release(t, cities, last, pipeline.Options{Time: buildTime})
	release(t, laterCities, next, pipeline.Options{Time: buildTime + 1000, Changes: true,
		LoadBaseline: func(string) (*collection.Baseline, error) {
			return pipeline.ReadBaseline("last", filepath.Join(last, "cities.apkg"))
		}})
	first, whole, changes := filepath.Join(last, "cities.apkg"), filepath.Join(next, "cities.apkg"), filepath.Join(next, "cities.changes.apkg")
	edits := map[string]string{"kept": "mine", "changed": "mine too"}
	answers := learn(t, python, []update{
		{First: first, Second: changes, Condition: always, Edits: edits},
		{First: first, Second: whole, Condition: always, Edits: edits},
		{First: first, Second: whole, Condition: ifNewer, Edits: edits},
		{First: first, Second: whole, Condition: always},
	})
	mine, theirs := []string{"mine"}, []string{}
	river := `the Danube <img src="river-8434773c.svg">`
	kept, changed := text{[]string{"Paris on the map", "mine"}, mine}, text{[]string{"Vienna on the map", river}, theirs}
	other, fresh := text{[]string{"Rome on the map", "the Tiber"}, theirs}, text{[]string{"Baghdad", "the Tigris"}, theirs}
	for i, want := range []updated{
		{Log: counts(1, 1, 0), Notes: map[string]text{"kept": kept, "changed": changed, "other": other, "new": fresh}},
		{Log: counts(1, 2, 1), Notes: map[string]text{"kept": {[]string{"Paris on the map", "the Seine"}, theirs}, "changed": changed, "other": other, "new": fresh}},
		{Log: counts(1, 0, 3), Notes: map[string]text{"kept": kept, "changed": {[]string{"Vienna on the map", "mine too"}, mine}, "other": other, "new": fresh}},
		{Log: counts(1, 1, 2), Notes: map[string]text{"kept": {[]string{"Paris on the map", "the Seine"}, theirs}, "changed": changed, "other": other, "new": fresh}},
	} {
		want.Cards, want.OK, want.Missing = 5, true, []string{}
		if diff := cmp.Diff(want, answers[i]); diff != "" {
			t.Errorf("learner %d (-meant +Anki):\n%s", i, diff)
		}
	}
}

func counts(added, updated, duplicate int) map[string]int {
	return map[string]int{"new": added, "updated": updated, "duplicate": duplicate, "conflicting": 0}
}

// release builds a deck into a folder.
func release(t *testing.T, source, dir string, o pipeline.Options) {
	t.Helper()
	repo, err := pipeline.Open(fstest.MapFS{
		"decks/cities/deck.yaml":       {Data: []byte(source)},
		"decks/cities/media/river.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 4h9"/></svg>`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := repo.Compile(repo.Decks[0], o)
	if err != nil {
		t.Fatal(err)
	}
	if c.Collection == nil {
		t.Fatalf("the deck has errors: %v", c.Diagnostics)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(pipeline.Output{Dir: dir}); err != nil {
		t.Fatal(err)
	}
}

func learn(t *testing.T, python string, updates []update) []updated {
	t.Helper()
	var answers []updated
	run(t, python, "testdata/update.py", updates, &answers)
	return answers
}
