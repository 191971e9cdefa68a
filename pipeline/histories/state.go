package main

import "slices"

// An Answer is what the worker says to a request.
type Answer struct {
	Error    string          // Anki refused the package; the rest is empty
	Outcomes map[int][]int64 // import log: ids of notes by learner.Outcome
	OneWay   bool            `json:"one_way"` // the import forces a one-way sync
	Check    Check
	State    *State
}

// A Check is what Anki's own checks find after an import.
type Check struct {
	OK      bool
	Text    string
	Silent  bool     // Check Database changed something without a word
	Missing []string // media
	Empty   []int64  // ids of cards with nothing on their front
	Doubled []int64  // ids of notes that had a card twice before Check Database mended it
}

// A State is all that a collection holds.
type State struct {
	Notes     []HeldNote
	Cards     []HeldCard
	Reviews   [][4]int64
	Decks     []HeldDeck
	Notetypes []HeldType
	Media     map[string]string // name -> SHA-1 in hex

	byGUID map[string]int
	byNote map[int64][]*HeldCard // by ordinal
}

// A HeldNote is a note of a collection.
type HeldNote struct {
	ID       int64
	GUID     string
	Notetype int64
	Mod      int64
	Tags     []string
	Fields   []string
}

// A HeldCard is a card of a collection.
type HeldCard struct {
	ID, Note, Deck  int64
	Ord, Due, Queue int
	Row             string // everything else that the table holds
}

// A HeldDeck is a deck of a collection.
type HeldDeck struct {
	ID                int64
	Name, Description string
}

// A HeldType is a note type of a collection.
type HeldType struct {
	ID, Mod, Original int64
	Name, CSS         string
	Sort              int
	Fields            []HeldPart
	Templates         []HeldPart
}

// A HeldPart is a field or card template.
type HeldPart struct {
	ID                int64
	Name, Front, Back string
}

func (s *State) index() {
	s.byGUID, s.byNote = map[string]int{}, map[int64][]*HeldCard{}
	for i := range s.Notes {
		s.byGUID[s.Notes[i].GUID] = i
	}
	for i := range s.Cards {
		c := &s.Cards[i]
		s.byNote[c.Note] = append(s.byNote[c.Note], c)
	}
	for _, cards := range s.byNote {
		slices.SortFunc(cards, func(a, b *HeldCard) int { return a.Ord - b.Ord })
	}
}

// note returns the note with a guid, or nil.
func (s *State) note(guid string) *HeldNote {
	if i, ok := s.byGUID[guid]; ok {
		return &s.Notes[i]
	}
	return nil
}

// card returns a card of a note, or nil.
func (s *State) card(n *HeldNote, ord int) *HeldCard {
	for _, c := range s.byNote[n.ID] {
		if c.Ord == ord {
			return c
		}
	}
	return nil
}

// notetype returns a note type, or nil.
func (s *State) notetype(id int64) *HeldType {
	for i := range s.Notetypes {
		if s.Notetypes[i].ID == id {
			return &s.Notetypes[i]
		}
	}
	return nil
}

// hasCopy reports whether a collection has a copy of the note type with this id, which an import made.
func (s *State) hasCopy(id int64) bool {
	return slices.ContainsFunc(s.Notetypes, func(t HeldType) bool { return t.Original == id && t.ID != id })
}

// deckName returns the name of a deck.
func (s *State) deckName(id int64) string {
	for _, d := range s.Decks {
		if d.ID == id {
			return d.Name
		}
	}
	return ""
}

// deck returns a deck by name, or nil.
func (s *State) deck(name string) *HeldDeck {
	for i := range s.Decks {
		if s.Decks[i].Name == name {
			return &s.Decks[i]
		}
	}
	return nil
}
