package lint

import "github.com/deckmill/deckmill/pipeline/source"

// A SeenTag is a spelling of a tag in one deck.
type SeenTag struct {
	Deck  string // the slug
	Tag   string
	Notes int // that have it
	Span  source.Span
}

// Tag returns the most frequent other spelling of a tag in the decks before, and remembers this one. Spellings of one tag
// have one key. ok is false when there is none, or when this very spelling was seen in another deck too.
func (s *Seen) Tag(key string, t SeenTag) (other SeenTag, ok bool) {
	again := false
	for _, seen := range s.tags[key] {
		switch {
		case seen.Deck == t.Deck:
			again = again || seen.Tag == t.Tag
		case seen.Tag == t.Tag:
			return SeenTag{}, false
		case !ok || seen.Notes > other.Notes:
			other, ok = seen, true
		}
	}
	if !again {
		s.tags[key] = append(s.tags[key], t)
	}
	return other, ok
}
