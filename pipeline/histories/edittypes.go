package main

import (
	"slices"
	"strings"
)

// typeEdits change note types.
var typeEdits = []Edit{
	{"field appended", 4, func(m *Maintainer) (Mend, bool) {
		t := m.usedType()
		f := m.field(m.word(), m.word())
		t.Fields = append(t.Fields, f)
		t.spellOut("fields")
		return m.accept("fields-changed"), true
	}},
	{"card appended", 4, func(m *Maintainer) (Mend, bool) {
		t := m.usedType()
		if t.Cloze {
			return nil, false
		}
		last := t.Fields[1]
		t.Cards = append(t.Cards, m.card(m.word(), m.word(), "New: "+show(last)+m.word(), answer(t.Fields[0])))
		t.spellOut("cards")
		return m.accept("templates-changed"), true
	}},
	simply("field inserted", 2, func(m *Maintainer) bool {
		t := m.usedType()
		t.Fields = slices.Insert(t.Fields, 1, m.field(m.word(), m.word()))
		if t.SortField > 0 {
			t.SortField++
		}
		t.spellOut("fields")
		return true
	}),
	simply("field removed", 2, func(m *Maintainer) bool {
		t := m.usedType()
		last := t.Fields[len(t.Fields)-1]
		if last.Required || t.SortField == len(t.Fields)-1 {
			return false
		}
		t.Fields = t.Fields[:len(t.Fields)-1]
		for _, c := range t.Cards {
			for _, text := range []*string{&c.Front, &c.Back} {
				*text = strings.NewReplacer("{{#"+place(last.Num)+"}}", "", "{{/"+place(last.Num)+"}}", "", show(last), "").Replace(*text)
			}
		}
		t.spellOut("fields", "cards")
		return !slices.ContainsFunc(t.Cards, func(c *Card) bool { return !strings.Contains(c.Front, "\x01") })
	}),
	simply("fields reordered", 2, func(m *Maintainer) bool {
		t := m.usedType()
		if len(t.Fields) < 3 {
			return false
		}
		t.Fields[1], t.Fields[2] = t.Fields[2], t.Fields[1]
		t.spellOut("fields")
		return true
	}),
	{"field's key renamed", 3, func(m *Maintainer) (Mend, bool) {
		t := m.usedType()
		f := oneOf(m.rand, t.Fields)
		if f.Was != "" {
			return nil, false
		}
		old := f.Key
		f.Key = m.word()
		t.spellOut("fields")
		return func() { f.Was = old }, true
	}},
	simply("field renamed with was", 2, func(m *Maintainer) bool {
		t := m.usedType()
		f := oneOf(m.rand, t.Fields)
		if f.Was != "" {
			return false
		}
		f.Was, f.Key, f.Name = f.Key, m.word(), m.word()
		t.spellOut("fields", "cards")
		return true
	}),
	simply("field's name changed", 3, func(m *Maintainer) bool {
		t := m.usedType()
		oneOf(m.rand, t.Fields).Name = m.word()
		t.spellOut("fields", "cards")
		return true
	}),
	simply("sort field changed", 2, func(m *Maintainer) bool {
		t := m.usedType()
		t.SortField = (t.SortField + 1) % len(t.Fields)
		t.spellOut("sort")
		return true
	}),
	simply("card inserted first", 2, func(m *Maintainer) bool {
		t := m.usedType()
		if t.Cloze {
			return false
		}
		t.Cards = slices.Insert(t.Cards, 0, m.card(m.word(), m.word(), "First: "+show(t.Fields[1]), answer(t.Fields[0])))
		t.spellOut("cards")
		return true
	}),
	simply("card removed", 2, func(m *Maintainer) bool {
		t := m.usedType()
		if len(t.Cards) < 2 {
			return false
		}
		i := m.rand.IntN(len(t.Cards))
		t.Cards = slices.Delete(t.Cards, i, i+1)
		t.spellOut("cards")
		return true
	}),
	simply("cards reordered", 2, func(m *Maintainer) bool {
		t := m.usedType()
		if len(t.Cards) < 2 {
			return false
		}
		t.Cards[0], t.Cards[1] = t.Cards[1], t.Cards[0]
		t.spellOut("cards")
		return true
	}),
	{"card's key renamed", 2, func(m *Maintainer) (Mend, bool) {
		t := m.usedType()
		c := oneOf(m.rand, t.Cards)
		if c.Was != "" {
			return nil, false
		}
		old := c.Key
		c.Key = m.word()
		t.spellOut("cards")
		return func() { c.Was = old }, true
	}},
	simply("card's name changed", 2, func(m *Maintainer) bool {
		t := m.usedType()
		oneOf(m.rand, t.Cards).Name = m.word()
		t.spellOut("cards")
		return true
	}),
	simply("template changed", 5, func(m *Maintainer) bool {
		t := m.usedType()
		c := oneOf(m.rand, t.Cards)
		c.Back += "\n<small>" + m.word() + "</small>"
		t.spellOut("cards")
		return true
	}),
	simply("front changed", 3, func(m *Maintainer) bool {
		t := m.usedType()
		c := oneOf(m.rand, t.Cards)
		c.Front = "<b>" + m.word() + "</b> " + c.Front
		t.spellOut("cards")
		return true
	}),
	simply("card made for every note", 2, func(m *Maintainer) bool {
		t := m.usedType()
		c := t.Cards[len(t.Cards)-1]
		i, j := strings.Index(c.Front, "{{#"), strings.LastIndex(c.Front, "{{/")
		if i != 0 || j < 0 {
			return false
		}
		c.Front = c.Front[strings.Index(c.Front, "}}")+2 : j]
		t.spellOut("cards")
		return true
	}),
	simply("card made on a condition", 2, func(m *Maintainer) bool {
		t := m.usedType()
		c := t.Cards[len(t.Cards)-1]
		if t.Cloze || len(t.Cards) < 2 || strings.HasPrefix(c.Front, "{{#") {
			return false
		}
		c.Front = when(t.Fields[len(t.Fields)-1], c.Front)
		t.spellOut("cards")
		return true
	}),
	simply("css", 4, func(m *Maintainer) bool {
		m.usedType().CSS = ".card { font-family: " + m.word() + "; }"
		return true
	}),
	{"note type's key renamed", 2, func(m *Maintainer) (Mend, bool) {
		t := m.usedType()
		if t.Was != "" {
			return nil, false
		}
		old := t.Key
		t.Key = m.word()
		t.Name = "Renamed " + t.Key
		t.CSS = ".card { color: inherit; }"
		t.spellOut("fields", "cards")
		return func() { t.Was = old }, true
	}},
	simply("note type's name changed", 2, func(m *Maintainer) bool {
		m.usedType().Name = "About " + m.word()
		return true
	}),
	{"note type split", 2, func(m *Maintainer) (Mend, bool) {
		t := m.usedType()
		split := t.clone()
		split.Num, split.Key, split.Was, split.Builtin, split.Name = m.number(), m.word(), "", "", "Split "+m.word()
		split.spellOut("fields", "cards")
		m.Types = append(m.Types, split)
		moved := some(m.rand, m.notesOf(t), 3)
		for _, n := range moved {
			n.Type = split.Num
		}
		return func() { // only new notes get the new type
			for _, n := range moved {
				n.Type = t.Num
			}
			m.addNote(split)
		}, true
	}},
	simply("note type turned into cloze", 1, func(m *Maintainer) bool {
		t := m.usedType()
		if t.Cloze || t.Builtin != "" {
			return false
		}
		hidden := "{{cloze:" + place(t.Fields[0].Num) + "}}"
		t.Cloze, t.Cards = true, []*Card{m.card("gap", "Gap", hidden, hidden)}
		for _, n := range m.notesOf(t) {
			m.writeCloze(n, t.Fields[0])
		}
		return true
	}),
	simply("deck of a card", 2, func(m *Maintainer) bool {
		t := m.usedType()
		if t.Cloze {
			return false
		}
		oneOf(m.rand, t.Cards).Deck = oneOf(m.rand, []string{"", "Writing"})
		t.spellOut("cards")
		return true
	}),
}

func (m *Maintainer) usedType() *Type { return oneOf(m.rand, m.usedTypes()) }

// accept suppresses a finding: learners are told to tick Merge note types.
func (m *Maintainer) accept(code string) Mend {
	return func() {
		if !slices.Contains(m.Suppressed, code) {
			m.Suppressed = append(m.Suppressed, code)
		}
	}
}

// deckEdits change the deck as a whole.
var deckEdits = []Edit{
	simply("deck renamed", 1, func(m *Maintainer) bool {
		m.Name = "The " + m.word()
		return true
	}),
	simply("description", 2, func(m *Maintainer) bool {
		m.Description = m.phrase()
		return true
	}),
	simply("description removed", 1, func(m *Maintainer) bool {
		had := m.Description != ""
		m.Description = ""
		return had
	}),
	simply("tag on all notes", 1, func(m *Maintainer) bool {
		m.Tags = some(m.rand, tagNames, 1+m.rand.IntN(2))
		return true
	}),
	simply("markup of all notes", 1, func(m *Maintainer) bool {
		m.Markup = oneOf(m.rand, []string{"", "text"})
		return true
	}),
	{"clock behind", 1, func(m *Maintainer) (Mend, bool) {
		m.ClockBehind = true
		return func() { m.ClockBehind = false }, true
	}},
}
