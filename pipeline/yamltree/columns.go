package yamltree

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/table"
)

// A Column is a column of a table by what its header says.
type Column struct {
	Name    *Node // the cell of the header; its Value is the whole name
	Key     *Node // the part of it that is the key; nil for one that is passed over: `ignore`, `_x`, or one that was reported
	Variant *Node // `de` of `country:de`, or nil
	Fields  bool  // written as `fields.x`: x is a field whatever its key
}

// IsField reports whether the column holds values of a field.
func (c *Column) IsField() bool {
	return c.Key != nil && (c.Fields || !IsNoteWord(c.Key.Value))
}

// IsNoteWord reports whether a key of notes is none of a field (format.md section 5).
func IsNoteWord(key string) bool { return slices.Contains(noteWords, key) }

// noteWords are the keys of a note that are no fields (format.md section 5), and wordLists those of them that hold lists.
var (
	noteWords = []string{"id", "guid", "notetype", "deck", "tags", "only", "fields"}
	wordLists = []string{"tags", "only"}
)

// IgnoreColumn is the column of suppressions (rules.md section 1).
const IgnoreColumn = "ignore"

// A slot is a key of the maps that rows become.
type slot struct {
	key    *Node
	column int    // that holds its value; -1: inner does
	words  bool   // it is a list of words
	inner  []slot // the keys of its value
}

// readHeader reads the names of the columns, which name takes apart, and reports what is wrong with them.
func (t *Table) readHeader(s *table.Scanner, head *table.Row, name func(*header, *Column), report diag.Report) {
	h := header{Table: t, report: report, seen: map[string]*Node{}, slots: map[string]int{}, name: name}
	for _, c := range head.Cells {
		h.add(h.node(s, c), c)
	}
	for i := range t.Columns {
		h.place(&t.Columns[i], i)
	}
}

// A header is the first row while it is being read.
type header struct {
	*Table
	report diag.Report
	seen   map[string]*Node
	slots  map[string]int // the index of each slot among its neighbours, by the keys that lead to it
	name   func(*header, *Column)
}

func (h *header) bad(n *Node, help, format string, args ...any) {
	h.report(diag.Diagnostic{Code: codeShape, Span: n.Span(), Message: fmt.Sprintf(format, args...), Help: help})
}

func (h *header) node(s *table.Scanner, c table.Cell) *Node {
	n := cellNode(h.File, s, c)
	return &n
}

// add takes a cell of the header for a column.
func (h *header) add(n *Node, c table.Cell) {
	h.Columns = append(h.Columns, Column{Name: n})
	column := &h.Columns[len(h.Columns)-1]
	name, number := n.Value, len(h.Columns)
	trimmed := strings.TrimSpace(name)
	switch first := h.seen[name]; {
	case c.Flaw != table.Sound:
		h.bad(n, "write names without quotes and line breaks", "the name of column %d is not written as a cell", number)
	case trimmed == "":
		h.bad(n, "name it, or delete it; a name that begins with `_` makes it yours, and it is not read", "column %d has no name", number)
	case trimmed != name:
		h.report(diag.Diagnostic{Code: codeShape, Span: n.Span(),
			Message: fmt.Sprintf("the name of column %d has blanks around it", number), Help: fmt.Sprintf("write `%s`", trimmed),
			Fixes: []diag.Fix{{Message: fmt.Sprintf("write `%s`", trimmed), Safe: h.seen[trimmed] == nil, Edits: []diag.Edit{WriteCell(n, trimmed)}}}})
		h.seen[trimmed] = n
	case first != nil:
		h.report(diag.Diagnostic{Code: codeShape, Span: n.Span(), Message: fmt.Sprintf("two columns are called `%s`", name),
			Help:    "give one of them another name; one that begins with `_` is not read",
			Related: []diag.Related{{Span: first.Span(), Message: "the first"}}})
	case strings.HasPrefix(name, "_") || name == IgnoreColumn:
		h.seen[name] = n
	default:
		h.seen[name] = n
		h.name(h, column)
	}
}

// parts takes the name of a column apart: `country`, `country:de`, `fields.deck`, `fields.deck:de`.
func (h *header) parts(c *Column) {
	name, from := c.Name.Value, 0
	key, variant, both := strings.Cut(name, ":")
	if rest, ok := strings.CutPrefix(key, "fields."); ok {
		c.Fields, key, from = true, rest, len("fields.")
	}
	switch {
	case key == "" || both && variant == "" || strings.Contains(variant, ":"):
		h.bad(c.Name, "a column is named by a key, or by a key and the value of an axis as in `country:de`", "`%s` cannot be the name of a column", name)
		return
	case key == "fields" && !c.Fields:
		h.bad(c.Name, "name the field in the header: `fields.deck`", "a table cannot have the column `fields`")
		return
	case both && !c.Fields && key != "guid" && slices.Contains(noteWords, key):
		h.bad(c.Name, fmt.Sprintf("name the column `%s`", key), "only fields and `guid` can have a column for a variant; `%s` is the same for all", key)
		return
	}
	c.Key = c.Name.part(from, from+len(key))
	if both {
		c.Variant = c.Name.part(len(name)-len(variant), len(name))
	}
}

// part returns a node of its own for the bytes [i, j) of a cell's Value.
func (n *Node) part(i, j int) *Node {
	at := n.SpanOf(i, j)
	return &Node{Kind: Scalar, Style: CellPart, file: n.file, start: int32(at.Start), end: int32(at.End), Value: n.Value[i:j]}
}

// variantOf returns the key of the variant that a column is for, nil for none. In a part for one variant plain columns are
// for that; but without a column `id` it is the guid that says to which note a row belongs.
func (h *header) variantOf(c *Column) *Node {
	if c.Variant != nil || h.variant == "" || !c.IsField() && (c.Key.Value != "guid" || h.Column("id") < 0) {
		return c.Variant
	}
	key := *c.Key
	key.Value = h.variant
	return &key
}

// place finds where in the maps of rows the values of column i go.
func (h *header) place(c *Column, i int) {
	if c.Key == nil {
		return
	}
	keys := []*Node{c.Key}
	if c.Fields {
		keys = []*Node{c.Name.part(0, len("fields")), c.Key}
	}
	if variant := h.variantOf(c); variant != nil {
		keys = append(keys, variant)
	}
	at, path := &h.layout, ""
	for len(keys) > 0 {
		key, last := keys[0], len(keys) == 1
		path += ":" + key.Value // no key holds a colon
		k, known := h.slots[path]
		if known && (last || (*at)[k].column >= 0) {
			h.clash(c, (*at)[k])
			c.Key = nil
			return
		}
		if !known {
			k = len(*at)
			*at = append(*at, slot{key: key, column: -1})
			h.slots[path] = k
		}
		if last {
			(*at)[k].column = i
			(*at)[k].words = !c.Fields && c.Variant == nil && slices.Contains(wordLists, key.Value)
		}
		at, keys = &(*at)[k].inner, keys[1:]
	}
}

// clash reports a column beside another for the same variant, or one for all variants beside one for some.
func (h *header) clash(c *Column, other slot) {
	d := diag.Diagnostic{Code: codeShape, Span: c.Name.Span(),
		Message: fmt.Sprintf("`%s` has a column for all variants and one for some: the one would appear among the others", c.Key.Value),
		Help:    fmt.Sprintf("say for which variant the plain column is, as in `%s:en`", c.Key.Value),
		Related: []diag.Related{{Span: other.key.Span(), Message: "the other column"}}}
	if other.column >= 0 && other.key.Value == h.variant {
		d.Message = fmt.Sprintf("`%s` has two columns for `%s`: all plain columns of this table are for that", c.Key.Value, h.variant)
		d.Help = "keep one of them"
	}
	h.report(d)
}
