package interop_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/cli"
	"github.com/deckmill/deckmill/pipeline/collection"
)

const organs = `deck: Organs
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c53
notetypes:
  grown:
    fields: [front, back]
    cards: [{key: card, front: "{{Front}}", back: "{{Back}}"}]
  styled:
    fields: [front, back, mine]
    cards:
      - {key: there, front: "{{Front}}", back: "{{Back}}"}
      - {key: back, front: "{{#Mine}}{{Back}}{{/Mine}}", back: "{{Front}}"}
  %FLIPPED%
notes:
  - {guid: same, front: heart, back: pumps, tags: [thorax]}
  - {guid: text, front: lung, back: breathes}
  - {guid: tags, front: liver, back: filters, tags: [abdomen]}
  - {guid: retired, front: tonsil, back: defends}
  - {guid: vanished, front: appendix, back: rests}
  - {guid: moved, deck: Urinary, front: kidney, back: filters blood}
  - {guid: retyped, notetype: basic, front: spleen, back: left}
  - {guid: grown-same, notetype: grown, front: eye, back: sees}
  - {guid: grown-text, notetype: grown, front: ear, back: hers}
  - {guid: styled, notetype: styled, front: nose, back: smells}
  - {guid: cloze, notetype: cloze, text: "{{c1::skin}} covers {{c2::all}}"}
  - {guid: cloze-more, notetype: cloze, text: "{{c1::bone}} carries muscle"}
`

const laterOrgans = `deck: Organs
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c53
retired: [{guid: retired, reason: nobody asks}]
notetypes:
  grown:
    fields: [front, back, source]
    cards: [{key: card, front: "{{Front}}", back: "{{Back}}"}]
  styled:
    css: ".card { color: maroon; }"
    fields: [front, back, mine]
    cards:
      - {key: there, front: "{{Front}}?", back: "{{Back}}"}
      - {key: back, front: "{{Back}}", back: "{{Front}}"}
  %FLIPPED%
notes:
  - {guid: same, front: heart, back: pumps, tags: [thorax]}
  - {guid: text, front: lung, back: breathes air}
  - {guid: tags, front: liver, back: filters, tags: [abdomen, digestion]}
  - {guid: moved, front: kidney, back: filters blood}
  - {guid: retyped, notetype: basic-reversed, front: spleen, back: left}
  - {guid: grown-same, notetype: grown, front: eye, back: sees}
  - {guid: grown-text, notetype: grown, front: ear, back: hears}
  - {guid: styled, notetype: styled, front: nose, back: smells}
  - {guid: cloze, notetype: cloze, text: "{{c1::skin}} covers all"}
  - {guid: cloze-more, notetype: cloze, text: "{{c1::bone}} carries {{c2::muscle}}"}
  - {guid: new, deck: Brain, front: brain, back: thinks}
`

// A predicted is what of the document that diff prints is held against Anki.
type predicted struct {
	Decks []struct {
		Unlisted int `json:"unlisted_notes"`
		Imports  []struct {
			Refused string
			Cards   int  `json:"cards_added"`
			OneWay  bool `json:"one_way_sync"`
		}
		Notes []struct {
			GUID     string
			Fate     string
			Outcomes []string
			Edited   []string `json:"outcomes_if_edited"`
			Cards    struct{ Blank []struct{ Ord int } }
		}
	}
}

// A learnerCase is what predict.py takes.
type learnerCase struct {
	Old      string           `json:"old"`
	New      string           `json:"new"`
	Edit     int64            `json:"edit"`
	Options  []map[string]any `json:"options"`
	GUIDs    map[int64]string `json:"guids"`
	Searches []string         `json:"searches"`
}

// A happened is what real Anki did.
type happened struct {
	Refused  string
	Outcomes map[string]string
	Cards    int
	OneWay   bool `json:"one_way"`
	Blank    [][]any
	Found    [][]string
}

// TestDiffIsRight holds every outcome that `deckmill diff` predicts against real Anki: for two releases in which nearly
// everything happens, under each combination of import options, for learners with and without changes of their own.
func TestDiffIsRight(t *testing.T) {
	for name, flipped := range map[string][2]string{
		"whatever":   {"", ""},
		"other kind": {"flipped: {fields: [text], cards: [{key: a, front: \"{{Text}}\", back: \"{{Text}}\"}]}", "flipped: {cloze: true, fields: [text], cards: [{key: a, front: \"{{cloze:Text}}\", back: \"{{cloze:Text}}\"}]}"},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := strings.Replace(organs, "%FLIPPED%", flipped[0], 1), strings.Replace(laterOrgans, "%FLIPPED%", flipped[1], 1)
			if flipped[0] != "" {
				before += "  - {guid: flipped, notetype: flipped, text: blood}\n"
				after += "  - {guid: flipped, notetype: flipped, text: \"{{c1::blood}}\"}\n"
			}
			diffIsRight(t, python(t, "DECKMILL_ANKI_PYTHON"), before, after)
		})
	}
}

func diffIsRight(t *testing.T, python, before, after string) {
	dir := t.TempDir()
	oldDir, newDir := filepath.Join(dir, "old"), filepath.Join(dir, "new")
	release(t, before, oldDir, pipeline.Options{Time: buildTime})
	release(t, after, newDir, pipeline.Options{Time: buildTime + 1000, Ungated: true, LoadBaseline: func(string) (*collection.Baseline, error) {
		return pipeline.ReadBaseline("old", filepath.Join(oldDir, "cities.apkg"))
	}})
	c := learnerCase{Old: filepath.Join(oldDir, "cities.apkg"), New: filepath.Join(newDir, "cities.apkg"), GUIDs: map[int64]string{}}
	for _, merge := range []bool{false, true} {
		for condition := range 3 {
			c.Options = append(c.Options, map[string]any{"notes": condition, "merge": merge})
		}
	}
	said := command(t, dir, "diff", "--format", "json", c.Old, c.New)
	var p predicted
	if err := json.Unmarshal(said, &p); err != nil {
		t.Fatal(err)
	}
	release, err := pipeline.ReadRelease(c.New)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range release.Notes {
		c.GUIDs[n.ID] = n.GUID
	}
	sources := filepath.Join(dir, "decks", "cities") // which say what is retired
	if err := os.MkdirAll(sources, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(sources, "deck.yaml"), []byte(after), 0o644); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(command(t, dir, "notes", c.Old, "cities"))) {
		if strings.HasPrefix(line, "nid:") {
			c.Searches = append(c.Searches, strings.TrimSpace(line))
		}
	}
	edited, late := c, c
	edited.Edit, late.Edit = buildTime+10, buildTime+2000
	late.Options = c.Options[:1]
	var answers [][]happened
	run(t, python, "testdata/predict.py", []learnerCase{c, edited, late}, &answers)
	for guid, outcome := range answers[2][0].Outcomes {
		if outcome == "updated" { // the text that people read promises that it is not
			t.Errorf("%s was changed after the new release was built, and updated all the same", guid)
		}
	}
	for i := range c.Options {
		for k, edited := range []bool{false, true} {
			if diff := cmp.Diff(p.outcomes(i, edited, c.GUIDs), answers[k][i].outcomes(c.GUIDs)); diff != "" {
				t.Errorf("%v, edited %v (-predicted +Anki):\n%s", c.Options[i], edited, diff)
			}
		}
		m, is := p.Decks[0].Imports[i], answers[0][i]
		if m.Refused != "" {
			continue
		}
		if m.Cards != is.Cards || m.OneWay != is.OneWay {
			t.Errorf("%v: predicted %d more cards and one-way %v, Anki has %d and %v", c.Options[i], m.Cards, m.OneWay, is.Cards, is.OneWay)
		}
	}
	if diff := cmp.Diff(p.blank(), answers[0][0].Blank); diff != "" {
		t.Errorf("blank cards (-predicted +Anki):\n%s", diff)
	}
	if want := [][]string{{"retired"}}; !slices.EqualFunc(want, answers[0][0].Found, slices.Equal) {
		t.Errorf("the search in the notes finds %v, want %v", answers[0][0].Found, want)
	}
}

// outcomes returns what is predicted for each note of the new package under a combination.
func (p predicted) outcomes(combination int, edited bool, all map[int64]string) map[string]string {
	unlisted := "duplicate" // as the schema says
	if p.Decks[0].Imports[combination].Refused != "" {
		unlisted = "refused"
	} else if always := combination%3 == 1; edited && always {
		unlisted = "updated"
	}
	out := map[string]string{}
	for _, guid := range all {
		out[guid] = unlisted
	}
	for _, n := range p.Decks[0].Notes {
		switch {
		case n.Outcomes == nil:
		case edited:
			out[n.GUID] = n.Edited[combination]
		default:
			out[n.GUID] = n.Outcomes[combination]
		}
	}
	return out
}

// outcomes returns what Anki did with each note of the new package.
func (h happened) outcomes(all map[int64]string) map[string]string {
	if h.Refused == "" {
		return h.Outcomes
	}
	out := map[string]string{}
	for _, guid := range all {
		out[guid] = "refused"
	}
	return out
}

// blank returns guid and ordinal of each card that is predicted to become blank.
func (p predicted) blank() [][]any {
	out := [][]any{}
	for _, n := range p.Decks[0].Notes {
		if n.Fate != "blanked" {
			continue
		}
		for _, c := range n.Cards.Blank {
			out = append(out, []any{n.GUID, float64(c.Ord)})
		}
	}
	return out
}

// command runs the command and returns what it prints.
func command(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	env := cli.Env{Stdout: &out, Stderr: &errs, Dir: dir, Environ: map[string]string{}, Now: time.Now,
		Notify: func(chan<- os.Signal) func() { return func() {} }}
	if status := cli.Main(env, append([]string{"deckmill"}, args...)); status != 0 {
		t.Fatalf("deckmill %v: status %d: %s", args, status, errs.String())
	}
	return out.Bytes()
}
