package exchange

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// clash returns what of a note stands in the way of a text in a column: one for all variants beside one for some, or texts for
// the values of one axis beside those for another. nil: nothing does.
func (s *Source) clash(c column, note *yamltree.Node) *yamltree.Node {
	path := c.path(note)
	for i, key := range path {
		n := find(note, key)
		switch last := i == len(path)-1; {
		case n == nil && i > 0 && path[i-1] != "fields" && s.isOtherAxis(note, key):
			return note
		case n == nil || n.Kind == yamltree.Absent:
			return nil
		case last == (n.Kind == yamltree.Map) || !last && n.Kind != yamltree.Map:
			return n
		}
		note = find(note, key)
	}
	return nil
}

// isOtherAxis reports whether a map is about the values of another axis than that of key.
func (s *Source) isOtherAxis(n *yamltree.Node, key string) bool {
	return slices.ContainsFunc(n.Entries, func(e yamltree.Entry) bool { return s.Deck.Axes.Of(e.Key.Value) != s.Deck.Axes.Of(key) })
}

// clashesInRow reports whether the row gives the key of a column a text that cannot stand beside one in it, in a column
// before it.
func (m *merger) clashesInRow(l *line, c column) bool {
	for i, other := range m.names {
		switch {
		case other == nil:
		case other.name() == c.name():
			return false
		case other.key == c.key && other.field == c.field && m.cell(l, i) != "" && m.excludes(other.variants, c.variants):
			return true
		}
	}
	return false
}

// excludes reports whether no value can have a text for both of two combinations of variants: where they part, one ends, or
// they go on with values of different axes.
func (s *Source) excludes(a, b []string) bool {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] != b[i] {
			return s.Deck.Axes.Of(a[i]) != s.Deck.Axes.Of(b[i])
		}
	}
	return true
}
