package learner

import (
	"errors"
	"slices"

	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A draft is a note type that is being rewritten, with the ordinals that its fields and templates had before; -1 is a
// new one.
type draft struct {
	Notetype
	fieldOrds, templateOrds []int
	version                 Version
}

// draft starts from a note type.
func (im *importer) draft(t *Notetype) *draft {
	d := &draft{Notetype: *t, version: im.c.Version, fieldOrds: make([]int, len(t.Fields)), templateOrds: make([]int, len(t.Templates))}
	d.Fields, d.Templates = slices.Clone(t.Fields), slices.Clone(t.Templates)
	for i := range d.fieldOrds {
		d.fieldOrds[i] = i
	}
	for i := range d.templateOrds {
		d.templateOrds[i] = i
	}
	return d
}

// merge inserts what the draft lacks of another's fields and templates, and puts those that both have where the other has
// them (anki-format.md 4.3). Templates of cloze note types stay.
func (d *draft) merge(other *draft) {
	for at := range other.Fields {
		f := other.Fields[at]
		d.fieldOrds = align(&d.Fields, d.fieldOrds, at, d.FieldLike(&f), f)
	}
	if d.Cloze {
		return
	}
	for at := range other.Templates {
		t := other.Templates[at]
		d.templateOrds = align(&d.Templates, d.templateOrds, at, d.TemplateLike(&t), t)
	}
}

// align puts what stands at the index have to the index at, or inserts it there when have is -1.
func align[T any](list *[]T, ords []int, at, have int, item T) []int {
	switch {
	case have < 0:
		at = min(at, len(*list))
		*list = slices.Insert(*list, at, item)
		return slices.Insert(ords, at, -1)
	case at < len(*list):
		(*list)[have], (*list)[at] = (*list)[at], (*list)[have]
		ords[have], ords[at] = ords[at], ords[have]
	}
	return ords
}

// copyOrdinals takes over the ordinals of a draft that has the same fields and templates in the same order.
func (d *draft) copyOrdinals(other *draft) {
	copy(d.fieldOrds, other.fieldOrds)
	copy(d.templateOrds, other.templateOrds)
}

// prepare does what Anki does to a note type before it stores it. original is the one that it replaces, or nil.
func (d *draft) prepare(original *Notetype) error {
	switch {
	case len(d.Fields) == 0:
		return errors.New("a note type has no fields")
	case len(d.Templates) == 0:
		return errors.New("a note type has no card templates")
	}
	if d.Name = names.Notetype(d.Name); d.Name == "" {
		return errors.New("a note type has no name")
	}
	if err := d.cleanNames(); err != nil {
		return err
	}
	d.SortField = d.sortField()
	if original != nil {
		d.renameFields(original)
	}
	return nil
}

// cleanNames cleans the names of fields and templates and makes each unique.
func (d *draft) cleanNames() error {
	seen := map[string]bool{}
	unique := func(name string) string {
		for seen[names.Fold(name)] {
			name += "+"
		}
		seen[names.Fold(name)] = true
		return name
	}
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Name = names.Field(f.Name); f.Name == "" {
			return errors.New("a field has no name")
		}
		f.Name = unique(f.Name)
	}
	clear(seen)
	for i := range d.Templates {
		t := &d.Templates[i]
		if t.Name = names.Template(t.Name); t.Name == "" {
			return errors.New("a card template has no name")
		}
		t.Name = unique(t.Name)
	}
	return nil
}

// sortField returns the index of the sort field, which until now was told by its former ordinal.
func (d *draft) sortField() int {
	if i := slices.Index(d.fieldOrds, d.SortField); i >= 0 {
		return i
	}
	return min(max(d.SortField, 0), len(d.Fields)-1)
}

// renameFields puts the new names of fields into the templates, and takes out what is no field any more. Anki does so even
// though the templates of a package have the new names already: a name that one field gives away and another takes is
// replaced where it means the other.
func (d *draft) renameFields(original *Notetype) {
	renamed := map[string]string{} // "" for a field that is gone
	for i, was := range d.fieldOrds {
		if was >= 0 && was < len(original.Fields) && original.Fields[was].Name != d.Fields[i].Name {
			renamed[original.Fields[was].Name] = d.Fields[i].Name
		}
	}
	for was := range original.Fields {
		if !slices.Contains(d.fieldOrds, was) {
			renamed[original.Fields[was].Name] = ""
		}
	}
	if len(renamed) == 0 {
		return
	}
	for i := range d.Templates {
		t := &d.Templates[i]
		t.Front, t.Back = d.rename(t.Front, renamed, true), d.rename(t.Back, renamed, false)
		if d.version == Current { // which also puts a field into those that are empty
			t.BrowserFront, t.BrowserBack = d.rename(t.BrowserFront, renamed, true), d.rename(t.BrowserBack, renamed, false)
		}
	}
}

// rename returns a template with other names of fields. A front that shows no field afterwards, and a side of a cloze note
// type without a cloze, get the first field.
func (d *draft) rename(text string, renamed map[string]string, front bool) string {
	t, _ := template.Parse(text)
	if t.Broken() {
		return text
	}
	out := t.Rename(func(name string) (string, bool) {
		if to, ok := renamed[name]; ok {
			return to, to != ""
		}
		return name, true
	})
	t, _ = template.Parse(out)
	shown := slices.ContainsFunc(t.References(), func(r template.Reference) bool {
		return !r.Conditional && (r.Depth == 0 || d.version == Current) // those in sections did not count before
	})
	switch {
	case d.Cloze && len(t.ClozeFields()) == 0:
		out += "{{cloze:" + d.Fields[0].Name + "}}"
	case front && !shown:
		out += "{{" + d.Fields[0].Name + "}}"
	}
	return out
}
