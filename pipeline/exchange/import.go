package exchange

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// An Import is what a table changes in a deck.
type Import struct {
	Files     []Changed // that change, in the order of the deck
	Conflicts diag.List // what was left alone, and why
	Missing   []string  // the notes that have no row
	Gone      []string  // the notes that have a row, as it was exported, and are not in the deck any more
	Blind     bool      // the table remembers nothing: what was changed in the sources meanwhile is not known

	source  *Source
	changes map[*Note][]*change
	added   []*addition
	ids     map[string]bool // folded, that no new note may get: of the deck, of retired notes, of the table
}

// A Changed is a file that changes, and how.
type Changed struct {
	File         *source.File
	Data         []byte
	Texts, Notes int // texts changed, and notes they belong to
	Added        int // new notes
	More         int // texts of new notes that stand in another file

	notes map[*Note]bool
}

// A change is a text that a note gets.
type change struct {
	column column
	text   string
	cell   source.Span // where it stands in the table
}

// An addition is a new note.
type addition struct {
	id    string
	file  *File
	texts []*change
	place source.Span
}

// Import compares a table with the sources and works out what to write. ok is false when the table cannot be read, or means
// nothing clear; what is wrong was reported then, and nothing is to be written.
func (s *Source) Import(f *source.File, report diag.Report) (i *Import, ok bool) {
	sound := true
	told := func(d diag.Diagnostic) {
		d.Severity, d.Fixes, sound = diag.Error, nil, false
		report(d)
	}
	sheet, ok := yamltree.ParseSheet(f, told)
	if !ok {
		return nil, false
	}
	r := reader{Source: s, sheet: sheet, report: told}
	r.columns()
	if !sound {
		return nil, false
	}
	r.rows()
	if !sound {
		return nil, false
	}
	m := merger{reader: r, out: &Import{source: s, changes: map[*Note][]*change{}, ids: map[string]bool{}, Blind: r.was < 0}}
	m.merge()
	m.out.write()
	m.out.Conflicts.Sort()
	return m.out, true
}

// A reader reads a table.
type reader struct {
	*Source
	sheet  *yamltree.Sheet
	report diag.Report

	names []*column // by index; nil for a column that is passed over
	id    int       // the index of the column `id`; -1 without one
	guid  int
	was   int
	lines []line
}

// A line is a row of the table.
type line struct {
	cells []*yamltree.Node
	id    string
	note  *Note // that it is about; nil when the deck has none
	was   was
	place source.Span
}

func (r *reader) bad(at source.Span, help, format string, args ...any) {
	r.report(diag.Diagnostic{Code: "csv-shape", Span: at, Message: fmt.Sprintf(format, args...), Help: help})
}

// columns finds out what the columns are.
func (r *reader) columns() {
	r.id, r.guid, r.was = -1, -1, -1
	for i, n := range r.sheet.Columns {
		r.names = append(r.names, nil)
		switch name := n.Value; {
		case name == wasColumn:
			r.was = i
		case name == "" || strings.HasPrefix(name, "_") || name == yamltree.IgnoreColumn:
		case name == "id":
			r.id = i
			r.names[i] = &column{key: "id"}
		case name == "guid":
			r.guid = i
			r.names[i] = &column{key: "guid"}
		default:
			if c := columnOf(name); r.checkColumn(c, n) {
				r.names[i] = &c
			}
		}
	}
	if r.id < 0 && r.guid < 0 {
		r.bad(r.sheet.Columns[0].Span(), "add one that says for each row which note it is; `deckmill export --table` writes it", "the table has no column `id`")
	}
}

// checkColumn reports a column that no note of the deck can have.
func (r *reader) checkColumn(c column, n *yamltree.Node) bool {
	known := []string{"id", "guid", "notetype", "deck", "tags", "only"}
	isField := false
	for _, t := range r.Deck.Notetypes {
		for _, key := range fieldsOf(t) {
			name := column{key: key, field: true}.name()
			isField = isField || c.field && key == c.key
			if !slices.Contains(known, name) && (t.Defined || slices.Contains(r.types(), t)) {
				known = append(known, name)
			}
		}
	}
	if c.field && !isField || !c.field && c.key == "fields" {
		help := "the columns can be " + quoted(known) + "; a column whose name begins with `_` is yours and not read"
		if s, ok := diag.Suggest(c.key, known); ok {
			help = fmt.Sprintf("did you mean `%s`? A column whose name begins with `_` is yours and not read", s)
		}
		r.bad(n.Span(), help, "no note of this deck has a field `%s`", c.key)
		return false
	}
	if len(c.variants) > 0 && !c.field && c.key != "guid" {
		r.bad(n.Span(), fmt.Sprintf("name the column `%s`", c.key), "`%s` is the same for all variants", c.key)
		return false
	}
	return r.checkVariants(c, n)
}

func (r *reader) checkVariants(c column, n *yamltree.Node) bool {
	var axes []*deck.Axis
	for _, v := range c.variants {
		axis := r.Deck.Axes.Of(v)
		switch {
		case axis == nil:
			r.unknownVariant(v, n)
			return false
		case slices.Contains(axes, axis):
			r.bad(n.Span(), "name one of them", "`%s` names two values of the axis `%s`", n.Value, axis.Name)
			return false
		}
		axes = append(axes, axis)
	}
	return true
}

func (r *reader) unknownVariant(v string, n *yamltree.Node) {
	var values []string
	for _, a := range r.Deck.Axes {
		for i := range a.Values {
			values = append(values, a.Values[i].Name)
		}
	}
	help := "the deck has no `variants`: name the column after a field"
	if s, ok := diag.Suggest(v, values); ok {
		help = fmt.Sprintf("did you mean `%s`?", s)
	} else if len(values) > 0 {
		help = "the values of `variants` are " + quoted(values)
	}
	r.bad(n.Span(), help, "the deck has no variant `%s`", v)
}

func quoted(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }

// rows finds out which notes the rows are about.
func (r *reader) rows() {
	byID := map[string]*Note{}
	for _, n := range r.notes() {
		byID[folded(n.ID)] = n
	}
	seen := map[string]source.Span{}
	for _, cells := range r.sheet.Rows {
		l := line{cells: cells}
		at := slices.IndexFunc(cells, func(n *yamltree.Node) bool { return n != nil })
		l.place = cells[at].Span()
		for _, i := range []int{r.id, r.guid} {
			if id := r.cell(&l, i); id != "" && l.id == "" {
				l.id, l.place = norm.NFC.String(id), cells[i].Span()
			}
		}
		if r.was >= 0 && r.was < len(cells) && cells[r.was] != nil {
			l.was = readWas(cells[r.was].Value)
		}
		if l.id != "" {
			if first, twice := seen[folded(l.id)]; twice {
				r.report(diag.Diagnostic{Code: "duplicate-id", Span: l.place, Note: l.id, Message: fmt.Sprintf("`%s` has two rows in this table", l.id),
					Help:    "delete one of them; a new note has an id of its own, or none: then one is written for it",
					Related: []diag.Related{{Span: first, Message: "the first"}}})
				continue
			}
			seen[folded(l.id)] = l.place
			if n := byID[folded(l.id)]; n != nil && n.ID != l.id {
				r.report(diag.Diagnostic{Code: "duplicate-id", Span: l.place, Note: l.id, Message: fmt.Sprintf("the id is written `%s` in the deck", n.ID),
					Help: fmt.Sprintf("write `%s`", n.ID), Related: []diag.Related{{Span: n.span(), Message: "the note"}}})
				continue
			}
			l.note = byID[folded(l.id)]
		}
		r.lines = append(r.lines, l)
	}
}

// cell returns what a cell says; blanks around a word that is no field's text mean nothing.
func (r *reader) cell(l *line, i int) string {
	if i < 0 || i >= len(l.cells) || l.cells[i] == nil {
		return ""
	}
	text := unguard(l.cells[i].Value)
	if c := r.names[i]; c != nil && !c.field && c.key != "guid" {
		return strings.TrimSpace(text)
	}
	return text
}

// unfit says why a text cannot be one of a deck, or "".
func unfit(text string) string {
	if len(text) > deck.MaxText {
		return fmt.Sprintf("has %d bytes; a field may have at most %d", len(text), deck.MaxText)
	}
	i := strings.IndexFunc(text, deck.IsControl)
	if i < 0 {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return fmt.Sprintf("has a control character (U+%04X), which Anki would drop", r)
}
