package main

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A Maintainer changes a deck; the chance is that of one step, so that a history without this step has all others as
// they were.
type Maintainer struct {
	*Deck
	rand *rand.Rand
}

// chance returns the source of chance of a step of a history.
func chance(seed uint64, step int) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(step))) }

// oneOf returns one of a list, or the zero value if it is empty.
func oneOf[T any](r *rand.Rand, list []T) T {
	var none T
	if len(list) == 0 {
		return none
	}
	return list[r.IntN(len(list))]
}

// some returns up to n different elements of a list, in their order.
func some[T any](r *rand.Rand, list []T, n int) []T {
	picked := r.Perm(len(list))[:min(n, len(list))]
	slices.Sort(picked)
	var out []T
	for _, i := range picked {
		out = append(out, list[i])
	}
	return out
}

var (
	syllables  = strings.Fields("ka lo mi ren tas vel dor phi qua zu neb ist ora gul hem pry sten wik yal cro")
	adjectives = strings.Fields("old deep narrow bright northern frozen quiet common hollow ancient salty steep")
	nouns      = strings.Fields("river valve enzyme treaty vowel comet muscle harbour theorem orchid glacier sonata")
	verbs      = strings.Fields("feeds crosses opens binds follows divides carries names limits joins")
	tagNames   = []string{"geography", "physics::waves", "hard", "été", "日本語", "exam::2024", "chapter-1", "chapter-2"}
	subdecks   = []string{"", "Bones", "Rivers", "Rivers::Small", "Übungen"}
)

// word makes a word that hardly any other note has.
func (m *Maintainer) word() string {
	var b strings.Builder
	for range 2 + m.rand.IntN(3) {
		b.WriteString(oneOf(m.rand, syllables))
	}
	return b.String()
}

// phrase makes a few words that say something about a word.
func (m *Maintainer) phrase() string {
	text := fmt.Sprintf("the %s %s %s %s", oneOf(m.rand, adjectives), oneOf(m.rand, nouns), oneOf(m.rand, verbs), m.word())
	switch m.rand.IntN(8) {
	case 0:
		text += " **always**"
	case 1:
		text += " at $x^2 < 3$"
	case 2:
		text += "\nand nothing & nobody else"
	}
	return text
}

func (m *Maintainer) question() string {
	return fmt.Sprintf("Which %s %s %s the %s %s?", oneOf(m.rand, adjectives), oneOf(m.rand, nouns), oneOf(m.rand, verbs), m.word(), m.word())
}

// newDeck makes a deck of 10 to 40 notes, of every kind of note type.
func newDeck(r *rand.Rand) *Deck {
	m := &Maintainer{Deck: &Deck{Media: map[string]string{}, Files: []string{"deck.yaml", "a.yaml", "b.yaml", "more/c.yaml"}}, rand: r}
	m.ID = fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", r.Uint32(), r.Uint32()&0xffff, r.Uint32()&0xfff, r.Uint32()&0xfff, r.Uint64()&0xffffffffffff)
	m.Name = oneOf(r, []string{"Capitals", "Anatomy", "Languages::Kelish", "Été – 日本"})
	if r.IntN(2) == 0 {
		m.Description = "A deck about " + m.phrase()
	}
	m.PlainMedia = r.IntN(5) == 0
	if r.IntN(3) == 0 {
		m.Tags = some(r, tagNames, 1)
	}
	for _, make := range []func() *Type{m.basic, m.reversed, m.optional, m.typing, m.cloze, m.own} {
		m.Types = append(m.Types, make())
	}
	for range 10 + r.IntN(30) {
		m.addNote(m.someType())
	}
	return m.Deck
}

// someType returns a note type that new notes may have; the deck's own more often than one built-in.
func (m *Maintainer) someType() *Type {
	if m.rand.IntN(3) == 0 {
		return m.Types[len(m.Types)-1]
	}
	return oneOf(m.rand, m.Types)
}

// addNote appends a note to one of the files.
func (m *Maintainer) addNote(t *Type) *Note {
	n := &Note{Num: m.number(), Type: t.Num, File: oneOf(m.rand, m.Files), Deck: oneOf(m.rand, subdecks), Values: map[int]string{}}
	n.ID = fmt.Sprintf("%s-%d", m.word(), n.Num)
	if m.rand.IntN(8) == 0 { // a note that was imported from another tool
		n.GUID = fmt.Sprintf("%s!#%d", m.word(), n.Num)
		if m.rand.IntN(2) == 0 {
			n.ID = ""
		}
	}
	if m.rand.IntN(3) == 0 {
		n.Tags = some(m.rand, tagNames, 1+m.rand.IntN(2))
	}
	m.fillIn(n, t)
	m.translate(n)
	m.Notes = append(m.Notes, n)
	return n
}

// fillIn writes texts into the fields of a note.
func (m *Maintainer) fillIn(n *Note, t *Type) {
	for i, f := range t.Fields {
		switch {
		case f.Personal:
		case i == 0 && t.Cloze:
			m.writeCloze(n, f)
		case i == 0:
			n.Values[f.Num] = m.question()
		case f.Required || m.rand.IntN(3) > 0:
			n.Values[f.Num] = m.phrase()
			if m.rand.IntN(5) == 0 {
				n.Values[f.Num] += " " + m.reference(m.newMedia())
			}
		}
	}
}

func (m *Maintainer) writeCloze(n *Note, f *Field) {
	text := m.question()
	for i := range 1 + m.rand.IntN(3) {
		g := Gap{Num: m.number(), Number: i + 1, Text: m.word()}
		if m.rand.IntN(4) == 0 {
			g.Hint = oneOf(m.rand, nouns)
		}
		n.Gaps = append(n.Gaps, g)
		text += " It " + oneOf(m.rand, verbs) + " " + place(g.Num) + "."
	}
	n.Values[f.Num] = text
}

// newMedia adds a picture or a sound and returns its path.
func (m *Maintainer) newMedia() string {
	name := fmt.Sprintf("%s%d.svg", m.word(), m.number())
	if m.rand.IntN(3) == 0 {
		name = fmt.Sprintf("sounds/%s%d.wav", m.word(), m.number())
	}
	m.Media[name] = m.content(name)
	return name
}

// content makes the bytes of a media file.
func (m *Maintainer) content(name string) string {
	switch {
	case strings.HasSuffix(name, ".svg"):
		return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><circle cx="%d" cy="10" r="%d"/></svg>`, m.rand.IntN(1e9), 1+m.rand.IntN(9))
	case strings.HasSuffix(name, ".wav"):
		samples := make([]byte, 64)
		binary.LittleEndian.PutUint64(samples, m.rand.Uint64())
		head := "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00data\x40\x00\x00\x00"
		return "RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(head)+len(samples)))) + head + string(samples)
	}
	return fmt.Sprintf("/* %s */\n", m.word())
}

// reference returns what shows or plays a media file in a field.
func (m *Maintainer) reference(name string) string {
	if strings.HasSuffix(name, ".wav") {
		return "[sound:" + name + "]"
	}
	return "![](" + name + ")"
}
