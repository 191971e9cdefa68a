package apkg

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// TestAnkiTakesPackagesUnchanged asks real Anki, which is the judge: nothing is repaired on import, and what Anki
// exports again reads as what was compiled.
func TestAnkiTakesPackagesUnchanged(t *testing.T) {
	python := os.Getenv("DECKMILL_ANKI_PYTHON")
	if python == "" {
		t.Skip("set DECKMILL_ANKI_PYTHON to a Python that has the package anki to ask real Anki")
	}
	silent := fixture()
	silent.Notes = silent.Notes[3:4] // the only note type is without media
	silent.Notetypes = silent.Notetypes[2:]
	silent.Notes[0].Notetype = 0
	silent.Decks, silent.Presets = silent.Decks[3:], nil
	silent.Notes[0].Cards[0].Deck = 0
	silent.Media = nil
	for name, c := range map[string]*collection.Collection{"nasty": fixture(), "no media": silent, "large": largeWithMedia()} {
		for _, k := range []Container{Latest, Legacy} {
			t.Run(name+"/"+k.String(), func(t *testing.T) {
				dir := t.TempDir()
				f, err := os.Create(filepath.Join(dir, "ours.db"))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := buildFile(f, c, k, 4096); err != nil {
					t.Fatal(err)
				}
				out, err := exec.Command(python, "testdata/prove.py", write(t, c, k), f.Name(), dir).CombinedOutput()
				if err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
				t.Logf("%s", out)
				for _, exported := range []string{"exported.apkg", "exported-legacy.apkg"} {
					compareExported(t, filepath.Join(dir, exported), c)
				}
			})
		}
	}
}

// compareExported compares a package that Anki exported with the collection that was imported. Anki gives decks new
// ids, and writes the time of the export.
func compareExported(t *testing.T, path string, want *collection.Collection) {
	t.Helper()
	p, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	ignore := cmp.Options{
		cmpopts.IgnoreFields(collection.Collection{}, "Time"),
		cmpopts.IgnoreFields(collection.Deck{}, "ID"),
	}
	if diff := cmp.Diff(want, p.Collection, ignore); diff != "" {
		t.Errorf("%s (-ours +Anki's):\n%s", filepath.Base(path), diff)
	}
}

// largeWithMedia is a collection of some size, and the media of the fixture's note types.
func largeWithMedia() *collection.Collection {
	c := large(2000)
	c.Notetypes = c.Notetypes[:1]
	c.Media = mediaOf(map[string]string{"_style.css": fixtureMedia["_style.css"]})
	return c
}
