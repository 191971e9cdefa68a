package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mathUnbalanced = &lint.Rule{
	Code:     "math-unbalanced",
	Severity: diag.Error,
	Title:    "A formula that is not closed",
	Says:     "in the formula, `{` is opened 4 times and closed 3 times",
	Why: "MathJax cannot draw a formula in which a brace, a `\\left` or a `\\begin` has no partner: learners see an error box, or " +
		"the TeX itself. The same happens to a formula whose end is missing.",
	Bad: `- id: half
  front: What is half of one?
  back: $\frac{1}{2$`,
	Good: `- id: half
  front: What is half of one?
  back: $\frac{1}{2}$`,
	Not: []string{
		"escaped braces `\\{`, line breaks with a length `\\\\[2ex]`, `\\leftarrow`, and half-open pairs such as `\\left.`",
		"a lone `$`, which is a dollar",
		"an escaped bracket of Markdown, when no TeX stands behind it",
		"the braces of cloze deletions around formulas and in them",
		"code",
	},
	Note: findUnbalancedMath,
}

func findUnbalancedMath(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.HasAny(`\$`) {
			continue
		}
		for _, m := range lint.MathOf(f.Source, f.Markup) {
			start, end := m.TeX()
			tex := f.Source[start:end]
			if strings.Contains(tex, "{{c") {
				continue // the deletion may end outside of the formula
			}
			if message, help := unbalanced(tex); message != "" {
				p.Found(diag.Diagnostic{Span: f.Span(m.Start, m.End), Message: message, Help: help})
				break
			}
		}
		if at, n := openMath(f); n > 0 {
			opener := f.Source[at : at+n]
			closer := map[string]string{`\(`: `\)`, `\[`: `\]`, "$$": "$$"}[opener]
			p.Found(diag.Diagnostic{
				Span:    f.Span(at, at+n),
				Message: fmt.Sprintf("`%s` without `%s`: learners see the TeX itself", opener, closer),
				Help:    fmt.Sprintf("write `%s` where the formula ends", closer),
			})
		}
	}
}

// unbalanced returns what is wrong with the pairs of a formula, and what to do.
func unbalanced(tex string) (message, help string) {
	tex = strings.NewReplacer(`\\`, "  ", `\{`, "  ", `\}`, "  ").Replace(tex)
	for _, pair := range [...]struct{ open, close string }{{`\left`, `\right`}, {`\begin{`, `\end{`}} {
		opened, closed := commands(tex, pair.open), commands(tex, pair.close)
		lonely, partner := strings.Trim(pair.open, "{"), strings.Trim(pair.close, "{")
		if opened < closed {
			lonely, partner = partner, lonely
		}
		if opened != closed {
			return fmt.Sprintf("in the formula, `%s` has no `%s`", lonely, partner), fmt.Sprintf("write the `%s` that belongs to it", partner)
		}
	}
	if opened, closed := strings.Count(tex, "{"), strings.Count(tex, "}"); opened != closed {
		return fmt.Sprintf("in the formula, `{` is opened %s and closed %s", times(opened), times(closed)), "write the brace that is missing, or remove the one too many"
	}
	return "", ""
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// commands counts a command of TeX. `\left` is not part of `\leftarrow`.
func commands(tex, name string) int {
	n := 0
	for {
		i := strings.Index(tex, name)
		if i < 0 {
			return n
		}
		tex = tex[i+len(name):]
		if strings.HasSuffix(name, "{") || tex == "" || !isAlphanumeric(tex[0]) || isDigit(tex[0]) {
			n++
		}
	}
}

// farthestTeX is how far in bytes behind an opening delimiter TeX is looked for.
const farthestTeX = 200

// openMath returns where a delimiter without a partner stands in front of TeX, and its length. What is not closed is no
// formula to the compiler, so it is prose.
func openMath(f *lint.Field) (at, n int) {
	s := f.Source
	for i := 0; i+1 < len(s); i++ {
		switch {
		case s[i] == '\\' && s[i+1] == '\\':
			i++
			continue
		case s[i] == '\\' && (s[i+1] == '(' || s[i+1] == '['):
		case s[i] == '$' && s[i+1] == '$' && f.Markup == deck.Markdown:
		default:
			continue
		}
		if f.Verbatim().Has(i) {
			continue
		}
		rest := s[i+2 : min(len(s), i+2+farthestTeX)]
		if end := strings.IndexAny(rest, "\n`"); end >= 0 { // behind code nothing tells a formula from an escaped bracket
			rest = rest[:end]
		}
		if f.Markup == deck.Markdown {
			rest = strings.ReplaceAll(rest, `\_`, "") // an underscore that is no index
		}
		if lint.LooksLikeTeX(rest) {
			return i, 2
		}
		i++
	}
	return 0, 0
}
