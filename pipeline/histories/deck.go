package main

import (
	"maps"
	"slices"
	"strings"
)

// A Deck is a deck as its maintainer has it in mind. Every thing in it has a number that says what it *is*, whatever
// becomes of its id, key, name or place: the judge knows by it when a learner's history comes to stand under something else.
type Deck struct {
	ID          string
	Name        string
	Description string
	Tags        []string
	Markup      string // "" is Markdown
	PlainMedia  bool
	Types       []*Type
	Notes       []*Note // in order of introduction within their files
	Files       []string
	Retired     []Retirement
	Media       map[string]string // path below media/ -> content
	Suppressed  []string          // codes of findings that the maintainer accepts
	ClockBehind bool              // the machine that builds has a clock that goes wrong

	Languages   []Language // none: the deck has no variants
	Original    string     // the original one
	HasExtended bool       // there is an extended edition too

	Gone       []*Note                   // that are retired, as they were
	Released   map[int]string            // guids of the notes of the last release, by Num
	ReleasedIn map[string]map[int]string // the same by language

	last int // the number of the newest thing
}

// A Type is a note type: a built-in as it is, a changed one, or the deck's own.
type Type struct {
	Num       int
	Key, Was  string
	Name      string // "" is the default
	Builtin   string // key of the built-in it began as; "" for an own one
	Cloze     bool
	Fields    []*Field
	Cards     []*Card
	CSS       string
	SortField int

	Written map[string]bool // which sections of a built-in the sources spell out
}

// A Field is a field of a note type.
type Field struct {
	Num      int
	Key, Was string
	Name     string
	Required bool
	Personal bool
	Extended bool // only in the extended edition
}

// A Card is a card template.
type Card struct {
	Num         int
	Key, Was    string
	Name        string
	Front, Back string // with {Num} for the name of a field
	Deck        string
	Extended    bool // only in the extended edition
}

// A Note is one note.
type Note struct {
	Num      int
	ID, GUID string
	Type     int // Num of its type
	File     string
	Deck     string
	Tags     []string
	Values   map[int]string // by Num of the field; {Num} stands for a gap
	Gaps     []Gap

	Extended bool              // only in the extended edition
	GUIDs    map[string]string // of languages other than the original, if GUID is what learners have
	Lacks    map[string]bool   // languages into which it is not translated; never changed in place, as the next
	Improved map[string]string // what translators added
}

// A Gap is a cloze deletion.
type Gap struct {
	Num    int
	Number int
	Text   string
	Hint   string
}

// A Retirement is an entry of `retired`.
type Retirement struct{ ID, GUID, Reason string }

// number returns the number of a new thing.
func (d *Deck) number() int {
	d.last++
	return d.last
}

// Clone returns a copy that shares nothing with d.
func (d *Deck) Clone() *Deck {
	c := *d
	c.Tags, c.Files, c.Retired, c.Suppressed = slices.Clone(d.Tags), slices.Clone(d.Files), slices.Clone(d.Retired), slices.Clone(d.Suppressed)
	c.Languages = slices.Clone(d.Languages)
	c.Media, c.Released, c.Gone = maps.Clone(d.Media), maps.Clone(d.Released), slices.Clone(d.Gone)
	c.Types, c.Notes = make([]*Type, len(d.Types)), make([]*Note, len(d.Notes))
	for i, t := range d.Types {
		c.Types[i] = t.clone()
	}
	for i, n := range d.Notes {
		c.Notes[i] = n.clone()
	}
	return &c
}

func (t *Type) clone() *Type {
	c := *t
	c.Written = maps.Clone(t.Written)
	c.Fields, c.Cards = make([]*Field, len(t.Fields)), make([]*Card, len(t.Cards))
	for i, f := range t.Fields {
		copied := *f
		c.Fields[i] = &copied
	}
	for i, k := range t.Cards {
		copied := *k
		c.Cards[i] = &copied
	}
	return &c
}

func (n *Note) clone() *Note {
	c := *n
	c.Tags, c.Gaps, c.Values = slices.Clone(n.Tags), slices.Clone(n.Gaps), maps.Clone(n.Values)
	return &c
}

// typeOf returns the note type of a note.
func (d *Deck) typeOf(n *Note) *Type {
	i := slices.IndexFunc(d.Types, func(t *Type) bool { return t.Num == n.Type })
	return d.Types[i]
}

// notesOf returns the notes of a type.
func (d *Deck) notesOf(t *Type) []*Note {
	var out []*Note
	for _, n := range d.Notes {
		if n.Type == t.Num {
			out = append(out, n)
		}
	}
	return out
}

// inOrder returns the notes in order of introduction: those of deck.yaml, then those of the files by their paths
// (format.md section 2).
func (d *Deck) inOrder() []*Note {
	order := func(n *Note) string {
		if n.File == "deck.yaml" {
			return ""
		}
		return n.File
	}
	out := slices.Clone(d.Notes)
	slices.SortStableFunc(out, func(a, b *Note) int { return strings.Compare(order(a), order(b)) })
	return out
}

// usedTypes returns the note types that notes have.
func (d *Deck) usedTypes() []*Type {
	var out []*Type
	for _, t := range d.Types {
		if len(d.notesOf(t)) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// asks returns what each card of a note asks for, by ordinal: numbers of gaps, or of its card template.
func (d *Deck) asks(n *Note) map[int][]int {
	out := map[int][]int{}
	t := d.typeOf(n)
	if t.Cloze {
		for _, g := range n.Gaps {
			out[g.Number-1] = append(out[g.Number-1], g.Num)
		}
		return out
	}
	for i, c := range t.Cards {
		out[i] = []int{c.Num}
	}
	return out
}

// spellOut says that the sources spell a section of a note type out from now on.
func (t *Type) spellOut(sections ...string) {
	for _, s := range sections {
		t.Written[s] = true
	}
}

// renamesBadly reports whether a field got another name in a note type of which a front shows fields in sections alone:
// 23.10, and no other version, puts the first field behind such a front then, whatever the package says.
func (d *Deck) renamesBadly(before *Deck) bool {
	for _, t := range d.Types {
		i := slices.IndexFunc(before.Types, func(b *Type) bool { return b.Num == t.Num })
		if i < 0 || !slices.ContainsFunc(t.Cards, func(c *Card) bool { return strings.HasPrefix(c.Front, "{{#") }) {
			continue
		}
		for _, f := range t.Fields {
			if slices.ContainsFunc(before.Types[i].Fields, func(b *Field) bool { return b.Num == f.Num && b.Name != f.Name }) {
				return true
			}
		}
	}
	return false
}
