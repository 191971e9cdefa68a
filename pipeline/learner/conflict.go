package learner

import "slices"

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
	im.log.Unsettled = im.log.Unsettled || len(pairs) > 1
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
