package collection

import (
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/template"
)

// check parses the templates and reports what Anki would show as an error on every card (anki-format.md 6.7).
func (ct *compiledType) check(report diag.Report) {
	t := ct.source
	in := template.Notetype{Cloze: t.Cloze}
	for _, f := range t.Fields {
		in.Fields = append(in.Fields, f.Name)
	}
	var fronts []*template.Template
	for i := range t.Cards {
		sides := parseSides(&t.Cards[i])
		fronts = append(fronts, sides.Front)
		ct.sides = append(ct.sides, sides)
	}
	in.Cards = ct.sides
	ct.broken = t.BrokenCards || t.BrokenFields
	if !ct.broken {
		for _, p := range template.Check(in) {
			ct.broken = ct.broken || p.Code != "bad-filter"
			d := templateProblem(p, sideText(&t.Cards[p.Card], p.Side))
			if d.Span.IsZero() {
				d.Span = t.Span // a built-in's template, with fields that the deck has changed
			}
			report(d)
		}
	}
	for _, r := range template.Reqs(fronts, in.Fields) {
		ct.out.Reqs = append(ct.out.Reqs, Req{Kind: ReqKind(r.Kind), Fields: r.Fields})
	}
	if t.Cloze && len(fronts) > 0 {
		for _, name := range fronts[0].ClozeFields() {
			if i := slices.Index(in.Fields, name); i >= 0 {
				ct.clozed = append(ct.clozed, i)
			}
		}
	}
}

func parseSides(c *deck.Card) template.Sides {
	s := template.Sides{Name: c.Name}
	s.Front, _ = template.Parse(c.Front.Value) // Check returns the problems of all sides
	s.Back, _ = template.Parse(c.Back.Value)
	if c.BrowserFront.Value != "" {
		s.BrowserFront, _ = template.Parse(c.BrowserFront.Value)
	}
	if c.BrowserBack.Value != "" {
		s.BrowserBack, _ = template.Parse(c.BrowserBack.Value)
	}
	return s
}

func sideText(c *deck.Card, s template.Side) deck.Text {
	switch s {
	case template.Front:
		return c.Front
	case template.Back:
		return c.Back
	case template.BrowserFront:
		return c.BrowserFront
	}
	return c.BrowserBack
}

// templateProblem places a problem in the source of the template. A built-in's template has none.
func templateProblem(p template.Problem, t deck.Text) diag.Diagnostic {
	d := diag.Diagnostic{Code: p.Code, Span: t.Span(p.Start, p.End), Message: p.Message, Help: p.Help}
	if p.Suggestion != "" {
		if edits, ok := t.Edits([]deck.Change{{Start: p.Start, End: p.End, New: p.Suggestion}}); ok {
			d.Fixes = []diag.Fix{{Message: "write `" + p.Suggestion + "`", Edits: edits}}
		}
	}
	return d
}

// mentions reports whether the template uses the field in any way.
func mentions(t *template.Template, name string) bool {
	return slices.ContainsFunc(t.References(), func(r template.Reference) bool { return r.Name == name })
}
