// Package template is Anki's card template language (anki-format.md sections 5 and 6): it parses templates, finds what
// is wrong with them, says which cards a note makes, and renders cards as Anki renders them. It knows no files: offsets
// are bytes of the template's text.
//
// A parsed template is a flat list of nodes in which sections know where they end, so that no depth of nesting costs
// any stack, and every walk is linear.
package template

import "slices"

// A Template is one parsed side of a card.
type Template struct {
	src      string
	nodes    []node
	failure  string // Anki's words for the first syntax error; "" when there is none
	problems []Problem
}

type nodeKind uint8

const (
	textNode nodeKind = iota // text and comments, which are shown as they are
	replacement
	section
	negatedSection
	closing
)

// A node is src[start:end], and within it the name.
type node struct {
	kind               nodeKind
	start, end         int
	nameStart, nameEnd int
	filters            []filter // of a replacement, as written
	match              int      // of a section: the index of its closing node
	faulty             bool     // already reported: not to be judged by its name
}

// A filter is a filter's name in src.
type filter struct{ start, end int }

func (t *Template) name(n *node) string { return t.src[n.nameStart:n.nameEnd] }

func (t *Template) tag(n *node) string { return t.src[n.start:n.end] }

// filterNames returns the filters of a replacement, outermost first.
func (t *Template) filterNames(n *node) []string {
	names := make([]string, len(n.filters))
	for i, f := range n.filters {
		names[i] = t.src[f.start:f.end]
	}
	return names
}

func (n *node) conditional() bool { return n.kind == section || n.kind == negatedSection }

// Source returns the text that was parsed.
func (t *Template) Source() string { return t.src }

// A Reference is a field name in a template: a replacement or a conditional.
type Reference struct {
	Name               string
	Filters            []string // as written, outermost first; nil for a conditional
	Conditional        bool
	Negated            bool
	Start, End         int // the whole tag, braces included
	NameStart, NameEnd int // the name only
	Depth              int // how many sections it stands in
}

// References returns the names a template uses, in order.
func (t *Template) References() []Reference {
	var refs []Reference
	depth := 0
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.kind == closing {
			depth--
		}
		if n.kind != replacement && !n.conditional() {
			continue
		}
		ref := Reference{
			Name: t.name(n), Conditional: n.conditional(), Negated: n.kind == negatedSection,
			Start: n.start, End: n.end, NameStart: n.nameStart, NameEnd: n.nameEnd, Depth: depth,
		}
		if n.conditional() {
			depth++
		}
		if n.kind == replacement {
			ref.Filters = t.filterNames(n)
		}
		refs = append(refs, ref)
	}
	return refs
}

// ClozeFields returns the names of the fields that are shown through the cloze filter, in order, each once.
func (t *Template) ClozeFields() []string {
	var names []string
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.kind == replacement && t.hasFilter(n, "cloze") && !slices.Contains(names, t.name(n)) {
			names = append(names, t.name(n))
		}
	}
	return names
}

func (t *Template) hasFilter(n *node, name string) bool {
	return slices.ContainsFunc(n.filters, func(f filter) bool { return t.src[f.start:f.end] == name })
}

// Shows reports whether a card with this front exists for a note of a standard type in which nonEmpty says which fields
// have text (anki-format.md 5.1, the portable rule: special names never count, so nonEmpty says no to them).
func (t *Template) Shows(nonEmpty func(name string) bool) bool {
	return t.shows(nonEmpty, true)
}

// shows is Shows; for requirements negated sections count whatever the fields hold.
func (t *Template) shows(nonEmpty func(name string) bool, negated bool) bool {
	if t.failure != "" {
		return false
	}
	for i := 0; i < len(t.nodes); i++ {
		n := &t.nodes[i]
		switch n.kind {
		case replacement:
			if nonEmpty(t.name(n)) {
				return true
			}
		case section:
			if !nonEmpty(t.name(n)) {
				i = n.match
			}
		case negatedSection:
			if negated && nonEmpty(t.name(n)) {
				i = n.match
			}
		}
	}
	return false
}
