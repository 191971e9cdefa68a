package template

// A Req is the cached requirement of one card template, for old clients (anki-format.md 5.3).
type Req struct {
	Kind   int   // 0 none, 1 any, 2 all, in the order of collection.ReqKind
	Fields []int // indexes of fields, ascending
}

// Reqs returns the requirements of card templates, given their fronts and the names of the note type's fields: any of
// these fields makes the card, or all of them together do, or nothing (anki-format.md 5.3).
func Reqs(fronts []*Template, fields []string) []Req {
	reqs := make([]Req, len(fronts))
	for i, front := range fronts {
		reqs[i] = front.req(fields)
	}
	return reqs
}

func (t *Template) req(fields []string) Req {
	var alone []int
	for i, f := range fields {
		if t.shows(func(name string) bool { return name == f }, false) {
			alone = append(alone, i)
		}
	}
	if alone != nil {
		return Req{Kind: 1, Fields: alone}
	}
	index := make(map[string]int, len(fields))
	for i, f := range fields {
		index[f] = i
	}
	without := func(left int) bool {
		return t.shows(func(name string) bool {
			i, ok := index[name]
			return ok && i != left
		}, false)
	}
	var needed []int
	for i := range fields {
		if !without(i) {
			needed = append(needed, i)
		}
	}
	if needed == nil || !without(-1) {
		return Req{}
	}
	return Req{Kind: 2, Fields: needed}
}
