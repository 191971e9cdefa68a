package diff

import "github.com/deckmill/deckmill/pipeline/learner"

// A Fate is what a note comes to for a learner who imports with Anki's usual options, in a word. It sums up outcome and
// difference, so that every note has one.
type Fate uint8

// The fates, in the order in which a maintainer should look at them.
const (
	Skipped   Fate = iota // changed or not: its note type is another one, and no update of it arrives
	Blocked               // it changed, and the update does not arrive: it is no newer than what learners have
	Vanished              // only the old release has it, and nothing says why
	Blanked               // it is updated, and cards of it become blank
	Fresh                 // it is new
	Updated               // it changed, and learners get it
	Extended              // it stays as it is, and learners get more cards of it
	Moved                 // it stays as it is, but cards of it are in another deck, where a learner's are not
	Retired               // only the old release has it, and the deck says why
	Gone                  // only the old release has it, and the new one is a package, which does not say why
	Rewritten             // nothing in it changed, and it is written anew all the same
	Unchanged             // nothing happens
	fates
)

// fateNames are how programs know them.
var fateNames = [fates]string{"skipped", "blocked", "vanished", "blanked", "new", "updated", "extended", "moved", "retired", "gone", "rewritten", "unchanged"}

func (f Fate) String() string { return fateNames[f] }

// Fate returns what the note comes to.
func (n *Note) Fate() Fate {
	switch {
	case n.New == nil && n.Retired == nil && n.Unsaid:
		return Gone
	case n.New == nil && n.Retired == nil:
		return Vanished
	case n.New == nil:
		return Retired
	case n.Is(learner.Conflicting):
		return Skipped
	case n.Is(learner.NewNote):
		return Fresh
	case n.Is(learner.Updated) && len(n.CardsOut) > 0:
		return Blanked
	case n.Is(learner.Updated) && n.Changed():
		return Updated
	case n.Changed(), n.Old == nil:
		return Blocked
	case len(n.CardsNew) > 0:
		return Extended
	case len(n.Moves) > 0:
		return Moved
	case n.Is(learner.Updated):
		return Rewritten
	}
	return Unchanged
}

// A tally counts what happens.
type tally struct {
	notes        [fates]int
	newCards     int // of new notes
	moreCards    int // of notes that learners have
	blank, moved int // cards
	types        int // note types whose changes arrive
	typesBlocked int // note types whose changes do not, although nothing keeps their notes from being updated
	mediaBlocked int // files whose new bytes do not arrive
}

func (d *Diff) tally() tally {
	var t tally
	t.notes[Unchanged] = d.Same
	for i := range d.Notes {
		t.count(&d.Notes[i])
	}
	for i := range d.Notetypes {
		switch nt := &d.Notetypes[i]; {
		case nt.Old == nil || nt.New == nil || len(nt.Changes) == 0:
		case nt.Fates[0].Arrives():
			t.types++
		case !nt.Splits(): // else its notes are counted
			t.typesBlocked++
		}
	}
	for _, m := range d.Decks.Moved {
		t.moved += m.Cards
	}
	for _, m := range d.Media.Replaced {
		if !m.Arrives {
			t.mediaBlocked++
		}
	}
	return t
}

func (t *tally) count(n *Note) {
	f := n.Fate()
	t.notes[f]++
	switch {
	case f == Fresh:
		t.newCards += len(n.New.Cards)
	case n.Old == nil || n.New == nil || f == Skipped:
	default:
		t.moreCards += len(n.CardsNew)
	}
	if f == Blanked {
		t.blank += len(n.CardsOut)
	}
}
