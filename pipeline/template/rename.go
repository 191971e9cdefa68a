package template

import "strings"

// Broken reports whether the template has a syntax error, so that Anki shows a message instead of cards.
func (t *Template) Broken() bool { return t.failure != "" }

// Rename returns the template with other names of fields, written as Anki writes a template that it parsed: between braces
// and without blanks. A name that rename does not keep goes, with its tags; what stands in a section of that name stays.
func (t *Template) Rename(rename func(name string) (to string, keep bool)) string {
	var b strings.Builder
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.kind == textNode {
			b.WriteString(t.src[n.start:n.end])
			continue
		}
		to, keep := rename(t.name(n))
		if !keep {
			continue
		}
		b.WriteString("{{")
		switch n.kind {
		case section:
			b.WriteByte('#')
		case negatedSection:
			b.WriteByte('^')
		case closing:
			b.WriteByte('/')
		case replacement:
			for _, f := range n.filters {
				b.WriteString(t.src[f.start:f.end])
				b.WriteByte(':')
			}
		}
		b.WriteString(to)
		b.WriteString("}}")
	}
	return b.String()
}
