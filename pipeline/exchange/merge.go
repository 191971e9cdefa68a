package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A merger decides of each cell what it means.
type merger struct {
	reader
	out        *Import
	retired    map[string]bool  // folded ids, and guids, of notes that are gone on purpose
	printed    map[string]*Note // notes by the fingerprint of their id
	remembered map[string]bool  // what the rows of notes remember, as it is written
}

func (m *merger) merge() {
	m.prepare()
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

// prepare notes what rows of new and of lost notes are held against.
func (m *merger) prepare() {
	m.retired, m.printed, m.remembered = map[string]bool{}, map[string]*Note{}, map[string]bool{}
	for i := range m.Deck.Retired {
		r := &m.Deck.Retired[i]
		m.retired[folded(r.ID.Value)], m.retired[folded(r.GUID.Value)] = true, true
	}
	maps.Copy(m.out.ids, m.retired)
	for _, n := range m.notes() {
		m.out.ids[folded(n.ID)], m.printed[fingerprint(n.ID)] = true, n
	}
	for i := range m.lines {
		l := &m.lines[i]
		m.out.ids[folded(l.id)] = true
		if l.note != nil && l.was != nil {
			m.remembered[l.cells[m.was].Value] = true
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
	if print := l.was.id(); print != "" && print != fingerprint(l.note.ID) {
		m.conflict(l, l.place, []diag.Related{{Span: l.note.span(), Message: "in the sources"}}, "sort whole rows, never some columns alone; the row was not imported",
			"the row of `%s` holds what was exported for another note", l.note.ID)
		return
	}
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
	here := []diag.Related{{Span: n.place(c), Message: "in the sources"}}
	t := m.byKey(n.notetype())
	why, flaw := damage(now, new), unfit(new)
	other := m.clash(c, n.Whole)
	switch {
	case c.isIdentity():
		m.conflict(l, at, here, "a note keeps its id and its guid: learners' reviews hang on them", "`%s` of note `%s` is another than in the sources", name, n.ID)
	case c.isType():
		m.conflict(l, at, here, "what becomes of the reviews then is to be thought about: change it in the sources", "a table does not change the type of a note, here of `%s`", n.ID)
	case l.was != nil && !l.was.is(c, now):
		m.conflict(l, at, here, "write into the sources what is right; this cell was not imported", "`%s` of `%s` was changed in the table and in the sources", name, n.ID)
	case c.field && t != nil && !slices.Contains(fieldsOf(t), c.key):
		m.conflict(l, at, here, "the fields of its note type `"+t.Key+"` are "+quoted(fieldsOf(t)), "`%s` is no field of note `%s`", c.key, n.ID)
	case flaw != "":
		m.conflict(l, at, here, "mend the cell; it was not imported", "`%s` of `%s` %s", name, n.ID, flaw)
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

// isLost reports whether a row was exported for a note that the deck does not have. The copy of a row, made to write a new
// note, remembers what the row remembers that is still there.
func (m *merger) isLost(l *line) bool { return l.was != nil && !m.remembered[l.cells[m.was].Value] }

// lost reports a row whose note is not there, unless that was all that happened.
func (m *merger) lost(l *line) {
	n := m.printed[l.was.id()]
	switch {
	case n == nil && !m.isEdited(l):
		m.out.Gone = append(m.out.Gone, l.id)
	case n == nil:
		m.conflict(l, l.place, nil, fmt.Sprintf("it was removed or renamed since the export, and edited here; for a new note empty the cell `%s`", wasColumn),
			"there is no note `%s` any more", l.id)
	case l.id == "":
		m.conflict(l, l.place, []diag.Related{{Span: n.span(), Message: "the note"}},
			fmt.Sprintf("write it again, `%s`; for a new note empty the cell `%s` as well", n.ID, wasColumn), "this row has lost its id")
	default:
		m.conflict(l, l.place, []diag.Related{{Span: n.span(), Message: "the note"}},
			fmt.Sprintf("write `%s` again; for a new note empty the cell `%s` as well", n.ID, wasColumn), "the id of this row was `%s` when it was exported", n.ID)
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
