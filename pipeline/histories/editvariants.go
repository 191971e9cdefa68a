package main

import (
	"cmp"
	"maps"
	"slices"
)

// addVariants gives a new deck its languages, and often a second edition.
func (m *Maintainer) addVariants() {
	m.Original, m.Languages = original, []Language{{Name: original}}
	for range 1 + m.rand.IntN(2) {
		m.addLanguage()
	}
	if m.rand.IntN(3) > 0 {
		m.HasExtended = true
		m.extend(m.usedType())
	}
	for _, n := range m.Notes {
		m.translate(n)
	}
}

// addLanguage adds a language that the deck does not have, and reports whether there is one.
func (m *Maintainer) addLanguage() bool {
	all := []Language{{Name: "de"}, {Name: "fr", Skip: true}, {Name: "de-at", Fallback: "de"}, {Name: "ja"}, {Name: "he", Skip: true}}
	i := slices.IndexFunc(all, func(l Language) bool {
		return m.language(l.Name) == nil && (l.Fallback == "" || m.language(l.Fallback) != nil)
	})
	if i < 0 {
		return false
	}
	m.Languages = append(m.Languages, all[i])
	if all[i].Skip {
		for _, n := range some(m.rand, m.Notes, len(m.Notes)/2) {
			n.lack(all[i].Name)
		}
	}
	return true
}

func (n *Note) lack(language string) {
	n.Lacks = maps.Clone(n.Lacks)
	if n.Lacks == nil {
		n.Lacks = map[string]bool{}
	}
	n.Lacks[language] = true
}

// translate leaves a new note untranslated in some of the languages that allow it.
func (m *Maintainer) translate(n *Note) {
	for _, l := range m.Languages {
		if l.Skip && m.rand.IntN(3) == 0 {
			n.lack(l.Name)
		}
	}
}

// extend gives a note type a field, and mostly a card, that the extended edition alone has.
func (m *Maintainer) extend(t *Type) {
	f := m.field(m.word(), m.word())
	f.Extended = true
	t.Fields = append(t.Fields, f)
	if !t.Cloze && m.rand.IntN(3) > 0 {
		c := m.card(m.word(), m.word(), when(f, "More: "+show(f)), answer(t.Fields[0]))
		c.Extended = true
		t.Cards = append(t.Cards, c)
		t.spellOut("cards")
	}
	t.spellOut("fields")
	for _, n := range m.notesOf(t) {
		if m.rand.IntN(3) > 0 {
			n.Values[f.Num] = m.phrase()
		}
	}
}

// variantEdits change the variants of a deck that has some.
var variantEdits = []Edit{
	simply("language added", 6, func(m *Maintainer) bool { return m.addLanguage() }),
	simply("languages sorted", 6, func(m *Maintainer) bool {
		before := slices.Clone(m.Languages)
		slices.SortFunc(m.Languages, func(a, b Language) int { return cmp.Compare(a.Name, b.Name) })
		return !slices.Equal(before, m.Languages)
	}),
	simply("original language changed", 3, func(m *Maintainer) bool {
		l := oneOf(m.rand, m.Languages)
		changed := l.Name != m.Original
		m.Original = l.Name
		return changed
	}),
	simply("edition added", 6, func(m *Maintainer) bool {
		if m.HasExtended {
			return false
		}
		m.HasExtended = true
		m.extend(m.usedType())
		return true
	}),
	{"edition extended", 4, func(m *Maintainer) (Mend, bool) {
		if !m.HasExtended {
			return nil, false
		}
		m.extend(m.usedType())
		return func() { m.accept("fields-changed")(); m.accept("templates-changed")() }, true
	}},
	simply("note for the extended edition", 4, func(m *Maintainer) bool {
		if !m.HasExtended {
			return false
		}
		m.addNote(m.someType()).Extended = true
		return true
	}),
	simply("note left to the extended edition", 4, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if !m.HasExtended || n.Extended {
			return false
		}
		n.Extended = true
		return true
	}),
	simply("note of the extended edition for all", 4, func(m *Maintainer) bool {
		i := slices.IndexFunc(m.Notes, func(n *Note) bool { return n.Extended })
		if i < 0 {
			return false
		}
		m.Notes[i].Extended = false
		return true
	}),
	simply("translations added", 8, func(m *Maintainer) bool {
		changed := false
		for _, n := range some(m.rand, m.Notes, 6) {
			changed = changed || len(n.Lacks) > 0
			n.Lacks = nil
		}
		return changed
	}),
	simply("translation lost", 5, func(m *Maintainer) bool {
		l, n := oneOf(m.rand, m.Languages), oneOf(m.rand, m.Notes)
		if l.Name == original || l.Fallback != "" || n.Lacks[l.Name] {
			return false
		}
		n.lack(l.Name)
		return true
	}),
	simply("translation improved", 8, func(m *Maintainer) bool {
		l, n := oneOf(m.rand, m.Languages), oneOf(m.rand, m.Notes)
		if l.Name == original || n.Lacks[l.Name] {
			return false
		}
		n.Improved = maps.Clone(n.Improved)
		if n.Improved == nil {
			n.Improved = map[string]string{}
		}
		n.Improved[l.Name] = m.word()
		return true
	}),
	simply("guids of all languages written down", 4, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if n.GUID != "" || n.ID == "" || m.Released[n.Num] == "" {
			return false
		}
		m.keepGUIDs(n)
		return true
	}),
	simply("one guid for all languages", 2, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if n.GUID != "" || m.Released[n.Num] == "" || len(m.Languages) < 2 {
			return false
		}
		n.GUID, n.GUIDs = m.Released[n.Num], map[string]string{}
		for _, l := range m.Languages {
			n.GUIDs[l.Name] = n.GUID
		}
		return true
	}),
}
