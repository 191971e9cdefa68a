package learner

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// defaultDeck is the deck with id 1, which every collection has. Learners may rename it; here it has this name.
const defaultDeck = "Default"

// mostMissing is how many ancestors of a deck Anki creates at once (anki-format.md 10).
const mostMissing = 10

// A Deck is a learner's deck.
type Deck struct {
	Name        string // full name, components joined by ::
	Description string
	Preset      int64 // id; 0 is the learner's default
}

// A deckList holds decks, which are told apart by their names, whatever the case.
type deckList struct {
	list   []Deck
	byFold map[string]int
}

func (l *deckList) clone() deckList {
	return deckList{list: slices.Clone(l.list), byFold: maps.Clone(l.byFold)}
}

// find returns the index of the deck of this name, or -1.
func (l *deckList) find(name string) int {
	if i, ok := l.byFold[names.Fold(name)]; ok {
		return i
	}
	return -1
}

func (l *deckList) insert(d Deck) {
	if l.byFold == nil {
		l.byFold = map[string]int{}
	}
	l.byFold[names.Fold(d.Name)] = len(l.list)
	l.list = append(l.list, d)
}

// add adds a deck that is not there, and the ancestors that are missing. Ancestors that are there give it their spelling
// (anki-format.md 4.6). It returns the names of what was added.
func (l *deckList) add(d Deck) ([]string, error) {
	d.Name = cleanDeckName(d.Name)
	for l.find(d.Name) >= 0 { // only a name that was not clean
		d.Name += "+"
	}
	components := strings.Split(d.Name, "::")
	known := len(components) - 1
	for ; known > 0; known-- {
		if i := l.find(strings.Join(components[:known], "::")); i >= 0 {
			copy(components, strings.Split(l.list[i].Name, "::"))
			break
		}
	}
	if len(components)-1-known > mostMissing {
		return nil, errors.New("deck nesting is too deep")
	}
	var added []string
	for n := known + 1; n < len(components); n++ {
		added = append(added, strings.Join(components[:n], "::"))
		l.insert(Deck{Name: added[len(added)-1]})
	}
	d.Name = strings.Join(components, "::")
	l.insert(d)
	return append(added, d.Name), nil
}

func cleanDeckName(name string) string {
	components := strings.Split(name, "::")
	for i, c := range components {
		components[i] = names.DeckComponent(c)
	}
	return strings.Join(components, "::")
}

// importDecks finds or adds the decks of the package that hold cards, and their ancestors.
func (im *importer) importDecks() error {
	decks := im.p.Decks
	order := im.usedDecks()
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(level(&decks[a]), level(&decks[b])) })
	im.decks = make([]string, len(decks))
	for _, i := range order {
		d := &decks[i]
		if d.ID == 1 {
			im.decks[i] = defaultDeck
			continue
		}
		preset := im.importPreset(d)
		at := im.c.decks.find(d.Name)
		if at < 0 {
			added, err := im.c.decks.add(Deck{Name: d.Name, Description: d.Description, Preset: preset})
			if err != nil {
				return err
			}
			im.log.Decks = append(im.log.Decks, added...)
			at = len(im.c.decks.list) - 1
		} else {
			im.c.decks.list[at].merge(d.Description, preset)
		}
		im.decks[i] = im.c.decks.list[at].Name
	}
	return nil
}

// merge gives a deck that is there what a package says of it. What the package leaves empty stays.
func (d *Deck) merge(description string, preset int64) {
	d.Description = cmp.Or(description, d.Description)
	d.Preset = cmp.Or(preset, d.Preset)
}

// importPreset adds the preset of a deck of the package if the learner takes presets and has none of its id, and returns the id
// that the deck gets. A preset that is there never changes (anki-format.md 4.6). 23.10 adds it and gives it to no deck
// (interop.TestPresets).
func (im *importer) importPreset(d *collection.Deck) int64 {
	p := im.p.PresetOf(d)
	if p == nil || !im.o.Presets {
		return 0
	}
	if im.c.Preset(p.ID) == nil {
		im.c.presets = append(im.c.presets, *p)
	}
	if im.c.Version == V23_10 {
		return 0
	}
	return p.ID
}

func level(d *collection.Deck) int { return strings.Count(d.Name, "::") }

// usedDecks returns the indexes of the decks that Anki takes from the package.
func (im *importer) usedDecks() []int {
	used := make([]bool, len(im.p.Decks))
	for i := range im.p.Notes {
		for _, card := range im.p.Notes[i].Cards {
			used[card.Deck] = true
		}
	}
	ancestors := map[string]bool{}
	for i, yes := range used {
		for name := im.p.Decks[i].Name; yes; {
			at := strings.LastIndex(name, "::")
			if at < 0 {
				break
			}
			name = name[:at]
			ancestors[names.Fold(name)] = true
		}
	}
	var order []int
	for i := range used {
		if used[i] || ancestors[names.Fold(im.p.Decks[i].Name)] {
			order = append(order, i)
		}
	}
	return order
}
