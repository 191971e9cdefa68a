package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// TestTops finds the decks that a learner has to rename, with all that is below them. Decks are written with what they are
// called afterwards; "-" stands for those without cards.
func TestTops(t *testing.T) {
	for _, c := range []struct{ name, decks, want string }{
		{"one", "A>B", "A>B"},
		{"a whole tree", "A>B A::x>B::x A::x::y>B::x::y", "A>B"},
		{"without cards at the top", "-A>B A::x>B::x A::y>B::y", "A>B"},
		{"some of it", "-A>A A::x>B::x A::y>A::y", "A::x>B::x"},
		{"apart", "A::x>B::x A::y>C::y", "A::x>B::x A::y>C::y"},
		{"into a deck that is there", "A::x>B::x B>B", "A::x>B::x"},
		{"below", "A>A A::x>A::z A::x::y>A::z::y", "A::x>A::z"},
	} {
		before, after := &collection.Collection{}, &collection.Collection{}
		var notes []Note
		for i, d := range strings.Fields(c.decks) {
			from, to, _ := strings.Cut(strings.TrimPrefix(d, "-"), ">")
			before.Decks = append(before.Decks, collection.Deck{ID: int64(i + 2), Name: from})
			after.Decks = append(after.Decks, collection.Deck{ID: int64(i + 2), Name: to})
			if from != to && d[0] != '-' {
				notes = append(notes, Note{Moves: []Move{{From: from, To: to}}})
			}
		}
		decks := compareDecks(before.Decks, after.Decks, notes)
		var got []string
		cards := 0
		for _, m := range decks.Tops {
			got = append(got, m.From+">"+m.To)
			cards += m.Cards
		}
		if strings.Join(got, " ") != c.want || len(decks.Added)+len(decks.Gone) > 0 || cards != len(notes) {
			t.Errorf("%s: %v with %d cards, want %s; added %v, gone %v", c.name, got, cards, c.want, fmt.Sprint(decks.Added), decks.Gone)
		}
	}
}
