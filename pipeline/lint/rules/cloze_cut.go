package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var clozeCut = &lint.Rule{
	Code:     "cloze-cut",
	Severity: diag.Error,
	Title:    "Anki cuts a cloze deletion short",
	Says:     "`vector` becomes the hint, the card hides only `std`",
	Why: "Inside a deletion, Anki takes the first `::` for the beginning of the hint, and the first `}}` for the end, " +
		"whatever they belong to: the name of something in a program, a formula such as `\\frac{a}{b^{c}}`. The card " +
		"then hides too little, and shows the rest in the wrong place.\n\n" +
		"In Markdown, code and math are safe: Deckmill writes them so that Anki cannot misread them.",
	Bad: `- id: vector
  notetype: cloze
  text: "{{c1::std::vector}} grows as needed."`,
	Good: `- id: vector
  notetype: cloze
  text: "{{c1::` + "`std::vector`" + `}} grows as needed."`,
	Not: []string{
		"code and math in Markdown",
		"a hint: `{{c1::Paris::city}}`, `{{c1::super::adjective}}`",
	},
	Fix:  "In fields that are HTML, `deckmill fix` writes `} }` and `&#58;`; in Markdown, back quotes are suggested.",
	Note: findClozeCuts,
}

func findClozeCuts(p *lint.NotePass) {
	if !p.Note.Notetype.Cloze {
		return
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('{') || f.Markup == deck.Media || !strings.Contains(f.Source, "{{c") {
			continue
		}
		cuts := hintCuts(f)
		if f.Markup == deck.HTML && len(cuts) == 0 {
			cuts = braceCuts(f)
		}
		if len(cuts) > 0 {
			p.Found(cutFinding(f, cuts))
		}
	}
}

// A cut is a place where Anki ends what a deletion hides too early.
type cut struct {
	start, end int // of the signs that Anki misreads
	message    string
	changes    []deck.Change // empty if there is more than one way to mend it
	safe       bool
}

// cutFinding reports the first of the cuts of a field, with a fix for all that can be mended alike.
func cutFinding(f *lint.Field, cuts []cut) diag.Diagnostic {
	d := diag.Diagnostic{Span: f.Span(cuts[0].start, cuts[0].end), Message: cuts[0].message}
	switch f.Markup {
	case deck.HTML:
		d.Help = "write `&#58;:` for a `::`, and `} }` for a `}}`, that belongs to the text"
	case deck.Markdown:
		d.Help = "put code between back quotes; elsewhere write `\\::` for a `::` that belongs to the text"
	default:
		d.Help = "write this field with `markup: markdown` and put the code between back quotes"
	}
	var changes []deck.Change
	for _, c := range cuts {
		if len(c.changes) == 0 {
			return d
		}
		changes = append(changes, c.changes...)
	}
	message := "write `&#58;:` for the `::` that belong to the text"
	switch {
	case f.Markup == deck.Markdown:
		message = "put the code between back quotes"
	case f.Source[cuts[0].start] == '}':
		message = "separate the braces"
	}
	d.Fixes = f.Fix(message, cuts[0].safe, changes...)
	return d
}

// hintCuts finds deletions whose first `::` does not begin a hint.
func hintCuts(f *lint.Field) []cut {
	var out []cut
	for _, c := range sourceClozes(f.Source) {
		text := f.Source[c.body:c.close]
		colons := colonsIn(text, f.Markup)
		if colons <= 0 || c.nests {
			continue
		}
		if strings.HasPrefix(text, "image-occlusion:") {
			continue
		}
		if x, ok := hintCut(f, c, text, colons); ok {
			out = append(out, x)
		}
	}
	return out
}

func hintCut(f *lint.Field, c sourceCloze, text string, colons int) (x cut, ok bool) {
	at := c.body + colons
	before, after := text[:colons], text[colons+len("::"):]
	x = cut{start: at, end: at + len("::"),
		message: fmt.Sprintf("`%s` becomes the hint, the card hides only `%s`", lint.Clip(after), lint.Clip(before))}
	if start, end, verbatim := f.Verbatim().Range(at); verbatim {
		if f.Markup == deck.Markdown || start < c.body || end > c.close {
			return x, false
		}
		if f.Markup == deck.HTML {
			x.safe = true
			x.changes = everyColons(f.Source, start, end)
		}
		return x, true
	}
	switch {
	case isQualified(before, after):
		x.safe = f.Markup == deck.HTML
		x.changes = unhint(f, c, text, at)
		return x, true
	case strings.Contains(after, "::"):
		more := strings.Index(after, "::")
		verbatim := f.Verbatim().Has(at + len("::") + more)
		full := strings.TrimSpace(before) != "" && strings.TrimSpace(after[:more]) != "" && strings.Trim(after[more:], ": ") != ""
		return x, full && !verbatim
	}
	return x, false
}

// colonsIn returns where the first `::` stands that Anki will see, or -1: in Markdown a backslash takes it its meaning.
func colonsIn(text string, m deck.Markup) int {
	for at := 0; ; {
		n := strings.Index(text[at:], "::")
		if n < 0 {
			return -1
		}
		at += n
		if m != deck.Markdown || at == 0 || text[at-1] != '\\' {
			return at
		}
		at++
	}
}
