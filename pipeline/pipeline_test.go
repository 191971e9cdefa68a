package pipeline_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

const head = "deck: Test\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n"

// repository returns the files as a repository. What its decks say of themselves is asked for by no test.
func repository(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{"deckmill.yaml": &fstest.MapFile{Data: []byte("lint: {rules: {deck-metadata: off}}\n")}}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// compile compiles the first deck of a repository.
func compile(t *testing.T, files fs.FS, o pipeline.Options) *pipeline.Compiled {
	t.Helper()
	repo, err := pipeline.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(repo.Decks) == 0 {
		t.Fatalf("no decks: %v", repo.Found)
	}
	c, err := repo.Compile(repo.Decks[0], o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func codes(list diag.List) []string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s %s", d.Span.Path(), d.Code))
	}
	return out
}

// notes writes n notes, every third of them broken in one of several ways.
func notes(n int, broken bool) string {
	var b strings.Builder
	b.WriteString("notes:\n")
	for i := range n {
		back := fmt.Sprintf("answer %d with **bold** text", i)
		if broken && i%3 == 0 {
			back = []string{"*star*", "{{c1::x}}", "![](missing.png)", "''"}[i%4]
		}
		fmt.Fprintf(&b, "  - id: n%d\n    front: Question %d?\n    back: %s\n", i, i, back)
	}
	return b.String()
}

// What comes out must not depend on how many goroutines worked: neither the collection nor the findings.
func TestWorkersDoNotMatter(t *testing.T) {
	for _, broken := range []bool{false, true} {
		files := repository(map[string]string{
			"decks/d/deck.yaml":        head + notes(20, broken),
			"decks/d/notes/b.yaml":     strings.ReplaceAll(notes(40, broken), "id: n", "id: b"),
			"decks/d/notes/a/x.yaml":   strings.ReplaceAll(notes(40, broken), "id: n", "id: ax"),
			"decks/d/notes/a-big.yaml": strings.ReplaceAll(notes(9000, broken), "id: n", "id: big"),
		})
		one := compile(t, files, pipeline.Options{Workers: 1, Time: 1})
		many := compile(t, files, pipeline.Options{Workers: 8, Time: 1})
		if diff := cmp.Diff(one.Collection, many.Collection); diff != "" {
			t.Errorf("collections differ:\n%s", diff)
		}
		if diff := cmp.Diff(codes(one.Diagnostics), codes(many.Diagnostics)); diff != "" {
			t.Errorf("findings differ:\n%s", diff)
		}
		if (one.Collection == nil) != broken {
			t.Errorf("broken %v, compiled %v", broken, one.Collection != nil)
		}
	}
}

// Notes are introduced in the order of deck.yaml, then of the files by the bytes of their paths (format.md section 2).
func TestOrder(t *testing.T) {
	note := func(id string) string {
		return fmt.Sprintf("notes:\n  - {id: %s, front: Which is %s, back: this}\n", id, id)
	}
	c := compile(t, repository(map[string]string{
		"decks/d/deck.yaml":      head + note("main"),
		"decks/d/notes/b.yaml":   note("b"),
		"decks/d/notes/a/z.yaml": note("az"),
		"decks/d/notes/a.yaml":   note("a"),
		"decks/d/notes/B.yaml":   note("B2"),
	}), pipeline.Options{})
	if c.Collection == nil {
		t.Fatal(c.Diagnostics)
	}
	var got []string
	for _, n := range c.Collection.Notes {
		got = append(got, fmt.Sprintf("%d %s", n.Cards[0].Position, n.Fields[0]))
	}
	want := []string{"1 Which is main", "2 Which is B2", "3 Which is a", "4 Which is az", "5 Which is b"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestRepository(t *testing.T) {
	repo, err := pipeline.Open(repository(map[string]string{
		"deckmill.yaml":           "lint: {}\n",
		"decks/README.md":         "text",
		"decks/.hidden":           "",
		"decks/good.yaml":         head,
		"decks/twice.yaml":        head,
		"decks/twice/deck.yaml":   head,
		"decks/Capital.yaml":      head,
		"decks/backup-1.yaml":     head,
		"decks/collection.yaml":   head,
		"decks/empty/x.yaml":      "",
		"decks/lost.yml":          "",
		"decks/notes.txt":         "",
		"decks/folder/deck.yaml":  head,
		"elsewhere/deck/deck.yml": "",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var slugs []string
	for _, p := range repo.Decks {
		slugs = append(slugs, p.Slug)
	}
	if want := []string{"folder", "good", "twice"}; !slices.Equal(slugs, want) {
		t.Errorf("decks %q, want %q", slugs, want)
	}
	repo.Found.Sort()
	want := []string{
		"decks/Capital.yaml bad-value", "decks/backup-1.yaml bad-value", "decks/collection.yaml bad-value",
		"decks/empty bad-value", "decks/lost.yml unread-file", "decks/notes.txt unread-file", "decks/twice.yaml bad-value",
	}
	if got := codes(repo.Found); !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
}

// No two decks may have one identity: a copied deck would overwrite the first in learners' collections.
func TestTwins(t *testing.T) {
	files := repository(map[string]string{
		"decks/a.yaml": head + notes(1, false),
		"decks/b.yaml": strings.Replace(head, "Test", "Another", 1) + notes(1, false),
		"decks/c.yaml": "deck: test\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c11\n" + notes(1, false),
	})
	repo, err := pipeline.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, codes(c.Diagnostics)...)
	}
	want := []string{
		"decks/a.yaml deck-name", "decks/a.yaml duplicate-id", "decks/b.yaml duplicate-id", "decks/c.yaml deck-name",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Two decks whose names end alike would give their note types one name.
func TestTypesOfTwoDecks(t *testing.T) {
	repo, err := pipeline.Open(repository(map[string]string{
		"decks/a.yaml": "deck: Japanese::N5\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c10\n" + notes(1, false),
		"decks/b.yaml": "deck: Korean::N5\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c11\n" + strings.ReplaceAll(notes(1, false), "Question", "Korean"),
		"decks/c.yaml": "deck: Thai::N5\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c12\nnotetypes: {basic: {name: Thai basic}}\n" + strings.ReplaceAll(notes(1, false), "Question", "Thai"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, codes(c.Diagnostics)...)
	}
	if want := []string{"decks/b.yaml unsafe-name"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// The same note in two decks is two notes to a learner.
func TestNotesOfTwoDecks(t *testing.T) {
	repo, err := pipeline.Open(repository(map[string]string{
		"decks/a.yaml": head + "notes:\n  - {id: x, front: What is this, back: that}\n",
		"decks/b.yaml": "deck: B\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c11\nnotes:\n  - {id: y, front: What is this, back: that}\n" +
			"  - {id: z, front: What is that, back: something else}\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, codes(c.Diagnostics)...)
	}
	if want := []string{"decks/b.yaml duplicate-note"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// A guid that an author wrote may stand in one deck only; what its case is counts.
func TestGUIDsOfTwoDecks(t *testing.T) {
	note := func(guid, front string) string {
		return "notes:\n  - {guid: '" + guid + "', front: " + front + ", back: that}\n"
	}
	repo, err := pipeline.Open(repository(map[string]string{
		"decks/a.yaml": head + note("k9,Qm", "one"),
		"decks/b.yaml": "deck: B\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c11\n" + note("k9,Qm", "two"),
		"decks/c.yaml": "deck: C\nid: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c12\n" + note("K9,Qm", "three"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 2 { // a second time nothing is new
		for _, p := range repo.Decks {
			c, err := repo.Compile(p, pipeline.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, codes(c.Diagnostics)...)
		}
	}
	if want := []string{"decks/b.yaml duplicate-guid", "decks/b.yaml duplicate-guid"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// Compiling a deck again gives the same, though its notes were dropped.
func TestCompileTwice(t *testing.T) {
	repo, err := pipeline.Open(repository(map[string]string{"decks/d.yaml": head + notes(5, false)}))
	if err != nil {
		t.Fatal(err)
	}
	var got [2]*collection.Collection
	for i := range got {
		c, err := repo.Compile(repo.Decks[0], pipeline.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got[i] = c.Collection
	}
	if got[0] == nil || !cmp.Equal(got[0], got[1]) {
		t.Errorf("first %v, second %v", got[0], got[1])
	}
}

// What is written reads back as what was compiled.
func TestWrite(t *testing.T) {
	c := compile(t, repository(map[string]string{
		"decks/d/deck.yaml":     head + "notes:\n  - {id: a, front: '![](pic.svg)', back: '[sound:x.mp3]', tags: [b, a]}\n",
		"decks/d/media/pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
		"decks/d/media/x.mp3":   "ID3",
	}), pipeline.Options{Time: 1_700_000_000})
	if c.Collection == nil {
		t.Fatal(c.Diagnostics)
	}
	dir := t.TempDir()
	paths, err := c.Write(pipeline.Output{Dir: dir, Legacy: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(dir, "d.apkg"), filepath.Join(dir, "d.legacy.apkg"), filepath.Join(dir, "d.csv")}
	if !slices.Equal(paths, want) {
		t.Errorf("wrote %q", paths)
	}
	for _, path := range want[:2] {
		p, err := apkg.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.Collection, p.Collection); diff != "" {
			t.Errorf("%s (-compiled +read):\n%s", path, diff)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != len(want) {
		t.Errorf("the folder holds %v", left)
	}
}
