package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var escapeEatsTex = &lint.Rule{
	Code:     "escape-eats-tex",
	Severity: diag.Error,
	Title:    "Double quotes turned a TeX command into something else",
	Says:     "`\\f` in double quotes is a form feed, so `\\frac` is lost",
	Why: "In YAML's double quotes a backslash begins an escape: `\\t` is a tab, `\\n` a line break, `\\f` a form feed. So " +
		"`\"$\\theta$\"` is a tab followed by `heta`, and the formula on the card is wrong. In single quotes, and on the lines " +
		"below a `|`, a backslash is an ordinary character.",
	Bad: `- id: half
  front: How do you write one half?
  back: "$\frac{1}{2}$"`,
	Good: `- id: half
  front: How do you write one half?
  back: '$\frac{1}{2}$'`,
	Not: []string{
		"line breaks and tabs that are meant: `\"one\\ntwo\"`",
		"a doubled backslash: `\"$\\\\frac{1}{2}$\"`",
	},
	Fix: "`deckmill fix` writes single quotes, or doubles the backslash where the text needs double quotes. " +
		"One backslash is suggested where a text that knows no escapes has two.",
	Note: findEatenTex,
}

func findEatenTex(p *lint.NotePass) {
	for i := range p.Fields {
		if f := &p.Fields[i]; f.Bytes.Has('\\') {
			findDoubledBackslash(p, f)
		}
	}
	for i := range p.Note.Fields {
		n := p.Note.Fields[i].Node
		if n == nil || n.Kind != yamltree.Scalar || n.Style != yamltree.DoubleQuoted {
			continue
		}
		span := n.Span()
		raw := span.Text()
		eaten := eatenCommands(raw)
		if len(eaten) == 0 {
			continue
		}
		first := raw[eaten[0].start:eaten[0].end]
		p.Found(diag.Diagnostic{
			Span:    span.File.Span(span.Start+eaten[0].start, span.Start+eaten[0].end),
			Message: fmt.Sprintf("`%s` in double quotes is %s, so `%s` is lost", first[:2], escapeNames[first[1]], first),
			Help:    "use single quotes, or write the text below `|`",
			Fixes:   []diag.Fix{withBackslashes(span, raw, eaten)},
		})
	}
}

// withBackslashes is the fix: single quotes when the text has nothing else that needs double ones.
func withBackslashes(span source.Span, raw string, eaten []textSpan) diag.Fix {
	if text, ok := singleQuoted(raw, eaten); ok {
		return diag.Fix{Message: "write single quotes", Safe: true, Edits: []diag.Edit{{Span: span, New: text}}}
	}
	f := diag.Fix{Message: "double the backslashes", Safe: true}
	for _, e := range eaten {
		at := span.Start + e.start
		f.Edits = append(f.Edits, diag.Edit{Span: span.File.Span(at, at), New: `\`})
	}
	return f
}

// singleQuoted rewrites a double-quoted scalar; ok is false when an escape in it has no other spelling, or when it has
// several lines.
func singleQuoted(raw string, eaten []textSpan) (text string, ok bool) {
	if strings.Contains(raw, "\n") {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(raw)-1; i++ {
		c := raw[i]
		if c == '\\' && len(eaten) > 0 && eaten[0].start == i {
			eaten = eaten[1:]
		} else if c == '\\' {
			i++
			if c = raw[i]; c != '\\' && c != '"' && c != '/' {
				return "", false
			}
		}
		if c == '\'' {
			b.WriteByte(c)
		}
		b.WriteByte(c)
	}
	return "'" + b.String() + "'", true
}
