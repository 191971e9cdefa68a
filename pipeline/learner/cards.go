package learner

import (
	"cmp"
	"slices"

	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A generator makes the cards that notes of a note type lack (anki-format.md 5).
type generator struct {
	t       *Notetype
	version Version
	deck    string // where cards of notes go whose other cards are in several decks
	fronts  []*template.Template
}

// generator returns a generator for the notes of a note type. What has no better place it puts into the deck: "" is that
// of the note which the learner added last.
func (c *Collection) generator(t *Notetype, deck string) *generator {
	g := &generator{t: t, version: c.Version, deck: cmp.Or(deck, c.last[t.ID], defaultDeck)}
	for i := range t.Templates {
		front, _ := template.Parse(t.Templates[i].Front)
		g.fronts = append(g.fronts, front)
	}
	return g
}

// generate gives a note, which nobody else has yet, the cards that it lacks, and returns how many. They go where its
// other cards are, unless these are in several decks (anki-format.md 5.5).
func (g *generator) generate(n *Note) int {
	deck := g.deck
	if len(n.Cards) > 0 && !slices.ContainsFunc(n.Cards, func(c Card) bool { return c.Deck != n.Cards[0].Deck }) {
		deck = n.Cards[0].Deck
	}
	has := func(ord int) bool {
		return slices.ContainsFunc(n.Cards, func(c Card) bool { return c.Ord == ord })
	}
	var missing []Card
	for _, ord := range g.ordinals(n) {
		if !has(ord) {
			missing = append(missing, Card{Ord: ord, Deck: deck})
		}
	}
	if len(n.Cards)+len(missing) == 0 {
		missing = []Card{{Deck: deck}} // a note has at least one
	}
	if len(missing) > 0 {
		n.Cards = append(slices.Clip(n.Cards), missing...)
		sortCards(n.Cards)
	}
	return len(missing)
}

// ordinals returns the ordinals of the cards that a note makes.
func (g *generator) ordinals(n *Note) []int {
	var ords []int
	if g.t.Cloze {
		for _, f := range n.Fields {
			ords = field.ClozeNumbers(ords, f)
		}
		for i := range ords {
			ords[i] = min(ords[i], mostClozes) - 1
		}
		return ords
	}
	shown := map[string]bool{}
	if g.version == Current {
		for _, name := range specialNames {
			shown[name] = true
		}
		shown["Tags"] = len(n.Tags) > 0
	}
	for i := range g.t.Fields {
		if i < len(n.Fields) {
			shown[g.t.Fields[i].Name] = !field.Empty(n.Fields[i])
		}
	}
	for ord, front := range g.fronts {
		if front.Shows(func(name string) bool { return shown[name] }) {
			ords = append(ords, ord)
		}
	}
	return ords
}

// mostClozes is the number above which cloze deletions have no ordinal of their own (anki-format.md 5.2).
const mostClozes = 500

// specialNames count as fields with text, unless a field has the name (anki-format.md 5.1).
var specialNames = []string{"Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}

func sortCards(cards []Card) {
	slices.SortStableFunc(cards, func(a, b Card) int { return cmp.Compare(a.Ord, b.Ord) })
}

// importCards adds the cards of the package that the learner's notes lack (anki-format.md 4.4). What is missing is
// decided for all of them first, so that the second copy of a card that a package has twice is added too.
func (im *importer) importCards() {
	total := 0
	for i := range im.p.Notes {
		total += len(im.p.Notes[i].Cards)
	}
	added := make([]Card, 0, total)
	ends := make([]int, len(im.notes))
	for k, i := range im.notes {
		if at := im.targets[i]; at >= 0 {
			added = im.missingCards(added, i, at)
		}
		ends[k] = len(added)
	}
	start := 0
	for k, i := range im.notes {
		cards := added[start:ends[k]:ends[k]]
		start = ends[k]
		if im.log.Cards[i] = len(cards); len(cards) > 0 {
			im.addCards(i, cards)
		}
	}
}

// missingCards appends the cards of a note of the package whose ordinals are not among those that the learner has. Anki
// looks for the ordinals of the package and only then gives the cards those that a merge has made of them.
func (im *importer) missingCards(added []Card, i int, at int) []Card {
	have := im.c.notes[at].Cards
	ords := im.newOrdinals(im.c.notes[at].id)
	for _, card := range im.p.Notes[i].Cards {
		if len(have) > 0 && slices.ContainsFunc(have, func(h Card) bool { return h.Ord == card.Ord }) {
			continue
		}
		ord := card.Ord
		if to, ok := ords[ord]; ok {
			ord = to
		}
		added = append(added, Card{Ord: ord, Deck: im.decks[card.Deck]})
	}
	return added
}

// newOrdinals returns the new ordinals of cards of the learner's note with this id, when note types were merged. Anki
// looks the note type up by this id among the notes of the package, which have ids of their own: the cards of a note that
// has another there keep the ordinals of the package, whatever templates these are with the learner.
func (im *importer) newOrdinals(id int64) map[int]int {
	if !im.o.Merge {
		return nil
	}
	if im.typeOf == nil {
		im.typeOf = make(map[int64]int, len(im.p.Notes))
		for i := range im.p.Notes {
			im.typeOf[im.p.Notes[i].ID] = im.p.Notes[i].Notetype
		}
	}
	if t, ok := im.typeOf[id]; ok {
		return im.types[t].templates
	}
	return nil
}

// addCards gives cards to the learner's note for a note of the package.
func (im *importer) addCards(i int, cards []Card) {
	at := im.targets[i]
	n := im.c.notes[at]
	if im.log.Notes[i] != NewNote { // others may have it
		n = im.newNote(*n)
		im.c.notes[at] = n
	}
	if len(n.Cards) > 0 {
		cards = append(slices.Clip(n.Cards), cards...)
	}
	n.Cards = cards
	if !slices.IsSortedFunc(cards, func(a, b Card) int { return cmp.Compare(a.Ord, b.Ord) }) {
		sortCards(cards)
	}
}
