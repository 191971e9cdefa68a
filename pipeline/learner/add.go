package learner

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/field"
)

// Add adds a note of the learner's own, at the time now in seconds, with a note type that the collection has. Its cards go
// into the deck, which is made when it is not there.
func (c *Collection) Add(guid string, notetype int64, deck string, now int64, fields []string) error {
	t := c.Notetype(notetype)
	if t == nil || len(fields) != len(t.Fields) {
		return fmt.Errorf("there is no note type %d with %d fields", notetype, len(fields))
	}
	to := c.decks.find(deck)
	if to < 0 {
		if _, err := c.decks.add(Deck{Name: deck}); err != nil {
			return err
		}
		to = len(c.decks.list) - 1
	}
	n := &Note{GUID: guid, Notetype: t, Mod: now, Fields: mapFields(fields, field.Clean), id: now * 1000}
	for c.ids.find(n.id) >= 0 {
		n.id++
	}
	c.generator(t, c.decks.list[to].Name).generate(n)
	c.last[t.ID], c.edits = c.decks.list[to].Name, nil
	c.guids.set(guid, len(c.notes), 0)
	c.ids.set(n.id, len(c.notes), 0)
	c.notes = append(c.notes, n)
	return nil
}
