package apkg

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// noPosition sorts notes after all others of which the position of no card is known.
const noPosition = math.MaxInt

// loadNotes reads the notes.
func (l *loader) loadNotes() error {
	return l.query("SELECT id, guid, mid, mod, tags, flds FROM notes", 6, func(row []driver.Value) error {
		n := loadedNote{notetype: integer(row[2]), first: noPosition}
		n.ID, n.Mod = integer(row[0]), integer(row[3])
		guid, errGUID := text(row[1])
		tags, errTags := text(row[4])
		fields, errFields := text(row[5])
		if err := errors.Join(errGUID, errTags, errFields); err != nil {
			return fmt.Errorf("note %d: %w", n.ID, err)
		}
		n.GUID = guid
		n.Fields = strings.Split(fields, fieldSeparator)
		if tags != "" {
			n.Tags = strings.FieldsFunc(tags, func(r rune) bool { return r == ' ' || r == '\u3000' })
		}
		l.notes = append(l.notes, n)
		return nil
	})
}

// loadCards reads the cards. A card that is studied in a filtered deck belongs to the deck it came from.
func (l *loader) loadCards() error {
	return l.query("SELECT id, nid, did, ord, type, due, odue, odid, data FROM cards", 9, func(row []driver.Value) error {
		c := loadedCard{note: integer(row[1]), deck: integer(row[2])}
		c.ID, c.Ord = integer(row[0]), int(uint16(integer(row[3])))
		due := integer(row[5])
		if home := integer(row[7]); home != 0 {
			c.deck, due = home, integer(row[6])
		}
		c.Position = position(integer(row[4]), due, row[8])
		l.cards = append(l.cards, c)
		return nil
	})
}

// position returns the order of introduction of a card: that of a new card, or the one that a card which was studied
// remembers. -1 is unknown.
func position(kind, due int64, data driver.Value) int {
	if kind == 0 {
		return int(int32(due))
	}
	memory := struct {
		Position *int32 `json:"pos"`
	}{}
	s, _ := data.(string)
	if s == "" || json.Unmarshal([]byte(s), &memory) != nil || memory.Position == nil {
		return -1
	}
	return int(*memory.Position)
}

// load reads notes and cards, and puts everything in order.
func (l *loader) load() (*collection.Collection, error) {
	if err := l.run(l.loadNotes, l.loadCards); err != nil {
		return nil, err
	}
	return l.assemble()
}

// assemble makes the collection of what was read.
func (l *loader) assemble() (*collection.Collection, error) {
	c := &collection.Collection{Time: l.time}
	byID := make(map[int64]int, len(l.notes))
	for i := range l.notes {
		if _, ok := byID[l.notes[i].ID]; ok {
			return nil, fmt.Errorf("the collection is damaged: two notes have id %d", l.notes[i].ID)
		}
		byID[l.notes[i].ID] = i
	}
	// Cards whose note is missing are of nobody; Anki does not import them either.
	l.cards = slices.DeleteFunc(l.cards, func(card loadedCard) bool { _, ok := byID[card.note]; return !ok })
	for _, card := range l.cards {
		if n := &l.notes[byID[card.note]]; card.Position >= 0 {
			n.first = min(n.first, card.Position)
		}
	}
	slices.SortFunc(l.notes, func(a, b loadedNote) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.ID, b.ID))
	})
	for i := range l.notes {
		byID[l.notes[i].ID] = i
	}
	slices.SortFunc(l.cards, func(a, b loadedCard) int {
		return cmp.Or(cmp.Compare(byID[a.note], byID[b.note]), cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.ID, b.ID))
	})
	var decks map[int64]int
	c.Decks, decks = l.usedDecks()
	if err := l.assembleNotes(c); err != nil {
		return nil, err
	}
	cards := make([]collection.Card, len(l.cards))
	for i, card := range l.cards {
		card.Deck, card.Position = decks[card.deck], max(card.Position, 0)
		cards[i] = card.Card
		n := &c.Notes[byID[card.note]]
		n.Cards = cards[i-len(n.Cards) : i+1 : i+1]
	}
	return c, nil
}

// assembleNotes fills in the notes, and the note types in the order of their first use.
func (l *loader) assembleNotes(c *collection.Collection) error {
	index := map[int64]int{}
	c.Notes = slices.Grow(c.Notes, len(l.notes)) // nil without notes
	for i := range l.notes {
		n := &l.notes[i]
		at, ok := index[n.notetype]
		if !ok {
			nt := l.notetypes[n.notetype]
			if nt == nil {
				return fmt.Errorf("note %d has note type %d, which is not in the package", n.ID, n.notetype)
			}
			if len(nt.Fields) == 0 || len(nt.Templates) == 0 {
				return fmt.Errorf("note type `%s` has no field or no card template", nt.Name)
			}
			nt.SortField = min(max(nt.SortField, 0), len(nt.Fields)-1)
			at = len(c.Notetypes)
			index[n.notetype] = at
			c.Notetypes = append(c.Notetypes, *nt)
		}
		if nt := &c.Notetypes[at]; len(n.Fields) != len(nt.Fields) {
			return fmt.Errorf("note %d has %d fields, but its note type `%s` has %d; Anki refuses such a package",
				n.ID, len(n.Fields), nt.Name, len(nt.Fields))
		}
		n.Notetype = at
		c.Notes = append(c.Notes, n.Note)
	}
	return nil
}

// longestDeckName is more bytes than any deck's name has. Longer ones are there to keep us busy: every level of a name is
// a deck.
const longestDeckName = 10_000

var errDeckName = fmt.Errorf("the name of a deck is longer than %d bytes", longestDeckName)

// allDecks returns the decks that were read, by name.
func (l *loader) allDecks() []collection.Deck {
	decks := make([]collection.Deck, 0, len(l.decks))
	for _, d := range l.decks {
		decks = append(decks, *d)
	}
	slices.SortFunc(decks, compareDecks)
	return decks
}

func compareDecks(a, b collection.Deck) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// usedDecks returns the decks that hold a card and their ancestors, by name, and their indexes by id. A card in a deck
// that is not there gets the deck that Check Database would make for it (anki-format.md 11).
func (l *loader) usedDecks() ([]collection.Deck, map[int64]int) {
	used := map[string]bool{}
	for _, card := range l.cards {
		d := l.decks[card.deck]
		if d == nil {
			d = &collection.Deck{ID: card.deck, Name: fmt.Sprintf("recovered%d", card.deck)}
			l.decks[card.deck] = d
		}
		if d.Name == "" {
			d.Name = names.DeckComponent("")
		}
		for name := d.Name; !used[name]; {
			used[name] = true
			name = name[:max(strings.LastIndex(name, "::"), 0)]
		}
	}
	var decks []collection.Deck
	for _, d := range l.decks {
		if used[d.Name] {
			decks = append(decks, *d)
		}
	}
	slices.SortFunc(decks, compareDecks)
	index := make(map[int64]int, len(decks))
	for i, d := range decks {
		index[d.ID] = i
	}
	return decks, index
}
