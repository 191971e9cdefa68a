package exchange

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// columns returns the columns of the deck's table: whatever a note has, and every text that it could have.
func (s *Source) columns() []column {
	all := []column{{key: "id"}}
	for _, key := range []string{"guid", "notetype", "deck", "tags", "only"} {
		switch {
		case key == "tags" || key == "notetype" && len(s.types()) > 1:
			all = append(all, column{key: key})
		case key != "notetype":
			all = append(all, s.forms(column{key: key}, false)...)
		}
	}
	var seen []string
	for _, t := range s.types() {
		for _, key := range fieldsOf(t) {
			if !slices.Contains(seen, key) {
				seen = append(seen, key)
				all = append(all, s.forms(column{key: key, field: true}, true)...)
			}
		}
	}
	return all
}

// types returns the note types that notes have, in the order of the deck.
func (s *Source) types() []*deck.Notetype {
	used := map[string]bool{}
	for _, n := range s.notes() {
		used[n.notetype()] = true
	}
	var types []*deck.Notetype
	for _, t := range s.Deck.Notetypes {
		if used[t.Key] {
			types = append(types, t)
		}
	}
	return types
}

// forms returns the columns that a key needs: one for all variants, one for each, or both, as notes have it. Without any
// value there is one for all if always is set.
func (s *Source) forms(c column, always bool) []column {
	var levels [][]*deck.Axis // of the values, each form once
	for _, n := range s.notes() {
		levels = s.addLevels(levels, nil, c.node(n.Whole))
	}
	if len(levels) == 0 && always {
		levels = [][]*deck.Axis{nil}
	}
	slices.SortStableFunc(levels, func(a, b []*deck.Axis) int { return len(a) - len(b) })
	var all []column
	for _, axes := range levels {
		all = append(all, product(c, axes)...)
	}
	return all
}

// addLevels adds the axes over which a value is a map, and those of the maps in it.
func (s *Source) addLevels(levels [][]*deck.Axis, above []*deck.Axis, n *yamltree.Node) [][]*deck.Axis {
	switch {
	case n == nil || n.Kind == yamltree.Absent || n.Kind == yamltree.Broken:
		return levels
	case n.Kind != yamltree.Map:
		if !slices.ContainsFunc(levels, func(l []*deck.Axis) bool { return slices.Equal(l, above) }) {
			levels = append(levels, above)
		}
		return levels
	}
	for _, e := range n.Entries {
		if axis := s.Deck.Axes.Of(e.Key.Value); axis != nil && !slices.Contains(above, axis) {
			levels = s.addLevels(levels, append(slices.Clone(above), axis), e.Value)
		}
	}
	return levels
}

// product returns a column for every combination of values of axes.
func product(c column, axes []*deck.Axis) []column {
	all := []column{c}
	for _, axis := range axes {
		var next []column
		for _, c := range all {
			for i := range axis.Values {
				c.variants = append(slices.Clone(c.variants), axis.Values[i].Name)
				next = append(next, c)
				c.variants = c.variants[:len(c.variants)-1]
			}
		}
		all = next
	}
	return all
}
