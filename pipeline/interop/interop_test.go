// Package interop_test imports what we build into real Anki and compares it with what we meant. `make interop` sets the
// environment up; without it the tests are skipped.
package interop_test

import (
	"bytes"
	gocmp "cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/template"
)

const buildTime = 1_700_000_000

// repositories are what is imported: the published decks, and one that has everything the format can say.
var repositories = []string{"../..", "testdata"}

// TestNewestAnki imports every package and CSV file into the newest Anki, and renders every card there.
func TestNewestAnki(t *testing.T) {
	importAll(t, python(t, "DECKMILL_ANKI_PYTHON"), true)
}

// TestOldAnki does the same, without rendering, in the oldest Anki that we promise to serve.
func TestOldAnki(t *testing.T) {
	importAll(t, python(t, "DECKMILL_ANKI_OLD_PYTHON"), false)
}

func python(t *testing.T, variable string) string {
	t.Helper()
	path := os.Getenv(variable)
	if path == "" {
		t.Skipf("real Anki is not here: `make interop` installs it and sets %s", variable)
	}
	return path
}

// A job is what ask_anki.py takes, and the collection that we meant.
type job struct {
	Package string `json:"package"`
	CSV     string `json:"csv"`
	Render  bool   `json:"render"`

	name string
	want *collection.Collection
}

// An answer is what real Anki says to a job.
type answer struct {
	First, Again map[string]int
	Integrity    struct {
		OK       bool
		Problems string
		Silent   bool
	}
	Notes           []note
	FromCSV         []note `json:"from_csv"`
	Media           map[string]string
	Missing, Unused []string
	EmptyCards      int `json:"empty_cards"`
	Descriptions    map[string]string
}

type note struct {
	ID         int64
	GUID       string
	Notetype   string
	NotetypeID int64 `json:"notetype_id"`
	Mod        int64
	Tags       []string
	Fields     []string
	Cards      []card
}

type card struct {
	ID               int64
	Ord              int
	Deck             string
	Due, Type, Queue int
	Question, Answer string
}

func importAll(t *testing.T, python string, render bool) {
	jobs := buildJobs(t, render)
	answers := ask(t, python, jobs)
	for i, j := range jobs {
		t.Run(j.name, func(t *testing.T) { compare(t, j, answers[i]) })
	}
}

// buildJobs compiles all decks and writes their packages, as the command does.
func buildJobs(t *testing.T, render bool) []job {
	t.Helper()
	var jobs []job
	for i, root := range repositories {
		dir := filepath.Join(t.TempDir(), fmt.Sprint(i))
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		repo, err := pipeline.Open(os.DirFS(root))
		if err != nil {
			t.Fatal(err)
		}
		if len(repo.Decks) == 0 {
			t.Fatalf("%s has no decks", root)
		}
		for _, p := range repo.Decks {
			c, err := repo.Compile(p, pipeline.Options{Time: buildTime})
			if err != nil {
				t.Fatal(err)
			}
			if c.Collection == nil {
				t.Fatalf("deck %s has errors: %v", p.Slug, c.Diagnostics)
			}
			if _, err := c.Write(pipeline.Output{Dir: dir, Legacy: true}); err != nil {
				t.Fatal(err)
			}
			base := filepath.Join(dir, p.Slug)
			jobs = append(jobs,
				job{name: p.Slug + ".apkg", Package: base + ".apkg", CSV: base + ".csv", Render: render, want: c.Collection},
				job{name: p.Slug + ".legacy.apkg", Package: base + ".legacy.apkg", want: c.Collection})
		}
	}
	return jobs
}

func ask(t *testing.T, python string, jobs []job) []answer {
	t.Helper()
	var answers []answer
	run(t, python, "testdata/ask_anki.py", jobs, &answers)
	return answers
}

// run runs a script, which reads cases from standard input and writes answers into a file: Anki prints what it likes.
func run(t *testing.T, python, script string, cases, answers any) {
	t.Helper()
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "answers.json")
	cmd := exec.Command(python, "-B", script, out) // -B: a module that scripts share leaves nothing beside it
	cmd.Stdin = bytes.NewReader(input)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, answers); err != nil {
		t.Fatal(err)
	}
}

// compare checks all that Anki says against what we meant.
func compare(t *testing.T, j job, got answer) {
	n := len(j.want.Notes)
	if want := map[string]int{"new": n, "updated": 0, "duplicate": 0, "conflicting": 0}; !cmp.Equal(got.First, want) {
		t.Errorf("first import: %v, want %v", got.First, want)
	}
	if want := map[string]int{"new": 0, "updated": 0, "duplicate": n, "conflicting": 0}; !cmp.Equal(got.Again, want) {
		t.Errorf("second import: %v, want %v", got.Again, want)
	}
	if !got.Integrity.OK || got.Integrity.Silent {
		t.Errorf("Check Database: ok %v, changed silently %v: %s", got.Integrity.OK, got.Integrity.Silent, got.Integrity.Problems)
	}
	if len(got.Missing)+len(got.Unused)+got.EmptyCards > 0 {
		t.Errorf("missing media %q, unused media %q, %d notes with empty cards", got.Missing, got.Unused, got.EmptyCards)
	}
	if diff := cmp.Diff(meantMedia(j.want), got.Media); diff != "" {
		t.Errorf("media (-meant +Anki):\n%s", diff)
	}
	for _, d := range j.want.Decks {
		if got.Descriptions[d.Name] != d.Description {
			t.Errorf("description of %q: Anki has %q, we meant %q", d.Name, got.Descriptions[d.Name], d.Description)
		}
	}
	if diff := cmp.Diff(meantNotes(j.want, j.Render), got.Notes); diff != "" {
		t.Errorf("notes (-meant +Anki):\n%s", diff)
	}
	if j.CSV != "" {
		if diff := cmp.Diff(textOnly(meantNotes(j.want, false)), textOnly(got.FromCSV)); diff != "" {
			t.Errorf("notes from CSV (-meant +Anki):\n%s", diff)
		}
	}
}

func meantMedia(c *collection.Collection) map[string]string {
	out := map[string]string{}
	for _, m := range c.Media {
		out[m.Name] = hex.EncodeToString(m.SHA1[:])
	}
	return out
}

// meantNotes returns our notes as Anki should list them, by id.
func meantNotes(c *collection.Collection, render bool) []note {
	var notes []note
	for _, n := range c.Notes {
		nt := &c.Notetypes[n.Notetype]
		out := note{ID: n.ID, GUID: n.GUID, Notetype: nt.Name, NotetypeID: nt.ID, Mod: n.Mod, Tags: append([]string{}, n.Tags...), Fields: n.Fields}
		for _, k := range n.Cards {
			got := card{ID: k.ID, Ord: k.Ord, Deck: c.Decks[k.Deck].Name, Due: k.Position}
			if render {
				got.Question, got.Answer = renderCard(c, &n, k)
			}
			out.Cards = append(out.Cards, got)
		}
		notes = append(notes, out)
	}
	slices.SortFunc(notes, func(a, b note) int { return gocmp.Compare(a.ID, b.ID) })
	return notes
}

func renderCard(c *collection.Collection, n *collection.Note, k collection.Card) (question, answer string) {
	nt := &c.Notetypes[n.Notetype]
	t := &nt.Templates[0]
	if !nt.Cloze {
		t = &nt.Templates[k.Ord]
	}
	front, _ := template.Parse(t.Front)
	back, _ := template.Parse(t.Back)
	fields := map[string]string{}
	for i, f := range nt.Fields {
		fields[f.Name] = n.Fields[i]
	}
	return template.Render(front, back, template.Card{
		Cloze: nt.Cloze, Ord: k.Ord, Fields: fields, Tags: n.Tags, Notetype: nt.Name,
		Deck: c.Decks[k.Deck].Name, Name: t.Name, ID: k.ID,
	})
}

// textOnly keeps what a CSV file carries: it has neither ids nor positions, and one deck a row.
func textOnly(notes []note) []note {
	var out []note
	for _, n := range notes {
		n.ID, n.Mod, n.NotetypeID = 0, 0, 0
		deck := n.Cards[0].Deck
		cards := n.Cards
		n.Cards = nil
		for _, k := range cards {
			n.Cards = append(n.Cards, card{Ord: k.Ord, Deck: deck})
		}
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b note) int { return strings.Compare(a.GUID, b.GUID) })
	return out
}
