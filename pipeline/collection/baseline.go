package collection

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/names"
)

// A Baseline is the release before the one that is being built: what learners have.
type Baseline struct {
	Name       string // what findings call it
	Collection *Collection

	// Undated says that it was compiled from the sources of that release: the times in it are not those that learners have.
	Undated bool

	DeckID string // the id of the deck as its sources wrote it; "" when only its package is known

	notes map[string]int // by guid: the first note that has it
	types map[int64]int
}

// NewBaseline makes a baseline of a release.
func NewBaseline(name string, c *Collection) *Baseline {
	b := &Baseline{Name: name, Collection: c, notes: make(map[string]int, len(c.Notes)), types: make(map[int64]int, len(c.Notetypes))}
	for i := range c.Notes {
		if _, twice := b.notes[c.Notes[i].GUID]; !twice {
			b.notes[c.Notes[i].GUID] = i
		}
	}
	for i := range c.Notetypes {
		b.types[c.Notetypes[i].ID] = i
	}
	return b
}

// Note returns the note with this guid, or nil.
func (b *Baseline) Note(guid string) *Note {
	if i, ok := b.notes[guid]; ok {
		return &b.Collection.Notes[i]
	}
	return nil
}

// Index returns the index of the note with this guid, or -1.
func (b *Baseline) Index(guid string) int {
	if i, ok := b.notes[guid]; ok {
		return i
	}
	return -1
}

// HasTwins reports whether two notes share a guid, as only packages of other tools have it.
func (b *Baseline) HasTwins() bool { return len(b.notes) < len(b.Collection.Notes) }

// Notetype returns the note type with this id, or nil.
func (b *Baseline) Notetype(id int64) *Notetype {
	if i, ok := b.types[id]; ok {
		return &b.Collection.Notetypes[i]
	}
	return nil
}

// NotetypeOf returns the note type of a note of the baseline.
func (b *Baseline) NotetypeOf(n *Note) *Notetype { return &b.Collection.Notetypes[n.Notetype] }

// News returns how many notes of c the baseline does not have. Without a baseline there are no news.
func (b *Baseline) News(c *Collection) int {
	if b == nil {
		return 0
	}
	n := 0
	for i := range c.Notes {
		if b.Note(c.Notes[i].GUID) == nil {
			n++
		}
	}
	return n
}

// Latest returns the latest time in the baseline, in seconds; 0 without one, or when it is not dated.
func (b *Baseline) Latest() int64 {
	if b == nil || b.Undated {
		return 0
	}
	return b.Collection.Latest()
}

// Unchanged reports whether Anki would write the same note for n, of note type t, as for old, a note of the baseline: the
// same note type, fields and tags. Cards have rows of their own, which no import changes. A field that one of the two
// types lacks counts as empty: that a type has got a field changes none of its notes, and a newer time would only take
// learners' edits along.
func (b *Baseline) Unchanged(old, n *Note, t *Notetype) bool {
	before := b.NotetypeOf(old)
	return before.ID == t.ID && sameTags(old.Tags, n.Tags) && sameFields(before, old, t, n)
}

func sameTags(a, b []string) bool {
	if slices.Equal(a, b) {
		return true
	}
	return slices.EqualFunc(canonicalTags(a), canonicalTags(b), sameTag)
}

// sameTag reports whether two tags are one to Anki, which keeps the spelling that a learner has already.
func sameTag(a, b string) bool { return names.Compare(a, b) == 0 }

// canonicalTags returns tags as Anki stores them (anki-format.md 3.5); two of them it drops at an import (4.2).
func canonicalTags(tags []string) []string {
	var out []string
	for _, t := range tags {
		known := func(have string) bool { return sameTag(have, t) }
		if t = names.Tag(t); t != "" && !known("marked") && !known("leech") && !slices.ContainsFunc(out, known) {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, names.Compare)
	return out
}

func sameFields(before *Notetype, old *Note, t *Notetype, n *Note) bool {
	if before.SameFields(t) {
		for i := range n.Fields {
			if !sameText(old.Fields[i], n.Fields[i]) {
				return false
			}
		}
		return true
	}
	met := make([]bool, len(old.Fields))
	for i := range t.Fields {
		text := ""
		if j := before.FieldLike(&t.Fields[i]); j >= 0 {
			text, met[j] = old.Fields[j], true
		}
		if !sameText(text, n.Fields[i]) {
			return false
		}
	}
	for j := range met {
		if !met[j] && old.Fields[j] != "" {
			return false
		}
	}
	return true
}

// sameText reports whether Anki stores the same text for both (anki-format.md 3.4).
func sameText(a, b string) bool { return a == b || field.Clean(a) == field.Clean(b) }

// SameFields reports whether two note types have the same fields in the same order, as Anki sees it: by their ids where
// both have one, else by their names (anki-format.md 4.3).
func (t *Notetype) SameFields(other *Notetype) bool {
	return slices.EqualFunc(t.Fields, other.Fields, func(a, b Field) bool { return a.Is(&b) })
}

// SameTemplates is SameFields for card templates.
func (t *Notetype) SameTemplates(other *Notetype) bool {
	return slices.EqualFunc(t.Templates, other.Templates, func(a, b Template) bool { return a.Is(&b) })
}

// FieldLike returns the index of the field that Anki takes for f, or -1.
func (t *Notetype) FieldLike(f *Field) int {
	return slices.IndexFunc(t.Fields, func(g Field) bool { return g.Is(f) })
}

// TemplateLike returns the index of the card template that Anki takes for c, or -1.
func (t *Notetype) TemplateLike(c *Template) int {
	return slices.IndexFunc(t.Templates, func(d Template) bool { return d.Is(c) })
}

// Is reports whether two fields are one to Anki (anki-format.md 3.1).
func (f *Field) Is(g *Field) bool { return sameIdentity(f.ID, g.ID, f.Name, g.Name) }

// Is reports whether two card templates are one to Anki.
func (c *Template) Is(d *Template) bool { return sameIdentity(c.ID, d.ID, c.Name, d.Name) }

func sameIdentity(id, otherID int64, name, otherName string) bool {
	if id != 0 && otherID != 0 {
		return id == otherID
	}
	return name == otherName
}

// Equal reports whether Anki would write the same note type for both. Their times do not count, nor do requirements,
// which Anki computes anew.
func (t *Notetype) Equal(other *Notetype) bool {
	sameField := func(f, g Field) bool {
		f.Personal = g.Personal // no package records it
		return f == g
	}
	return t.ID == other.ID && t.Name == other.Name && t.Cloze == other.Cloze && t.SortField == other.SortField &&
		t.CSS == other.CSS && t.LatexPre == other.LatexPre && t.LatexPost == other.LatexPost && t.LatexSVG == other.LatexSVG &&
		t.StockKind == other.StockKind && slices.EqualFunc(t.Fields, other.Fields, sameField) &&
		slices.Equal(t.Templates, other.Templates)
}

// KeepTimes gives the notes and note types of c the times that learners have them with, where they have them as they are.
func (b *Baseline) KeepTimes(c *Collection) {
	for i := range c.Notetypes {
		t := &c.Notetypes[i]
		if old := b.Notetype(t.ID); old != nil && old.Equal(t) {
			t.Mod = old.Mod
		}
	}
	for i := range c.Notes {
		n := &c.Notes[i]
		if old := b.Note(n.GUID); old != nil && b.Unchanged(old, n, &c.Notetypes[n.Notetype]) {
			n.Mod = old.Mod
		}
	}
}

// keepRows gives a note and its cards the row ids that learners have them with. Ids that lie in the future, as some tools make
// them, are not kept: Anki changes them at every import (anki-format.md 3.2).
func (b *Baseline) keepRows(n *Note, notes, cards idSet) {
	old := b.Note(n.GUID)
	if old == nil {
		return
	}
	past := func(id int64) bool { return 0 < id && id/1000 <= max(b.Collection.Time, old.Mod) }
	if past(old.ID) && notes.keep(old.ID) {
		n.ID = old.ID
	}
	for i := range n.Cards {
		c := &n.Cards[i]
		if j := slices.IndexFunc(old.Cards, func(o Card) bool { return o.Ord == c.Ord }); j >= 0 && past(old.Cards[j].ID) && cards.keep(old.Cards[j].ID) {
			c.ID = old.Cards[j].ID
		}
	}
}

// reserve takes the row ids of everything in the baseline, so that nothing new gets one that learners have, and the blocks
// that its cards lie in.
func (b *Baseline) reserve(notes, cards, blocks idSet) {
	for i := range b.Collection.Notes {
		n := &b.Collection.Notes[i]
		notes[n.ID] = struct{}{}
		for _, c := range n.Cards {
			cards[c.ID] = struct{}{}
			blocks[(c.ID-firstRow)/cardBlock] = struct{}{}
		}
	}
}
