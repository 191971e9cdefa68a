// Package diag is what Deckmill has to say about a deck: diagnostics, their fixes, their order, and the forms in which
// they are printed (text, JSON, SARIF, GitHub annotations, the summary of a GitHub job).
//
// A user's mistake is a Diagnostic, never a Go error: it is reported, the search goes on, and everything is sorted and
// printed at the end. How bad a diagnostic is belongs to the rule that its code names; package lint fills it in.
package diag

import (
	"cmp"
	"slices"

	"github.com/deckmill/deckmill/pipeline/source"
)

// A Severity says what a diagnostic does to a build. The zero value is "not decided yet".
type Severity uint8

// The severities, from harmless to fatal (rules.md section 1).
const (
	Unresolved Severity = iota
	Hint                // worth a look
	Warning             // probably a mistake
	Error               // Anki would refuse, lose something, or show a wrong card; the deck is not built
)

func (s Severity) String() string {
	return [...]string{"unresolved", "hint", "warning", "error"}[s]
}

// A Diagnostic is one finding. Message and Help are plain text in which card text stands between back quotes; printers
// escape them for their medium.
type Diagnostic struct {
	Code     string      // the rule's name, for instance "duplicate-id"
	Severity Severity    // filled in by lint from the rule and the configuration
	Span     source.Span // where the mistake is
	Message  string      // what is wrong: lower case, no full stop
	Help     string      // what to do about it, in one line; may be empty
	Related  []Related   // other places that belong to the story, for instance "first used here"
	Fixes    []Fix       // alternatives; the first is the best
	Note     string      // the id or guid of the note it is about, if any: part of its fingerprint
}

// A Related is another place of a diagnostic and what stands there.
type Related struct {
	Span    source.Span
	Message string
	Note    string // the id or guid of the other note when the finding is about both alike: part of its fingerprint
}

// A Fix is one way to mend a diagnostic: edits of one file's bytes that do not overlap.
type Fix struct {
	Message string // a verb phrase: "quote the text"
	Edits   []Edit
	Safe    bool // changes nothing that a learner sees, or only what cannot be meant otherwise
	Release bool // can be made only where the last release is known
}

// An Edit replaces the bytes of a span.
type Edit struct {
	Span source.Span
	New  string
}

// A Report takes a diagnostic. The steps of the pipeline call it and go on. It need not be safe for concurrent use:
// each worker has its own.
type Report func(Diagnostic)

// A List collects diagnostics.
type List []Diagnostic

// Report appends d.
func (l *List) Report(d Diagnostic) { *l = append(*l, d) }

// Sort orders diagnostics by path, byte offset, code and message, so that output does not depend on who found what
// when.
func (l List) Sort() {
	slices.SortStableFunc(l, compare)
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Span.Path(), b.Span.Path()),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
	)
}

// Has reports whether the list has a diagnostic that says the same about the same place, though the file may have been read
// another time.
func (l List) Has(d Diagnostic) bool {
	return slices.ContainsFunc(l, func(e Diagnostic) bool { return compare(e, d) == 0 && e.Span.End == d.Span.End })
}

// Count returns how many diagnostics have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n++
		}
	}
	return n
}
