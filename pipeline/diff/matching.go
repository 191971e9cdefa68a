package diff

import (
	"cmp"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/field"
)

// A matching says which note of the new release is which of the old one.
type matching struct {
	base  *collection.Baseline
	after *collection.Collection
	olds  []int  // by note of after: the one in base with its guid, or -1
	met   []bool // by note of base: after has its guid
	twins bool   // two notes of one release share a guid
}

func match(base *collection.Baseline, after *collection.Collection) *matching {
	m := &matching{base: base, after: after, olds: make([]int, len(after.Notes)), met: make([]bool, len(base.Collection.Notes)), twins: base.HasTwins()}
	for i := range after.Notes {
		at := base.Index(after.Notes[i].GUID)
		m.olds[i] = at
		if at >= 0 {
			m.twins = m.twins || m.met[at]
			m.met[at] = true
		}
	}
	return m
}

// old returns the old note with the guid of a new one, by the index of that, or nil.
func (m *matching) old(i int) *collection.Note {
	if at := m.olds[i]; at >= 0 {
		return &m.base.Collection.Notes[at]
	}
	return nil
}

// isMet reports whether the new release has the guid of an old note, by the index of that.
func (m *matching) isMet(i int) bool {
	if m.twins {
		i = m.base.Index(m.base.Collection.Notes[i].GUID)
	}
	return m.met[i]
}

// The essentials of two releases are all that the outcomes of imports depend on, with few of the notes that have the same
// note type and cards in both: imports treat those alike that are newer, of the same time or older than what learners have,
// whatever they say, so it is enough to predict what becomes of one of each kind.
type essentials struct {
	before, after *collection.Collection
	at            []int // by note of the new release: its place in after, or that of one that is treated alike
}

// essentials makes the releases that are imported instead. changed is when a learner changes notes. Notes of after are in the
// order of Anki's import.
func (m *matching) essentials(changed int64) essentials {
	type kind struct{ notetype, newer, newerThanChanged int }
	e := essentials{before: few(m.base.Collection), after: few(m.after), at: make([]int, len(m.after.Notes))}
	stable := m.stableTypes()
	media := m.replacesMedia()
	reps := map[kind]int{} // indexes in m.after
	decks := make([]bool, len(m.after.Decks))
	spared := make([]bool, len(m.base.Collection.Notes))
	rep := make([]int, len(m.after.Notes)) // the note itself, or one that is treated alike
	var kept []int
	for i := range m.after.Notes {
		n := &m.after.Notes[i]
		rep[i] = i
		if stable[n.Notetype].leavesAlone(n) && m.isPlain(i) && !newDeck(decks, n) && !(media && namesMedia(n)) {
			k := kind{n.Notetype, cmp.Compare(n.Mod, m.old(i).Mod), cmp.Compare(n.Mod, changed)}
			if first, ok := reps[k]; ok {
				rep[i], spared[m.olds[i]] = first, true
				continue
			}
			reps[k] = i
		}
		kept = append(kept, i)
	}
	byID := func(a, b int) int {
		return cmp.Or(cmp.Compare(m.after.Notes[a].ID, m.after.Notes[b].ID), cmp.Compare(a, b))
	}
	slices.SortFunc(kept, byID)
	e.after.Notes = make([]collection.Note, len(kept))
	for k, i := range kept {
		e.after.Notes[k], e.at[i] = m.after.Notes[i], k
	}
	for i, r := range rep {
		e.at[i] = e.at[r]
	}
	for i := range spared {
		if !spared[i] {
			e.before.Notes = append(e.before.Notes, m.base.Collection.Notes[i])
		}
	}
	return e
}

// few returns a collection without its notes.
func few(c *collection.Collection) *collection.Collection {
	out := *c
	out.Notes = nil
	return &out
}

// newDeck reports whether a note has a card in a deck that was not met yet.
func newDeck(met []bool, n *collection.Note) bool {
	found := false
	for _, c := range n.Cards {
		found = found || !met[c.Deck]
		met[c.Deck] = true
	}
	return found
}

// replacesMedia reports whether a media file has other bytes under the same name. Then it matters which notes name it.
func (m *matching) replacesMedia() bool {
	old := make(map[string][20]byte, len(m.base.Collection.Media))
	for i := range m.base.Collection.Media {
		old[m.base.Collection.Media[i].Name] = m.base.Collection.Media[i].SHA1
	}
	return slices.ContainsFunc(m.after.Media, func(f collection.Media) bool {
		was, ok := old[f.Name]
		return ok && was != f.SHA1
	})
}

func namesMedia(n *collection.Note) bool {
	return slices.ContainsFunc(n.Fields, func(f string) bool { return len(field.MediaRefs(f)) > 0 })
}

// isPlain reports whether a note of the new release has the same cards in the old one, and the fields of its note type in
// both.
func (m *matching) isPlain(i int) bool {
	old, n := m.old(i), &m.after.Notes[i]
	sameCard := func(a, b collection.Card) bool {
		return a.Ord == b.Ord && m.base.Collection.Decks[a.Deck].Name == m.after.Decks[b.Deck].Name
	}
	return old != nil && len(n.Fields) == len(m.after.Notetypes[n.Notetype].Fields) && len(n.Fields) == len(old.Fields) &&
		slices.EqualFunc(old.Cards, n.Cards, sameCard)
}

// A layout says what of a note type is the same in both releases, as far as an import over the older version goes by it.
type layout struct {
	same  bool // fields, card templates and the sort field: an import changes no note and takes no card away
	cards int  // notes with so many cards get no more of them; 0: no note does
}

// leavesAlone reports whether an import of the note type changes nothing in a note that has the same cards in both releases.
func (l layout) leavesAlone(n *collection.Note) bool {
	return l.same && (l.cards == 0 || l.cards == len(n.Cards))
}

// stableTypes returns the layouts of the note types of the new release, by index. Where notes leave a note type or come to
// it nothing counts as the same: a merge may touch them all.
func (m *matching) stableTypes() []layout {
	stable := make([]layout, len(m.after.Notetypes))
	if m.twins {
		return stable
	}
	at := map[int64]int{}
	for i := range m.after.Notetypes {
		t := &m.after.Notetypes[i]
		if _, twice := at[t.ID]; twice {
			return make([]layout, len(stable))
		}
		at[t.ID] = i
		old := m.base.Notetype(t.ID)
		if old != nil {
			stable[i] = layoutOf(old, t)
		}
	}
	for i := range m.after.Notes {
		old := m.old(i)
		if old == nil {
			continue
		}
		from, to := m.base.NotetypeOf(old).ID, m.after.Notes[i].Notetype
		if from == m.after.Notetypes[to].ID {
			continue
		}
		stable[to] = layout{}
		if k, ok := at[from]; ok {
			stable[k] = layout{}
		}
	}
	return stable
}

// layoutOf compares two versions of a note type (anki-format.md 4.3). When a front is another one, Anki looks for cards to
// make, but not in notes that have one for each template.
func layoutOf(old, t *collection.Notetype) layout {
	sameFront := func(a, b collection.Template) bool { return a.Front == b.Front }
	l := layout{same: old.SameFields(t) && old.SameTemplates(t) && old.Cloze == t.Cloze && old.SortField == t.SortField &&
		isUnambiguous(old) && isUnambiguous(t)}
	if l.same && !slices.EqualFunc(old.Templates, t.Templates, sameFront) {
		l.cards = len(t.Templates)
		l.same = !t.Cloze
	}
	return l
}

// isUnambiguous reports whether each field and card template of a note type is like no other one.
func isUnambiguous(t *collection.Notetype) bool {
	for i := range t.Fields {
		if t.FieldLike(&t.Fields[i]) != i {
			return false
		}
	}
	for i := range t.Templates {
		if t.TemplateLike(&t.Templates[i]) != i {
			return false
		}
	}
	return true
}
