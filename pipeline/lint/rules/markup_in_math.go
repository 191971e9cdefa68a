package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var markupInMath = &lint.Rule{
	Code:     "markup-in-math",
	Severity: diag.Error,
	Title:    "HTML inside a formula",
	Says:     "`<br>` inside a formula stops MathJax",
	Why: "MathJax reads text, not HTML: a tag between `\\(` and `\\)` tears the formula apart, and learners read the TeX. " +
		"A `<` before a letter begins a tag for the browser, so `a<b` is one too.",
	Bad:  "back: \\(a<b\\) # in a field with `markup: html`",
	Good: "back: \\(a \\lt b\\)",
	Not: []string{
		"Markdown, where Deckmill writes the `<`",
		"`a < b`, and entities such as `&lt;`",
		"cloze deletions",
		"LaTeX between `[latex]` and `[/latex]`, from which Anki takes the tags out",
	},
	Fix: "`deckmill fix` writes `&lt;` for a `<` that is no tag, and a blank for `<br>`, which means the same to TeX. " +
		"Taking other tags out is suggested.",
	Note: findMarkupInMath,
}

func findMarkupInMath(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup != deck.HTML || !f.Bytes.Has('<') || !f.Bytes.Has('\\') {
			continue
		}
		s := mathMarkup{field: f}
		for _, m := range f.Math() {
			if f.Source[m.Start] == '\\' {
				s.look(m.From, m.To)
			}
		}
		s.report(p, s.signs, "`%s` inside a formula begins a tag", "write `&lt;` for `<`, or `\\lt `", true)
		s.report(p, s.breaks, "`%s` inside a formula stops MathJax", "write a blank, which is the same to TeX", true)
		s.report(p, s.tags, "`%s` inside a formula stops MathJax", "take the tags out of the formula", false)
	}
}

// A mathMarkup collects what has no place in the formulas of a field, each kind with the changes that mend it.
type mathMarkup struct {
	field               *lint.Field
	signs, breaks, tags []deck.Change
}

// longestFormula is the length in bytes of the longest formula that is looked at.
const longestFormula = 4000

// look looks at one formula.
func (s *mathMarkup) look(from, to int) {
	tex := s.field.Source[from:to]
	if len(tex) > longestFormula {
		return
	}
	for i := 0; i < len(tex); i++ {
		n := strings.IndexByte(tex[i:], '<')
		if n < 0 {
			return
		}
		i += n
		name, end := texTag(tex[i:])
		at := from + i
		switch {
		case name == "":
			continue
		case end == 0 || !mathTags[strings.TrimPrefix(name, "/")] || !isPaired(tex, i, name):
			s.signs = append(s.signs, deck.Change{Start: at, End: at + 1, New: "&lt;"})
			continue
		case lineTags[strings.TrimPrefix(name, "/")]:
			s.breaks = append(s.breaks, deck.Change{Start: at, End: at + end, New: " "})
		default:
			s.tags = append(s.tags, deck.Change{Start: at, End: at + end})
		}
		i += end - 1
	}
}

// mathTags are the tags that editors and web pages leave in formulas.
var (
	mathTags = wordSet("a b br code div em font i img li mark mo mi p pre s small span strong sub sup u wbr")
	lineTags = wordSet("br div p")
)

// texTag returns the name of the tag that s begins with, in lower case and with the slash of a closing one, and its
// length, which is 0 when it has no end.
func texTag(s string) (name string, end int) {
	rest := strings.TrimPrefix(s[1:], "/")
	n := len(texCommand(rest))
	if n == 0 {
		return "", 0
	}
	return strings.ToLower(s[1 : len(s)-len(rest)+n]), strings.IndexByte(s, '>') + 1
}

// isPaired reports whether the tag at tex[i:] has its partner in the formula, or needs none: `i<p` and `a<b>c` are
// comparisons.
func isPaired(tex string, i int, name string) bool {
	switch {
	case name == "br" || name == "wbr" || name == "img" || name == "div":
		return true
	case name[0] == '/':
		return name == "/div" || strings.Contains(tex[:i], "<"+name[1:])
	}
	return strings.Contains(tex[i:], "</"+name)
}

// report reports the first of places.
func (s *mathMarkup) report(p *lint.NotePass, places []deck.Change, message, help string, safe bool) {
	if len(places) == 0 {
		return
	}
	first := places[0]
	end := first.End
	if end == first.Start+1 { // a sign: with what follows it
		end += len(texCommand(s.field.Source[end:]))
	}
	p.Found(diag.Diagnostic{
		Span: s.field.Span(first.Start, end), Message: fmt.Sprintf(message, lint.Clip(s.field.Source[first.Start:end])), Help: help,
		Fixes: s.field.Fix(help, safe, places...),
	})
}
