package diff

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
