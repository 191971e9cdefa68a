package interop_test

import (
	gocmp "cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// compressed stands for the content of a file that is stored as it lies in a Latest package (see client.py).
const compressed = "zstd"

// after returns what a learner has after importing a release in one of its containers (anki-format.md 4). Nothing is ever
// removed, existing cards stay as they are, and what is newer in the package replaces what there is.
func (c client) after(before state, r published, latest bool) state {
	out := state{
		Notes: slices.Clone(before.Notes), Reviews: before.Reviews, Notetypes: slices.Clone(before.Notetypes),
		Decks: maps.Clone(before.Decks), Media: maps.Clone(before.Media),
	}
	for i := range r.Notes {
		c.addNote(&out, c.meantNote(r.Collection, &r.Notes[i]))
	}
	slices.SortFunc(out.Notes, func(a, b learned) int { return strings.Compare(a.GUID, b.GUID) })
	for i := range r.Notetypes {
		addType(&out, meantType(&r.Notetypes[i], latest && c.dropsIDs))
	}
	slices.SortFunc(out.Notetypes, func(a, b learnedType) int { return gocmp.Compare(a.ID, b.ID) })
	for _, d := range r.Decks {
		if d.Description != "" || out.Decks[d.Name] == "" {
			out.Decks[d.Name] = d.Description
		}
	}
	for _, m := range r.Media {
		if _, had := out.Media[m.Name]; had {
			continue
		}
		out.Media[m.Name] = fmt.Sprintf("%x", m.SHA1)
		if latest && c.latest == spoils {
			out.Media[m.Name] = compressed
		}
	}
	return out
}

// addNote adds or updates a note, and adds its cards.
func (c client) addNote(s *state, n learned) {
	had := s.find(n.GUID)
	if had == nil {
		s.Notes = append(s.Notes, n)
		return
	}
	if had.Mod < n.Mod {
		had.Tags, had.Fields, had.Mod = n.Tags, n.Fields, n.Mod
		if c.stampsNotes {
			had.Mod = duringTest
		}
	}
	had.Cards = slices.Clone(had.Cards)
	for _, k := range n.Cards {
		if !slices.ContainsFunc(had.Cards, func(h learnedCard) bool { return h.Ord == k.Ord }) {
			had.Cards = append(had.Cards, k)
		}
	}
	slices.SortFunc(had.Cards, func(a, b learnedCard) int { return gocmp.Compare(a.Ord, b.Ord) })
}

// forgive takes back what 2.1.54 and 2.1.55 do on some days, and not on others, to files of a Latest package that the
// learner has already, when a new or changed note shows them: one that was right may be overwritten, compressed; one that
// was spoiled may not be known again, and come a second time under the name that a conflict gives it (1.6).
func forgive(got *state, p *collection.Collection, before map[string]string) {
	for _, m := range p.Media {
		had, kept := before[m.Name]
		if !kept {
			continue
		}
		if got.Media[m.Name] == compressed {
			got.Media[m.Name] = had
		}
		ext := path.Ext(m.Name)
		second := fmt.Sprintf("%s-%x%s", strings.TrimSuffix(m.Name, ext), m.SHA1, ext)
		if got.Media[second] != compressed {
			continue
		}
		delete(got.Media, second)
		for _, n := range got.Notes {
			for i := range n.Fields {
				n.Fields[i] = strings.ReplaceAll(n.Fields[i], second, m.Name)
			}
		}
	}
}

// addType adds or replaces a note type. While another one has its name, it has a + behind it, and the time of the import
// (4.3).
func addType(s *state, t learnedType) {
	if slices.ContainsFunc(s.Notetypes, func(had learnedType) bool { return had.ID != t.ID && had.Name == t.Name }) {
		t.Name += "+"
		t.Mod = duringTest
	}
	i := slices.IndexFunc(s.Notetypes, func(had learnedType) bool { return had.ID == t.ID })
	if i < 0 {
		s.Notetypes = append(s.Notetypes, t)
	} else if s.Notetypes[i].Mod < t.Mod {
		s.Notetypes[i] = t
	}
}

func (c client) meantNote(p *collection.Collection, n *collection.Note) learned {
	out := learned{ID: n.ID, GUID: n.GUID, NotetypeID: p.Notetypes[n.Notetype].ID, Mod: n.Mod,
		Tags: append([]string{}, n.Tags...), Fields: n.Fields}
	for _, k := range n.Cards {
		added := learnedCard{ID: k.ID, Ord: k.Ord, Deck: p.Decks[k.Deck].Name, Due: k.Position, Mod: n.Mod}
		if c.stampsCards {
			added.Mod = duringTest
		}
		out.Cards = append(out.Cards, added)
	}
	return out
}

func meantType(t *collection.Notetype, dropIDs bool) learnedType {
	out := learnedType{ID: t.ID, Name: t.Name, CSS: t.CSS, Mod: t.Mod}
	for _, f := range t.Fields {
		out.Fields = append(out.Fields, learnedPart{ID: f.ID, Name: f.Name})
	}
	for _, k := range t.Templates {
		out.Templates = append(out.Templates, learnedPart{ID: k.ID, Name: k.Name, Front: k.Front, Back: k.Back})
	}
	if dropIDs {
		for _, parts := range [][]learnedPart{out.Fields, out.Templates} {
			for i := range parts {
				parts[i].ID = 0
			}
		}
	}
	return out
}
