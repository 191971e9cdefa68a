package exchange

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

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
	if m.retired[folded(l.id)] && l.id != "" {
		m.conflict(l, l.place, nil, "write another id, or none; "+notImported, "`%s` is the id of a note that is retired", l.id)
		return false
	}
	if m.Propose == nil {
		m.conflict(l, l.place, nil, "run `deckmill fix` first; "+notImported, "the deck has no id yet, so that no note can get one")
		return false
	}
	for _, c := range texts {
		why := cmp.Or(unfit(c.text), damage("", c.text))
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
