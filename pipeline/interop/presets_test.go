package interop_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	model "github.com/deckmill/deckmill/pipeline/learner"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// presetsDeck writes a deck with a sub-deck for each preset that the claims need, the i-th with the i-th value of every option
// that has so many, beside one without any, and one below the first that inherits its.
func presetsDeck() (source string, presets int) {
	for _, c := range presetClaims {
		presets = max(presets, len(c.written))
	}
	var options, decks, notes strings.Builder
	for i := range presets {
		fmt.Fprintf(&options, "  p%d:\n    name: 'Preset %d, \"ä\"'\n", i, i)
		for _, c := range presetClaims {
			if i < len(c.written) {
				fmt.Fprintf(&options, "    %s: %s\n", c.key, c.written[i])
			}
		}
		fmt.Fprintf(&decks, "  D%d: {preset: p%d, description: 'Number %d'}\n", i, i, i)
		fmt.Fprintf(&notes, "  - {guid: n%d, deck: D%d, front: f%d, back: b}\n", i, i, i)
	}
	return "deck: Presets\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c54\ndescription: All options\npreset: main\npresets:\n  main: {anki-id: 1531764320123}\n" + options.String() +
		"subdecks:\n  Plain: {}\n  D0::Below: {}\n" + decks.String() +
		"notes:\n  - {guid: plain, deck: Plain, front: plain, back: b}\n  - {guid: below, deck: 'D0::Below', front: below, back: b}\n" + notes.String(), presets
}

// A presetImport is one of a learner's imports: see presets.py.
type presetImport struct {
	Package   string `json:"package"`
	Ticked    bool   `json:"ticked"`
	NewPerDay int    `json:"new_per_day,omitempty"`
}

type presetLearner struct {
	Imports []presetImport `json:"imports"`
}

// A presetAnswer is what presets.py says of a learner.
type presetAnswer struct {
	After []presetState
	Fresh map[string]any
	OK    bool
}

type presetState struct {
	Decks   map[string]string // id of the preset, by name of the deck
	Presets map[string]struct {
		Name   string
		Values map[string]any
	}
}

// TestPresets imports presets into real Anki: every option arrives with the value that is meant, every deck has the preset
// that it should have, and without the tick nothing does. Anki 23.10 has the presets then, but gives them to no deck, not even
// when it exported the package itself.
func TestPresets(t *testing.T) {
	source, presets := presetsDeck()
	r := releasePresets(t, source)
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) {
			var answers []presetAnswer
			run(t, python(t, variable), "testdata/presets.py", []presetLearner{
				{[]presetImport{{r.latest, true, 0}, {r.latest, true, 0}}},
				{[]presetImport{{r.legacy, true, 0}, {r.legacy, true, 0}}},
				{[]presetImport{{r.latest, false, 0}, {r.latest, true, 0}}},
			}, &answers)
			for i, a := range answers {
				if !a.OK {
					t.Errorf("learner %d: Check Database found something", i)
				}
				last := a.After[len(a.After)-1]
				comparePresets(t, i, last, a.Fresh, presets, variable == "DECKMILL_ANKI_PYTHON")
				if i < 2 && !reflect.DeepEqual(a.After[0], last) {
					t.Errorf("learner %d: the second import changed something", i)
				}
			}
			unticked := answers[2].After[0]
			if len(unticked.Presets) != 1 {
				t.Errorf("without the tick there are %d presets, not 1", len(unticked.Presets))
			}
			for name, id := range unticked.Decks {
				if id != "1" {
					t.Errorf("without the tick deck %s has the options %s", name, id)
				}
			}
		})
	}
}

// A presetRelease is both packages of a deck, and what they should hold.
type presetRelease struct {
	latest, legacy string
	meant          *collection.Collection
}

func releasePresets(t *testing.T, source string) presetRelease {
	t.Helper()
	repo, err := pipeline.Open(fstest.MapFS{"decks/d.yaml": {Data: []byte(source)}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := repo.Compile(repo.Decks[0], pipeline.Options{Time: buildTime})
	if err != nil {
		t.Fatal(err)
	}
	if c.Collection == nil {
		t.Fatalf("the deck has errors: %v\n%s", c.Diagnostics, source)
	}
	dir := t.TempDir()
	if _, err := c.Write(pipeline.Output{Dir: dir, Legacy: true}); err != nil {
		t.Fatal(err)
	}
	return presetRelease{filepath.Join(dir, "d.apkg"), filepath.Join(dir, "d.legacy.apkg"), c.Collection}
}

// comparePresets holds what a learner has against the claims.
func comparePresets(t *testing.T, learner int, got presetState, fresh map[string]any, presets int, assigned bool) {
	t.Helper()
	if got := len(got.Presets); got != presets+2 { // and Anki's default one, and main
		t.Errorf("learner %d: %d presets, want %d", learner, got, presets+2)
	}
	const main = "1531764320123"
	decks := map[string]string{"Presets": main, "Presets::Plain": main, "Default": "1"}
	same := cmp.Options{
		cmp.Comparer(func(a, b float64) bool { return float32(a) == float32(b) }),
		cmpopts.IgnoreMapEntries(func(field string, _ any) bool { return field == "other" && !assigned }), // has what 23.10 does not know
	}
	if diff := cmp.Diff(fresh, got.Presets[main].Values, same); diff != "" {
		t.Errorf("learner %d: a preset that sets nothing (-Anki's own +ours):\n%s", learner, diff)
	}
	byName := map[string]string{}
	for id, p := range got.Presets {
		byName[p.Name] = id
	}
	for i := range presets {
		id := byName[fmt.Sprintf("Preset %d, \"ä\"", i)]
		decks[fmt.Sprintf("Presets::D%d", i)] = id
		want := maps.Clone(fresh)
		for _, c := range presetClaims {
			if i < len(c.written) {
				c.expect(want, c.meant[i])
			}
		}
		if diff := cmp.Diff(want, got.Presets[id].Values, same); diff != "" {
			t.Errorf("learner %d: preset %d (-meant +Anki):\n%s", learner, i, diff)
		}
	}
	decks["Presets::D0::Below"] = decks["Presets::D0"] // inherited
	if !assigned {
		for name := range decks {
			decks[name] = "1"
		}
	}
	if diff := cmp.Diff(decks, got.Decks); diff != "" {
		t.Errorf("learner %d: the presets of decks (-meant +Anki):\n%s", learner, diff)
	}
}

// TestPresetUpdates shows why `update-blocked` asks for a new key: a preset that learners have never changes again, whatever they
// tick, while one of a new key arrives, and replaces the one that the deck had. Package learner knows all this.
func TestPresetUpdates(t *testing.T) {
	const deck = "deck: Updates\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c55\nnotes:\n  - {guid: a, front: f, back: b}\n"
	first := releasePresets(t, deck+"preset: light\npresets: {light: {new-per-day: 10}}\n")
	changed := releasePresets(t, deck+"preset: light\npresets: {light: {new-per-day: 12}}\n")
	renewed := releasePresets(t, deck+"preset: light-2\npresets: {light-2: {new-per-day: 12}}\n")
	without := releasePresets(t, deck)
	type step struct {
		presetRelease
		ticked  bool
		edit    int    // new cards a day that the learner sets before it; 0: the learner changes nothing
		has     string // the name and the new cards a day of the deck's preset then
		presets string // all that there are, without the default one
	}
	lives := [][]step{
		{{first, true, 0, "Light 10", "Light 10"}, {changed, true, 0, "Light 10", "Light 10"}, {renewed, true, 0, "Light 2 12", "Light 10, Light 2 12"},
			{without, true, 0, "Light 2 12", "Light 10, Light 2 12"}, {first, true, 0, "Light 10", "Light 10, Light 2 12"}},
		{{first, true, 0, "Light 10", "Light 10"}, {changed, true, 5, "Light 5", "Light 5"}, {renewed, false, 0, "Light 5", "Light 5"}},
		{{first, false, 0, "", ""}, {changed, true, 0, "Light 12", "Light 12"}, {renewed, false, 0, "Light 12", "Light 12"}},
	}
	var cases []presetLearner
	for _, life := range lives {
		var c presetLearner
		for _, s := range life {
			c.Imports = append(c.Imports, presetImport{s.latest, s.ticked, s.edit})
		}
		cases = append(cases, c)
	}
	for variable, version := range map[string]model.Version{"DECKMILL_ANKI_PYTHON": model.Current, "DECKMILL_ANKI_OLD_PYTHON": model.V23_10} {
		t.Run(variable, func(t *testing.T) {
			var answers []presetAnswer
			run(t, python(t, variable), "testdata/presets.py", cases, &answers)
			for i, life := range lives {
				have := model.New()
				have.Version = version
				for j, s := range life {
					if version == model.V23_10 {
						s.has = ""
					}
					has, all := answers[i].After[j].presetsOf("Updates")
					if has != s.has || all != s.presets {
						t.Errorf("learner %d, import %d: Anki has %q of %q, want %q of %q", i, j, has, all, s.has, s.presets)
					}
					if _, err := have.Import(s.meant, model.Options{Presets: s.ticked}, buildTime+int64(j)); err != nil {
						t.Fatal(err)
					}
					if has, all := modelPresets(have, "Updates"); s.edit == 0 && life[max(j-1, 0)].edit == 0 && (has != s.has || all != s.presets) {
						t.Errorf("learner %d, import %d: the model has %q of %q, want %q of %q", i, j, has, all, s.has, s.presets)
					}
				}
			}
		})
	}
}

// presetsOf returns the preset of a deck, and all that there are, without Anki's default one.
func (s presetState) presetsOf(deck string) (has, all string) {
	var names []string
	for id, p := range s.Presets {
		if id == "1" {
			continue
		}
		name := fmt.Sprint(p.Name, " ", p.Values["new_per_day"])
		names = append(names, name)
		if id == s.Decks[deck] {
			has = name
		}
	}
	slices.Sort(names)
	return has, strings.Join(names, ", ")
}

// modelPresets is presetsOf for the model of a learner.
func modelPresets(c *model.Collection, deck string) (has, all string) {
	var names []string
	for _, p := range c.Presets() {
		name := fmt.Sprint(p.Name, " ", p.Values[preset.Index("new-per-day")][0])
		names = append(names, name)
		if p.ID == c.Deck(deck).Preset {
			has = name
		}
	}
	slices.Sort(names)
	return has, strings.Join(names, ", ")
}
