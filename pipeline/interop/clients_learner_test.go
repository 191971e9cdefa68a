package interop_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A learner is a collection in some version of Anki.
type learner struct {
	t      *testing.T
	python string
	folder string
}

func newLearner(t *testing.T, python string) *learner { return &learner{t, python, t.TempDir()} }

// A step is one of the steps of client.py.
type step struct {
	Do    string     `json:"do"`
	Path  string     `json:"path"`
	GUIDs []string   `json:"guids"`
	GUID  string     `json:"guid"`
	Field int        `json:"field"`
	Text  string     `json:"text"`
	Tag   string     `json:"tag"`
	At    int64      `json:"at"`
	Notes [][]string `json:"notes"`
}

// A said is what client.py says to a step.
type said struct {
	Error    string
	Counts   map[string]int
	OK       bool
	Problems string
	Silent   bool
	State    state
}

// A state is what a collection holds, sorted by guid, ordinal and id.
type state struct {
	Notes     []learned
	Reviews   [][]int64
	Notetypes []learnedType
	Decks     map[string]string // name -> description
	Media     map[string]string // name -> SHA-1 in hexadecimal
}

type learned struct {
	ID         int64
	GUID       string
	NotetypeID int64 `json:"notetype_id"`
	Mod        int64
	Tags       []string
	Fields     []string
	Cards      []learnedCard
}

type learnedCard struct {
	ID                int64
	Ord               int
	Deck              string
	Due               int
	Type, Queue       int
	Interval, Reviews int
	Mod               int64
}

type learnedType struct {
	ID, Mod   int64
	Name, CSS string
	Fields    []learnedPart
	Templates []learnedPart
}

// A learnedPart is a field or a card template.
type learnedPart struct {
	ID                int64
	Name, Front, Back string
}

// duringTest stands for every time of the last hour: one that an import, or a review, has put there.
const duringTest = -1

// play takes steps and returns what Anki says to each.
func (l *learner) play(steps ...step) []said {
	l.t.Helper()
	input, err := json.Marshal(steps)
	if err != nil {
		l.t.Fatal(err)
	}
	in, out := filepath.Join(l.folder, "steps.json"), filepath.Join(l.folder, "answers.json")
	if err := os.WriteFile(in, input, 0o666); err != nil {
		l.t.Fatal(err)
	}
	cmd := exec.Command(l.python, "testdata/client.py", filepath.Join(l.folder, "learner.anki2"), in, out)
	if text, err := cmd.CombinedOutput(); err != nil {
		l.t.Fatalf("%v\n%s", err, text)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		l.t.Fatal(err)
	}
	var answers []said
	if err := json.Unmarshal(raw, &answers); err != nil || len(answers) != len(steps) {
		l.t.Fatalf("%d answers to %d steps: %v", len(answers), len(steps), err)
	}
	for i := range answers {
		answers[i].State.blur()
		if a := answers[i]; steps[i].Do == "check" && (!a.OK || a.Silent) {
			l.t.Errorf("Check Database: ok %v, changed silently %v: %s", a.OK, a.Silent, a.Problems)
		}
	}
	return answers
}

// blur replaces times of the test itself.
func (s *state) blur() {
	now := time.Now().Unix()
	blur := func(mod *int64) {
		if age := now - *mod; 0 <= age && age < 3600 {
			*mod = duringTest
		}
	}
	for i := range s.Notes {
		blur(&s.Notes[i].Mod)
		for j := range s.Notes[i].Cards {
			blur(&s.Notes[i].Cards[j].Mod)
		}
	}
	for i := range s.Notetypes {
		blur(&s.Notetypes[i].Mod)
	}
}

func (s *state) find(guid string) *learned {
	i := slices.IndexFunc(s.Notes, func(n learned) bool { return n.GUID == guid })
	if i < 0 {
		return nil
	}
	return &s.Notes[i]
}

// owned counts the notes with an edit and with a tag of the learner's.
func (s *state) owned() (edits, tags int) {
	for _, n := range s.Notes {
		if slices.Contains(n.Fields, ownWords) {
			edits++
		}
		if slices.Contains(n.Tags, ownTag) {
			tags++
		}
	}
	return edits, tags
}
