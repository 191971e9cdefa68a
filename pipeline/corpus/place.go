package main

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// places remembers the trees of files in which findings are.
type places map[*source.File]*yamltree.Node

// A shown is what a finding is about.
type shown struct {
	key  string // of the field or setting; empty when it is a whole note or file
	text string // of the field, or all texts of the note
	note string // all texts of the note that the field is in
}

// at returns what stands at a span.
func (p places) at(s source.Span) shown {
	if !s.HasPlace() {
		return shown{}
	}
	root, ok := p[s.File]
	if !ok {
		if strings.HasSuffix(s.File.Name, ".yaml") {
			root = yamltree.Parse(s.File, "", func(diag.Diagnostic) {}).Root
		}
		p[s.File] = root
	}
	if root == nil { // no YAML, or broken
		return shown{text: s.Text()}
	}
	key, n, note := innermost(root, s.Start)
	out := shown{key: key, text: textOf(n)}
	if note != nil && note != n {
		out.note = textOf(note)
	}
	return out
}

// innermost returns the smallest node below n that holds an offset, the key it stands under, and the note it is part of,
// nil for none. At the id or guid of a note it is the note.
func innermost(n *yamltree.Node, offset int) (key string, inner, note *yamltree.Node) {
	holds := func(n *yamltree.Node) bool {
		s := n.Span()
		return s.Start <= offset && (offset < s.End || s.Start == s.End)
	}
	for {
		next := n
		for _, e := range n.Entries {
			switch {
			case !holds(e.Key) && !holds(e.Value):
			case e.Key.Value == "id" || e.Key.Value == "guid":
				return "", n, note
			case holds(e.Key):
				return e.Key.Value, e.Value, note
			default:
				key, next = e.Key.Value, e.Value
			}
		}
		for _, item := range n.Items {
			if holds(item) {
				next = item
				if key == "notes" {
					note = item
				}
			}
		}
		if next == n {
			return key, n, note
		}
		n = next
	}
}

// textOf returns the text of a scalar, or all texts below another node.
func textOf(n *yamltree.Node) string {
	if n.Kind == yamltree.Scalar {
		return n.Value
	}
	var all []string
	gather(n, &all)
	return strings.Join(all, " | ")
}

// gather collects the texts below a node.
func gather(n *yamltree.Node, out *[]string) {
	if n.Kind == yamltree.Scalar {
		*out = append(*out, n.Value)
	}
	for _, e := range n.Entries {
		if e.Value.Kind == yamltree.Scalar {
			*out = append(*out, e.Key.Value+": "+e.Value.Value)
		} else {
			gather(e.Value, out)
		}
	}
	for _, item := range n.Items {
		gather(item, out)
	}
}
