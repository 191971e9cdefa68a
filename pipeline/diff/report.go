package diff

import (
	"cmp"
	"strings"
)

// A Report is what two sides have: one deck each, or several.
type Report struct {
	Old, New string  // the sides, as the user named them
	Decks    []*Diff // in the order of the new side, then those only the old one has
}

// Bump returns what a release of all decks together deserves.
func (r *Report) Bump() Bump {
	b := None
	for _, d := range r.Decks {
		b = max(b, d.Bump())
	}
	return b
}

// Differing returns in how many decks anything changes.
func (r *Report) Differing() int {
	n := 0
	for _, d := range r.Decks {
		if len(d.Reasons) > 0 {
			n++
		}
	}
	return n
}

// titles returns what people read above each deck: its name, and with it that of its package where several decks have one
// name, as editions often do.
func (r *Report) titles() []string {
	decks := map[string]int{}
	for _, d := range r.Decks {
		decks[d.Name]++
	}
	titles := make([]string, len(r.Decks))
	for i, d := range r.Decks {
		titles[i] = d.Name
		if decks[d.Name] > 1 {
			titles[i] += " (" + d.packageName() + ")"
		}
	}
	return titles
}

// packageName returns the name of the deck's package without its extension, or what the user calls the deck.
func (d *Diff) packageName() string {
	side := d.New
	if side.Name == "" {
		side = d.Old
	}
	return cmp.Or(strings.TrimSuffix(side.File, ".apkg"), side.Name)
}
