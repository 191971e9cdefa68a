package lint

import "slices"

// A fieldOfType names a field of a note type.
type fieldOfType struct{ notetype, field int }

// NotesOf returns the notes of a note type, ascending.
func (p *DeckPass) NotesOf(notetype int) []int {
	var out []int
	for i := range p.Collection.Notes {
		if p.Collection.Notes[i].Notetype == notetype {
			out = append(out, i)
		}
	}
	return out
}

// EqualFields returns the sets of two or more notes of a note type whose field has one Key, which is not empty, as Groups
// does. Several rules ask for the same field, so the answer is kept; it must not be changed.
func (p *DeckPass) EqualFields(notetype, field int) [][]int {
	at := fieldOfType{notetype, field}
	if found, known := p.equal[at]; known {
		return found
	}
	if p.equal == nil {
		p.equal = map[fieldOfType][][]int{}
	}
	p.equal[at] = slices.Clip(Groups(p.NotesOf(notetype), func(note int) (string, bool) {
		key := Key(p.Collection.Notes[note].Fields[field])
		return key, key != ""
	}))
	return p.equal[at]
}
