package cli

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// A deckPair is a deck of both sides; nil where a side does not have it.
type deckPair struct{ old, new *sideDeck }

// slug returns the name of the deck, the new one if it has two.
func (p deckPair) slug() string {
	if p.new != nil {
		return p.new.slug
	}
	return p.old.slug
}

// pairDecks finds out which deck of the one side is which of the other: by what they are, whatever they are called, else
// by their names. Two single decks are compared whether they are one or not, and a side that is a single deck asks about
// this deck alone.
func pairDecks(before, after *side) ([]deckPair, error) {
	if len(before.decks) == 1 && len(after.decks) == 1 && !(before.whole && after.whole) {
		return []deckPair{{&before.decks[0], &after.decks[0]}}, nil
	}
	for _, v := range []*side{before, after} {
		if err := v.identify(); err != nil {
			return nil, err
		}
	}
	olds := make([]*sideDeck, len(after.decks)) // by deck of after
	taken := map[*sideDeck]bool{}
	for _, same := range []func(a, b *sideDeck) bool{isSamePackage, isSameDeck, mayBeSameDeck} {
		for i := range after.decks {
			if olds[i] != nil {
				continue
			}
			at := slices.IndexFunc(before.decks, func(d sideDeck) bool { return same(&d, &after.decks[i]) })
			if at >= 0 && !taken[&before.decks[at]] {
				olds[i] = &before.decks[at]
				taken[olds[i]] = true
			}
		}
	}
	var out []deckPair
	for i := range after.decks {
		if olds[i] != nil || before.whole {
			out = append(out, deckPair{olds[i], &after.decks[i]})
		}
	}
	for i := range before.decks {
		if d := &before.decks[i]; !taken[d] && after.whole {
			out = append(out, deckPair{old: d})
		}
	}
	return out, nil
}

// identify finds out which decks its packages hold.
func (v *side) identify() error {
	for i := range v.decks {
		d := &v.decks[i]
		if d.path == "" {
			d.id = v.repo.ID(d.source.Place)
			continue
		}
		head, err := pipeline.PackageHead(d.path)
		if err != nil {
			return baselineFailure(d.shown, err)
		}
		d.content = head.Decks
	}
	return nil
}

// isSamePackage reports whether two are releases of one deck and have one name: of editions that share their identity, the
// name alone says which is which.
func isSamePackage(a, b *sideDeck) bool { return a.slug == b.slug && isSameDeck(a, b) }

// isSameDeck reports whether two are releases of one deck, in editions of one identity, as their identities say.
func isSameDeck(a, b *sideDeck) bool {
	switch {
	case a.path == "" && b.path == "":
		return a.id != "" && a.id == b.id && slices.Equal(a.source.Edition.Own(), b.source.Edition.Own())
	case a.path == "":
		return collection.OfDeck(b.content, a.id, a.source.Edition.Own())
	case b.path == "":
		return collection.OfDeck(a.content, b.id, b.source.Edition.Own())
	}
	return slices.ContainsFunc(a.content, func(d collection.Deck) bool {
		return d.ID != 1 && slices.ContainsFunc(b.content, func(e collection.Deck) bool { return d.ID == e.ID })
	})
}

// mayBeSameDeck reports whether two decks have one name and nothing says that they are not one.
func mayBeSameDeck(a, b *sideDeck) bool {
	known := a.path == "" && b.path == "" && a.id != "" && b.id != ""
	return a.slug == b.slug && !known
}
