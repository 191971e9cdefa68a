package exchange

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A column is what a column of the table holds: the value under a key of notes, or of the variants that it is for.
type column struct {
	key      string
	field    bool
	variants []string // values of different axes, the outermost first
}

// name returns what the header calls the column: `country`, `country:de`, `fields.deck`.
func (c column) name() string {
	name := c.key
	if c.field && yamltree.IsNoteWord(c.key) {
		name = "fields." + name
	}
	return strings.Join(append([]string{name}, c.variants...), ":")
}

// columnOf takes a name apart. It may be that of no column that there can be.
func columnOf(name string) column {
	parts := strings.Split(norm.NFC.String(name), ":")
	c := column{key: parts[0], variants: parts[1:]}
	if key, ok := strings.CutPrefix(c.key, "fields."); ok {
		c.key, c.field = key, true
	}
	c.field = c.field || !yamltree.IsNoteWord(c.key)
	return c
}

// isWords reports whether the column holds lists of words, whose order means nothing.
func (c column) isWords() bool { return !c.field && (c.key == "tags" || c.key == "only") }

// isIdentity reports whether the column says which note it is.
func (c column) isIdentity() bool { return !c.field && (c.key == "id" || c.key == "guid") }

// isType reports whether the column says of which type notes are.
func (c column) isType() bool { return !c.field && c.key == "notetype" }

// isContent reports whether the column says what the note is about, and not which note of which type it is.
func (c column) isContent() bool {
	return c.field || c.key == "tags" || c.key == "only" || c.key == "deck"
}

// path returns the keys that lead from the map of a note to the value.
func (c column) path(note *yamltree.Node) []string {
	path := append([]string{c.key}, c.variants...)
	if c.field && (yamltree.IsNoteWord(c.key) || find(note, c.key) == nil && find(note.Get("fields"), c.key) != nil) {
		return append([]string{"fields"}, path...)
	}
	return path
}

// find returns the value under a key, which may be spelt with other code points.
func find(n *yamltree.Node, key string) *yamltree.Node {
	if e := entry(n, key); e != nil {
		return e.Value
	}
	return nil
}

func entry(n *yamltree.Node, key string) *yamltree.Entry {
	if n == nil || n.Kind != yamltree.Map {
		return nil
	}
	i := slices.IndexFunc(n.Entries, func(e yamltree.Entry) bool { return e.Key.Value == key || norm.NFC.String(e.Key.Value) == key })
	if i < 0 {
		return nil
	}
	return &n.Entries[i]
}

// node returns the value that the map of a note has for the column, or nil.
func (c column) node(note *yamltree.Node) *yamltree.Node {
	for _, key := range c.path(note) {
		note = find(note, key)
	}
	return note
}

// text returns what a value says as a cell: "" where it says nothing, or is no text.
func (c column) text(n *yamltree.Node) string {
	switch {
	case n == nil:
		return ""
	case c.isWords() && n.Kind == yamltree.List:
		return strings.Join(words(n), " ")
	case n.Kind == yamltree.Scalar:
		return strings.ReplaceAll(n.Value, "\r\n", "\n")
	}
	return ""
}

func words(list *yamltree.Node) []string {
	var out []string
	for _, item := range list.Items {
		out = append(out, item.Value)
	}
	return out
}

// of returns what the table says of a note in this column.
func (c column) of(n *Note) string {
	if c.isType() {
		return n.notetype()
	}
	return c.text(c.node(n.Whole))
}

// same reports whether two texts of the column mean the same.
func (c column) same(a, b string) bool {
	if a == b || !c.isWords() {
		return a == b
	}
	x, y := split(a), split(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(slices.Compact(x), slices.Compact(y))
}

// split takes a cell of words apart, as in every table (format.md section 6).
func split(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(" \t\n,", r) })
}
