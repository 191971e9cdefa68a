package learner

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/names"
)

// importNotetypes imports the note types that notes of the package have (anki-format.md 4.3).
func (im *importer) importNotetypes() error {
	before := slices.Clone(im.c.types) // what this import adds it does not take for the learner's
	used := make([]bool, len(im.p.Notetypes))
	for i := range im.p.Notes {
		used[im.p.Notes[i].Notetype] = true
	}
	im.log.Unsettled = im.namesClash(used)
	im.types = make([]targeting, len(im.p.Notetypes))
	for i := range im.p.Notetypes {
		if !used[i] {
			im.log.Notetypes[i].Outcome = Unused
			continue
		}
		if err := im.importNotetype(i, before); err != nil {
			return err
		}
	}
	return nil
}

// namesClash reports whether the order in which note types are imported decides about a +: two of the package have the same
// name but for that, or one takes the name that the learner has for another.
func (im *importer) namesClash(used []bool) bool {
	owners := map[string]int{}
	clash := func(name string, i int) bool {
		bare := names.Fold(strings.TrimRight(names.Notetype(name), "+"))
		owner, taken := owners[bare]
		owners[bare] = i
		return taken && owner != i
	}
	found := false
	for i := range im.p.Notetypes {
		if !used[i] {
			continue
		}
		t := &im.p.Notetypes[i]
		found = clash(t.Name, i) || found
		for _, have := range im.c.types {
			if have.ID == t.ID || have.Original == t.ID {
				found = clash(have.Name, i) || found
			}
		}
	}
	return found
}

func (im *importer) importNotetype(i int, before []*Notetype) error {
	t := &Notetype{Notetype: im.p.Notetypes[i], Original: im.p.Notetypes[i].ID}
	t.Reqs = nil
	im.types[i].id = t.ID
	known := slices.IndexFunc(before, func(have *Notetype) bool { return have.ID == t.ID })
	switch {
	case known < 0:
		im.log.Notetypes[i].Outcome = Added
		return im.addNotetype(im.draft(t), t.ID)
	case im.o.Merge:
		im.log.Notetypes[i].Outcome = Merged
		return im.mergeNotetype(i, t, before[known], before)
	}
	return im.updateNotetype(i, t, before[known], before)
}

// addNotetype adds a note type under an id.
func (im *importer) addNotetype(d *draft, id int64) error {
	if err := d.prepare(nil); err != nil {
		return err
	}
	d.ID = id
	im.makeNameUnique(d)
	im.c.types = append(im.c.types, &d.Notetype)
	return nil
}

// makeNameUnique appends + until the name is free. A note type that needs it gets the time of the import, each time.
func (im *importer) makeNameUnique(d *draft) {
	taken := func(t *Notetype) bool { return t.ID != d.ID && names.Compare(t.Name, d.Name) == 0 }
	for slices.ContainsFunc(im.c.types, taken) {
		d.Name += "+"
		d.Mod = im.now
	}
}

// updateNotetype replaces the learner's note type by the package's, or adds the package's once more when the fields or
// templates of the two are not the same.
func (im *importer) updateNotetype(i int, t, have *Notetype, before []*Notetype) error {
	log := &im.log.Notetypes[i]
	if !sameSchema(have, t) {
		copied := slices.IndexFunc(before, func(b *Notetype) bool { return b.ID != t.ID && b.Original == t.ID && sameSchema(b, t) })
		if copied < 0 {
			log.Outcome = Copied
			im.types[i].id = im.freeID()
			return im.addNotetype(im.draft(t), im.types[i].id)
		}
		have = before[copied]
		t.ID, im.types[i].id = have.ID, have.ID
	}
	if !im.o.Notetypes.holds(have.Mod, t.Mod) {
		log.Outcome = Kept
		return nil
	}
	log.Outcome = Replaced
	return im.store(im.draft(t), have)
}

// freeID returns an id for a new note type: as Anki's, the time in milliseconds.
func (im *importer) freeID() int64 {
	id := im.now * 1000
	for im.c.typeIndex(id) >= 0 {
		id++
	}
	return id
}

// sameSchema reports whether fields and templates of two note types are the same ones in the same order.
func sameSchema(a, b *Notetype) bool {
	return a.SameFields(&b.Notetype) && a.SameTemplates(&b.Notetype)
}

// store replaces the note type that has the draft's id by the draft, and changes the notes and cards of that note type as
// the ordinals in the draft say. original is what these ordinals are about.
func (im *importer) store(d *draft, original *Notetype) error {
	if err := d.prepare(original); err != nil {
		return err
	}
	im.makeNameUnique(d)
	t := &d.Notetype
	if err := im.changeFields(d, original); err != nil {
		return err
	}
	im.changeTemplates(d, original.Templates)
	im.c.types[im.c.typeIndex(t.ID)] = t
	for n := range im.having(t.ID) {
		n.Notetype = t
	}
	return nil
}

// logNotetypes says where the note types of the package are now.
func (im *importer) logNotetypes() {
	for i := range im.log.Notetypes {
		if log := &im.log.Notetypes[i]; log.Outcome != Unused {
			log.Notetype = im.c.Notetype(im.types[i].id)
		}
	}
}
