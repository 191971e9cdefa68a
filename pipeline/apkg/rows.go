package apkg

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/field"
)

// The rows of notes and cards, with what is the same in all of them as literals (anki-format.md 2.2). All cards are
// new: type 0, queue 0, due is the position.
const (
	noteTuple = "(?,?,?,?,-1,?,?,?,?,0,'')"
	cardTuple = "(?,?,?,?,?,-1,0,0,?,0,0,0,0,0,0,0,0,'{}')"
)

// A cardRow is a card and the note it belongs to.
type cardRow struct {
	card *collection.Card
	note *collection.Note
}

// insertNotes inserts all notes. Sort field and checksum are those of anki-format.md 3.4; the sort field is bound as
// text, and the integer affinity of its column makes a number of it where it looks like one, as in Anki.
func insertNotes(d *database, c *collection.Collection) error {
	in, err := d.newInserter("notes", noteTuple)
	if err != nil {
		return err
	}
	for _, n := range notesByID(c) {
		nt := &c.Notetypes[n.Notetype]
		err := in.add(n.ID, n.GUID, nt.ID, n.Mod, tagsColumn(n.Tags), strings.Join(n.Fields, fieldSeparator),
			field.Strip(n.Fields[nt.SortField]), int64(field.Checksum(n.Fields[0])))
		if err != nil {
			return err
		}
	}
	return in.close()
}

// insertCards inserts the cards of all notes.
func insertCards(d *database, c *collection.Collection) error {
	in, err := d.newInserter("cards", cardTuple)
	if err != nil {
		return err
	}
	for _, r := range cardsByID(c) {
		err := in.add(r.card.ID, r.note.ID, c.Decks[r.card.Deck].ID, int64(r.card.Ord), r.note.Mod, int64(r.card.Position))
		if err != nil {
			return err
		}
	}
	return in.close()
}

// fieldSeparator stands between the fields in notes.flds, and between the components of a deck's name in schema 18.
const fieldSeparator = "\x1f"

// tagsColumn returns tags as Anki stores them (anki-format.md 3.5).
func tagsColumn(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return " " + strings.Join(tags, " ") + " "
}

// notesByID returns the notes of c in the order of their ids.
func notesByID(c *collection.Collection) []*collection.Note {
	notes := make([]*collection.Note, len(c.Notes))
	for i := range c.Notes {
		notes[i] = &c.Notes[i]
	}
	slices.SortFunc(notes, func(a, b *collection.Note) int { return cmp.Compare(a.ID, b.ID) })
	return notes
}

// cardsByID returns the cards of c in the order of their ids.
func cardsByID(c *collection.Collection) []cardRow {
	var cards []cardRow
	for i := range c.Notes {
		n := &c.Notes[i]
		for j := range n.Cards {
			cards = append(cards, cardRow{card: &n.Cards[j], note: n})
		}
	}
	slices.SortFunc(cards, func(a, b cardRow) int { return cmp.Compare(a.card.ID, b.card.ID) })
	return cards
}

// checkCounts makes sure that every note and card arrived. It guards the way rows are inserted, which rests on how the
// driver works inside (libraries.md A1): to lose a note without a word would be the worst of faults.
func checkCounts(d *database, c *collection.Collection) error {
	want := map[string]int64{"notes": int64(len(c.Notes))}
	for i := range c.Notes {
		want["cards"] += int64(len(c.Notes[i].Cards))
	}
	for _, table := range []string{"notes", "cards"} {
		n, err := d.count(table)
		if err != nil {
			return err
		}
		if n != want[table] {
			return fmt.Errorf("table %s has %d rows, not %d", table, n, want[table])
		}
	}
	return nil
}
