package interop_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
)

// A csvUpdate is what csv_update.py takes.
type csvUpdate struct {
	Package string                       `json:"package"`
	CSV     string                       `json:"csv"`
	Edits   map[string]map[string]string `json:"edits"`
}

// A csvUpdated is what real Anki has then.
type csvUpdated struct {
	Log        map[string]int
	Notes      map[string][]string
	Cards      int
	Scheduling bool // that of the cards that were there is as it was
	OK         bool
}

// words has FIELDS and CARDS filled in.
const wordsDeck = `deck: Words
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c56
notetype: word
notetypes:
  word:
    fields: [FIELDS]
    cards:
      - {key: read, front: '{{Word}}', back: '{{Meaning}} {{Mnemonic}} {{Mine}}'}
      - {key: write, front: '{{Meaning}}', back: '{{Word}}'}
notes:
  - {guid: same, word: ame, meaning: rain}
  - {guid: changed, word: yuki, meaning: MEANING}
  - {guid: plain, notetype: basic, front: what falls, back: Rain}
`

const (
	personalLast    = "word, meaning, {key: mnemonic, personal: true}, {key: mine, personal: true}"
	personalBetween = "word, {key: mnemonic, personal: true}, meaning, {key: mine, personal: true}"
)

// TestCSVUpdate shows what the CSV file of a release is for: whoever imports it over the package keeps what they wrote into
// personal fields, in notes that changed as well, and all of their scheduling. A row can only be cut at its end (anki-format.md
// 9.5), so what they wrote into a personal field that stands before others is lost: `personal-between` says so.
func TestCSVUpdate(t *testing.T) {
	var cases []csvUpdate
	edits := map[string]map[string]string{
		"same":    {"Mnemonic": "candy falls", "Mine": "seen in Kyoto"},
		"changed": {"Mnemonic": "you key, white", "Mine": "seen in Sapporo"},
		"plain":   {"Back": "my own answer"},
	}
	for _, fields := range []string{personalLast, personalBetween} {
		first := strings.NewReplacer("FIELDS", fields, "MEANING", "snou").Replace(wordsDeck)
		next := strings.NewReplacer("FIELDS", fields, "MEANING", "snow").Replace(wordsDeck) + "  - {guid: new, word: kaze, meaning: wind}\n"
		last, now := filepath.Join(t.TempDir(), "last"), filepath.Join(t.TempDir(), "now")
		release(t, first, last, pipeline.Options{Time: buildTime})
		release(t, next, now, pipeline.Options{Time: buildTime + 1000})
		cases = append(cases, csvUpdate{filepath.Join(last, "cities.apkg"), filepath.Join(now, "cities.csv"), edits})
	}
	want := []csvUpdated{
		{Log: counts(1, 2, 1), Notes: map[string][]string{
			"same":    {"ame", "rain", "candy falls", "seen in Kyoto"},
			"changed": {"yuki", "snow", "you key, white", "seen in Sapporo"},
			"plain":   {"what falls", "Rain"}, // a CSV file has all notes, and so replaces edits of those that did not change
			"new":     {"kaze", "wind", "", ""},
		}},
		{Log: counts(1, 3, 0), Notes: map[string][]string{
			"same":    {"ame", "", "rain", "seen in Kyoto"},
			"changed": {"yuki", "", "snow", "seen in Sapporo"},
			"plain":   {"what falls", "Rain"},
			"new":     {"kaze", "", "wind", ""},
		}},
	}
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) {
			var answers []csvUpdated
			run(t, python(t, variable), "testdata/csv_update.py", cases, &answers)
			for i, w := range want {
				w.Cards, w.Scheduling, w.OK = 7, true, true
				if diff := cmp.Diff(w, answers[i]); diff != "" {
					t.Errorf("learner %d (-meant +Anki):\n%s", i, diff)
				}
			}
		})
	}
}
