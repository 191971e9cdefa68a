package apkg

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// corpus returns the folder of files that other tools made; they are no part of this repository.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DECKMILL_CORPUS")
	if dir == "" {
		dir = filepath.FromSlash("../../../shared/corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("there is no corpus; set DECKMILL_CORPUS: %v", err)
	}
	return dir
}

func TestReadForeignPackages(t *testing.T) {
	// Container, notes, cards, note types, decks, media.
	tests := map[string]string{
		"anki-apkg-export/test/fixtures/output.apkg":                             "collection.anki2 3 3 1 1 1",
		"ankipandas/ankipandas/test/data/few_basic_cards/collection.anki2":       "bare collection 7 12 2 2 0",
		"ankipandas/ankipandas/test/data/few_basic_cards/collection_v1.anki2":    "bare collection 7 12 2 2 0",
		"apy/tests/data/test_base/Test/collection.anki2":                         "bare collection 49 55 2 2 0",
		"eindiran-yaml/Greek-Alphabet/Greek-Alphabet.apkg":                       "collection.anki21 24 24 1 1 0",
		"eindiran-yaml/Morse-Code/Morse-Code.apkg":                               "collection.anki21 60 60 1 2 0",
		"eindiran-yaml/NATO-Phonetic-Alphabet/NATO-Phonetic-Alphabet.apkg":       "collection.anki21 26 26 1 1 0",
		"eindiran-yaml/Reference-Designators/IEEE-Reference-Designators.apkg":    "collection.anki21 81 81 1 1 0",
		"emnudge-anki-pwa/src/ankiParser/__tests__/ap_gov_vocab_anki11.apkg":     "collection.anki2 242 484 1 1 0",
		"emnudge-anki-pwa/src/ankiParser/__tests__/example_music_intervals.apkg": "collection.anki21b 340 340 1 5 0",
		"openrussian/test.apkg":                                   "collection.anki2 54 54 1 1 0",
		"srs-converter/tests/fixtures/anki/empty-latest.apkg":     "collection.anki21b 0 0 0 0 0",
		"srs-converter/tests/fixtures/anki/empty-legacy-2.apkg":   "collection.anki21 0 0 0 0 0",
		"srs-converter/tests/fixtures/anki/empty-legacy-2.colpkg": "collection.anki21 0 0 0 0 0",
		"srs-converter/tests/fixtures/anki/mixed-legacy-2.apkg":   "collection.anki21 8 13 6 1 1",
		"zhongwen/deck.apkg":                                      "collection.anki21b 3 6 1 1 0",
	}
	dir := corpus(t)
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := Read(filepath.Join(dir, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			c := p.Collection
			cards := 0
			for i := range c.Notes {
				cards += len(c.Notes[i].Cards)
			}
			got := fmt.Sprintf("%v %d %d %d %d %d", p.Container, len(c.Notes), cards, len(c.Notetypes), len(c.Decks), len(c.Media))
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			for _, m := range c.Media {
				r, err := p.Open(m.Name)
				if err != nil {
					t.Fatal(err)
				}
				if content, err := bytesOf(r); err != nil || int64(len(content)) != m.Size {
					t.Errorf("media file %s: %d bytes, want %d; %v", m.Name, len(content), m.Size, err)
				}
			}
		})
	}
}

// TestReadForeignPackagesAgain writes what was read and reads it once more, as far as it is a collection that may be
// written.
func TestReadForeignPackagesAgain(t *testing.T) {
	p, err := Read(filepath.Join(corpus(t), "emnudge-anki-pwa/src/ankiParser/__tests__/example_music_intervals.apkg"))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, k := range []Container{Latest, Legacy} {
		again, err := Read(write(t, p.Collection, k))
		if err != nil {
			t.Fatal(err)
		}
		defer again.Close()
		if diff := cmp.Diff(p.Collection, again.Collection); diff != "" {
			t.Errorf("%v (-first +second):\n%s", k, diff)
		}
	}
}

// TestReadHostileZips feeds files that are made to confuse readers of zip. None of them is a package, so all must give
// an error, and not by running into the test's time limit.
func TestReadHostileZips(t *testing.T) {
	count := 0
	for _, folder := range []string{"adv-go-archive-zip", "adv-yauzl-zip"} {
		err := filepath.WalkDir(filepath.Join(corpus(t), folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".zip") {
				return err
			}
			count++
			if p, err := Read(path); err == nil {
				t.Errorf("%s was read as a package", path)
				return p.Close()
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count < 60 {
		t.Errorf("only %d files", count)
	}
}
