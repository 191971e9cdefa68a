// Package learner is a model of a learner's collection in Anki and of what the import of a package does to it
// (anki-format.md 4): the one place where imports are predicted. Scheduling is not part of it, since no import looks at
// it or changes it: reviews, suspension, flags and due dates may happen beside it.
//
// The model follows Anki's importer step by step, also where Anki does something surprising, because what matters is what
// learners get. TestScenariosInAnki, TestForeignPackages and TestRandomHistories hold it against real Anki.
//
// Not modelled: the option *scheduling*, which is off by default; filtered decks; fields and cards that
// learners add to note types or take from them; ids of notes in the future, which Anki replaces; merges of note types in
// 23.10, which garbles fields where newer versions do not; the second set of cards that a changed front gives notes whose
// cards have row ids far apart, until Check Database takes it away (collection.cardBlock).
package learner

import (
	"maps"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A Version says which Anki the learner has, as far as imports differ.
type Version uint8

const (
	Current Version = iota // 26.08 and newer
	V23_10                 // 23.10, the oldest that is served: updated notes get the time of the import, for instance
)

// A Collection is what a learner has in Anki. Its notes and note types are values that never change: a change puts a new
// one in their place, so a *Note is a snapshot that stays true, and clones share what they have in common.
type Collection struct {
	Version Version

	notes   []*Note // in the order in which they came
	guids   index[string]
	ids     index[int64]
	types   []*Notetype
	decks   deckList
	presets []collection.Preset // in the order in which they came, without Anki's default one
	tags    tagList
	media   map[string][20]byte // SHA-1 by name
	last    map[int64]string    // the deck that the learner last added a note to, by id of the note type

	backwards bool // for tests: conflicts of note types are resolved in the other order

	edits *generator // of the note type of the note that was edited last
}

// A Note is a learner's note. It must not be changed, nor what it refers to, except by Edit.
type Note struct {
	GUID     string
	Notetype *Notetype
	Mod      int64 // seconds
	Tags     []string
	Fields   []string
	Cards    []Card // by ordinal; two may share one when a package has it twice

	id int64 // as Anki's: milliseconds
}

// A Card is a card of a note: the template's index or the cloze number - 1, and the full name of its deck.
type Card struct {
	Ord  int
	Deck string
}

// A Notetype is a learner's note type. Its requirements (Reqs) are not kept.
type Notetype struct {
	collection.Notetype
	Original int64 // originalId: the id it had in the package it came with; 0 for Anki's own
}

// Stock reports whether it is one of those that Anki makes itself.
func (t *Notetype) Stock() bool { return t.ID < 0 }

// stockNames are the note types of a new collection, in English. They matter because their names are taken.
var stockNames = []string{
	"Basic", "Basic (and reversed card)", "Basic (optional reversed card)", "Basic (type in the answer)", "Cloze", "Image Occlusion",
}

// New returns what Anki has at the start: its stock note types, whose ids are negative here because nobody can know the
// real ones, and the deck Default.
func New() *Collection {
	c := &Collection{tags: tagList{}, media: map[string][20]byte{}, last: map[int64]string{}}
	for i, name := range stockNames {
		t := &Notetype{Notetype: collection.Notetype{ID: -1 - int64(i), Name: name}}
		c.types = append(c.types, t)
	}
	c.decks.insert(Deck{Name: defaultDeck})
	return c
}

// Clone returns a copy that is independent and shares what does not change. It takes the time to copy one pointer for
// each note.
func (c *Collection) Clone() *Collection {
	clone := *c
	clone.notes = slices.Clone(c.notes)
	clone.types = slices.Clone(c.types)
	clone.decks = c.decks.clone()
	clone.presets = slices.Clone(c.presets)
	clone.tags = maps.Clone(c.tags)
	clone.media = maps.Clone(c.media)
	clone.last = maps.Clone(c.last)
	clone.guids, clone.ids = c.guids.share(), c.ids.share()
	return &clone
}

// Note returns the note with this guid, or nil. Of several, which only a package that has it twice can bring, it returns
// the one that imports update.
func (c *Collection) Note(guid string) *Note {
	if i := c.guids.find(guid); i >= 0 {
		return c.notes[i]
	}
	return nil
}

// Notes returns all notes in the order in which they came. The slice must not be changed.
func (c *Collection) Notes() []*Note { return c.notes }

// Notetypes returns all note types, stock ones included. The slice must not be changed.
func (c *Collection) Notetypes() []*Notetype { return c.types }

// Notetype returns the note type with this id, or nil.
func (c *Collection) Notetype(id int64) *Notetype {
	if i := c.typeIndex(id); i >= 0 {
		return c.types[i]
	}
	return nil
}

func (c *Collection) typeIndex(id int64) int {
	return slices.IndexFunc(c.types, func(t *Notetype) bool { return t.ID == id })
}

// Decks returns all decks in the order in which they came, Default first. The slice must not be changed.
func (c *Collection) Decks() []Deck { return c.decks.list }

// Presets returns all presets but Anki's default one, in the order in which they came. The slice must not be changed.
func (c *Collection) Presets() []collection.Preset { return c.presets }

// Preset returns the preset with this id, or nil.
func (c *Collection) Preset(id int64) *collection.Preset {
	if i := slices.IndexFunc(c.presets, func(p collection.Preset) bool { return p.ID == id }); i >= 0 {
		return &c.presets[i]
	}
	return nil
}

// Deck returns the deck of this name, in any letter case, or nil.
func (c *Collection) Deck(name string) *Deck {
	if i := c.decks.find(name); i >= 0 {
		return &c.decks.list[i]
	}
	return nil
}

// Media returns the SHA-1 of each media file, by name. The map must not be changed.
func (c *Collection) Media() map[string][20]byte { return c.media }

// AddMedia puts a file of the learner's own into the collection.
func (c *Collection) AddMedia(name string, sha1 [20]byte) { c.media[name] = sha1 }
