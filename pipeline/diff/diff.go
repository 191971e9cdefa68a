// Package diff says what a learner who last imported one release of a deck gets from another: note by note and field by
// field, and under each combination of Anki's import options that makes a difference. It compares two collections; what
// an import does is never decided here but asked of package learner.
package diff

import (
	"fmt"
	"strings"

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
}

// Combinations are the import options under which outcomes are predicted. The first is how Anki's import window looks
// until a learner changes it. Note types are updated if newer in all of them, and neither scheduling nor presets are
// imported: of these, no note's outcome depends.
var Combinations = [...]learner.Options{
	{Notes: learner.IfNewer}, {Notes: learner.Always}, {Notes: learner.Never},
	{Notes: learner.IfNewer, Merge: true}, {Notes: learner.Always, Merge: true}, {Notes: learner.Never, Merge: true},
}

// Outcomes are what becomes of a note under each of Combinations.
type Outcomes [len(Combinations)]learner.Outcome

// A Diff is one deck, compared.
type Diff struct {
	Name     string // of the deck in Anki
	Old, New Release

	Notes     []Note // where anything happens: those of New in its order, then those only Old has; see Note
	Same      int    // notes that both have and in which nothing happens, unless all notes are to be updated
	Notetypes []Notetype
	Decks     Decks
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
	OneWay  bool   // the next synchronisation has to be a full one, in one direction
}

// Compare compares two releases of a deck. A side without a collection counts as empty. An error means that Anki
// refuses the old package, so that nobody has it.
func Compare(before, after Release) (*Diff, error) {
	for _, r := range []*Release{&before, &after} {
		if r.Collection == nil {
			r.Collection = &collection.Collection{}
		}
	}
	base := collection.NewBaseline(before.Name, before.Collection)
	if before.Undated {
		after.Collection = redated(base, after.Collection)
	}
	d := &Diff{Name: nameOf(after.Collection), Old: before, New: after}
	if d.Name == "" {
		d.Name = nameOf(before.Collection)
	}
	p, err := predict(before.Collection, after.Collection)
	if err != nil {
		return nil, fmt.Errorf("`%s`: %w", before.Name, err)
	}
	d.Imports = p.imports()
	d.Notetypes = compareNotetypes(base, after.Collection, p)
	d.compareNotes(base, p)
	d.Decks = compareDecks(d)
	d.Media = compareMedia(before.Collection.Media, after.Collection.Media, p.copies())
	d.Reasons = reasons(d)
	return d, nil
}

// nameOf returns the name of the deck that all cards are in or below; where there is none, that of the first deck.
func nameOf(c *collection.Collection) string {
	used := make([]bool, len(c.Decks))
	for i := range c.Notes {
		for _, k := range c.Notes[i].Cards {
			used[k.Deck] = true
		}
	}
	var common []string
	for i, yes := range used {
		if !yes {
			continue
		}
		parts := strings.Split(c.Decks[i].Name, "::")
		if common == nil {
			common = parts
		}
		n := 0
		for n < min(len(common), len(parts)) && common[n] == parts[n] {
			n++
		}
		if common = common[:n]; n == 0 {
			return c.Decks[0].Name
		}
	}
	return strings.Join(common, "::")
}

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

func countCards(c *collection.Collection) int {
	n := 0
	for i := range c.Notes {
		n += len(c.Notes[i].Cards)
	}
	return n
}
