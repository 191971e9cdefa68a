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
	Title:    "A cloze deletion ends too early",
	Says:     "only `std` is hidden: `vector` becomes the hint",
	Why: "Inside a deletion `::` begins the hint, so a name such as `std::vector` is torn apart and its end is shown to " +
		"the learner. In a field that is HTML Anki ends a deletion at the first `}}` it sees, be it in the middle " +
		"of a formula: the rest of the formula stays on the card and MathJax shows an error. (In Markdown Deckmill sees " +
		"to the braces, and to code.)",
	Bad: `- id: vector
  notetype: cloze
  text: "{{c1::std::vector}} grows by itself."`,
	Good: "- id: vector\n  notetype: cloze\n  text: \"{{c1::`std::vector`}} grows by itself.\"",
	Not: []string{
		"a hint: `{{c1::Paris::city}}`",
		"code and math in Markdown",
		"braces that stand alone",
	},
	Fix:  "`deckmill fix` writes `} }` and `&#58;` in HTML. Backticks are suggested in Markdown.",
	Note: findCutClozes,
}

func findCutClozes(p *lint.NotePass) {
	if !p.Note.Notetype.Cloze {
		return
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('{') || !strings.Contains(f.Source, "{{c") {
			continue
		}
		if f.Markup == deck.HTML {
			findCutInHTML(p, f)
		} else {
			findCutByColons(p, f)
		}
	}
}

// findCutByColons looks for names with `::` in a field that is not HTML.
func findCutByColons(p *lint.NotePass, f *lint.Field) {
	if !f.Bytes.Has(':') {
		return
	}
	prose := f.Prose()
	for _, c := range prose.Clozes {
		if c.Colons == 0 {
			continue
		}
		at, _ := prose.Source(c.Stop, c.Stop+len("\n"))
		end := at + strings.Index(f.Source[at:], "}}")
		content, hint := prose.Text[c.Start:c.Stop], f.Source[at+len("::"):end]
		isName := isQualifiedName(content, hint)
		if !isName && c.Colons == 1 {
			continue
		}
		d := tornName(f, at, content, hint)
		d.Help = "put names with `::` between backticks, as code"
		start := c.Open + lint.ClozeOpener(f.Source[c.Open:])
		if name := f.Source[start:end]; isName && f.Markup == deck.Markdown && !strings.ContainsAny(name, "`\n") {
			d.Help = fmt.Sprintf("write it as code: `` `%s` ``", lint.Clip(name))
			d.Fixes = f.Fix("write it as code", false, deck.Change{Start: start, End: end, New: "`" + name + "`"})
		}
		p.Found(d)
		return
	}
}

// tornName is the finding of a name that the `::` at offset at tears apart.
func tornName(f *lint.Field, at int, content, hint string) diag.Diagnostic {
	return diag.Diagnostic{
		Span:    f.Span(at, at+len("::")),
		Message: fmt.Sprintf("only `%s` is hidden: `%s` becomes the hint", lint.Clip(content), lint.Clip(hint)),
	}
}

// Names that begin a qualified name. The second ones are ordinary words too, and count only before what is code for sure.
var (
	namespaces     = wordSet(`std boost absl`)
	wordNamespaces = wordSet(`self super crate`)
)

// isQualifiedName reports whether content and hint are one name, or a type in Haskell (`map :: a -> b`).
func isQualifiedName(content, hint string) bool {
	if strings.HasSuffix(content, " ") && strings.HasPrefix(hint, " ") && strings.Contains(hint, "->") {
		return true
	}
	if hint == "" || strings.ContainsAny(hint, " \n") || !isAlphanumeric(hint[0]) && hint[0] != '_' {
		return false
	}
	isCode := strings.ContainsAny(hint, ":(<_!") || hint[1:] != strings.ToLower(hint[1:])
	return namespaces[content] || wordNamespaces[content] && isCode
}
