package learner_test

import (
	"fmt"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

func basic(n int) *collection.Collection {
	c := &collection.Collection{
		Decks: []collection.Deck{{ID: 10, Name: "Capitals"}},
		Notetypes: []collection.Notetype{{ID: 20, Name: "Capital", Mod: 100,
			Fields:    []collection.Field{{ID: 1, Name: "Country"}, {ID: 2, Name: "Capital"}},
			Templates: []collection.Template{{ID: 1, Name: "Card 1", Front: "{{Country}}", Back: "{{Capital}}"}}}},
	}
	for i := range n {
		c.Notes = append(c.Notes, collection.Note{ID: int64(n - i), GUID: fmt.Sprint("guid", i), Mod: 100, Tags: []string{"europe"},
			Fields: []string{fmt.Sprint("France ", i), "Paris"}, Cards: []collection.Card{{Ord: 0}}})
	}
	return c
}

func TestFirstImport(t *testing.T) {
	c := learner.New()
	log, err := c.Import(basic(2), learner.Options{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	n := c.Note("guid1")
	if n == nil || n.Mod != 100 || n.Fields[0] != "France 1" || len(n.Cards) != 1 || n.Cards[0].Deck != "Capitals" || n.Notetype.Name != "Capital" {
		t.Errorf("%+v", n)
	}
	if log.Notes[0] != learner.NewNote || log.Cards[1] != 1 {
		t.Errorf("%+v", log)
	}
}
