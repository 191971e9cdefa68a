package diff

import (
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// styles are the note types, by id, of which an import replaces the learner's own styling and templates.
type styles struct {
	lost, lostAnyway map[int64]bool // with the combination as it is, and with *Update note types: Never*
}

// ownStyle is the styling of a learner's own.
const ownStyle = "/* the learner's */"

// predictStyles asks what becomes of learners' own styling of note types. What decides it are the note types and which notes
// go from one to the other, so a note for each such pair is enough.
func (p *prediction) predictStyles(m *matching, imported, changed, later int64) {
	before, after := m.sample()
	l := learner.New()
	if _, err := l.Import(before, Combinations[0], imported); err != nil {
		return // it refuses the whole as well
	}
	for i := range before.Notetypes {
		l.Style(before.Notetypes[i].ID, ownStyle, changed)
	}
	lost := func(o learner.Options) map[int64]bool {
		out := map[int64]bool{}
		c := l.Clone()
		if _, err := c.Import(after, o, later); err != nil {
			return out
		}
		for _, t := range l.Notetypes() {
			if now := c.Notetype(t.ID); t.CSS == ownStyle && now != nil && now.CSS != ownStyle {
				out[t.ID] = true
			}
		}
		return out
	}
	for k, o := range Combinations {
		p.styles[k].lost = lost(o)
		o.Notetypes = learner.Never
		p.styles[k].lostAnyway = lost(o)
	}
}

// sample returns the two releases with all their note types and few of their notes: the first of each note type of the old
// one, and of each pair of note types that a note has in both.
func (m *matching) sample() (b, a *collection.Collection) {
	type pair struct{ old, new int }
	met, taken := map[pair]bool{}, map[*collection.Note]bool{}
	b, a = few(m.base.Collection), few(m.after)
	b.Media, a.Media = nil, nil // they decide nothing
	take := func(old, n *collection.Note) {
		p := pair{-1, -1} // absent
		if old != nil {
			p.old = old.Notetype
		}
		if n != nil {
			p.new = n.Notetype
		}
		if met[p] {
			return
		}
		met[p] = true
		if n != nil {
			a.Notes = append(a.Notes, *n)
		}
		if old != nil && !taken[old] {
			taken[old] = true
			b.Notes = append(b.Notes, *old)
		}
	}
	for i := range m.after.Notes {
		take(m.old(i), &m.after.Notes[i])
	}
	for i := range m.base.Collection.Notes {
		take(&m.base.Collection.Notes[i], nil)
	}
	return b, a
}
