package learner

import (
	"cmp"
	"iter"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// Import imports a package as Anki does, at the time now in seconds. When Anki refuses the package the error says why,
// and the collection stays as it was. The learner's notes share texts and tags with the package, which must stay as it is.
func (c *Collection) Import(p *collection.Collection, o Options, now int64) (*Log, error) {
	next := c.Clone()
	im := &importer{c: next, p: p, o: o, now: now, tags: map[string][]string{}, log: &Log{
		Notes: make([]Outcome, len(p.Notes)), Cards: make([]int, len(p.Notes)), Notetypes: make([]NotetypeLog, len(p.Notetypes)),
	}}
	im.order()
	im.prepareMedia()
	for _, step := range []func() error{im.importNotetypes, im.importNotes, im.importDecks} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	im.importCards()
	im.copyMedia()
	im.logNotetypes()
	*c = *next
	return im.log, nil
}

// An importer is one import on its way. Its steps are Anki's, in Anki's order (anki-format.md 4.1).
type importer struct {
	c   *Collection
	p   *collection.Collection
	o   Options
	now int64
	log *Log

	notes    []int       // the notes of the package in Anki's order, that is by id
	fresh    int         // how many of them the learner does not have
	types    []targeting // by index of the package's note types
	dropped  []int64     // note types that were merged into others and go when no note has them
	targets  []int       // by index of the package's notes: the learner's note, or -1
	decks    []string    // by index of the package's decks: the name with the learner
	tags     map[string][]string
	typeOf   map[int64]int             // note types of the package's notes by id; made when asked for
	incoming map[string]*incomingMedia // by name in the package
	static   []int                     // media files that are copied in any case, by index of the package's media
	slab     []Note
	last     *Notetype // that was asked for
}

// A targeting says where notes of a package's note type go.
type targeting struct {
	id        int64       // the learner's note type
	fields    []int       // for each field there, the index in the package or -1; nil: the same
	templates map[int]int // new ordinals of the package's cards; absent: the same
}

// order puts the notes into the order of their ids.
func (im *importer) order() {
	im.notes = make([]int, len(im.p.Notes))
	for i := range im.notes {
		im.notes[i] = i
	}
	byID := func(a, b int) int { return cmp.Or(cmp.Compare(im.p.Notes[a].ID, im.p.Notes[b].ID), cmp.Compare(a, b)) }
	if !slices.IsSortedFunc(im.notes, byID) {
		slices.SortFunc(im.notes, byID)
	}
}

// newNote returns room for a note. Notes are made many at a time.
func (im *importer) newNote(n Note) *Note {
	const most = 512
	if len(im.slab) == 0 {
		im.slab = make([]Note, most)
	}
	out := &im.slab[0]
	im.slab = im.slab[1:]
	*out = n
	return out
}

// having yields a copy of each note of the learner's that has the note type, which stands in its place from then on.
func (im *importer) having(notetype int64) iter.Seq[*Note] {
	return func(yield func(*Note) bool) {
		for i, n := range im.c.notes {
			if n.Notetype.ID != notetype {
				continue
			}
			im.c.notes[i] = im.newNote(*n)
			if !yield(im.c.notes[i]) {
				return
			}
		}
	}
}
