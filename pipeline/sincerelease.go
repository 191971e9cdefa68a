package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A sinceRelease collects what the rules about the last release find in the editions of a deck, each of which is compared with
// its own.
type sinceRelease struct {
	compared []string // names of the packages
	found    []inPackages
}

// An inPackages is a finding, and the packages in which it holds.
type inPackages struct {
	diag.Diagnostic
	names []string
}

// of returns what takes the findings of an edition. Those about what decks share go on to shared.
func (s *sinceRelease) of(e *edition, shared diag.Report) diag.Report {
	name := e.name()
	s.compared = append(s.compared, name)
	return func(d diag.Diagnostic) {
		if isAboutShared(d) {
			shared(d)
			return
		}
		i := slices.IndexFunc(s.found, func(f inPackages) bool { return f.Code == d.Code && f.Span == d.Span && f.Message == d.Message })
		if i < 0 {
			s.found = append(s.found, inPackages{Diagnostic: d})
			i = len(s.found) - 1
		}
		if !slices.Contains(s.found[i].names, name) {
			s.found[i].names = append(s.found[i].names, name)
		}
	}
}

// mostPackages is how many packages a message names.
const mostPackages = 3

// report reports each finding once; one that does not hold in all packages names those in which it does.
func (s *sinceRelease) report(report diag.Report) {
	for _, f := range s.found {
		if n := len(f.names); n < len(s.compared) {
			more := ""
			if n > mostPackages+1 {
				more = fmt.Sprintf(" and %d more", n-mostPackages)
				f.names = f.names[:mostPackages]
			}
			f.Message += " (in `" + strings.Join(f.names, "`, `") + "`" + more + ")"
		}
		report(f.Diagnostic)
	}
}
