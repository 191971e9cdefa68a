package apkg

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// write writes c into a folder of its own and returns the path.
func write(tb testing.TB, c *collection.Collection, k Container) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "deck.apkg")
	if err := Write(path, c, k, openFixture); err != nil {
		tb.Fatal(err)
	}
	return path
}

func TestReadReturnsWhatWriteWrote(t *testing.T) {
	empty := fixture()
	empty.Media = nil
	bare := &collection.Collection{Time: 1}
	tests := map[string]*collection.Collection{"nasty": fixture(), "no media": empty, "nothing": bare}
	for name, c := range tests {
		for _, k := range []Container{Latest, Legacy} {
			t.Run(fmt.Sprintf("%s/%v", name, k), func(t *testing.T) {
				p, err := Read(write(t, c, k))
				if err != nil {
					t.Fatal(err)
				}
				defer p.Close()
				if p.Container != k {
					t.Errorf("container %v, want %v", p.Container, k)
				}
				if diff := cmp.Diff(c, p.Collection); diff != "" {
					t.Errorf("the collection changed (-written +read):\n%s", diff)
				}
				for _, m := range c.Media {
					r, err := p.Open(m.Name)
					if err != nil {
						t.Fatal(err)
					}
					if got, err := bytesOf(r); err != nil || got != fixtureMedia[m.Name] {
						t.Errorf("media file %s: %d bytes, %v", m.Name, len(got), err)
					}
				}
			})
		}
	}
}

func TestReadHead(t *testing.T) {
	c := fixture()
	for _, k := range []Container{Latest, Legacy} {
		got, err := ReadHead(write(t, c, k))
		if err != nil {
			t.Fatal(err)
		}
		want := append([]collection.Deck{{ID: 1, Name: "Default"}}, c.Decks...)
		for i := range want {
			want[i].Preset = 0 // it is for those who read the presets
		}
		slices.SortFunc(want, compareDecks)
		if diff := cmp.Diff(want, got.Decks); diff != "" {
			t.Errorf("%v (-written +read):\n%s", k, diff)
		}
		for i, n := range got.Notetypes {
			if j := slices.IndexFunc(c.Notetypes, func(t collection.Notetype) bool { return t.ID == n.ID }); j < 0 || !c.Notetypes[j].Equal(&n) || c.Notetypes[j].Mod != n.Mod {
				t.Errorf("%v: note type %d is %+v", k, i, n)
			}
		}
		if len(got.Notetypes) != len(c.Notetypes) {
			t.Errorf("%v: %d note types, not %d", k, len(got.Notetypes), len(c.Notetypes))
		}
	}
	if _, err := ReadHead(filepath.Join(t.TempDir(), "absent.apkg")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestWriteIsReproducible(t *testing.T) {
	for _, k := range []Container{Latest, Legacy} {
		t.Run(k.String(), func(t *testing.T) {
			c := large(2000)
			c.Media = mediaOf(fixtureMedia)
			var first []byte
			for _, procs := range []int{1, 2, 1, 4} {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
				got, err := os.ReadFile(write(t, c, k))
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = got
				}
				if !bytes.Equal(first, got) {
					t.Fatalf("with %d processors: other bytes", procs)
				}
			}
		})
	}
}
