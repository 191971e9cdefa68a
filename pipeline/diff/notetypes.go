package diff

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A Notetype is a note type of either release.
type Notetype struct {
	Old, New *collection.Notetype        // nil: not in that release
	Changes  []TypeChange                // when both have it
	Emptied  []string                    // fields that New leaves empty in every note: learners may have texts of their own there
	Fates    [len(Combinations)]TypeFate // of New
	Notes    int                         // notes of this type in Old
}

// A TypeChange is one thing that differs in a note type.
type TypeChange struct {
	Part   Part
	Name   string // of the field or card template, in New if it is there; "" for the type as a whole
	Before string // another name, or what it was
	After  string
}

// A Part is what of a note type may change.
type Part string

// The parts. Changes of those whose names begin with fields-, templates- or kind make it another note type to Anki.
const (
	PartName        Part = "name"
	PartCSS         Part = "css"
	PartLatex       Part = "latex"
	PartSortField   Part = "sort-field"
	PartKind        Part = "kind"
	FieldAdded      Part = "field-added"
	FieldRemoved    Part = "field-removed"
	FieldRenamed    Part = "field-renamed"
	FieldsReordered Part = "fields-reordered"
	FieldSettings   Part = "field-settings"
	CardAdded       Part = "card-added"
	CardRemoved     Part = "card-removed"
	CardRenamed     Part = "card-renamed"
	CardsReordered  Part = "cards-reordered"
	CardFront       Part = "front"
	CardBack        Part = "back"
	CardSettings    Part = "card-settings"
)

// Splits reports whether Anki takes the changed note type for another one, so that without *Merge note types* notes of
// the old one stop being updated (anki-format.md 4.3).
func (t *Notetype) Splits() bool {
	return t.Old != nil && t.New != nil && !(t.Old.SameFields(t.New) && t.Old.SameTemplates(t.New))
}

// compareNotetypes returns the note types of both releases: those of New in its order, then those only Old has.
func compareNotetypes(base *collection.Baseline, after *collection.Collection, p *prediction) []Notetype {
	var out []Notetype
	notes := make([]int, len(base.Collection.Notetypes))
	for i := range base.Collection.Notes {
		notes[base.Collection.Notes[i].Notetype]++
	}
	counts := map[int64]int{}
	for i, t := range base.Collection.Notetypes {
		counts[t.ID] += notes[i]
	}
	emptied := emptyFields(after)
	for i := range after.Notetypes {
		t := Notetype{New: &after.Notetypes[i], Old: base.Notetype(after.Notetypes[i].ID), Emptied: emptied[i]}
		t.Notes, t.Fates = counts[t.New.ID], p.fates(i, t.New.ID)
		if t.Old != nil {
			t.Changes = changesOf(t.Old, t.New)
		}
		out = append(out, t)
	}
	for i := range base.Collection.Notetypes {
		t := &base.Collection.Notetypes[i]
		if !hasType(after, t.ID) {
			out = append(out, Notetype{Old: t, Notes: counts[t.ID]})
		}
	}
	return out
}

func hasType(c *collection.Collection, id int64) bool {
	for i := range c.Notetypes {
		if c.Notetypes[i].ID == id {
			return true
		}
	}
	return false
}

// emptyFields returns, by note type, the names of the fields that are empty in all notes; only those that are meant for
// learners where the sources say which.
func emptyFields(c *collection.Collection) [][]string {
	filled := make([][]bool, len(c.Notetypes))
	for i := range filled {
		filled[i] = make([]bool, len(c.Notetypes[i].Fields))
	}
	for i := range c.Notes {
		n := &c.Notes[i]
		for j, text := range n.Fields {
			if text != "" {
				filled[n.Notetype][j] = true
			}
		}
	}
	out := make([][]string, len(filled))
	for i := range filled {
		known := slices.ContainsFunc(c.Notetypes[i].Fields, func(f collection.Field) bool { return f.Personal })
		for j, f := range filled[i] {
			if !f && (!known || c.Notetypes[i].Fields[j].Personal) {
				out[i] = append(out[i], c.Notetypes[i].Fields[j].Name)
			}
		}
	}
	return out
}

// changesOf returns what differs between two versions of a note type.
func changesOf(before, after *collection.Notetype) []TypeChange {
	var out []TypeChange
	add := func(differs bool, c TypeChange) {
		if differs {
			out = append(out, c)
		}
	}
	add(before.Name != after.Name, TypeChange{Part: PartName, Before: before.Name, After: after.Name})
	add(before.Cloze != after.Cloze, TypeChange{Part: PartKind, Before: kindName(before), After: kindName(after)})
	out = append(out, fieldChanges(before, after)...)
	out = append(out, cardChanges(before, after)...)
	if a, b := sortField(before), sortField(after); after.FieldLike(a) != after.SortField {
		add(true, TypeChange{Part: PartSortField, Before: a.Name, After: b.Name})
	}
	add(before.CSS != after.CSS, TypeChange{Part: PartCSS, Before: before.CSS, After: after.CSS})
	add(before.LatexPre != after.LatexPre || before.LatexPost != after.LatexPost || before.LatexSVG != after.LatexSVG,
		TypeChange{Part: PartLatex})
	return out
}

func kindName(t *collection.Notetype) string {
	if t.Cloze {
		return "cloze"
	}
	return "standard"
}

// sortField returns the field that notes are sorted by. The index is bounded: packages of other tools may have any.
func sortField(t *collection.Notetype) *collection.Field {
	if len(t.Fields) == 0 {
		return &collection.Field{}
	}
	return &t.Fields[min(max(t.SortField, 0), len(t.Fields)-1)]
}

func fieldChanges(before, after *collection.Notetype) []TypeChange {
	var out []TypeChange
	last, reordered := -1, false
	for i := range after.Fields {
		f := &after.Fields[i]
		j := before.FieldLike(f)
		if j < 0 {
			out = append(out, TypeChange{Part: FieldAdded, Name: f.Name})
			continue
		}
		reordered, last = reordered || j < last, j
		g := before.Fields[j]
		if g.Name != f.Name {
			out = append(out, TypeChange{Part: FieldRenamed, Name: f.Name, Before: g.Name, After: f.Name})
		}
		g.ID, g.Name, g.Personal = f.ID, f.Name, f.Personal // what is left are its settings
		if g != *f {
			out = append(out, TypeChange{Part: FieldSettings, Name: f.Name})
		}
	}
	for j := range before.Fields {
		if after.FieldLike(&before.Fields[j]) < 0 {
			out = append(out, TypeChange{Part: FieldRemoved, Name: before.Fields[j].Name})
		}
	}
	if reordered {
		out = append(out, TypeChange{Part: FieldsReordered})
	}
	return out
}

func cardChanges(before, after *collection.Notetype) []TypeChange {
	var out []TypeChange
	last, reordered := -1, false
	for i := range after.Templates {
		c := &after.Templates[i]
		j := before.TemplateLike(c)
		if j < 0 {
			out = append(out, TypeChange{Part: CardAdded, Name: c.Name})
			continue
		}
		reordered, last = reordered || j < last, j
		out = append(out, templateChanges(before.Templates[j], *c)...)
	}
	for j := range before.Templates {
		if after.TemplateLike(&before.Templates[j]) < 0 {
			out = append(out, TypeChange{Part: CardRemoved, Name: before.Templates[j].Name})
		}
	}
	if reordered {
		out = append(out, TypeChange{Part: CardsReordered})
	}
	return out
}

func templateChanges(before, after collection.Template) []TypeChange {
	var out []TypeChange
	if before.Name != after.Name {
		out = append(out, TypeChange{Part: CardRenamed, Name: after.Name, Before: before.Name, After: after.Name})
	}
	if before.Front != after.Front {
		out = append(out, TypeChange{Part: CardFront, Name: after.Name, Before: before.Front, After: after.Front})
	}
	if before.Back != after.Back {
		out = append(out, TypeChange{Part: CardBack, Name: after.Name, Before: before.Back, After: after.Back})
	}
	before.ID, before.Name, before.Front, before.Back = after.ID, after.Name, after.Front, after.Back
	if before != after {
		out = append(out, TypeChange{Part: CardSettings, Name: after.Name})
	}
	return out
}
