package main

import (
	"maps"
	"slices"
	"strings"
)

// textEdits change what notes say, and their media.
var textEdits = []Edit{
	simply("answers improved", 10, func(m *Maintainer) bool {
		for _, n := range some(m.rand, m.Notes, 1+m.rand.IntN(3)) {
			f := m.typeOf(n).Fields[1]
			n.Values[f.Num] = strings.TrimSpace(n.Values[f.Num] + " " + m.phrase())
		}
		return true
	}),
	simply("question reworded", 5, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		f := m.typeOf(n).Fields[0]
		n.Values[f.Num] = strings.ReplaceAll(n.Values[f.Num], "the", "the "+oneOf(m.rand, adjectives))
		return true
	}),
	simply("field emptied", 3, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		f := oneOf(m.rand, m.typeOf(n).Fields)
		filled := !f.Required && n.Values[f.Num] != ""
		if filled {
			delete(n.Values, f.Num)
		}
		return filled
	}),
	simply("field filled", 4, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		f := oneOf(m.rand, m.typeOf(n).Fields)
		empty := !f.Personal && n.Values[f.Num] == ""
		if empty {
			n.Values[f.Num] = m.phrase()
		}
		return empty
	}),
	simply("personal field filled", 1, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		for _, f := range m.typeOf(n).Fields {
			if f.Personal {
				n.Values[f.Num] = m.phrase()
				return true
			}
		}
		return false
	}),
	simply("gap reworded", 3, func(m *Maintainer) bool {
		n := m.gapped(1)
		if n == nil {
			return false
		}
		n.Gaps[0].Text += " " + oneOf(m.rand, nouns)
		return true
	}),
	simply("hint changed", 2, func(m *Maintainer) bool {
		n := m.gapped(1)
		if n == nil {
			return false
		}
		oneOf(m.rand, pointers(n.Gaps)).Hint = oneOf(m.rand, []string{"", "what?", "which"})
		return true
	}),
	simply("gap added", 4, func(m *Maintainer) bool {
		n := m.gapped(1)
		if n == nil {
			return false
		}
		highest := slices.MaxFunc(n.Gaps, func(a, b Gap) int { return a.Number - b.Number }).Number
		g := Gap{Num: m.number(), Number: highest + 1 + m.rand.IntN(2), Text: m.word()}
		n.Gaps = append(n.Gaps, g)
		n.Values[m.typeOf(n).Fields[0].Num] += " And " + place(g.Num) + "."
		return true
	}),
	simply("gap removed", 3, func(m *Maintainer) bool {
		n := m.gapped(2)
		if n == nil {
			return false
		}
		m.removeGap(n, m.rand.IntN(len(n.Gaps)))
		return true
	}),
	simply("gap removed and others renumbered", 3, func(m *Maintainer) bool {
		n := m.gapped(2)
		if n == nil {
			return false
		}
		m.removeGap(n, 0)
		for i := range n.Gaps {
			n.Gaps[i].Number = i + 1
		}
		return true
	}),
	simply("gaps swapped", 3, func(m *Maintainer) bool {
		n := m.gapped(2)
		if n == nil || n.Gaps[0].Text == n.Gaps[1].Text { // which of two equal ones is which, only their author knows
			return false
		}
		n.Gaps[0].Number, n.Gaps[1].Number = n.Gaps[1].Number, n.Gaps[0].Number
		return true
	}),
	simply("picture added", 4, func(m *Maintainer) bool {
		n := oneOf(m.rand, m.Notes)
		f := m.typeOf(n).Fields[1]
		n.Values[f.Num] = strings.TrimSpace(n.Values[f.Num] + " " + m.reference(m.newMedia()))
		return true
	}),
	{"media replaced", 5, func(m *Maintainer) (Mend, bool) {
		name := oneOf(m.rand, m.mediaNames())
		if name == "" {
			return nil, false
		}
		m.Media[name] = m.content(name)
		return func() { m.nameAnew(name) }, true
	}},
	simply("media renamed", 2, func(m *Maintainer) bool {
		name := oneOf(m.rand, m.mediaNames())
		if name == "" || strings.HasPrefix(name, "_") {
			return false
		}
		m.nameAnew(name)
		return true
	}),
	simply("names of media: plain or hashed", 1, func(m *Maintainer) bool {
		m.PlainMedia = !m.PlainMedia
		return true
	}),
}

func pointers[T any](list []T) []*T {
	var out []*T
	for i := range list {
		out = append(out, &list[i])
	}
	return out
}

// gapped returns a note with at least so many gaps, or nil.
func (m *Maintainer) gapped(atLeast int) *Note {
	var fit []*Note
	for _, n := range m.Notes {
		if len(n.Gaps) >= atLeast {
			fit = append(fit, n)
		}
	}
	return oneOf(m.rand, fit)
}

// removeGap leaves the text of a gap in the open.
func (m *Maintainer) removeGap(n *Note, i int) {
	f := m.typeOf(n).Fields[0]
	n.Values[f.Num] = strings.ReplaceAll(n.Values[f.Num], place(n.Gaps[i].Num), n.Gaps[i].Text)
	n.Gaps = slices.Delete(n.Gaps, i, i+1)
}

// nameAnew gives what now stands under a media file's name a name of its own, everywhere. The file of before goes.
func (m *Maintainer) nameAnew(name string) {
	dir, base := "", name
	if i := strings.LastIndex(name, "/"); i >= 0 {
		dir, base = name[:i+1], name[i+1:]
	}
	under := ""
	if strings.HasPrefix(base, "_") {
		under, base = "_", base[1:]
	}
	fresh := dir + under + m.word() + "-" + base
	m.Media[fresh] = m.Media[name]
	delete(m.Media, name)
	for _, n := range m.Notes {
		for _, num := range slices.Sorted(maps.Keys(n.Values)) {
			n.Values[num] = strings.ReplaceAll(n.Values[num], name, fresh)
		}
	}
	for _, t := range m.Types {
		for _, c := range t.Cards {
			c.Front, c.Back = strings.ReplaceAll(c.Front, name, fresh), strings.ReplaceAll(c.Back, name, fresh)
		}
	}
}
