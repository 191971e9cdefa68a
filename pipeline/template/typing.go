package template

// maxTypes bounds how many {{type:}} tags of one side are compared with each other.
const maxTypes = 16

// A condition is a section that something stands in.
type condition struct {
	name    string
	negated bool
}

// checkTyping reports the replacement at index i if it asks to type an answer and another tag of the side does so at
// the same time: Anki serves only one. Tags in opposite sections of one field never show together. Only the first such
// tag is reported.
func (p *parser) checkTyping(i int) {
	n := &p.t.nodes[i]
	if len(p.types) == maxTypes || !p.t.hasFilter(n, "type") {
		return
	}
	around := make(map[condition]bool, len(p.open))
	for _, o := range p.open {
		s := &p.t.nodes[o]
		around[condition{name: p.t.name(s), negated: s.kind == negatedSection}] = true
	}
	for _, other := range p.types {
		if !exclude(around, other) {
			p.report(n.start, n.end, "a second `{{type:…}}` on one side; Anki asks for one answer only",
				"keep one of them, or put them into sections that exclude each other: `{{#field}}…{{/field}}{{^field}}…{{/field}}`")
			p.types = make([]map[condition]bool, maxTypes)
			return
		}
	}
	p.types = append(p.types, around)
}

// exclude reports whether two places are never shown together.
func exclude(a, b map[condition]bool) bool {
	for c := range a {
		if b[condition{name: c.name, negated: !c.negated}] {
			return true
		}
	}
	return false
}
