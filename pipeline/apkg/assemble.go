package apkg

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// noPosition sorts notes after all others of which the position of no card is known.
const noPosition = math.MaxInt

// room returns for how many rows memory is taken in advance: as many as the file may hold when each takes so many bytes.
func (l *loader) room(bytes int64) int64 { return min(l.budget/bytes, 1<<20) }

// loadNotes reads the notes.
func (l *loader) loadNotes() error {
	l.notes = make([]loadedNote, 0, l.room(400))
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
	l.cards = make([]loadedCard, 0, l.room(250))
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
		id := l.notes[i].ID
		if _, ok := byID[id]; ok {
			return nil, fmt.Errorf("the collection is damaged: two notes have id %d", id)
		}
		byID[id] = i
	}
	// Cards whose note is missing are of nobody; Anki does not import them either.
	kept := l.cards[:0]
	for _, card := range l.cards {
		at, ok := byID[card.note]
		if !ok {
			continue
		}
		card.at = at
		kept = append(kept, card)
		if card.Position >= 0 {
			l.notes[at].first = min(l.notes[at].first, card.Position)
		}
	}
	l.cards = kept
	order := l.order()
	var decks map[int64]int
	c.Decks, decks = l.usedDecks()
	l.usePresets(c)
	if err := l.assembleNotes(c, order); err != nil {
		return nil, err
	}
	l.assembleCards(c, order, decks)
	return c, nil
}

// order returns the indexes of the notes in order of introduction.
func (l *loader) order() []int {
	type key struct {
		first int
		id    int64
		at    int
	}
	keys := make([]key, len(l.notes))
	for i := range l.notes {
		keys[i] = key{l.notes[i].first, l.notes[i].ID, i}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.id, b.id))
	})
	order := make([]int, len(keys))
	for i, k := range keys {
		order[i] = k.at
	}
	return order
}

// assembleNotes fills in the notes, and the note types in the order of their first use.
func (l *loader) assembleNotes(c *collection.Collection, order []int) error {
	index := map[int64]int{}
	c.Notes = slices.Grow(c.Notes, len(l.notes)) // nil without notes
	for _, i := range order {
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

// assembleCards gives the notes their cards, by ordinal.
func (l *loader) assembleCards(c *collection.Collection, order []int, decks map[int64]int) {
	ends := make([]int, len(l.notes)) // of each note's cards among all, by index of l.notes
	for i := range l.cards {
		ends[l.cards[i].at]++
	}
	cards := make([]collection.Card, len(l.cards))
	end := 0
	for i, at := range order {
		start := end
		end += ends[at]
		ends[at] = start
		if start < end {
			c.Notes[i].Cards = cards[start:end:end]
		}
	}
	for i := range l.cards {
		card := &l.cards[i]
		card.Deck, card.Position = decks[card.deck], max(card.Position, 0)
		cards[ends[card.at]] = card.Card
		ends[card.at]++
	}
	for i := range c.Notes {
		slices.SortFunc(c.Notes[i].Cards, func(a, b collection.Card) int {
			return cmp.Or(cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.ID, b.ID))
		})
	}
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

// allNotetypes returns all note types, by id.
func (l *loader) allNotetypes() []collection.Notetype {
	types := make([]collection.Notetype, 0, len(l.notetypes))
	for _, id := range slices.Sorted(maps.Keys(l.notetypes)) {
		types = append(types, *l.notetypes[id])
	}
	return types
}

func compareDecks(a, b collection.Deck) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// usedDecks returns the decks that hold a card and their ancestors, by name, and their indexes by id. A card in a deck
// that is not there gets the deck that Check Database would make for it (anki-format.md 11).
func (l *loader) usedDecks() ([]collection.Deck, map[int64]int) {
	used := map[string]bool{}
	last := int64(0)
	for i := range l.cards {
		card := &l.cards[i]
		if card.deck == last && i > 0 {
			continue
		}
		last = card.deck
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
