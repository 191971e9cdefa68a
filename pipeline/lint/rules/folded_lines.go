package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var foldedLines = &lint.Rule{
	Code:     "folded-lines",
	Severity: diag.Error,
	Title:    "YAML joined the lines of a list, a table or code",
	Says:     "`>` joins these lines: the list becomes one line",
	Why: "Below a `>`, in quotes, and in plain text on several lines, YAML turns each line break into a blank: that is what " +
		"long sentences need. But an item of a list, a row of a table and a line of code must stay on a line of its own. On the " +
		"card they become one paragraph with stray signs in it. Below a `|` every line stays a line.",
	Bad: `- id: optimisers
  front: Which optimisers are named?
  back: >
    - SGD
    - Adam`,
	Good: `- id: optimisers
  front: Which optimisers are named?
  back: |
    - SGD
    - Adam`,
	Not: []string{
		"lines that folding keeps: behind an empty line, or indented more than the first",
		"one line of a sentence that happens to begin with a dash or a number",
		"HTML, but for what stands in `<pre>`",
		"a tag that goes on in the next line: a blank means the same there, and a file name with one is `missing-media`",
	},
	Fix:  "`deckmill fix` writes `|` for `>` where no sentence is folded as well; else that is suggested.",
	Note: findFoldedLines,
}

func findFoldedLines(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		n := f.Text().Node
		if n == nil || n.Kind != yamltree.Scalar || n.Style == yamltree.Literal || !f.Bytes.HasAny("-*+|`~<)") && !startsNumber(f) {
			continue
		}
		if folds := n.Folds(); len(folds) > 0 && f.Markup != deck.Media {
			reportFolded(p, f, foldsOf(f, folds))
		}
	}
}

// startsNumber reports whether the field may hold a list with numbers.
func startsNumber(f *lint.Field) bool { return f.Bytes.Has('1') && strings.Contains(f.Source, "1. ") }

func reportFolded(p *lint.NotePass, f *lint.Field, x *foldedText) {
	mark, at := x.lost()
	if at < 0 {
		return
	}
	n := f.Text().Node
	line := x.lines[at]
	d := diag.Diagnostic{
		Span:    f.Span(line.start, line.end),
		Message: fmt.Sprintf("YAML joins these lines: the %s becomes one line", mark),
		Help:    "write `|` after the colon, and the text on the lines below it, without quotes",
	}
	if n.Style == yamltree.Folded {
		d.Message = fmt.Sprintf("`>` joins these lines: the %s becomes one line", mark)
		d.Help = "write `|` for `>`"
		sign := source.Span{File: n.File(), Start: n.Span().Start, End: n.Span().Start + 1}
		d.Fixes = []diag.Fix{{Message: "write `|`", Safe: !x.foldsSentence(), Edits: []diag.Edit{{Span: sign, New: "|"}}}}
	}
	p.Found(d)
}
