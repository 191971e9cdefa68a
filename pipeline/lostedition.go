package pipeline

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A GonePackage is an edition of a deck that the last release has, and the deck does not.
type GonePackage struct {
	Name  string // of its file, without extension
	Place string // where it was found: a package, a revision
}

// LostEdition returns the deck that a package of the last release is an edition of, if the deck has no edition of this name
// any more. file is its name without extension; the package holds decks.
func (r *Repository) LostEdition(decks []collection.Deck, file string) (p deck.Place, ok bool) {
	for _, p := range r.Decks {
		rest, named := strings.CutPrefix(file, p.Slug+"-")
		axes := r.PackagesOf(p)[0].Edition.Axes()
		if !named || len(axes) == 0 {
			continue
		}
		if collection.OfDeck(decks, r.ID(p), nil) { // of an axis with shared identity
			return p, true
		}
		for _, a := range axes {
			for end := len(rest); end > 0; end = strings.LastIndexByte(rest[:end], '-') {
				if !a.Shared && collection.OfDeck(decks, r.ID(p), []string{a.Name + "=" + rest[:end]}) {
					return p, true
				}
			}
		}
	}
	return deck.Place{}, false
}

// reportGone reports the editions of a deck that are gone. Where the variants stand, a suppression can say why.
func reportGone(d *deck.Deck, gone []GonePackage, report diag.Report) {
	at := d.Name.Whole()
	if len(d.Axes) > 0 {
		at = d.Axes[0].Span
	}
	for _, g := range gone {
		report(diag.Diagnostic{Code: "note-vanished", Span: at,
			Message: fmt.Sprintf("the package `%s` of the last release is gone, with all its notes: no variant makes it, and it is in `%s`", g.Name, g.Place),
			Help:    "learners keep it, and get no update of it any more: put its value back, and `original` if that was changed; or say why on the line above: `# deckmill:ignore note-vanished -- ...`"})
	}
}
