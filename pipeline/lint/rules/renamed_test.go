package rules

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// renamedTexts returns which of the texts now, of new notes, those of notes that are gone have become.
func renamedTexts(gone, now []string) map[int]int {
	of := func(texts []string) *collection.Collection {
		c := &collection.Collection{Notetypes: make([]collection.Notetype, 1)}
		for i, text := range texts {
			c.Notes = append(c.Notes, collection.Note{GUID: fmt.Sprint(i), Fields: []string{text}})
		}
		return c
	}
	numbers := func(n int) []int {
		out := make([]int, n)
		for i := range out {
			out[i] = i
		}
		return out
	}
	p := &lint.DeckPass{Collection: of(now), Baseline: collection.NewBaseline("x", of(gone))}
	return renamed(p, numbers(len(gone)), numbers(len(now)))
}

func TestRenamed(t *testing.T) {
	for _, c := range []struct {
		name      string
		gone, now []string
		want      map[int]int
	}{
		{"the same texts in their order", []string{"same", "same", "other"}, []string{"other", "same", "same"}, map[int]int{0: 1, 1: 2, 2: 0}},
		{"case and full stop", []string{"The Rhine."}, []string{"the rhine"}, map[int]int{0: 0}},
		{"the best one", []string{"one two three four five"}, []string{"one two three four six", "one two three four five nine"}, map[int]int{0: 1}},
		{"four of five words", []string{"one two three four five"}, []string{"six five four three two"}, map[int]int{0: 0}},
		{"three of five words", []string{"one two three four five"}, []string{"seven six four three two"}, nil},
		{"nothing but function words", []string{"What is it of the"}, []string{"it is what the of"}, nil},
		{"each is taken once", []string{"one two three", "three two one"}, []string{"two one three"}, map[int]int{0: 0}},
		{"nothing", []string{"", "<br>"}, []string{"", "<br>"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := renamedTexts(c.gone, c.now); !maps.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Many notes of the same words are not compared all with all: that would take minutes.
func TestRenamedAlike(t *testing.T) {
	const n = 40_000
	gone, now := make([]string, n), make([]string, n)
	for i := range gone {
		gone[i] = strings.ReplaceAll(fmt.Sprintf("old%d redX greenX blueX whiteX blackX brownX", i), "X", fmt.Sprint(i%5))
		now[i] = strings.ReplaceAll(fmt.Sprintf("new%d blackX brownX whiteX blueX greenX redX", i), "X", fmt.Sprint(i%5))
	}
	if got := len(renamedTexts(gone, now)); got != n {
		t.Errorf("%d of %d found", got, n)
	}
}
