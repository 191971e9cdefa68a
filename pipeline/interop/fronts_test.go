package interop_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// pairs is a deck of thirty notes with two cards each, of which the first has this front.
func pairs(front string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `deck: Pairs
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c54
notetype: pair
notetypes:
  pair:
    fields: [left, right]
    cards:
      - {key: there, front: "%s", back: "{{Right}}"}
      - {key: back, front: "{{Right}}", back: "{{Left}}"}
notes:
`, front)
	for i := range 30 {
		fmt.Fprintf(&b, "  - {id: pair-%d, left: left %d, right: right %d}\n", i, i, i)
	}
	return b.String()
}

// TestFrontChanged shows why the row ids of a note's cards lie side by side (collection.cardBlock): in a database that
// Anki has checked, the next release with another front doubles every card of a note whose cards lie apart. Anki 23.10
// reads them in another order.
func TestFrontChanged(t *testing.T) {
	dir := t.TempDir()
	last, next := filepath.Join(dir, "last"), filepath.Join(dir, "next")
	release(t, pairs("{{Left}}"), last, pipeline.Options{Time: buildTime})
	first, second, apart := filepath.Join(last, "cities.apkg"), filepath.Join(next, "cities.apkg"), filepath.Join(dir, "apart.apkg")
	release(t, pairs("{{Left}}?"), next, pipeline.Options{Time: buildTime + 1000,
		LoadBaseline: func(string) (*collection.Baseline, error) { return pipeline.ReadBaseline("last", first) }})
	spreadCards(t, first, apart)
	for variable, doubled := range map[string]bool{"DECKMILL_ANKI_PYTHON": true, "DECKMILL_ANKI_OLD_PYTHON": false} {
		t.Run(variable, func(t *testing.T) {
			answers := learn(t, python(t, variable), []update{
				{First: first, Second: second, Check: true},
				{First: apart, Second: second, Check: true},
			})
			want := [][2]any{{60, true}, {60, true}}
			if doubled {
				want[1] = [2]any{120, false}
			}
			var got [][2]any
			for _, a := range answers {
				got = append(got, [2]any{a.Cards, a.OK})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("cards and whether the database was sound, with cards side by side and apart (-want +Anki):\n%s", diff)
			}
		})
	}
}

// spreadCards writes a package anew in which all first cards of notes stand before all second ones.
func spreadCards(t *testing.T, from, to string) {
	t.Helper()
	p, err := apkg.Read(from)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for i := range p.Collection.Notes {
		for j := range p.Collection.Notes[i].Cards {
			p.Collection.Notes[i].Cards[j].ID = int64(1_600_000_000_000 + 1000*j + i)
		}
	}
	if err := apkg.Write(to, p.Collection, apkg.Latest, nil); err != nil {
		t.Fatal(err)
	}
}
