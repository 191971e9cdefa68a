package learner

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

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

// resolveConflicts gives the learner's notes that have another note type than the package's the latter, after making the
// union of the two (anki-format.md 4.3). Anki takes several pairs of note types in no certain order, here it is that of
// the package.
func (im *importer) resolveConflicts(known []int) error {
	type pair struct{ have, want int64 }
	var pairs []pair
	notes := map[pair][]int{}
	index := map[int64]int{}
	for _, i := range im.notes {
		t := im.p.Notes[i].Notetype
		p := pair{want: im.p.Notetypes[t].ID}
		if known[i] < 0 {
			continue
		}
		if p.have = im.c.notes[known[i]].Notetype.ID; p.have == p.want {
			continue
		}
		if _, met := notes[p]; !met {
			pairs = append(pairs, p)
		}
		notes[p] = append(notes[p], known[i])
		index[p.want] = t
	}
	if im.c.backwards {
		slices.Reverse(pairs)
	}
	for _, p := range pairs {
		if err := im.resolveConflict(p.have, p.want, notes[p], &im.types[index[p.want]]); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) resolveConflict(have, want int64, notes []int, target *targeting) error {
	original := im.c.Notetype(have)
	if original.Cloze != im.c.Notetype(want).Cloze {
		return errKind
	}
	existing, incoming := im.draft(original), im.draft(im.c.Notetype(want))
	existing.merge(incoming)
	incoming.merge(existing)
	target.chain(incoming)
	// Anki takes the ordinals of the one note type for those of the other, so the notes that had it before are garbled
	// when the two differ in more than what was added at the end.
	incoming.copyOrdinals(existing)
	if err := im.storeModified(incoming, original); err != nil {
		return err
	}
	if err := im.convert(notes, original, want, existing); err != nil {
		return err
	}
	im.dropped = append(im.dropped, have)
	return nil
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
