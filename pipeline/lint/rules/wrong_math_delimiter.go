package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var wrongMathDelimiter = &lint.Rule{
	Code:     "wrong-math-delimiter",
	Severity: diag.Warning,
	Title:    "Math between signs that Anki does not know",
	Says:     "Anki does not read `$x^2$` as math",
	Why: "Anki knows `\\(x\\)` and `\\[x\\]`; Deckmill writes them for `$x$` in Markdown, and only there. In a field that is " +
		"HTML or plain text learners see the dollars. `[latex]` and `[$]` need a TeX program on every learner's " +
		"computer, and do nothing on a phone. In Markdown, on the other hand, two prices can become a formula, " +
		"`$ x $` is none because of its blanks, and TeX without any delimiters stays text with backslashes.",
	Bad:  "back: $x^2$ # in a field with `markup: html`",
	Good: "back: \\(x^2\\)",
	Not: []string{
		"prices, and variables of a shell: `$HOME`, `$1`",
		"code",
	},
	Fix: "`deckmill fix` writes Anki's signs, and `\\$` for the dollars of prices. " +
		"Math in place of `[latex]`, and dollars without blanks inside, are suggested.",
	Options: []lint.Option{{Name: "latex", Default: true,
		About: "whether `[latex]`, `[$]` and `[$$]` are reported; `off` for a deck that ships their images"}},
	Note: findWrongMathDelimiters,
}

func findWrongMathDelimiters(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Bytes.Has('[') && strings.Contains(f.Source, "[/") && p.Bool("latex") {
			findLatex(p, f)
		}
		switch {
		case !f.Bytes.Has('$'):
		case f.Markup == deck.Markdown:
			findPrices(p, f)
			findSpacedDollars(p, f)
		case f.Markup == deck.HTML || f.Markup == deck.PlainText:
			findDollars(p, f)
		}
		if f.Bytes.Has('\\') && f.Markup != deck.Media {
			findBareTeX(p, f)
		}
	}
}

// latexDelimiters are those of LaTeX images with those of MathJax.
var latexDelimiters = [...]struct{ opener, closer, newOpener, newCloser string }{
	{"[latex]", "[/latex]", "", ""},
	{"[$$]", "[/$$]", `\[`, `\]`},
	{"[$]", "[/$]", `\(`, `\)`},
}

// findLatex reports the first LaTeX image of a field.
func findLatex(p *lint.NotePass, f *lint.Field) {
	for _, l := range latexDelimiters {
		at := strings.Index(f.Source, l.opener)
		if at < 0 || at > 0 && f.Verbatim().Has(at-1) && f.Verbatim().Has(at) { // in code or a tag
			continue
		}
		n := strings.Index(f.Source[at:], l.closer)
		if n < 0 {
			continue
		}
		from, to := at+len(l.opener), at+n
		d := diag.Diagnostic{
			Span: f.Span(at, from), Message: fmt.Sprintf("`%s` needs a TeX program on the computer of every learner", l.opener),
			Help: "write the formula between `\\(` and `\\)`",
		}
		if l.newOpener != "" && !strings.ContainsAny(f.Source[from:to], "<&\n") && mayBecomeMath(f.Source[from:to]) {
			d.Help = fmt.Sprintf("write `%s` and `%s`", l.newOpener, l.newCloser)
			d.Fixes = f.Fix(d.Help, false, deck.Change{Start: at, End: from, New: l.newOpener},
				deck.Change{Start: to, End: to + len(l.closer), New: l.newCloser})
		}
		p.Found(d)
		return
	}
}

// mayBecomeMath reports whether a formula would be right between Anki's signs.
func mayBecomeMath(tex string) bool {
	message, _ := texMistake(tex)
	return message == "" && !strings.Contains(tex, "<") && !strings.Contains(tex, `\)`) && !strings.Contains(tex, `\]`)
}
