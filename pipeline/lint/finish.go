package lint

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// An Outcome says what Finish must know about the run besides the findings.
type Outcome struct {
	Files []*source.File // all that were read; those without a suppression are not looked at again

	// Complete says that every step ran: else a suppression that silenced nothing may be waiting for a finding that could
	// not be made, and is not reported.
	Complete bool
	// Others says that the deck is compared with other decks: a suppression may be waiting for one that comes later.
	Others bool
	// Baseline says that the deck was compared with its last release: else a suppression may be waiting for that.
	Baseline bool
}

// Finish turns everything that was found about a deck into what is printed: severities are decided, exact duplicates,
// consequences of other findings, and what is switched off are dropped, suppressions applied and checked, the rest
// sorted.
//
// The result is the same for every order of list. A code that no rule has is a mistake in Deckmill; its finding stays,
// as an error.
func (r *Runner) Finish(list diag.List, o Outcome) diag.List {
	list = r.decideAll(list)
	list.Sort()
	list = slices.CompactFunc(list, same)
	sup := r.suppressions(o)
	silenced := make([]bool, len(list))
	for i := range list {
		// Also a consequence uses its suppression up: otherwise mending the cause would bring it back.
		silenced[i] = sup.silences(r, &list[i])
	}
	consequence := consequences(list, silenced)
	kept := list[:0]
	for i := range list {
		if !silenced[i] && !consequence[i] {
			kept = append(kept, list[i])
		}
	}
	clear(list[len(kept):])
	list = append(kept, r.decideAll(sup.bad)...)
	if o.Complete {
		list = append(list, r.decideAll(sup.unused(r, o))...)
	}
	list.Sort()
	return list
}

// decideAll decides how bad each finding is, and leaves out those of rules that are off where they stand.
func (r *Runner) decideAll(list diag.List) diag.List {
	kept := list[:0]
	for _, d := range list {
		severity, off := r.at(d.Span.Path()).severity(&d)
		if d.Severity = severity; !off {
			kept = append(kept, d)
		}
	}
	clear(list[len(kept):])
	return kept
}

// same reports whether two findings say the same about the same place.
func same(a, b diag.Diagnostic) bool {
	return a.Code == b.Code && a.Span == b.Span && a.Message == b.Message
}
