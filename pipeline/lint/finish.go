package lint

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// Finish turns everything that was found about a deck into what is printed: severities are resolved, exact duplicates
// and consequences of other findings dropped, suppressions applied and checked, the rest sorted. files are all files
// that were read; those without a suppression are not looked at again. complete says that every step ran: else a
// suppression that silenced nothing may be waiting for a finding that could not be made, and is not reported.
//
// The result is the same for every order of list. A code that no rule has is a mistake in Deckmill; its finding stays,
// as an error.
func (r *Runner) Finish(list diag.List, files []*source.File, complete bool) diag.List {
	for i := range list {
		r.resolve(&list[i])
	}
	list.Sort()
	list = slices.CompactFunc(list, same)
	sup := r.suppressions(files)
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
	list = append(kept, sup.bad...)
	if complete {
		list = append(list, sup.unused()...)
	}
	for i := range list {
		r.resolve(&list[i])
	}
	list.Sort()
	return list
}

func (r *Runner) resolve(d *diag.Diagnostic) {
	if d.Severity != diag.Unresolved {
		return
	}
	d.Severity = diag.Error
	if rule := r.byCode[d.Code]; rule != nil {
		d.Severity = rule.Severity
	}
}

// same reports whether two findings say the same about the same place.
func same(a, b diag.Diagnostic) bool {
	return a.Code == b.Code && a.Span == b.Span && a.Message == b.Message
}
