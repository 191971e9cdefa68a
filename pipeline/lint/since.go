package lint

import "github.com/deckmill/deckmill/pipeline/collection"

// A comparison is what several rules ask about the deck and its last release.
type comparison struct {
	before  []*collection.Note // by index of Collection.Notes
	changed []int
}

// Before returns, by index of Collection.Notes, the note that learners have with the same guid; nil for a new note. It
// must not be changed.
func (p *DeckPass) Before() []*collection.Note { return p.compare().before }

// Changed returns the notes that learners have, but otherwise (see collection.Baseline.Unchanged), ascending. It must not
// be changed.
func (p *DeckPass) Changed() []int { return p.compare().changed }

// NotetypeBefore returns what learners have as note type i, or nil: one that decks share they may have from another deck. A
// baseline without ids of note types knows them by name.
func (p *DeckPass) NotetypeBefore(i int) *collection.Notetype {
	t := &p.Collection.Notetypes[i]
	if old := p.Baseline.Notetype(t.ID); old != nil {
		return old
	}
	for j := range p.Baseline.Collection.Notetypes {
		if old := &p.Baseline.Collection.Notetypes[j]; old.ID == 0 && old.Name == t.Name {
			return old
		}
	}
	if p.Notetypes[i].Shared {
		return p.Published.Latest(t.ID)
	}
	return nil
}

func (p *DeckPass) compare() *comparison {
	if p.since != nil {
		return p.since
	}
	p.since = &comparison{before: make([]*collection.Note, len(p.Collection.Notes))}
	for i := range p.Collection.Notes {
		n := &p.Collection.Notes[i]
		old := p.Baseline.Note(n.GUID)
		p.since.before[i] = old
		if old == nil || n.Mod != p.Collection.Time {
			continue // what is unchanged has kept its time; a changed note has that of the build
		}
		if !p.Baseline.Unchanged(old, n, &p.Collection.Notetypes[n.Notetype]) {
			p.since.changed = append(p.since.changed, i)
		}
	}
	return p.since
}
