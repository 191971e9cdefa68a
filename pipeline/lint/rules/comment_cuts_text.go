package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var commentCutsText = &lint.Rule{
	Code:     "comment-cuts-text",
	Severity: diag.Warning,
	Title:    "The end of a text became a comment",
	Says:     "the card says `Does the`; `# of epochs matter?` became a comment",
	Why: "In YAML a `#` after a blank begins a comment, so the rest of the line is not part of the card: learners see half a " +
		"question. In quotes, or on the lines below a `|`, a `#` is an ordinary character.",
	Bad: `- id: csharp
  front: What is C # used for?
  back: Programs for Windows, games with Unity.`,
	Good: `- id: csharp
  front: "What is C # used for?"
  back: Programs for Windows, games with Unity.`,
	Not: []string{
		"a comment that looks like one: two blanks before the `#` and one after it",
		"comments behind ids, tags and other keys that are no fields",
		"suppressions (`# deckmill:ignore ...`)",
	},
	Fix:  "The line in quotes is suggested.",
	Note: findCutTexts,
}

func findCutTexts(p *lint.NotePass) {
	for i := range p.Note.Fields {
		n := p.Note.Fields[i].Node
		if n == nil || n.Kind != yamltree.Scalar || n.Style != yamltree.Plain {
			continue
		}
		span := n.Span()
		lost, ok := commentBehind(span, p.Note.Fields[i].Value == "")
		if !ok {
			continue
		}
		d := diag.Diagnostic{
			Span:    lost,
			Message: fmt.Sprintf("the card says `%s`; `%s` became a comment", lint.Clip(p.Note.Fields[i].Value), lint.Clip(lost.Text())),
			Help:    "put the whole text in quotes; if it is a comment, write two blanks before the `#` and one after it",
		}
		if p.Note.Fields[i].Value == "" {
			d.Message = fmt.Sprintf("`%s` became a comment, and the field is empty", lint.Clip(lost.Text()))
			p.Found(d)
			continue
		}
		whole := span.File.Span(span.Start, lost.End)
		if text := whole.Text(); !strings.Contains(text, "\n") {
			d.Fixes = []diag.Fix{{Message: "put the whole text in quotes", Edits: []diag.Edit{{Span: whole, New: quotedScalar(text)}}}}
		}
		p.Found(d)
	}
}

// commentBehind returns the comment behind a plain scalar on the same line, if it looks like text. Where nothing was
// written, key says that span is the key, and a comment with a blank after the sign is taken for one.
func commentBehind(span source.Span, key bool) (lost source.Span, ok bool) {
	data := span.File.Data
	start := span.End
	if key && start < len(data) && data[start] == ':' {
		start++
	}
	blanks := 0
	for start < len(data) && (data[start] == ' ' || data[start] == '\t') {
		start++
		blanks++
	}
	if start >= len(data) || data[start] != '#' {
		return lost, false
	}
	end := start
	for end < len(data) && data[end] != '\n' && data[end] != '\r' {
		end++
	}
	inside := string(data[start+1 : end])
	spaced := inside == "" || inside[0] == ' ' || inside[0] == '#'
	if strings.HasPrefix(strings.TrimSpace(inside), "deckmill:") || spaced && (blanks != 1 || key) {
		return lost, false
	}
	return span.File.Span(start, start+len(strings.TrimRight(string(data[start:end]), " \t"))), true
}

// quotedScalar returns a one-line text as a YAML scalar in quotes.
func quotedScalar(text string) string {
	if !strings.ContainsAny(text, `"\`) {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
