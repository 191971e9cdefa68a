// Package diff says what a learner who last imported one release of a deck gets from another: note by note and field by
// field, and under each combination of Anki's import options that makes a difference. It compares two collections; what
// an import does is never decided here but asked of package learner.
package diff

import (
	"cmp"
	"fmt"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// A Release is one side of a comparison.
type Release struct {
	Name       string                 // what the user calls it; "" when there is none
	Date       string                 // when it was built, for people; may be empty
	Collection *collection.Collection // nil: there is none, as before the first release
	Retired    []collection.Retired   // notes that once were published and that the deck says are gone
	WhyGone    string                 // where there is none: why the deck is gone on purpose; may be empty
	Undated    bool                   // made of sources: its times are not those that learners have
	Package    bool                   // a package, or none in a folder of them: that cannot say which notes are retired
	File       string                 // the name of the package that learners get; may be empty
}

// Combinations are the import options under which outcomes are predicted. The first is how Anki's import window looks
// until a learner changes it. Note types are updated if newer in all of them, and neither scheduling nor presets are
// imported: of these, no note's outcome depends (Presets says what becomes of the latter).
var Combinations = [...]learner.Options{
	{Notes: learner.IfNewer}, {Notes: learner.Always}, {Notes: learner.Never},
	{Notes: learner.IfNewer, Merge: true}, {Notes: learner.Always, Merge: true}, {Notes: learner.Never, Merge: true},
}

// usual and merging are the indexes in Combinations of Anki's usual options, and of these with *Merge note types*.
// forcing is how many places after either notes are always updated.
const (
	usual   = 0
	merging = len(Combinations) / 2
	forcing = 1
)

// Outcomes are what becomes of a note under each of Combinations.
type Outcomes [len(Combinations)]learner.Outcome

// A Diff is one deck, compared.
type Diff struct {
	Name     string // of the deck in Anki
	Old, New Side

	Notes     []Note // where anything happens: those of New in its order, then those only Old has; see Note
	Same      int    // notes that both have and in which nothing happens, unless all notes are to be updated
	Notetypes []Notetype
	Decks     Decks
	Presets   Presets
	Media     Media

	Imports [len(Combinations)]Import
	Reasons []Reason // for the bump, the gravest first
}

// An Import is what an import under one combination of options does as a whole.
type Import struct {
	learner.Options
	Refused string // why Anki refuses the package; then nothing happens and the rest is zero
	Notes   [4]int // by outcome
	Cards   int    // added
	Edits   int    // notes in which the learner's own changes would be replaced: see Note.Edited
	Styles  int    // note types of which the learner's own styling and templates would be: see TypeFate
	OneWay  bool   // the next synchronisation has to be a full one, in one direction
}

// Compare compares two releases of a deck. A side without a collection counts as empty. An error means that Anki
// refuses the old package, so that nobody has it. now is the time in seconds: a release must not be from after it, since what
// learners change is stamped with the clock; 0: there is no telling.
func Compare(before, after Release, now int64) (*Diff, error) {
	for _, r := range []*Release{&before, &after} {
		if r.Collection == nil {
			r.Collection = &collection.Collection{}
		}
	}
	base := collection.NewBaseline(before.Name, before.Collection)
	if before.Undated {
		after.Collection = redated(base, after.Collection)
	}
	d := &Diff{Old: sideOf(before, now), New: sideOf(after, now)}
	d.Name = cmp.Or(d.New.name(), d.Old.name())
	m := match(base, after.Collection)
	p, err := predict(m, now)
	if err != nil {
		return nil, fmt.Errorf("`%s`: %w", before.Name, err)
	}
	d.Imports = p.imports()
	d.Notetypes = compareNotetypes(base, after.Collection, p)
	d.compareNotes(m, after, p)
	d.Decks = compareDecks(before.Collection.Decks, after.Collection.Decks, d.Notes)
	d.Presets = comparePresets(before.Collection, after.Collection, p.presets)
	d.Media = compareMedia(before.Collection.Media, after.Collection.Media, p.copies())
	d.Reasons = reasons(d)
	return d, nil
}

// Detach copies what is left of the two releases and lets go of them, so that many decks can be compared one after the
// other.
func (d *Diff) Detach() {
	clone := func(n *collection.Note) *collection.Note {
		if n == nil {
			return nil
		}
		c := *n
		return &c
	}
	for i := range d.Notes {
		n := &d.Notes[i]
		n.Old, n.New = clone(n.Old), clone(n.New)
	}
}

// Count returns how many notes have a fate.
func (d *Diff) Count(f Fate) int { return d.tally().notes[f] }

// Common returns how many notes both releases have.
func (d *Diff) Common() int {
	n := d.Same
	for i := range d.Notes {
		if d.Notes[i].Old != nil && d.Notes[i].New != nil {
			n++
		}
	}
	return n
}
