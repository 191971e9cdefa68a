package lint

import (
	"hash/maphash"
	"strings"

	"github.com/deckmill/deckmill/pipeline/near"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A seenQuestion is the first question with some words.
type seenQuestion struct {
	dropped uint64 // the words that were left out
	exact   uint32 // a hash of the whole text
	note    uint32
}

// Near calls twin for each of the texts that says nearly the same as the question of a note of an earlier deck, and
// remembers the others. Where a letter differs cannot be seen here: the earlier texts are gone. Equal questions are none of
// its business, and so are the decks of another language: a deck for each language asks the same.
func (s *Seen) Near(p *DeckPass, t near.Texts, place func(note int) source.Span, twin func(note int, first SeenNote)) {
	base, _, _ := strings.Cut(t.Language, "-")
	language := maphash.String(s.seed, base)
	for i, d := range t.Digests(s.seed) {
		if d.Words == 0 {
			continue
		}
		words := d.Words ^ language
		text, _ := t.Question(i)
		exact := uint32(maphash.String(s.seed, text))
		first, known := s.byWords[words]
		if !known {
			if n, ok := s.add(p.Deck.Slug, p.Origins[i].Label, place(i)); ok {
				s.byWords[words] = seenQuestion{dropped: d.Dropped, exact: exact, note: n}
			}
			continue
		}
		note := s.note(first.note)
		if note.Deck != p.Deck.Slug && first.exact != exact && d.LeftOut(near.Digest{Dropped: first.dropped}) {
			twin(i, note)
		}
	}
}
