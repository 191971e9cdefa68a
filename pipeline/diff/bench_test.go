package diff

import (
	"fmt"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

func largeRelease(n int, time int64, changed func(i int) bool) Release {
	c := &collection.Collection{Time: time, Decks: []collection.Deck{{ID: 5, Name: "Large"}}, Notetypes: []collection.Notetype{{
		ID: 7, Name: "Large basic", Mod: 1,
		Fields:    []collection.Field{{ID: 1, Name: "Front"}, {ID: 2, Name: "Back"}},
		Templates: []collection.Template{{ID: 1, Name: "Card 1", Front: "{{Front}}", Back: "{{Back}}"}},
	}}}
	for i := range n {
		note := collection.Note{ID: int64(i + 1), GUID: fmt.Sprintf("guid%d", i), Mod: 1000, Tags: []string{"a", "b::c"},
			Fields: []string{fmt.Sprintf("What is the number %d?", i), fmt.Sprintf("It is <b>%d</b>, and nothing else, at release", i)},
			Cards:  []collection.Card{{ID: int64(i + 1), Position: i + 1}}}
		if changed(i) {
			note.Mod = time
			note.Fields[1] += fmt.Sprint(time)
		}
		c.Notes = append(c.Notes, note)
	}
	return Release{Name: "x", Collection: c}
}

func BenchmarkCompare(b *testing.B) {
	before := largeRelease(100_000, 1000, func(int) bool { return false })
	for _, share := range []int{100, 1} {
		b.Run(fmt.Sprintf("one in %d changed", share), func(b *testing.B) {
			after := largeRelease(100_100, 2000, func(i int) bool { return i%share == 0 })
			for b.Loop() {
				if _, err := Compare(before, after, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
