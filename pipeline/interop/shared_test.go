package interop_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A sharer is one learner of decks that share a note type: see shared.py.
type sharer struct {
	Imports []sharedImport `json:"imports"`
	Style   string         `json:"style,omitempty"`
}

type sharedImport struct {
	Package string `json:"package"`
	Merge   bool   `json:"merge"`
}

// A sharedAnswer is what shared.py says of a learner.
type sharedAnswer struct {
	Types []struct {
		ID             int64
		Name, CSS      string
		Fields, Fronts []string
	}
	Notes map[string]struct {
		Type         int64
		Fields, Tags []string
		Reps         []int
	}
	Reviews, Log, Conflicting int
	OK                        bool
	Media, Missing            []string
}

// A sharedRelease is a repository of decks that share the note type `vocab`.
type sharedRelease struct {
	decks  []string // their slugs
	fields string   // of the note type
	front  string   // of its card
	style  string
	text   string // of the notes that this release writes anew
}

func (r sharedRelease) files() fstest.MapFS {
	files := fstest.MapFS{
		"deckmill.yaml": {Data: []byte(fmt.Sprintf("id: 7d2a3f0e-1a44-4b0c-9a7b-0d6f6f7f4f11\nnotetypes:\n  vocab:\n    name: Our vocabulary\n"+
			"    fields: [%s]\n    css: {file: style.css}\n    cards: [{key: recall, front: '%s', back: '{{FrontSide}} {{Meaning}}'}]\n", r.fields, r.front))},
		"notetypes/style.css":       {Data: []byte(r.style)},
		"notetypes/media/paper.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 4h9"/></svg>`)},
	}
	for i, slug := range r.decks {
		files["decks/"+slug+".yaml"] = &fstest.MapFile{Data: []byte(fmt.Sprintf("deck: Deck %s\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d%04x\nnotetype: vocab\nnotes:\n"+
			"  - {guid: kept-%s, word: der Hund in %s, meaning: the dog}\n  - {guid: changed-%s, word: die Katze in %s, meaning: %s}\n",
			slug, i+1, slug, slug, slug, slug, r.text))}
	}
	return files
}

// build builds all decks into a folder, on top of the packages in another one, which may be "". It returns the packages by
// deck.
func (r sharedRelease) build(t *testing.T, seconds int64, last string) (packages map[string]string, folder string) {
	t.Helper()
	repo, err := pipeline.Open(r.files())
	if err != nil || repo.Found.Count(diag.Error) > 0 {
		t.Fatal(err, repo.Found)
	}
	folder = t.TempDir()
	packages = map[string]string{}
	o := pipeline.Options{Time: seconds, Ungated: true}
	if last != "" {
		o.Published = publishedIn(t, last)
	}
	for _, p := range repo.Decks {
		o.LoadBaseline = func(name string) (*collection.Baseline, error) {
			path := filepath.Join(last, name+".apkg")
			if _, err := os.Stat(path); err != nil || last == "" {
				return nil, nil
			}
			return pipeline.ReadBaseline(name, path)
		}
		c, err := repo.Compile(p, o)
		if err != nil {
			t.Fatal(err)
		}
		if c.Collection == nil {
			t.Fatal(c.Diagnostics, c.Shared)
		}
		if _, err := c.Write(pipeline.Output{Dir: folder}); err != nil {
			t.Fatal(err)
		}
		packages[p.Slug] = filepath.Join(folder, p.Slug+".apkg")
	}
	return packages, folder
}

// publishedIn returns the note types of the packages in a folder.
func publishedIn(t *testing.T, folder string) *collection.Published {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.apkg"))
	if err != nil {
		t.Fatal(err)
	}
	var types [][]collection.Notetype
	for _, path := range paths {
		head, err := apkg.ReadHead(path)
		if err != nil {
			t.Fatal(err)
		}
		types = append(types, head.Notetypes)
	}
	return collection.NewPublished(types...)
}

var firstShared = sharedRelease{decks: []string{"a", "b"}, fields: "word, meaning", front: "{{Word}}", style: ".card { color: teal; }\n", text: "the cat"}

// sharers lets learners in both versions of Anki live.
func sharers(t *testing.T, learners []sharer, check func(t *testing.T, i int, a sharedAnswer)) {
	t.Helper()
	for _, variable := range []string{"DECKMILL_ANKI_PYTHON", "DECKMILL_ANKI_OLD_PYTHON"} {
		t.Run(variable, func(t *testing.T) {
			var answers []sharedAnswer
			run(t, python(t, variable), "testdata/shared.py", learners, &answers)
			for i, a := range answers {
				if t.Failed() {
					break // one of many is enough
				}
				checkSharer(t, learners[i], a)
				check(t, i, a)
				if t.Failed() {
					t.Logf("learner %d imported %v and has\n%+v", i, learners[i].Imports, a)
				}
			}
		})
	}
}

// checkSharer checks what holds for every learner: one note type, nothing lost, nothing wrong.
func checkSharer(t *testing.T, l sharer, a sharedAnswer) {
	t.Helper()
	if len(a.Types) != 1 || a.Types[0].Name != "Our vocabulary" {
		t.Errorf("%d note types, not one", len(a.Types))
	}
	if a.Conflicting > 0 || !a.OK || len(a.Missing) > 0 {
		t.Errorf("%d notes in conflict, database good: %v, missing media: %v", a.Conflicting, a.OK, a.Missing)
	}
	if a.Log != a.Reviews || a.Reviews != len(a.Notes) {
		t.Errorf("%d reviews of %d notes, of which %d are there", a.Reviews, len(a.Notes), a.Log)
	}
	for guid, n := range a.Notes {
		if n.Type != a.Types[0].ID || !slices.Equal(n.Reps, []int{1}) {
			t.Errorf("note %s has note type %d and was reviewed %v times", guid, n.Type, n.Reps)
		}
		if strings.HasPrefix(guid, "kept") && (n.Fields[1] != "the dog (mine)" || !slices.Contains(n.Tags, "mine")) {
			t.Errorf("note %s lost an edit or a tag: %v, %v", guid, n.Fields, n.Tags)
		}
	}
}

// orders returns all orders in which a learner may import packages, of which those behind old are new.
func orders(list []string) [][]string {
	if len(list) == 0 {
		return [][]string{nil}
	}
	var out [][]string
	for i := range list {
		for _, rest := range orders(slices.Delete(slices.Clone(list), i, i+1)) {
			out = append(out, append([]string{list[i]}, rest...))
		}
	}
	return out
}

// TestSharedInAnyOrder imports the packages of two decks before and after a release that changes the template and the style
// of the note type that they share, in every order: learners always have the newest one, whichever deck brought it, and lose
// nothing.
func TestSharedInAnyOrder(t *testing.T) {
	second := firstShared
	second.front, second.style, second.text = "<b>{{Word}}</b>", ".card { background: url(paper.svg); }\n", "the tomcat"
	old, folder := firstShared.build(t, buildTime, "")
	latest, _ := second.build(t, buildTime+1000, folder)
	var learners []sharer
	for _, order := range orders([]string{old["a"], old["b"], latest["a"], latest["b"]}) {
		var l sharer
		for _, p := range order {
			l.Imports = append(l.Imports, sharedImport{Package: p})
		}
		learners = append(learners, l)
	}
	sharers(t, learners, func(t *testing.T, _ int, a sharedAnswer) {
		if a.Types[0].Fronts[0] != second.front || !strings.Contains(a.Types[0].CSS, `url("_paper-`) || len(a.Media) != 1 {
			t.Error("it is not the newest note type, or its picture is not there")
		}
		for _, guid := range []string{"changed-a", "changed-b"} {
			if got := a.Notes[guid].Fields[1]; got != second.text {
				t.Errorf("note %s says %q", guid, got)
			}
		}
	})
}

// TestSharedField appends a field to a shared note type. Who ticks *Merge note types* from the first new package on has one
// note type, with the field, in every order.
func TestSharedField(t *testing.T) {
	second := firstShared
	second.fields, second.front = "word, meaning, note", "<b>{{Word}}</b> {{Note}}"
	old, folder := firstShared.build(t, buildTime, "")
	latest, _ := second.build(t, buildTime+1000, folder)
	var learners []sharer
	for _, order := range orders([]string{old["a"], old["b"], latest["a"], latest["b"]}) {
		var l sharer
		merge := false
		for _, p := range order {
			merge = merge || p == latest["a"] || p == latest["b"]
			l.Imports = append(l.Imports, sharedImport{p, merge})
		}
		learners = append(learners, l)
	}
	sharers(t, learners, func(t *testing.T, _ int, a sharedAnswer) {
		if a.Types[0].Fronts[0] != second.front || !slices.Equal(a.Types[0].Fields, []string{"Word", "Meaning", "Note"}) {
			t.Error("it is not the newest note type")
		}
	})
}

// TestSharedUnchanged releases notes alone, and a third deck: nothing about the note type is imported, so that a learner who
// styled it keeps the style.
func TestSharedUnchanged(t *testing.T) {
	second := firstShared
	second.text, second.decks = "the tomcat", []string{"a", "b", "c"}
	const mine = ".card { color: navy; }"
	old, folder := firstShared.build(t, buildTime, "")
	latest, _ := second.build(t, buildTime+1000, folder)
	learner := sharer{Style: mine}
	for _, p := range []string{old["a"], old["b"], latest["a"], latest["c"], latest["b"]} {
		learner.Imports = append(learner.Imports, sharedImport{Package: p})
	}
	sharers(t, []sharer{learner}, func(t *testing.T, _ int, a sharedAnswer) {
		if a.Types[0].CSS != mine || a.Notes["changed-b"].Fields[1] != second.text || len(a.Notes) != 6 {
			t.Error("the learner's style is gone, or something did not arrive")
		}
	})
	for _, p := range latest {
		head, err := apkg.ReadHead(p)
		if err != nil || len(head.Notetypes) != 1 || head.Notetypes[0].Mod != buildTime {
			t.Errorf("%s: the note type has another time than at its release: %v %v", p, head, err)
		}
	}
}

// TestThirtyDecks shows what shared note types are for.
func TestThirtyDecks(t *testing.T) {
	first := firstShared
	first.decks = nil
	for i := range 30 {
		first.decks = append(first.decks, fmt.Sprintf("d%02d", i))
	}
	second := first
	second.front = "<b>{{Word}}</b>"
	old, folder := first.build(t, buildTime, "")
	latest, _ := second.build(t, buildTime+1000, folder)
	var learner sharer
	for _, slug := range first.decks {
		learner.Imports = append(learner.Imports, sharedImport{Package: old[slug]})
	}
	for _, slug := range slices.Backward(first.decks) {
		learner.Imports = append(learner.Imports, sharedImport{Package: latest[slug]})
	}
	sharers(t, []sharer{learner}, func(t *testing.T, _ int, a sharedAnswer) {
		if len(a.Notes) != 60 || a.Types[0].Fronts[0] != second.front {
			t.Errorf("%d notes", len(a.Notes))
		}
	})
}
