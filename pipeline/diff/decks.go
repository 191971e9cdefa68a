package diff

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// Decks is what differs in decks. Anki knows them by name, in any letter case.
type Decks struct {
	Added        []string // only New has cards in them
	Gone         []string // only Old has; a learner keeps them
	Renamed      []DeckMove
	Tops         []DeckMove // Renamed as a learner does it, who renames a deck with all that is below it
	Moved        []DeckMove // where the deck that cards left is still in use, or they went to several
	Descriptions []string   // decks of both whose description differs
}

// A DeckMove is how many cards that both releases have went from one deck to another. A learner's stay where they are.
type DeckMove struct {
	From, To string
	Cards    int
}

// compareDecks compares the decks of both releases. A deck is renamed if it is in use no more and all of its cards that
// are still there went to one deck, which is new.
func compareDecks(before, after []collection.Deck, notes []Note) Decks {
	var out Decks
	olds, news := byFoldedName(before), byFoldedName(after)
	for _, k := range after {
		old, ok := olds[names.Fold(k.Name)]
		switch {
		case !ok:
			out.Added = append(out.Added, k.Name)
		case old.Description != k.Description && k.Description != "": // an empty one leaves the learner's (4.6)
			out.Descriptions = append(out.Descriptions, k.Name)
		}
	}
	for _, k := range before {
		if _, ok := news[names.Fold(k.Name)]; !ok {
			out.Gone = append(out.Gone, k.Name)
		}
	}
	moves := movesOf(notes)
	targets := map[string]int{}
	for _, m := range moves {
		targets[m.From]++
	}
	for _, m := range moves {
		if targets[m.From] == 1 && slices.Contains(out.Gone, m.From) && slices.Contains(out.Added, m.To) {
			out.Renamed = append(out.Renamed, m)
		} else {
			out.Moved = append(out.Moved, m)
		}
	}
	for _, m := range out.Renamed {
		out.Gone = slices.DeleteFunc(out.Gone, func(name string) bool { return name == m.From })
		out.Added = slices.DeleteFunc(out.Added, func(name string) bool { return name == m.To })
	}
	out.collapse(before, olds, news)
	return out
}

// collapse fills Tops, and takes decks that went with them without having cards out of Added and Gone.
func (d *Decks) collapse(before []collection.Deck, olds, news map[string]*collection.Deck) {
	targets := map[string]string{}
	for _, m := range d.Renamed {
		targets[m.From] = m.To
	}
	goes := func(from, to string) bool { // all that a learner has in or below from
		if _, taken := olds[names.Fold(to)]; taken {
			return false
		}
		for _, k := range before {
			rest, below := within(k.Name, from)
			_, used := news[names.Fold(k.Name)]
			if target, renamed := targets[k.Name]; below && (used || renamed && target != to+rest) {
				return false
			}
		}
		return true
	}
	for _, m := range d.Renamed {
		top := m
		for from, to := parents(m.From, m.To); from != "" && goes(from, to); from, to = parents(from, to) {
			top.From, top.To = from, to
		}
		at := slices.IndexFunc(d.Tops, func(t DeckMove) bool { return t.From == top.From && t.To == top.To })
		if at < 0 {
			d.Tops = append(d.Tops, top)
		} else {
			d.Tops[at].Cards += top.Cards
		}
	}
	for _, m := range d.Tops {
		d.Gone = slices.DeleteFunc(d.Gone, func(name string) bool {
			rest, below := within(name, m.From)
			if _, there := news[names.Fold(m.To+rest)]; !below || !there {
				return false
			}
			d.Added = slices.DeleteFunc(d.Added, func(added string) bool { return added == m.To+rest })
			return true
		})
	}
}

// within returns what follows the name of a deck in that of one that is the same or below it.
func within(name, deck string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(name, deck)
	return rest, ok && (rest == "" || strings.HasPrefix(rest, "::"))
}

// parents returns the decks above two that have the same name in them; "" when there are none.
func parents(from, to string) (string, string) {
	i, j := strings.LastIndex(from, "::"), strings.LastIndex(to, "::")
	if i < 0 || j < 0 || from[i:] != to[j:] || from[:i] == to[:j] {
		return "", ""
	}
	return from[:i], to[:j]
}

func byFoldedName(decks []collection.Deck) map[string]*collection.Deck {
	out := make(map[string]*collection.Deck, len(decks))
	for i := range decks {
		out[names.Fold(decks[i].Name)] = &decks[i]
	}
	return out
}

// movesOf counts the cards that moved, by the names of both decks.
func movesOf(notes []Note) []DeckMove {
	counts := map[[2]string]int{}
	for i := range notes {
		for _, m := range notes[i].Moves {
			counts[[2]string{m.From, m.To}]++
		}
	}
	var out []DeckMove
	for key, n := range counts {
		out = append(out, DeckMove{From: key[0], To: key[1], Cards: n})
	}
	slices.SortFunc(out, func(a, b DeckMove) int { return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.To, b.To)) })
	return out
}

// Media is what differs in media files, by name.
type Media struct {
	Added, Gone []collection.Media
	Replaced    []MediaChange // other bytes under the same name
}

// A MediaChange is a file whose bytes differ.
type MediaChange struct {
	Old, New collection.Media
	Arrives  bool // an import with Anki's usual options brings the new bytes, under another name
}

// compareMedia compares files. copied are those that an import brings (anki-format.md 1.6).
func compareMedia(before, after []collection.Media, copied map[string]bool) Media {
	var out Media
	old := make(map[string]collection.Media, len(before))
	for _, m := range before {
		old[m.Name] = m
	}
	for _, m := range after {
		was, ok := old[m.Name]
		switch {
		case !ok:
			out.Added = append(out.Added, m)
		case !bytes.Equal(was.SHA1[:], m.SHA1[:]):
			out.Replaced = append(out.Replaced, MediaChange{Old: was, New: m, Arrives: copied[m.Name]})
		}
		delete(old, m.Name)
	}
	for _, m := range before {
		if _, left := old[m.Name]; left {
			out.Gone = append(out.Gone, m)
		}
	}
	return out
}
