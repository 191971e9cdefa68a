package main

import (
	"slices"
	"strings"
)

// A Mend is what a maintainer does when a change was refused and there is a way to have it; nil: it is undone.
type Mend func()

// An Edit is a kind of change that maintainers make between two releases. Do changes the deck and reports whether there
// was anything to change.
type Edit struct {
	Name   string
	Weight int // how often, beside the others
	Do     func(m *Maintainer) (Mend, bool)
}

// edits are all kinds of change. To add one is to add an entry.
var edits = slices.Concat(noteEdits, textEdits, typeEdits, deckEdits)

// simply makes an edit of a change that needs no mending.
func simply(name string, weight int, do func(m *Maintainer) bool) Edit {
	return Edit{name, weight, func(m *Maintainer) (Mend, bool) { return nil, do(m) }}
}

var noteEdits = []Edit{
	simply("notes added", 8, func(m *Maintainer) bool {
		for range 1 + m.rand.IntN(4) {
			m.addNote(m.someType())
		}
		return true
	}),
	simply("note added first", 2, func(m *Maintainer) bool {
		n := m.addNote(m.someType())
		m.Notes = slices.Insert(m.Notes[:len(m.Notes)-1], 0, n)
		return true
	}),
	{"note removed", 3, func(m *Maintainer) (Mend, bool) {
		n := m.removeNote()
		return func() { m.retire(n) }, n != nil
	}},
	simply("note retired", 3, func(m *Maintainer) bool {
		n := m.removeNote()
		if n != nil {
			m.retire(n)
		}
		return n != nil
	}),
	{"note's id corrected", 4, func(m *Maintainer) (Mend, bool) {
		n := oneOf(m.rand, m.Notes)
		if n.ID == "" || n.GUID != "" {
			return nil, false
		}
		n.ID = m.word() + "-corrected"
		return func() { m.keepGUIDs(n) }, true
	}},
	simply("note's guid changed", 1, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if n.GUID == "" {
			return false
		}
		n.GUID = m.word() + "?!"
		return true
	}),
	simply("note's guid dropped", 1, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if n.GUID == "" {
			return false
		}
		n.GUID, n.ID = "", m.word()
		return true
	}),
	simply("note's guid written down", 1, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if n.GUID != "" || m.Released[n.Num] == "" {
			return false
		}
		m.keepGUIDs(n)
		return true
	}),
	{"id used for another fact", 3, func(m *Maintainer) (Mend, bool) {
		n := oneOf(m.rand, m.Notes)
		old := n.clone()
		n.Num, n.Gaps = m.number(), nil
		m.fillIn(n, m.typeOf(n))
		m.sayAnother(n)
		return func() { n.ID, n.GUID = m.word(), ""; m.retire(old) }, true
	}},
	simply("notes reordered", 3, func(m *Maintainer) bool {
		m.rand.Shuffle(len(m.Notes), func(i, j int) { m.Notes[i], m.Notes[j] = m.Notes[j], m.Notes[i] })
		return true
	}),
	simply("notes moved to another file", 3, func(m *Maintainer) bool {
		file := oneOf(m.rand, m.Files)
		for _, n := range some(m.rand, m.Notes, 1+m.rand.IntN(5)) {
			n.File = file
		}
		return true
	}),
	simply("file renamed", 1, func(m *Maintainer) bool {
		i := 1 + m.rand.IntN(len(m.Files)-1)
		old := m.Files[i]
		m.Files[i] = m.word() + ".yaml"
		for _, n := range m.Notes {
			if n.File == old {
				n.File = m.Files[i]
			}
		}
		return true
	}),
	simply("notes moved to another deck", 4, func(m *Maintainer) bool {
		deck := oneOf(m.rand, subdecks)
		for _, n := range some(m.rand, m.Notes, 1+m.rand.IntN(5)) {
			n.Deck = deck
		}
		return true
	}),
	simply("retired note taken back", 1, func(m *Maintainer) bool {
		if len(m.Gone) == 0 {
			return false
		}
		n := m.Gone[len(m.Gone)-1].clone()
		if !slices.ContainsFunc(m.Types, func(t *Type) bool { return t.Num == n.Type }) {
			return false
		}
		m.Gone = m.Gone[:len(m.Gone)-1]
		if !slices.Contains(m.Files, n.File) { // it was renamed meanwhile
			n.File = m.Files[0]
		}
		taken := m.retirements(n)
		m.Retired = slices.DeleteFunc(m.Retired, func(r Retirement) bool { return slices.Contains(taken, r) })
		m.Notes = append(m.Notes, n)
		return true
	}),
	{"note's type changed", 3, func(m *Maintainer) (Mend, bool) {
		n, to := oneOf(m.rand, m.Notes), m.someType()
		old := n.clone()
		if n.Type == to.Num {
			return nil, false
		}
		m.convert(n, to)
		return func() { n.Num, n.ID, n.GUID = m.number(), m.word(), ""; m.retire(old) }, true
	}},
	simply("tags", 4, func(m *Maintainer) bool {
		oneOf(m.rand, m.Notes).Tags = some(m.rand, tagNames, m.rand.IntN(3))
		return true
	}),
	simply("one tag in capitals", 1, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		if len(n.Tags) == 0 {
			return false
		}
		n.Tags[0] = strings.ToUpper(n.Tags[0])
		return true
	}),
}

// sayAnother gives a note texts that share no word with those of any other, not even a misspelt one: the words of the rest
// are few, and two texts that have one in common may be about the same.
func (m *Maintainer) sayAnother(n *Note) {
	for i, f := range m.typeOf(n).Fields {
		if !f.Required {
			delete(n.Values, f.Num)
			continue
		}
		const beginning = "xoxo" // of no other word
		n.Values[f.Num] = beginning + m.word() + " " + beginning + m.word() + "."
		for k := range n.Gaps {
			if n.Gaps[k].Hint = ""; i == 0 {
				n.Gaps[k].Text = beginning + n.Gaps[k].Text
				n.Values[f.Num] += " " + place(n.Gaps[k].Num)
			}
		}
	}
}

// removeNote takes a note out of the deck; the last few stay, and the last of each note type: what became of a type that is
// in no release for a while cannot be seen from the one before.
func (m *Maintainer) removeNote() *Note {
	if len(m.Notes) < 8 {
		return nil
	}
	i := m.rand.IntN(len(m.Notes))
	n := m.Notes[i]
	isLike := func(other *Note) bool { return other != n && m.typeOf(other) == m.typeOf(n) }
	if !slices.ContainsFunc(m.Notes, isLike) {
		return nil
	}
	m.Notes = slices.Delete(m.Notes, i, i+1)
	return n
}

// retire says of a note that is gone why.
func (m *Maintainer) retire(n *Note) {
	m.Retired = append(m.Retired, m.retirements(n)...)
	m.Gone = append(m.Gone, n)
}

// convert gives a note another type; what the new type has no field for is lost.
func (m *Maintainer) convert(n *Note, to *Type) {
	old := m.typeOf(n)
	var texts []string
	for _, f := range old.Fields {
		texts = append(texts, n.value(f))
	}
	n.Type, n.Values, n.Gaps = to.Num, map[int]string{}, nil
	for i, f := range to.Fields {
		if i < len(texts) && !f.Personal {
			n.Values[f.Num] = texts[i]
		}
	}
	if to.Cloze {
		m.writeCloze(n, to.Fields[0])
	}
	for _, f := range to.Fields {
		if f.Required && n.Values[f.Num] == "" {
			n.Values[f.Num] = m.phrase()
		}
	}
}
