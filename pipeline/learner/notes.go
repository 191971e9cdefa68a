package learner

import "github.com/deckmill/deckmill/pipeline/collection"

// importNotes adds and updates notes (anki-format.md 4.2). All of them are compared with what the learner has before the
// first is imported.
func (im *importer) importNotes() error {
	known := im.match()
	times := im.times(known)
	if im.o.Merge {
		if err := im.resolveConflicts(known); err != nil {
			return err
		}
	}
	im.targets = make([]int, len(im.p.Notes))
	for _, i := range im.notes {
		n := &im.p.Notes[i]
		at := known[i]
		var err error
		switch {
		case at < 0:
			err = im.addNote(i, n)
		case !im.o.Merge && im.c.notes[at].Notetype.ID != im.types[n.Notetype].id:
			im.log.Notes[i], im.targets[i] = Conflicting, -1
		case im.o.Notes.holds(times[i], n.Mod):
			im.log.Notes[i], im.targets[i] = Updated, at
			err = im.updateNote(at, n)
		default:
			im.log.Notes[i], im.targets[i] = Duplicate, at
		}
		if err != nil {
			return err
		}
	}
	im.dropMerged()
	return nil
}

// match returns for each note of the package the position of the learner's note with its guid, or -1.
func (im *importer) match() []int {
	known := make([]int, len(im.p.Notes))
	for i := range known {
		if known[i] = im.c.guids.find(im.p.Notes[i].GUID); known[i] < 0 {
			im.fresh++
		}
	}
	return known
}

// times returns the times of the learner's notes.
func (im *importer) times(known []int) []int64 {
	times := make([]int64, len(known))
	for i, at := range known {
		if at >= 0 {
			times[i] = im.c.notes[at].Mod
		}
	}
	return times
}

// addNote adds a note of the package.
func (im *importer) addNote(i int, source *collection.Note) error {
	n, err := im.stored(source)
	if err != nil {
		return err
	}
	c := im.c
	for c.ids.find(n.id) >= 0 {
		n.id += 999
	}
	c.ids.set(n.id, len(c.notes), im.fresh)
	if same := c.guids.find(n.GUID); same < 0 || c.notes[same].id < n.id {
		c.guids.set(n.GUID, len(c.notes), im.fresh)
	}
	im.log.Notes[i], im.targets[i] = NewNote, len(c.notes)
	c.notes = append(c.notes, n)
	return nil
}

// updateNote replaces fields and tags of the learner's note at a position. Its cards stay.
func (im *importer) updateNote(at int, source *collection.Note) error {
	n, err := im.stored(source)
	if err != nil {
		return err
	}
	have := im.c.notes[at]
	n.id, n.Cards = have.id, have.Cards
	if im.c.Version == V23_10 {
		n.Mod = im.now
	}
	im.c.notes[at] = n
	return nil
}

// stored returns a note of the package as it is stored: without cards.
func (im *importer) stored(source *collection.Note) (*Note, error) {
	target := &im.types[source.Notetype]
	fields := source.Fields
	if target.fields != nil && movedFrom(target.fields, len(fields)) {
		fields = reorder(fields, target.fields)
	}
	n := im.newNote(Note{
		GUID: source.GUID, Notetype: im.notetype(target.id), Mod: source.Mod, id: source.ID, Fields: mapFields(fields, im.importMedia),
	})
	n.Tags = im.importTags(source.Tags)
	return n, cleanFields(n, n.Notetype)
}

// notetype is Notetype; the note type of one note is mostly that of the next.
func (im *importer) notetype(id int64) *Notetype {
	if im.last == nil || im.last.ID != id {
		im.last = im.c.Notetype(id)
	}
	return im.last
}
