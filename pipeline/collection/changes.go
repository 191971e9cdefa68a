package collection

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
)

// Changes returns the part of c that is news to learners of the baseline: the notes that are new or changed, with the note
// types, decks and media that they need. Ids, times and order are those of c. Files with an underscore are all in it: note
// types show them, and no field says so (anki-format.md 6.8).
func (b *Baseline) Changes(c *Collection) *Collection {
	part := &Collection{Time: c.Time}
	usedTypes, usedDecks, usedMedia := make([]bool, len(c.Notetypes)), make([]bool, len(c.Decks)), map[string]bool{}
	for i := range c.Notes {
		n := &c.Notes[i]
		if old := b.Note(n.GUID); old != nil && b.Unchanged(old, n, &c.Notetypes[n.Notetype]) {
			continue
		}
		part.Notes = append(part.Notes, *n)
		usedTypes[n.Notetype] = true
		for _, card := range n.Cards {
			usedDecks[card.Deck] = true
		}
		for _, html := range n.Fields {
			for _, ref := range field.MediaRefs(html) {
				usedMedia[ref.Name] = true
			}
		}
	}
	var types, decks []int
	part.Notetypes, types = take(c.Notetypes, usedTypes)
	part.Decks, decks = take(c.Decks, withAncestors(c.Decks, usedDecks))
	for i := range part.Decks {
		if p := c.PresetOf(&part.Decks[i]); p != nil {
			part.UsePreset(&part.Decks[i], *p)
		}
	}
	for i := range part.Notes {
		n := &part.Notes[i]
		n.Notetype = types[n.Notetype]
		n.Cards = slices.Clone(n.Cards)
		for j := range n.Cards {
			n.Cards[j].Deck = decks[n.Cards[j].Deck]
		}
	}
	for _, m := range c.Media {
		if usedMedia[m.Name] || strings.HasPrefix(m.Name, "_") {
			part.Media = append(part.Media, m)
		}
	}
	return part
}

// take returns the items of a list that are used, and where in them each item of the list is.
func take[T any](list []T, used []bool) (taken []T, at []int) {
	at = make([]int, len(list))
	for i, item := range list {
		if used[i] {
			at[i] = len(taken)
			taken = append(taken, item)
		}
	}
	return taken, at
}

// withAncestors marks the ancestors of decks that are used as used too.
func withAncestors(decks []Deck, used []bool) []bool {
	all := slices.Clone(used)
	for i := range decks {
		for j := range decks {
			all[i] = all[i] || used[j] && strings.HasPrefix(decks[j].Name, decks[i].Name+"::")
		}
	}
	return all
}
