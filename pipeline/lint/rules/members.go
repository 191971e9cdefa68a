package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

// Members are the fields or the card templates of a note type, now and in the last release.
type members struct {
	what string // "field" or "card"
	list string // the key in the deck: "fields" or "cards"
	now  []member
	old  []member // keys and spans are not known

	is func(old, now int) bool                       // whether they are one to Anki
	id func(f collection.Formulas, key string) int64 // the id that the member would have under another key
}

type member struct {
	key, name string
	id        int64
	span      source.Span
}

// fieldMembers returns the fields of a note type.
func fieldMembers(t *deck.Notetype, now, old *collection.Notetype) *members {
	m := &members{what: "field", list: "fields"}
	for i, f := range t.Fields {
		m.now = append(m.now, member{f.Key, f.Name, now.Fields[i].ID, f.Span})
	}
	for _, f := range old.Fields {
		m.old = append(m.old, member{name: f.Name, id: f.ID})
	}
	m.is = func(i, j int) bool { return old.Fields[i].Is(&now.Fields[j]) }
	m.id = func(f collection.Formulas, key string) int64 { return f.Field(t.Identity, deck.Identity{Name: key}) }
	return m
}

// cardMembers returns the card templates of a note type.
func cardMembers(t *deck.Notetype, now, old *collection.Notetype) *members {
	m := &members{what: "card", list: "cards"}
	for i, c := range t.Cards {
		m.now = append(m.now, member{c.Key, c.Name, now.Templates[i].ID, c.Span})
	}
	for _, c := range old.Templates {
		m.old = append(m.old, member{name: c.Name, id: c.ID})
	}
	m.is = func(i, j int) bool { return old.Templates[i].Is(&now.Templates[j]) }
	m.id = func(f collection.Formulas, key string) int64 { return f.Card(t.Identity, deck.Identity{Name: key}) }
	return m
}

// A memberChange says how the list differs from what learners have: indexes of the new list, but for removed.
type memberChange struct {
	appended []int // behind everything that was there
	added    []int // elsewhere
	moved    []int
	replaced []int // in the place of one that is gone
	removed  []int // of the old list
}

func (c *memberChange) isNone() bool { return len(c.appended) == 0 && c.isAppended() }

// isAppended reports whether nothing happened but that something was appended.
func (c *memberChange) isAppended() bool {
	return len(c.added)+len(c.moved)+len(c.replaced)+len(c.removed) == 0
}

func (m *members) change() memberChange {
	var c memberChange
	was := make([]int, len(m.now)) // index in the old list, or -1
	kept := make([]bool, len(m.old))
	for j := range m.now {
		was[j] = -1
		for i := range m.old {
			if m.is(i, j) {
				was[j], kept[i] = i, true
				break
			}
		}
	}
	last := len(m.now)
	for last > 0 && was[last-1] < 0 {
		last--
	}
	for j, i := range was {
		switch {
		case i < 0 && j < len(m.old) && !kept[j]:
			c.replaced = append(c.replaced, j)
		case i < 0 && j >= last:
			c.appended = append(c.appended, j)
		case i < 0:
			c.added = append(c.added, j)
		}
	}
	for i := range m.old {
		if !kept[i] && !slices.Contains(c.replaced, i) {
			c.removed = append(c.removed, i)
		}
	}
	c.moved = outOfOrder(was)
	return c
}

// outOfOrder returns the fewest places of list whose numbers >= 0 must move so that the others ascend.
func outOfOrder(list []int) []int {
	length, before := make([]int, len(list)), make([]int, len(list)) // of the longest ascent that ends there
	end := -1
	for j, v := range list {
		before[j] = -1
		if v < 0 {
			continue
		}
		for k := range j {
			if list[k] >= 0 && list[k] < v && length[k] > length[j] {
				length[j], before[j] = length[k], k
			}
		}
		length[j]++
		if end < 0 || length[j] > length[end] {
			end = j
		}
	}
	stays := make([]bool, len(list))
	for ; end >= 0; end = before[end] {
		stays[end] = true
	}
	var out []int
	for j, v := range list {
		if v >= 0 && !stays[j] {
			out = append(out, j)
		}
	}
	return out
}

// describe says what happened besides appending, in order of the list, and where the first of it stands.
func (m *members) describe(c *memberChange) (text string, at source.Span) {
	var parts []string
	say := func(j int, format string, args ...any) {
		parts = append(parts, fmt.Sprintf(format, args...))
		if at.IsZero() && j >= 0 {
			at = m.now[j].span
		}
	}
	for _, j := range c.replaced {
		if m.now[j].name == m.old[j].name {
			say(j, "%s `%s` has another key than before", m.what, m.now[j].key)
		} else {
			say(j, "%s `%s` is in the place of `%s`", m.what, m.now[j].key, m.old[j].name)
		}
	}
	for _, j := range c.added {
		say(j, "%s `%s` was added before `%s`", m.what, m.now[j].key, m.now[j+1].key)
	}
	for _, j := range c.moved {
		say(j, "%s `%s` was moved", m.what, m.now[j].key)
	}
	for _, i := range c.removed {
		say(-1, "%s `%s` was removed", m.what, m.old[i].name)
	}
	const most = 3
	if len(parts) > most {
		parts = append(parts[:most], fmt.Sprintf("and %d more", len(parts)-most))
	}
	return strings.Join(parts, ", "), at
}

// keys joins the keys of members.
func (m *members) keys(list []int) string {
	var keys []string
	for _, j := range list {
		keys = append(keys, "`"+m.now[j].key+"`")
	}
	return strings.Join(keys, ", ")
}

// published returns how many notes that learners have are of a note type still.
func published(p *lint.DeckPass, notetype int, old *collection.Notetype) int {
	n := 0
	for i, before := range p.Before() {
		if before != nil && p.Collection.Notes[i].Notetype == notetype && p.Baseline.NotetypeOf(before) == old {
			n++
		}
	}
	return n
}
