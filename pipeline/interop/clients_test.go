package interop_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// A client is a version of Anki as PyPI spells it, and in what it differs from the newest (anki-format.md, the table of
// what was verified).
type client struct {
	version     string
	latest      support // what becomes of a Latest package
	dropsIDs    bool    // fields and card templates of a Latest package arrive without their ids, which it does not know
	stampsNotes bool    // an updated note gets the time of the import, not the package's (4.2)
	stampsCards bool    // a new card does
}

// A support is what becomes of a package.
type support int

const (
	reads   support = iota
	spoils          // media are stored as they lie in the package, compressed
	refuses         // an error, and nothing has changed
)

// clients are the versions that we try. Up to 2.1.66 an import has no options and always carries scheduling; our packages
// have none, so that their learners get the same.
var clients = []client{
	{version: "26.9.3"},
	{version: "26.8.1"},
	{version: "26.5"},
	{version: "25.9.5"},
	{version: "25.7.5"},
	{version: "25.2.7"},
	{version: "24.11", stampsNotes: true},
	{version: "24.6.3", stampsNotes: true},
	{version: "23.12.1", stampsNotes: true},
	{version: "23.10.1", stampsNotes: true},
	{version: "2.1.66", stampsNotes: true, dropsIDs: true},
	{version: "2.1.55", stampsNotes: true, dropsIDs: true, latest: spoils},
	{version: "2.1.54", stampsNotes: true, dropsIDs: true, latest: spoils},
	{version: "2.1.49", stampsCards: true, latest: refuses},
}

// TestClients imports a release and its update into old versions of Anki, with a learner's reviews and edits between.
// `make clients` installs the versions; one that is not there is skipped by name, and the last line counts them.
func TestClients(t *testing.T) {
	root := os.Getenv("DECKMILL_ANKI_CLIENTS")
	if root == "" {
		t.Skip("old versions of Anki are not here: `make clients` installs them and sets DECKMILL_ANKI_CLIENTS")
	}
	first, second := buildReleases(t)
	tested, absent := 0, []string{}
	for _, c := range clients {
		t.Run(c.version, func(t *testing.T) {
			python := filepath.Join(root, "anki-"+c.version, "bin", "python")
			if _, err := os.Stat(python); err != nil {
				absent = append(absent, c.version)
				t.Skipf("Anki %s is not here: %v", c.version, err)
			}
			tested++
			c.testUpdates(t, python, first, second)
			c.testForeignBaselines(t, python)
		})
	}
	if tested == 0 {
		t.Fatalf("no version of Anki was tested; not in %s: %q", root, absent)
	}
	t.Logf("%d versions of Anki tested; not here: %q", tested, absent)
}

// The times of what happens, in seconds.
const (
	firstTime  = 1_700_000_000
	editTime   = firstTime + 86_400
	secondTime = firstTime + 2*86_400
)

// A published is a compiled deck and its packages.
type published struct {
	*collection.Collection
	latest, legacy string // paths
}

// buildReleases builds the deck of testdata/clients.txtar, and its update with the first release as baseline.
func buildReleases(t *testing.T) (first, second published) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/clients.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files, updated := map[string]string{}, map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "update/"); ok {
			updated[name] = string(f.Data)
		} else {
			files[f.Name] = string(f.Data)
		}
	}
	first = build(t, files, pipeline.Options{Time: firstTime})
	maps.Copy(files, updated)
	base := collection.NewBaseline("first", first.Collection)
	// A note is gone without a word, which a gated build would not let pass.
	second = build(t, files, pipeline.Options{Time: secondTime, Baseline: base, Ungated: true})
	return first, second
}

// build compiles the deck made of these files and writes its packages.
func build(t *testing.T, files map[string]string, o pipeline.Options) published {
	t.Helper()
	source, out := t.TempDir(), t.TempDir()
	for name, data := range files {
		path := filepath.Join(source, "decks", "old", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	repo, err := pipeline.Open(os.DirFS(source))
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
	if _, err := c.Write(pipeline.Output{Dir: out, Legacy: true}); err != nil {
		t.Fatal(err)
	}
	return published{c.Collection, filepath.Join(out, "old.apkg"), filepath.Join(out, "old.legacy.apkg")}
}

// testUpdates imports the first release and its update, in each container and across.
func (c client) testUpdates(t *testing.T, python string, first, second published) {
	for _, u := range []struct {
		name          string
		first, second string
		latest        [2]bool
	}{
		{"legacy", first.legacy, second.legacy, [2]bool{false, false}},
		{"latest", first.latest, second.latest, [2]bool{true, true}},
		{"legacy, then latest", first.legacy, second.latest, [2]bool{false, true}},
	} {
		t.Run(u.name, func(t *testing.T) {
			refused := u.latest[0] && c.latest == refuses
			steps := []step{{Do: "check"}, {Do: "import", Path: u.first}}
			if !refused {
				steps = append(steps, study(t, &first)...)
				steps = append(steps, step{Do: "check"}, step{Do: "import", Path: u.second}, step{Do: "check"})
			}
			said := newLearner(t, python).play(steps...)
			c.check(t, first, u.latest[0], said[0].State, said[1], map[string]int{"new": 10})
			if refused {
				return
			}
			before, got := said[len(said)-3], said[len(said)-2]
			checkLearned(t, &first, before.State)
			if c.check(t, second, u.latest[1], before.State, got, map[string]int{"new": 1, "updated": 4, "duplicate": 5}) {
				checkKept(t, &first, got.State)
			}
		})
	}
}

// check holds an import to what it must do to a learner's collection, and reports whether it is more than a refusal.
func (c client) check(t *testing.T, r published, latest bool, before state, got said, counts map[string]int) bool {
	t.Helper()
	if latest && c.latest == refuses {
		if !strings.HasPrefix(got.Error, "UnicodeDecodeError") {
			t.Errorf("import: error %q, want a decoding error", got.Error)
		}
		if diff := cmp.Diff(before, got.State); diff != "" {
			t.Errorf("a refused import changed something (-before +after):\n%s", diff)
		}
		return false
	}
	if got.Error != "" {
		t.Fatalf("import: %s", got.Error)
	}
	for _, kind := range []string{"new", "updated", "duplicate", "conflicting"} {
		if got.Counts[kind] != counts[kind] {
			t.Errorf("%d notes are %s, want %d", got.Counts[kind], kind, counts[kind])
		}
	}
	if latest && c.latest == spoils {
		forgive(&got.State, r.Collection, before.Media)
	}
	if diff := cmp.Diff(c.after(before, r, latest), got.State); diff != "" {
		t.Errorf("the collection (-meant +Anki):\n%s", diff)
	}
	return true
}

const (
	ownWords = "An edit of the learner's."
	ownTag   = "my::tag"
)

// study is what a learner does between two releases: reviews of notes that stay, change and go; two edits and a tag in notes
// that stay as they are, and an edit in one that changes.
func study(t *testing.T, r *published) []step {
	return []step{
		{Do: "review", GUIDs: []string{r.guid(t, "The sun"), r.guid(t, "Mars"), r.guid(t, "Pluto")}},
		{Do: "edit", GUID: r.guid(t, "The sun"), Field: 1, Text: ownWords, At: editTime},
		{Do: "edit", GUID: r.guid(t, "le soleil"), Field: 3, Text: ownWords, At: editTime},
		{Do: "edit", GUID: r.guid(t, "The earth"), Tag: ownTag, At: editTime},
		{Do: "edit", GUID: r.guid(t, "Mars"), Field: 1, Text: ownWords, Tag: ownTag, At: editTime},
	}
}

// guid returns the guid of the note whose first field is text.
func (r *published) guid(t *testing.T, text string) string {
	t.Helper()
	i := slices.IndexFunc(r.Notes, func(n collection.Note) bool { return n.Fields[0] == text })
	if i < 0 {
		t.Fatalf("no note has %q", text)
	}
	return r.Notes[i].GUID
}

// checkLearned makes sure that the learner has done all that: else nothing could be lost.
func checkLearned(t *testing.T, r *published, s state) {
	t.Helper()
	if edits, tags := s.owned(); len(s.Reviews) != 6 || edits != 3 || tags != 2 {
		t.Fatalf("the learner has %d reviews, %d edits and %d tags", len(s.Reviews), edits, tags)
	}
	for _, text := range []string{"The sun", "Mars", "Pluto"} {
		if k := s.find(r.guid(t, text)).Cards[0]; k.Type != 2 || k.Interval == 0 || k.Reviews != 2 {
			t.Fatalf("the reviewed card of %q is %+v", text, k)
		}
	}
}

// checkKept says in plain terms what a learner is promised: all reviews, and the edits in the notes that stayed the same.
func checkKept(t *testing.T, r *published, s state) {
	t.Helper()
	if edits, tags := s.owned(); len(s.Reviews) != 6 || edits != 2 || tags != 1 {
		t.Errorf("the learner has kept %d reviews, %d edits and %d tags", len(s.Reviews), edits, tags)
	}
	if n := s.find(r.guid(t, "Mars")); n.Fields[1] != "A planet" || n.Cards[0].Reviews != 2 {
		t.Errorf("the changed note is %+v", n)
	}
	if n := s.find(r.guid(t, "Pluto")); n == nil || n.Cards[0].Reviews != 2 {
		t.Errorf("the note that is gone is %+v", n)
	}
}
