package learner

import (
	"errors"
	"slices"
)

// errKind is Anki's refusal to merge a cloze note type with another.
var errKind = errors.New("a cloze note type and a standard one cannot be merged")

// mergeNotetype makes the union of the learner's note type, earlier copies of it and the package's.
func (im *importer) mergeNotetype(i int, t, have *Notetype, before []*Notetype) error {
	if t.Cloze != have.Cloze {
		return errKind
	}
	var copies []*Notetype
	for _, b := range before {
		if b.ID != have.ID && b.Original == have.ID {
			copies = append(copies, b)
		}
	}
	existing, incoming := im.draft(have), im.draft(t)
	for _, b := range copies {
		existing.merge(im.draft(b))
	}
	incoming.merge(existing)
	existing.merge(incoming)
	im.types[i].chain(incoming)
	merged := existing
	if im.o.Notetypes == Always || im.o.Notetypes.holds(have.Mod, t.Mod) {
		incoming.copyOrdinals(existing)
		merged = incoming
	}
	if err := im.storeModified(merged, have); err != nil {
		return err
	}
	for _, b := range copies {
		d := im.draft(b)
		d.merge(merged)
		if err := im.convert(im.notesOf(b.ID), b, have.ID, d); err != nil {
			return err
		}
		im.dropped = append(im.dropped, b.ID)
	}
	return nil
}

// storeModified is store for a note type that gets the time of the import. Anki prepares it twice.
func (im *importer) storeModified(d *draft, original *Notetype) error {
	d.Mod = im.now
	if err := d.prepare(original); err != nil {
		return err
	}
	return im.store(d, original)
}

// chain adds to where fields and cards of the package go what a merge did to its note type.
func (g *targeting) chain(merged *draft) {
	if g.fields == nil {
		g.fields = slices.Clone(merged.fieldOrds)
		g.templates = map[int]int{}
		for now, was := range merged.templateOrds {
			if was >= 0 {
				g.templates[was] = now
			}
		}
		return
	}
	fields := make([]int, len(merged.fieldOrds))
	for i, was := range merged.fieldOrds {
		fields[i] = -1
		if was >= 0 && was < len(g.fields) {
			fields[i] = g.fields[was]
		}
	}
	g.fields = fields
	for from, to := range g.templates {
		if now := slices.Index(merged.templateOrds, to); now >= 0 {
			g.templates[from] = now
		}
	}
}

// dropMerged deletes the note types that were merged into others and are no note's any more.
func (im *importer) dropMerged() {
	if len(im.dropped) == 0 {
		return
	}
	used := map[int64]bool{}
	for _, n := range im.c.notes {
		used[n.Notetype.ID] = true
	}
	for _, id := range im.dropped {
		if at := im.c.typeIndex(id); at >= 0 && !used[id] {
			im.c.types = slices.Delete(im.c.types, at, at+1)
			delete(im.c.last, id)
			im.log.OneWaySync = true
		}
	}
}

// notesOf returns the positions of the learner's notes of a note type.
func (im *importer) notesOf(id int64) []int {
	var at []int
	for i, n := range im.c.notes {
		if n.Notetype.ID == id {
			at = append(at, i)
		}
	}
	return at
}
