package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A merger decides of each cell what it means.
type merger struct {
	reader
	out *Import
}

func (m *merger) merge() {
	maps.Copy(m.out.ids, m.retired())
	for _, n := range m.notes() {
		m.out.ids[folded(n.ID)] = true
	}
	for i := range m.lines {
		m.out.ids[folded(m.lines[i].id)] = true
	}
	has := map[*Note]bool{}
	for i := range m.lines {
		has[m.lines[i].note] = true
	}
	known := m.withoutRow(has)
	for i := range m.lines {
		l := &m.lines[i]
		if n := known[m.signature(l)]; n != nil && l.id == "" {
			has[n] = true // from an import before
			continue
		}
		switch {
		case l.note != nil:
			m.row(l)
		case m.isLost(l):
			m.lost(l)
		default:
			m.add(i)
		}
	}
	for _, n := range m.notes() {
		if !has[n] {
			m.out.Missing = append(m.out.Missing, n.ID)
		}
	}
}

// withoutRow returns the notes that have no row, by what the table would say of them: a new row that says the same was imported
// before.
func (m *merger) withoutRow(has map[*Note]bool) map[string]*Note {
	found := map[string]*Note{}
	for _, n := range m.notes() {
		if has[n] {
			continue
		}
		var b strings.Builder
		for _, c := range m.names {
			if c != nil && c.isContent() {
				b.WriteString(c.canonical(c.of(n)) + "\x00")
			}
		}
		found[b.String()] = n
	}
	return found
}

// signature returns what the row of a new note says, in the form of withoutRow; "" for other rows.
func (m *merger) signature(l *line) string {
	if l.note != nil {
		return ""
	}
	var b strings.Builder
	for i, c := range m.names {
		if c != nil && c.isContent() {
			b.WriteString(c.canonical(m.cell(l, i)) + "\x00")
		}
	}
	return b.String()
}

// conflict reports what is left alone.
func (m *merger) conflict(l *line, at source.Span, related []diag.Related, help, format string, args ...any) {
	m.out.Conflicts.Report(diag.Diagnostic{Severity: diag.Warning, Span: at, Note: l.id, Message: fmt.Sprintf(format, args...), Help: help, Related: related})
}

// row compares the row of a note with the sources.
func (m *merger) row(l *line) {
	for i, c := range m.names {
		if c == nil {
			continue
		}
		now, new := c.of(l.note), m.cell(l, i)
		if c.same(now, new) || (c.isIdentity() || c.isType()) && new == "" || l.was != nil && l.was.is(*c, new) {
			continue
		}
		at := l.place
		if l.cells[i] != nil {
			at = l.cells[i].Span()
		}
		if m.mayChange(l, *c, at, now, new) {
			m.out.changes[l.note] = append(m.out.changes[l.note], &change{column: *c, text: new, cell: at})
		}
	}
}

// mayChange reports what speaks against giving a note a new text.
func (m *merger) mayChange(l *line, c column, at source.Span, now, new string) bool {
	n, name := l.note, c.name()
	place := n.span()
	if v := c.node(n.Whole); v != nil && v.Kind != yamltree.Absent {
		place = v.Span()
	}
	here := []diag.Related{{Span: place, Message: "in the sources"}}
	t := m.byKey(n.notetype())
	why := damage(now, new)
	other := c.clash(n.Whole)
	switch {
	case c.isIdentity():
		m.conflict(l, at, here, "a note keeps its id and its guid: learners' reviews hang on them", "`%s` of note `%s` is another than in the sources", name, n.ID)
	case c.isType():
		m.conflict(l, at, here, "what becomes of the reviews then is to be thought about: change it in the sources", "a table does not change the type of a note, here of `%s`", n.ID)
	case l.was != nil && !l.was.is(c, now):
		m.conflict(l, at, here, "write into the sources what is right; this cell was not imported", "`%s` of `%s` was changed in the table and in the sources", name, n.ID)
	case c.field && t != nil && !slices.Contains(fieldsOf(t), c.key):
		m.conflict(l, at, here, "the fields of its note type `"+t.Key+"` are "+quoted(fieldsOf(t)), "`%s` is no field of note `%s`", c.key, n.ID)
	case why != "":
		m.conflict(l, at, here, "if that is what you mean, write it into the sources", "`%s` of `%s` %s", name, n.ID, why)
	case other != nil && new != "":
		m.conflict(l, at, []diag.Related{{Span: other.Span(), Message: "in the sources"}}, "one text for all variants and one for some cannot stand side by side: change the sources to one or the other",
			"`%s` has its texts of `%s` in another way", n.ID, c.key)
	case m.clashesInRow(l, c):
		m.conflict(l, at, nil, "one text for all variants and one for some cannot stand side by side: empty one of the cells", "`%s` of `%s` is given for all variants and for some", c.key, n.ID)
	default:
		return true
	}
	return false
}

// clashesInRow reports whether the row gives the key of a column a text in another form too, which stands before it.
func (m *merger) clashesInRow(l *line, c column) bool {
	for i, other := range m.names {
		if other == nil || other.name() == c.name() {
			return false
		}
		if other.key == c.key && other.field == c.field && len(other.variants) != len(c.variants) && m.cell(l, i) != "" {
			return true
		}
	}
	return false
}

// isLost reports whether a row was exported for a note that the deck does not have. The copy of a row, made to write a new
// note, remembers what the row remembers that is still there.
func (m *merger) isLost(l *line) bool {
	if l.was == nil {
		return false
	}
	return !slices.ContainsFunc(m.lines, func(other line) bool {
		return other.note != nil && other.was != nil && l.cells[m.was].Value == other.cells[m.was].Value
	})
}

// lost reports a row whose note is not there, unless that was all that happened.
func (m *merger) lost(l *line) {
	column := column{key: "id"}
	if !m.isEdited(l) {
		m.out.Gone = append(m.out.Gone, l.id)
		return
	}
	i := slices.IndexFunc(m.notes(), func(n *Note) bool { return l.was.is(column, n.ID) })
	switch {
	case i >= 0 && l.id == "":
		n := m.notes()[i]
		m.conflict(l, l.place, []diag.Related{{Span: n.span(), Message: "the note"}}, fmt.Sprintf("write it again, `%s`; for a new note empty the cell `%s` as well", n.ID, wasColumn), "this row has lost its id")
	case i >= 0:
		n := m.notes()[i]
		m.conflict(l, l.place, []diag.Related{{Span: n.span(), Message: "the note"}}, fmt.Sprintf("write `%s` again; for a new note empty the cell `%s` as well", n.ID, wasColumn),
			"the id of this row was `%s` when it was exported", n.ID)
	default:
		m.conflict(l, l.place, nil, fmt.Sprintf("it was removed or renamed since the export, and edited here; for a new note empty the cell `%s`", wasColumn), "there is no note `%s` any more", l.id)
	}
}

// isEdited reports whether a row says something else than when it was exported.
func (m *merger) isEdited(l *line) bool {
	for i, c := range m.names {
		if c != nil && !l.was.is(*c, m.cell(l, i)) {
			return true
		}
	}
	return false
}

// add takes a row, by its index, for a new note.
func (m *merger) add(i int) {
	l := &m.lines[i]
	a := &addition{id: l.id, file: m.fileFor(i), place: l.place}
	t := m.byKey(a.file.Notetype)
	for j, c := range m.names {
		text := m.cell(l, j)
		if c == nil || text == "" {
			continue
		}
		if c.isType() {
			if t = m.byKey(text); t == nil {
				m.badType(l, l.cells[j])
				return
			}
			if text == a.file.Notetype {
				continue
			}
		}
		a.texts = append(a.texts, &change{column: *c, text: text, cell: l.cells[j].Span()})
	}
	if !m.mayAdd(l, t, a.texts) {
		return
	}
	if a.id == "" {
		a.id = m.propose(t, a.texts)
		a.texts = slices.Insert(a.texts, 0, &change{column: column{key: "id"}, text: a.id, cell: a.place})
	}
	m.out.added = append(m.out.added, a)
}

// propose returns an id for a new note that no other has.
func (m *merger) propose(t *deck.Notetype, texts []*change) string {
	for attempt := 1; ; attempt++ {
		if id := m.Propose(m.firstText(t, texts), attempt); !m.out.ids[folded(id)] {
			m.out.ids[folded(id)] = true
			return id
		}
	}
}

// firstText returns what a new note has for the first field of its type, in the original edition if it has several.
func (m *merger) firstText(t *deck.Notetype, texts []*change) string {
	if t == nil || len(t.Fields) == 0 {
		return ""
	}
	for _, c := range texts {
		isOriginal := func(v string) bool { return m.Deck.Axes.Of(v).Original == v }
		if c.column.field && c.column.key == t.Fields[0].Key && !slices.ContainsFunc(c.column.variants, func(v string) bool { return !isOriginal(v) }) {
			return c.text
		}
	}
	return ""
}

func (m *merger) badType(l *line, cell *yamltree.Node) {
	var keys []string
	for _, t := range m.Deck.Notetypes {
		keys = append(keys, t.Key)
	}
	help := "they are " + quoted(keys)
	if s, ok := diag.Suggest(cell.Value, keys); ok {
		help = fmt.Sprintf("did you mean `%s`?", s)
	}
	m.conflict(l, cell.Span(), nil, help, "there is no note type `%s`: the row was not imported", cell.Value)
}

// mayAdd reports what speaks against a new note.
func (m *merger) mayAdd(l *line, t *deck.Notetype, texts []*change) bool {
	const notImported = "the row was not imported"
	if m.retired()[folded(l.id)] && l.id != "" {
		m.conflict(l, l.place, nil, "write another id, or none; "+notImported, "`%s` is the id of a note that is retired", l.id)
		return false
	}
	if m.Propose == nil {
		m.conflict(l, l.place, nil, "run `deckmill fix` first; "+notImported, "the deck has no id yet, so that no note can get one")
		return false
	}
	for _, c := range texts {
		why := damage("", c.text)
		switch {
		case why != "":
			m.conflict(l, c.cell, nil, "write what you mean; "+notImported, "`%s` %s", c.column.name(), why)
		case c.column.field && t != nil && !slices.Contains(fieldsOf(t), c.column.key):
			m.conflict(l, c.cell, nil, "the fields of its note type `"+t.Key+"` are "+quoted(fieldsOf(t))+"; "+notImported, "`%s` is no field of this new note", c.column.key)
		case m.clashesInRow(l, c.column):
			m.conflict(l, c.cell, nil, "empty one of the cells; "+notImported, "`%s` is given for all variants and for some", c.column.key)
		default:
			continue
		}
		return false
	}
	return true
}

// retired returns the ids, and guids, of notes that are gone on purpose.
func (m *merger) retired() map[string]bool {
	ids := map[string]bool{}
	for i := range m.Deck.Retired {
		r := &m.Deck.Retired[i]
		ids[folded(r.ID.Value)], ids[folded(r.GUID.Value)] = true, true
	}
	return ids
}

// fileFor returns the file that the new note of a row goes to: that of the row above, where who wrote it will look for it; of
// the next row below if none above is a note of the deck; else the first that has notes.
func (m *merger) fileFor(i int) *File {
	for j := i - 1; j >= 0; j-- {
		if m.lines[j].note != nil {
			return m.lines[j].note.File
		}
	}
	for _, l := range m.lines[i:] {
		if l.note != nil {
			return l.note.File
		}
	}
	for _, f := range m.Files {
		if len(f.Notes) > 0 {
			return f
		}
	}
	return m.Files[0]
}
