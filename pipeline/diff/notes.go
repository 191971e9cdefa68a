package diff

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/learner"
	"github.com/deckmill/deckmill/pipeline/names"
)

// A Note is a note that only one release has, that differs between them, or that an import with Anki's usual options
// does not leave alone.
type Note struct {
	Old, New           *collection.Note     // nil: not in that release
	OldType, Notetype  *collection.Notetype // of Old, and of New if there is New
	Outcomes           Outcomes             // of an import over Old; meaningless without New
	Edited             Outcomes             // the same for a learner who changed the note after Old and before New was built
	Fields             []FieldChange        // that differ
	TagsGone, TagsNew  []string
	CardsNew, CardsOut []int  // ordinals that only New makes, and that only Old made: those cards become blank
	Moves              []Move // cards that are in another deck in New
	Retired            *collection.Retired
	Unsaid             bool // without New: whether it is retired is not known
}

// A FieldChange is a field that differs.
type FieldChange struct {
	Name          string // in New, or in Old when New has no such field
	Before, After string // HTML
}

// A Move is a card that both releases have, in different decks. Anki leaves a learner's card where it is.
type Move struct {
	Ord      int
	From, To string // names of decks
}

// Changed reports whether fields, tags or the note type of a note in both releases differ: what an update brings.
func (n *Note) Changed() bool {
	return n.Old != nil && n.New != nil &&
		(len(n.Fields)+len(n.TagsGone)+len(n.TagsNew) > 0 || n.OldType.ID != n.Notetype.ID)
}

// Is reports whether this is the outcome of the note with Anki's usual options.
func (n *Note) Is(o learner.Outcome) bool { return n.New != nil && n.Outcomes[0] == o }

// isQuiet reports whether nothing happens to a note that both releases have: under no combination of options, except that
// a learner's changes in it are replaced when notes are always updated.
func (n *Note) isQuiet() bool {
	if n.Changed() || len(n.CardsNew)+len(n.CardsOut)+len(n.Moves) > 0 {
		return false
	}
	for i := range Combinations {
		stays := func(o learner.Outcome) bool { return o == learner.Duplicate || o == Refused }
		replaced := n.Edited[i] == learner.Updated && Combinations[i].Notes == learner.Always
		if !stays(n.Outcomes[i]) || !stays(n.Edited[i]) && !replaced {
			return false
		}
	}
	return true
}

// compareNotes fills Notes and Same.
func (d *Diff) compareNotes(m *matching, after Release, p *prediction) {
	pairs := pairing{}
	for i := range m.after.Notes {
		n := m.compareNote(i, pairs)
		n.Outcomes, n.Edited = p.outcomes(i)
		if n.Old != nil && n.isQuiet() {
			d.Same++
			continue
		}
		d.Notes = append(d.Notes, n)
	}
	why := reasonsToRetire(after)
	for i := range m.base.Collection.Notes {
		if n := &m.base.Collection.Notes[i]; !m.isMet(i) {
			d.Notes = append(d.Notes, Note{Old: n, OldType: m.base.NotetypeOf(n), Retired: why(n.GUID), Unsaid: after.Package})
		}
	}
}

// reasonsToRetire returns what says why a note is gone; nil: nothing says it.
func reasonsToRetire(after Release) func(guid string) *collection.Retired {
	retired := map[string]*collection.Retired{}
	for i := range after.Retired {
		retired[after.Retired[i].GUID] = &after.Retired[i]
	}
	return func(guid string) *collection.Retired {
		if after.WhyGone != "" {
			return &collection.Retired{GUID: guid, Reason: after.WhyGone}
		}
		return retired[guid]
	}
}

func (m *matching) compareNote(i int, pairs pairing) Note {
	note := &m.after.Notes[i]
	n := Note{New: note, Notetype: &m.after.Notetypes[note.Notetype], Old: m.old(i)}
	if n.Old == nil {
		return n
	}
	n.OldType = m.base.NotetypeOf(n.Old)
	pair := pairs.of(n.OldType, n.Notetype)
	if !m.base.Unchanged(n.Old, note, n.Notetype) {
		n.Fields = pair.fields(n.Old, note)
		if !slices.Equal(n.Old.Tags, note.Tags) {
			n.TagsGone, n.TagsNew = without(n.Old.Tags, note.Tags), without(note.Tags, n.Old.Tags)
		}
	}
	n.compareCards(m.base.Collection.Decks, m.after.Decks, pair)
	return n
}

// without returns the tags of a that are not in b. Anki drops two at an import (anki-format.md 4.2).
func without(a, b []string) []string {
	var out []string
	for _, tag := range a {
		same := func(other string) bool { return names.Compare(names.Tag(tag), names.Tag(other)) == 0 }
		if !same("marked") && !same("leech") && !slices.ContainsFunc(b, same) {
			out = append(out, tag)
		}
	}
	return out
}

// compareCards finds cards added and no longer made, and those in another deck.
func (n *Note) compareCards(before, after []collection.Deck, pair *pair) {
	for _, k := range n.New.Cards {
		at := slices.IndexFunc(n.Old.Cards, func(o collection.Card) bool { return pair.ord(o.Ord) == k.Ord })
		if at < 0 {
			n.CardsNew = append(n.CardsNew, k.Ord)
			continue
		}
		from, to := before[n.Old.Cards[at].Deck].Name, after[k.Deck].Name
		if from != to && names.Compare(from, to) != 0 {
			n.Moves = append(n.Moves, Move{Ord: k.Ord, From: from, To: to})
		}
	}
	for _, o := range n.Old.Cards {
		if !slices.ContainsFunc(n.New.Cards, func(k collection.Card) bool { return pair.ord(o.Ord) == k.Ord }) {
			n.CardsOut = append(n.CardsOut, o.Ord)
		}
	}
}

// keepsTemplate reports whether the new note type still has the template of a card that the old one made.
func (n *Note) keepsTemplate(ord int) bool {
	return n.OldType.Cloze || ord >= len(n.OldType.Templates) || n.Notetype.TemplateLike(&n.OldType.Templates[ord]) >= 0
}

// A pairing remembers how note types of the two releases correspond.
type pairing map[[2]*collection.Notetype]*pair

// A pair is a note type of Old and one of New, which may be the same to Anki or not.
type pair struct {
	before, after *collection.Notetype
	fieldsBefore  []int // by field of after: the one of before that it is, or -1
	fieldsGone    []int // fields of before that are none of after's
	ords          []int // by card template of before: the one of after that it is, or -1; nil: the same ordinals
}

func (p pairing) of(before, after *collection.Notetype) *pair {
	key := [2]*collection.Notetype{before, after}
	if p[key] == nil {
		p[key] = newPair(before, after)
	}
	return p[key]
}

func newPair(before, after *collection.Notetype) *pair {
	p := &pair{before: before, after: after}
	met := make([]bool, len(before.Fields))
	for i := range after.Fields {
		j := before.FieldLike(&after.Fields[i])
		if j < 0 && before.ID != after.ID { // types that have nothing in common but names
			j = slices.IndexFunc(before.Fields, func(f collection.Field) bool { return f.Name == after.Fields[i].Name })
		}
		if j >= 0 {
			met[j] = true
		}
		p.fieldsBefore = append(p.fieldsBefore, j)
	}
	for j, m := range met {
		if !m {
			p.fieldsGone = append(p.fieldsGone, j)
		}
	}
	if before.ID == after.ID && !before.Cloze && !after.Cloze {
		for i := range before.Templates {
			p.ords = append(p.ords, after.TemplateLike(&before.Templates[i]))
		}
	}
	return p
}

// ord returns the ordinal in New of the card that had this one in Old, or -1.
func (p *pair) ord(old int) int {
	switch {
	case p.ords == nil:
		return old
	case old < len(p.ords):
		return p.ords[old]
	}
	return -1
}

// fields returns the fields in which two notes differ.
func (p *pair) fields(before, after *collection.Note) []FieldChange {
	var out []FieldChange
	add := func(c FieldChange) {
		if field.Clean(c.Before) != field.Clean(c.After) { // else Anki stores the same (anki-format.md 3.4)
			out = append(out, c)
		}
	}
	for i, j := range p.fieldsBefore {
		c := FieldChange{Name: p.after.Fields[i].Name, After: after.Fields[i]}
		if j >= 0 {
			c.Before = before.Fields[j]
		}
		add(c)
	}
	for _, j := range p.fieldsGone {
		add(FieldChange{Name: p.before.Fields[j].Name, Before: before.Fields[j]})
	}
	return out
}
