package learner

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/field"
)

// changeFields rewrites the notes of a note type for its new fields. They get the time of the import, as they do when only
// the sort field is another.
func (im *importer) changeFields(d *draft, original *Notetype) error {
	moved := movedFrom(d.fieldOrds, len(original.Fields))
	if !moved && d.SortField == original.SortField {
		return nil
	}
	im.log.OneWaySync = true
	for n := range im.having(d.ID) {
		if moved {
			n.Fields = reorder(n.Fields, d.fieldOrds)
		}
		n.Mod = im.now
		if err := cleanFields(n, &d.Notetype); err != nil {
			return err
		}
	}
	return nil
}

// movedFrom reports whether ordinals are others than those of a list of this length.
func movedFrom(ords []int, length int) bool {
	if len(ords) != length {
		return true
	}
	for i, was := range ords {
		if i != was {
			return true
		}
	}
	return false
}

// reorder returns fields in the order that former ordinals say, empty where there was none. Each is taken once.
func reorder(fields []string, ords []int) []string {
	out := make([]string, len(ords))
	left := slices.Clone(fields)
	for i, was := range ords {
		if was >= 0 && was < len(left) {
			out[i], left[was] = left[was], ""
		}
	}
	return out
}

// cleanFields makes the fields of a note what Anki stores, and refuses a wrong number of them.
func cleanFields(n *Note, t *Notetype) error {
	if len(n.Fields) != len(t.Fields) {
		return fmt.Errorf("the note %q has %d fields, its note type %q has %d", n.GUID, len(n.Fields), t.Name, len(t.Fields))
	}
	n.Fields = mapFields(n.Fields, field.Clean)
	return nil
}

// mapFields returns the fields after a change of each; the same slice when there was none.
func mapFields(fields []string, change func(string) string) []string {
	out := fields
	for i, f := range fields {
		g := change(f)
		if len(g) == len(f) && g == f {
			continue
		}
		if &out[0] == &fields[0] {
			out = slices.Clone(fields)
		}
		out[i] = g
	}
	return out
}

// changeTemplates gives the cards of a note type the new ordinals of their templates, and makes those that are missing
// when a template was added or a front has another text.
func (im *importer) changeTemplates(d *draft, old []collection.Template) {
	moves := newOrdinalMap(d.templateOrds, len(old))
	if moves.any() || slices.Contains(d.templateOrds, -1) {
		im.log.OneWaySync = true
	}
	if moves.any() {
		for n := range im.having(d.ID) {
			im.move(n, moves)
		}
	}
	sameFront := func(a, b collection.Template) bool { return a.Front == b.Front }
	if !slices.Contains(d.templateOrds, -1) && slices.EqualFunc(d.Templates, old, sameFront) {
		return
	}
	gen := im.c.generator(&d.Notetype, defaultDeck)
	for n := range im.having(d.ID) {
		if len(n.Cards) > 0 && (d.Cloze || len(n.Cards) != len(d.Templates)) { // Anki looks no further than at their number
			im.log.Generated += gen.generate(n)
		}
	}
}

// An ordinalMap says what becomes of cards when the templates of their note type change.
type ordinalMap struct {
	moved   map[int]int
	removed []int // ordinals
}

// newOrdinalMap makes the map for the former ordinals of templates, of which there were so many.
func newOrdinalMap(ords []int, before int) ordinalMap {
	m := ordinalMap{moved: map[int]int{}}
	for i, was := range ords {
		if was >= 0 && was != i {
			m.moved[was] = i
		}
	}
	for was := range before {
		if !slices.Contains(ords, was) {
			m.removed = append(m.removed, was)
		}
	}
	return m
}

func (m ordinalMap) any() bool { return len(m.moved)+len(m.removed) > 0 }

// move deletes cards of a note and gives cards other ordinals.
func (im *importer) move(n *Note, m ordinalMap) {
	cards := make([]Card, 0, len(n.Cards))
	for _, card := range n.Cards {
		if slices.Contains(m.removed, card.Ord) {
			im.log.Deleted++
			continue
		}
		if to, ok := m.moved[card.Ord]; ok {
			card.Ord = to
		}
		cards = append(cards, card)
	}
	n.Cards = cards
	sortCards(n.Cards)
}

// convert gives notes another note type of the learner's. d is their own after a merge with the other: its ordinals say
// where fields and cards go.
func (im *importer) convert(notes []int, from *Notetype, to int64, d *draft) error {
	im.log.OneWaySync = true
	t := im.c.Notetype(to)
	moves := newOrdinalMap(d.templateOrds, len(from.Templates))
	gen := im.c.generator(t, "")
	for _, at := range notes {
		n := im.newNote(*im.c.notes[at])
		im.move(n, moves)
		n.Fields = reorder(n.Fields, d.fieldOrds)
		n.Notetype, n.Mod = t, im.now
		if err := cleanFields(n, t); err != nil {
			return err
		}
		im.log.Generated += gen.generate(n)
		im.c.notes[at] = n
	}
	return nil
}
