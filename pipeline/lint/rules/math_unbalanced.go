package rules

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mathUnbalanced = &lint.Rule{
	Code:     "math-unbalanced",
	Severity: diag.Error,
	Title:    "A formula lacks a brace, an end or a partner",
	Says:     "the formula has 2 `{` and 1 `}`",
	Why: "MathJax shows a box with an error in place of a formula whose braces, `\\left` and `\\right`, or `\\begin` and " +
		"`\\end` do not match. Where the sign that ends a formula is missing, or an empty line stands before it, " +
		"learners read the TeX.",
	Bad: `- id: half
  front: What is half of one?
  back: $\frac{1}{2$`,
	Good: `- id: half
  front: What is half of one?
  back: $\frac{1}{2}$`,
	Not: []string{
		"escaped braces: `\\{`",
		"commands that only begin alike: `\\leftarrow`, and line breaks with a length: `\\\\[2ex]`",
		"a lone `$` without TeX behind it, and brackets that are only escaped: `\\[1]`",
		"cloze deletions around or inside math, and code",
	},
	Note: findUnbalancedMath,
}

func findUnbalancedMath(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.HasAny(`\$`) {
			continue
		}
		if d, found := formulaMistake(f); found {
			p.Found(d)
		} else {
			findOpenMath(p, f)
		}
	}
}

// formulaMistake is the finding of the first formula of a field that is wrong.
func formulaMistake(f *lint.Field) (d diag.Diagnostic, found bool) {
	var html string // of the field, without blanks
	for _, m := range f.Math() {
		tex := f.Source[m.From:m.To]
		message, help := texMistake(tex)
		if message == "" && f.Markup == deck.Markdown && strings.Contains(tex, "\n") && !strings.Contains(tex, "{{c") &&
			!f.TooLong() && readsAsTeX(tex, f.Markup) {
			if html == "" {
				html = withoutBlanks(f.HTML)
			}
			if !strings.Contains(html, withoutBlanks(texEscapes.Replace(norm.NFC.String(tex)))) { // Markdown ended its block
				message = "the lines of this formula are not read as one, and are shown as text"
				help = "leave no empty line in it, and begin none of its lines as an item of a list begins: `- `, `+ `, `1. `"
			}
		}
		if message != "" {
			return diag.Diagnostic{Span: f.Span(m.Start, m.End), Message: message, Help: help}, true
		}
	}
	return d, false
}

// texMistake returns what does not match in a formula; "" when all does. What is escaped does not count.
func texMistake(tex string) (message, help string) {
	if !strings.ContainsAny(tex, `\{}`) {
		return "", ""
	}
	var open []string // environments
	opened, closed, left, right := 0, 0, 0, 0
	for i := 0; i < len(tex); i++ {
		switch tex[i] {
		case '{':
			opened++
		case '}':
			closed++
		case '\\':
			command := texCommand(tex[i+1:])
			i += max(1, len(command))
			switch command {
			case "verb":
				return "", "" // what follows is no TeX
			case "left":
				left++
			case "right":
				right++
			case "begin":
				open = append(open, environmentName(tex[i+1:]))
			case "end":
				name := environmentName(tex[i+1:])
				if last := len(open) - 1; last < 0 || open[last] != name {
					return fmt.Sprintf("`\\end{%s}` has no `\\begin{%s}` before it", name, name), "write it, or remove the end"
				}
				open = open[:len(open)-1]
			}
		}
	}
	switch {
	case opened != closed:
		return fmt.Sprintf("the formula has %d `{` and %d `}`", opened, closed),
			"write each `{` with its `}`, and a brace that is to be seen as `\\{`"
	case left != right:
		return fmt.Sprintf("the formula has %d `\\left` and %d `\\right`", left, right),
			"write each `\\left` with its `\\right`; `\\right.` shows nothing"
	case len(open) > 0:
		return fmt.Sprintf("`\\begin{%s}` has no `\\end{%s}`", open[0], open[0]), fmt.Sprintf("write `\\end{%s}` where it ends", open[0])
	}
	return "", ""
}

// texCommand returns the letters that s begins with.
func texCommand(s string) string {
	i := 0
	for i < len(s) && isASCIILetter(s[i]) {
		i++
	}
	return s[:i]
}

// environmentName returns the name in braces that s begins with, clipped for a message.
func environmentName(s string) string {
	s = strings.TrimLeft(s, " ")
	end := strings.IndexByte(s, '}')
	if !strings.HasPrefix(s, "{") || end < 0 {
		return ""
	}
	return lint.Clip(s[1:end])
}

var texEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func withoutBlanks(s string) string { return strings.Join(strings.Fields(s), "") }
