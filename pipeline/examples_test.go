package pipeline_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// ourExamples are small repositories that use everything the source format has, with what they must become. The numbers in
// their expectations were computed from the formulas of the format apart from this program.
const ourExamples = "testdata/examples"

// sharedExamples returns the folder with the examples that were written with the source format; they are not part of the
// repository.
func sharedExamples() string {
	if root := os.Getenv("DECKMILL_EXAMPLES"); root != "" {
		return root
	}
	return "../../shared/examples"
}

// readExample reads a repository and its expectation.
func readExample(t *testing.T, dir string) (fstest.MapFS, expectation) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "expected.yaml"))
	if err != nil {
		t.Fatal(err)
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

// TestOurExamples compiles our examples and compares all that their expectations say.
func TestOurExamples(t *testing.T) { testExamples(t, ourExamples) }

// TestSharedExamples does the same with those that were written with the source format.
func TestSharedExamples(t *testing.T) {
	if _, err := os.Stat(sharedExamples()); err != nil {
		t.Skipf("the examples of the source format are not here: %v", err)
	}
	testExamples(t, sharedExamples())
}

func testExamples(t *testing.T, root string) {
	dirs, err := filepath.Glob(filepath.Join(root, "*", "expected.yaml"))
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no examples in %s: %v", root, err)
	}
	for _, file := range dirs {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			files, want := readExample(t, dir)
			compareExample(t, files, want)
		})
	}
}

func compareExample(t *testing.T, files fstest.MapFS, want expectation) {
	t.Helper()
	repo, err := pipeline.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	complain(t, repo.Found)
	n := 0
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{Time: 1_700_000_000})
		if err != nil {
			t.Fatal(err)
		}
		complain(t, c.Diagnostics)
		for _, made := range c.Packages {
			if made.Collection == nil {
				t.Fatalf("%s is not compiled", made.Name)
			}
			if n++; n <= len(want.Packages) {
				want.Packages[n-1].compare(t, made)
			}
		}
	}
	if n != len(want.Packages) {
		t.Errorf("%d packages, want %d", n, len(want.Packages))
	}
}

// complain fails for each error and warning: examples are good.
func complain(t *testing.T, found diag.List) {
	t.Helper()
	for _, d := range found {
		if d.Severity > diag.Hint && d.Code != "deck-metadata" { // who publishes them decides about that
			t.Errorf("%s:%d: %s [%s]", d.Span.Path(), d.Span.From().Line, d.Message, d.Code)
		}
	}
}

// TestBrokenExamples checks that what the broken examples get wrong is reported, and nothing else of severity error.
func TestBrokenExamples(t *testing.T) {
	dir := filepath.Join(sharedExamples(), "autoencoders")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the examples of the source format are not here: %v", err)
	}
	files, want := readExample(t, dir)
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
