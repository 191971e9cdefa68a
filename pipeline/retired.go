package pipeline

import (
	"cmp"
	"fmt"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A retiredDeck is a deck that was published and is gone for good, as the repository's configuration says.
type retiredDeck struct {
	id, reason string
	span       source.Span
}

// decodeRetired reads the list `retired:` of a configuration, which was validated.
func decodeRetired(root *yamltree.Node) []retiredDeck {
	var list []retiredDeck
	if n := root.Get("retired"); n != nil {
		for _, item := range n.Items {
			if id := item.Get("deck"); id != nil && id.Value != "" {
				x := retiredDeck{id: id.Value, span: id.Span()}
				if reason := item.Get("reason"); reason != nil {
					x.reason = reason.Value
				}
				list = append(list, x)
			}
		}
	}
	return list
}

// checkRetired reports retired decks that are still there, or there again.
func (r *Repository) checkRetired() {
	for _, x := range r.retired {
		for _, p := range r.Decks {
			if r.ID(p) == x.id {
				r.Found.Report(diag.Diagnostic{Code: "bad-value", Span: x.span,
					Message: fmt.Sprintf("deck `%s` is retired, but it is there, in `%s`", p.Slug, p.Main),
					Help:    "remove the deck, or remove it from `retired:`"})
			}
		}
	}
}

// A PastDeck is a deck of the last release.
type PastDeck struct {
	Place string // where it was found: a package, a revision
	Name  string // in Anki
	ID    string // as its sources say; "" when only a package is known
	Decks []collection.Deck
}

// WhyGone returns the reason that the repository gives for a deck's being gone; ok is false when it does not say that it is.
func (r *Repository) WhyGone(p PastDeck) (reason string, ok bool) {
	for _, x := range r.retired {
		if x.id == p.ID || collection.OfDeck(p.Decks, x.id, nil) {
			return x.reason, true
		}
	}
	return "", false
}

// ReportGone reports decks of the last release that no deck of the repository is and that are not retired. Call it before
// findings about the repository are looked at.
func (r *Repository) ReportGone(past []PastDeck) {
	at := source.NewFile(DecksDir, nil).Whole()
	if len(r.config) > 0 {
		at = source.NewFile(ConfigFile, nil).Whole()
	}
	var gone diag.List
	for _, p := range past {
		if _, onPurpose := r.WhyGone(p); onPurpose {
			continue
		}
		id := cmp.Or(p.ID, "<its id>")
		gone.Report(diag.Diagnostic{Code: "note-vanished", Span: at,
			Message: fmt.Sprintf("deck `%s` of the last release is gone, with all its notes: it is in `%s`, but no deck here has its `id`", p.Name, p.Place),
			Help: "learners keep it, and get no update of it any more: put it back, or write into `" + ConfigFile +
				"` why it is gone: `retired: [{deck: " + id + ", reason: ...}]`"})
	}
	r.Found = append(r.Found, r.linter.Finish(gone, lint.Outcome{Files: r.config})...)
}
