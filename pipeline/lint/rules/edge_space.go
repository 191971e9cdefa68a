package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var edgeSpace = &lint.Rule{
	Code:     "edge-space",
	Severity: diag.Hint,
	Title:    "Blanks at the edge of a field",
	Says:     "stray line break at the start",
	Why: "A blank, an empty line or `&nbsp;` at the beginning or end of a field comes from copying. Learners see a gap at " +
		"most, but Anki compares first fields letter by letter: `word` and `<br>word` are two notes for it, and the same " +
		"word is added twice.",
	Bad:  "front: <br>das Haus   # in a deck with `markup: html`",
	Good: "front: das Haus",
	Not: []string{
		"Markdown, which takes no notice of them",
		"the line break that ends a text below `|`",
		"fields in which nothing else is seen",
		"inside `<pre>`",
		"the masks of image occlusion, behind which Anki's editor writes a line break",
	},
	Fix:  "`deckmill fix` removes them.",
	Note: findEdgeSpace,
}

func findEdgeSpace(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup != deck.HTML && f.Markup != deck.PlainText || f.Source == "" {
			continue
		}
		end := len(f.Source)
		if strings.HasSuffix(f.Source, "\n") {
			end--
		}
		text := f.Source[:end]
		html := f.Markup == deck.HTML
		from := len(text) - len(trimStart(text, html))
		to := from + len(trimEnd(text[from:], html))
		if from == 0 && to == end || lint.VisiblyEmpty(f.HTML) || strings.Contains(f.Source, "::image-occlusion:") {
			continue
		}
		reportEdges(p, f, textSpan{0, from}, textSpan{to, end})
	}
}

// reportEdges reports the blanks at both edges of a field, of which one may have none.
func reportEdges(p *lint.NotePass, f *lint.Field, start, end textSpan) {
	at, edge := start, "start"
	changes := []deck.Change{{Start: start.start, End: start.end}, {Start: end.start, End: end.end}}
	switch {
	case start.end == 0:
		at, edge, changes = end, "end", changes[1:]
	case end.start == end.end:
		changes = changes[:1]
	default:
		edge = "start, and more at the end"
	}
	blank := nameOfSpace(f.Source[at.start:at.end])
	p.Found(diag.Diagnostic{
		Span:    f.Span(at.start, at.end),
		Message: fmt.Sprintf("stray %s at the %s", blank, edge),
		Fixes:   f.Fix("remove the stray "+blank, true, changes...),
	})
}

// nameOfSpace says what somebody sees of blanks in the source.
func nameOfSpace(s string) string {
	switch {
	case strings.Contains(s, "<"), strings.Contains(s, "\n"):
		return "line break"
	case strings.Contains(s, "&nbsp;"):
		return "`&nbsp;`"
	}
	return "space"
}

// emptyPieces are what an editor leaves that shows nothing but a gap.
var emptyPieces = [...]string{"<br>", "<br/>", "<br />", "&nbsp;", "<div></div>", "<p></p>", "<div><br></div>", "<p><br></p>", "<div>&nbsp;</div>",
	"<p>&nbsp;</p>"}

// trimStart returns a text without the blanks that it begins with.
func trimStart(s string, html bool) string {
	for s != "" {
		if r, size := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
			s = s[size:]
			continue
		}
		n := 0
		for _, piece := range emptyPieces {
			if html && len(s) >= len(piece) && strings.EqualFold(s[:len(piece)], piece) {
				n = len(piece)
			}
		}
		if n == 0 {
			break
		}
		s = s[n:]
	}
	return s
}

// trimEnd returns a text without the blanks that it ends with.
func trimEnd(s string, html bool) string {
	for s != "" {
		if r, size := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
			s = s[:len(s)-size]
			continue
		}
		n := 0
		for _, piece := range emptyPieces {
			if html && len(s) >= len(piece) && strings.EqualFold(s[len(s)-len(piece):], piece) {
				n = len(piece)
			}
		}
		if n == 0 {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}
