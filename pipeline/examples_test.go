package pipeline_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// expectation is an expected.yaml of the examples of the source format: what the packages must hold.
type expectation struct {
	Packages []struct {
		Package   string
		Decks     []string
		Notetypes []struct {
			Key, Name string
			ID        int64
			Fields    []struct {
				Name string
				ID   int64
			}
			Cards []struct {
				Name string
				ID   int64
			}
		}
		Notes []struct {
			ID, GUID, Notetype string
			Ordinals           []int
			Decks, Tags        []string
			Fields             map[string]string
			Row                int64
		}
	}
	Broken []struct {
		File, Code string
		Line, Also int
	}
}

// examples returns the folder of an example, or skips the test: the examples are not part of the repository.
func examples(t *testing.T, name string) (fstest.MapFS, expectation) {
	t.Helper()
	root := os.Getenv("DECKMILL_EXAMPLES")
	if root == "" {
		root = "../../shared/examples"
	}
	dir := filepath.Join(root, name)
	raw, err := os.ReadFile(filepath.Join(dir, "expected.yaml"))
	if err != nil {
		t.Skipf("the examples of the source format are not here: %v", err)
	}
	var want expectation
	if err := yaml.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	err = fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, p))
		files[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, want
}

// TestExamples compiles the examples and compares all that their expectations say.
func TestExamples(t *testing.T) {
	for _, name := range []string{"autoencoders", "programming"} {
		t.Run(name, func(t *testing.T) {
			files, want := examples(t, name)
			compareExample(t, files, want, nil)
		})
	}
}

// TestExamplesInPart compiles examples of which a part is not supported yet, without that part.
func TestExamplesInPart(t *testing.T) {
	t.Run("anatomy", func(t *testing.T) {
		files, want := examples(t, "anatomy")
		cut(files, "decks/heart/notes/1-chambers.yaml", "  - id: chambers-image", "  - id: wall")
		delete(files, "decks/heart/media/heart.png")
		delete(files, "decks/heart/media/valves.png")
		delete(files, "decks/heart/media/valves-masks.svg")
		compareExample(t, files, want, []string{"chambers-image", "valves-image"})
	})
	t.Run("imported", func(t *testing.T) {
		files, want := examples(t, "imported")
		cut(files, "decks/elements/deck.yaml", "presets:", "notetype:")
		cut(files, "decks/elements/deck.yaml", "preset:", "\nsubdecks:")
		cut(files, "decks/elements/deck.yaml", "preset: slow", "}")
		compareExample(t, files, want, nil)
	})
}

// cut removes what stands in a file from the mark from up to the mark to, or to the end.
func cut(files fstest.MapFS, name, from, to string) {
	text := string(files[name].Data)
	before, rest, _ := strings.Cut(text, from)
	after := ""
	if to != "" {
		_, after, _ = strings.Cut(rest, to)
		after = to + after
	}
	files[name] = &fstest.MapFile{Data: []byte(before + after)}
}

func compareExample(t *testing.T, files fstest.MapFS, want expectation, without []string) {
	t.Helper()
	repo, err := pipeline.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{Time: 1_700_000_000})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range c.Diagnostics {
			if d.Severity > diag.Hint && d.Code != "deck-metadata" { // who publishes them decides about that
				t.Errorf("%s:%d: %s [%s]", d.Span.Path(), d.Span.From().Line, d.Message, d.Code)
			}
		}
		if c.Collection == nil {
			t.Fatal("not compiled")
		}
		got := describe(c.Collection)
		for _, w := range describeExpectation(want, i, without) {
			if !slices.Contains(got, w) {
				t.Errorf("missing: %s\nnearest: %s", w, nearest(got, w))
			}
		}
		if n := len(want.Packages[i].Notes) - len(without); len(c.Collection.Notes) != n {
			t.Errorf("%d notes, want %d", len(c.Collection.Notes), n)
		}
	}
}

// describe turns a collection into lines that can be compared one by one.
func describe(c *collection.Collection) (lines []string) {
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, d := range c.Decks {
		add("deck %s", d.Name)
	}
	for _, nt := range c.Notetypes {
		add("type %s %d", nt.Name, nt.ID)
		for i, f := range nt.Fields {
			add("field %s %d %s %d", nt.Name, i, f.Name, f.ID)
		}
		for i, card := range nt.Templates {
			add("card %s %d %s %d", nt.Name, i, card.Name, card.ID)
		}
	}
	for _, n := range c.Notes {
		var ords []int
		var decks []string
		for _, card := range n.Cards {
			ords = append(ords, card.Ord)
			if !slices.Contains(decks, c.Decks[card.Deck].Name) {
				decks = append(decks, c.Decks[card.Deck].Name)
			}
		}
		nt := c.Notetypes[n.Notetype]
		add("note %s row %d type %s cards %v decks %q tags %q", n.GUID, n.ID, nt.Name, ords, decks, n.Tags)
		for i, f := range nt.Fields {
			add("text %s %s %q", n.GUID, f.Name, n.Fields[i])
		}
	}
	return lines
}

func describeExpectation(want expectation, i int, without []string) (lines []string) {
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	p := want.Packages[i]
	used, names := map[string]bool{}, map[string]string{}
	for _, n := range p.Notes {
		used[n.Notetype] = used[n.Notetype] || !slices.Contains(without, n.ID)
	}
	for _, d := range p.Decks {
		add("deck %s", d)
	}
	for _, nt := range p.Notetypes {
		names[nt.Key] = nt.Name
		if !used[nt.Key] {
			continue
		}
		add("type %s %d", nt.Name, nt.ID)
		for i, f := range nt.Fields {
			add("field %s %d %s %d", nt.Name, i, f.Name, f.ID)
		}
		for i, c := range nt.Cards {
			add("card %s %d %s %d", nt.Name, i, c.Name, c.ID)
		}
	}
	for _, n := range p.Notes {
		if slices.Contains(without, n.ID) {
			continue
		}
		add("note %s row %d type %s cards %v decks %q tags %q", n.GUID, n.Row, names[n.Notetype], n.Ordinals, n.Decks, n.Tags)
		for f, text := range n.Fields {
			add("text %s %s %q", n.GUID, f, text)
		}
	}
	return lines
}

// nearest returns the line that begins like the wanted one, to be shown beside it.
func nearest(lines []string, want string) string {
	best, common := "", -1
	for _, l := range lines {
		n := 0
		for n < len(l) && n < len(want) && l[n] == want[n] {
			n++
		}
		if n > common {
			best, common = l, n
		}
	}
	return best
}

// TestBrokenExamples checks that what the broken examples get wrong is reported, and nothing else of severity error.
func TestBrokenExamples(t *testing.T) {
	files, want := examples(t, "autoencoders")
	got := map[string]diag.Diagnostic{}
	for name, f := range files {
		if !strings.HasPrefix(name, "broken/") {
			continue
		}
		repo, err := pipeline.Open(fstest.MapFS{"decks/" + path.Base(name): f})
		if err != nil {
			t.Fatal(err)
		}
		c, err := repo.Compile(repo.Decks[0], pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range c.Diagnostics {
			got[fmt.Sprintf("%s:%d %s", path.Base(d.Span.Path()), d.Span.From().Line, d.Code)] = d
		}
	}
	for _, w := range want.Broken {
		key := fmt.Sprintf("%s:%d %s", path.Base(w.File), w.Line, w.Code)
		d, found := got[key]
		if !found {
			t.Errorf("not reported: %s", key)
		}
		if w.Also != 0 && (len(d.Related) == 0 || d.Related[0].Span.From().Line != w.Also) {
			t.Errorf("%s does not point at line %d", key, w.Also)
		}
		delete(got, key)
	}
	for key, d := range got {
		if d.Severity == diag.Error {
			t.Errorf("also reported: %s: %s", key, d.Message)
		}
	}
}
