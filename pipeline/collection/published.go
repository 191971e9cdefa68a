package collection

import "slices"

// A Published is the note types in all packages of the last release, of whichever decks: those that decks share get their times
// from it. It belongs to no deck, so that a shared note type has one time in all packages of a build, whichever are built.
type Published struct {
	types map[int64][]Notetype
}

// NewPublished returns the note types in packages, which may hold one several times.
func NewPublished(packages ...[]Notetype) *Published {
	p := &Published{types: map[int64][]Notetype{}}
	for _, types := range packages {
		for _, t := range types {
			p.types[t.ID] = append(p.types[t.ID], t)
		}
	}
	return p
}

// Time returns the time of a shared note type in a build of the given time. Learners import packages of several decks in any
// order, old ones among them, and Anki keeps what has the latest time (anki-format.md 4.3). So a note type that is as learners
// have it latest keeps that time, and one that is not gets a later one than any, be it that of the build.
func (p *Published) Time(t *Notetype, build int64) int64 {
	latest := p.Latest(t.ID)
	if latest == nil {
		return build
	}
	differs := func(old Notetype) bool { return old.Mod == latest.Mod && !old.Equal(t) }
	if slices.ContainsFunc(p.types[t.ID], differs) {
		return max(build, latest.Mod+1)
	}
	return latest.Mod
}

// Latest returns the note type with this id as learners have it latest, or nil. A nil Published has none.
func (p *Published) Latest(id int64) *Notetype {
	if p == nil {
		return nil
	}
	var latest *Notetype
	for i := range p.types[id] {
		if t := &p.types[id][i]; latest == nil || t.Mod > latest.Mod {
			latest = t
		}
	}
	return latest
}
