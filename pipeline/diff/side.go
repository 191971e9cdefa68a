package diff

import (
	"strings"
)

// A Side is what is said of a release as a whole.
type Side struct {
	Name, Date, WhyGone string // as in Release
	File                string // likewise
	Package             bool   // likewise
	Time                int64  // when it was built, in seconds
	Early               int    // notes whose time is after now: see Compare
	Notes, Cards, Media int
	Decks               []DeckSize // those that hold cards, sorted by name
}

// A DeckSize is a deck with the number of cards in it, not below it.
type DeckSize struct {
	Name  string
	Cards int
}

func sideOf(r Release, now int64) Side {
	c := r.Collection
	s := Side{Name: r.Name, Date: r.Date, WhyGone: r.WhyGone, File: r.File, Package: r.Package, Time: c.Time, Notes: len(c.Notes), Media: len(c.Media)}
	cards := make([]int, len(c.Decks))
	for i := range c.Notes {
		s.Cards += len(c.Notes[i].Cards)
		if now > 0 && c.Notes[i].Mod > now && !r.Undated {
			s.Early++
		}
		for _, k := range c.Notes[i].Cards {
			cards[k.Deck]++
		}
	}
	for i, n := range cards {
		if n > 0 {
			s.Decks = append(s.Decks, DeckSize{c.Decks[i].Name, n})
		}
	}
	return s
}

// size returns "2 notes, 3 cards, 1 media file".
func (s *Side) size() string {
	text := counted(s.Notes, "note", "notes") + ", " + counted(s.Cards, "card", "cards")
	if s.Media > 0 {
		text += ", " + counted(s.Media, "media file", "media files")
	}
	return text
}

// name returns the name of the deck that all cards are in or below; where there is none, that of the largest deck.
func (s *Side) name() string {
	if len(s.Decks) == 0 {
		return ""
	}
	common := strings.Split(s.Decks[0].Name, "::")
	largest := s.Decks[0]
	for _, d := range s.Decks[1:] {
		parts := strings.Split(d.Name, "::")
		n := 0
		for n < min(len(common), len(parts)) && common[n] == parts[n] {
			n++
		}
		common = common[:n]
		if d.Cards > largest.Cards {
			largest = d
		}
	}
	if len(common) == 0 {
		return largest.Name
	}
	return strings.Join(common, "::")
}
