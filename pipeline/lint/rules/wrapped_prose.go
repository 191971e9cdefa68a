package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var wrappedProse = &lint.Rule{
	Code:     "wrapped-prose",
	Severity: diag.Hint,
	Title:    "The editor's line breaks stand on the card",
	Says:     "4 lines look wrapped by an editor; on the card each is a line of its own",
	Why: "Below a `|` every line break is one on the card too. A paragraph that an editor wrapped at its right margin is then " +
		"shown with these breaks, and on a phone with twice as many. Below a `>` its lines are one paragraph, which every screen " +
		"wraps as it needs to.",
	Bad: `- id: autoencoder
  front: What is an autoencoder?
  back: |
    A network which learns to give back what it was given, although in the
    middle all must pass through a layer that is much smaller than the input
    layer, so that it has to find a short description of the data`,
	Good: `- id: autoencoder
  front: What is an autoencoder?
  back: >
    A network which learns to give back what it was given, although in the
    middle all must pass through a layer that is much smaller than the input
    layer, so that it has to find a short description of the data`,
	Not: []string{
		"verse and dialogue, whose lines end where their author wanted",
		"lists, tables, code, addresses",
		"languages without blanks between words",
	},
	Fix:  "`>` is suggested where the whole text is one paragraph.",
	Note: findWrappedProse,
}

// Where editors wrap, in characters, and how many lines in a row look like it.
const (
	narrowest, widest = 60, 100
	fewestWrapped     = 3
)

func findWrappedProse(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		n := f.Text().Node
		if len(f.Source) < narrowest*fewestWrapped || !f.Bytes.Has('\n') || n == nil || n.Style != yamltree.Literal ||
			f.Markup != deck.Markdown && f.Markup != deck.PlainText {
			continue
		}
		lines := linesOf(f.Source)
		first, count := wrappedLines(f, lines)
		if count == 0 {
			continue
		}
		d := diag.Diagnostic{
			Span:    f.Span(lines[first].start, lines[first+count-1].end),
			Message: fmt.Sprintf("%d lines look wrapped by an editor; on the card each is a line of its own", count),
			Help:    "write `>` for `|`, or each paragraph on one line",
		}
		if first == 0 && count == len(lines) {
			sign := source.Span{File: n.File(), Start: n.Span().Start, End: n.Span().Start + 1}
			d.Fixes = []diag.Fix{{Message: "write `>`", Edits: []diag.Edit{{Span: sign, New: ">"}}}}
		}
		p.Found(d)
	}
}

// linesOf returns the lines of a text, without those that end it empty.
func linesOf(text string) []textSpan {
	var out []textSpan
	start := 0
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		out = append(out, textSpan{start, start + len(line)})
		start += len(line) + 1
	}
	return out
}

// wrappedLines returns the first paragraph that an editor has wrapped: some margin explains the end of every line but the
// last. count is 0 when there is none.
func wrappedLines(f *lint.Field, lines []textSpan) (first, count int) {
	for first < len(lines) {
		if lines[first].end-lines[first].start < narrowest {
			first++
			continue
		}
		count = 1
		for first+count < len(lines) && isProseLine(f, lines[first+count]) && isProseLine(f, lines[first]) {
			count++
		}
		if count >= fewestWrapped && fitsMargin(f.Source, lines[first:first+count]) {
			return first, count
		}
		first += count
	}
	return first, 0
}

// isProseLine reports whether a line may be one of a paragraph.
func isProseLine(f *lint.Field, l textSpan) bool {
	line := f.Source[l.start:l.end]
	return line != "" && line[0] != ' ' && line[0] != '\t' && line[0] != '<' && line[0] != '#' && markOf(line, deck.Markdown) == "" &&
		!strings.HasSuffix(line, "  ") && !strings.HasSuffix(line, `\`) && !strings.ContainsAny(line[:min(3, len(line))], "–—") &&
		(l.start == 0 || !f.Verbatim().Has(l.start-1)) // the line break before it is no part of code or math
}

// fitsMargin reports whether the lines of a paragraph end where they do because the next word had no place before the
// margin. Authors who break lines themselves end them with sentences, or begin each with a capital, as verse does.
func fitsMargin(text string, lines []textSpan) bool {
	longest, margin := 0, widest+1
	wide, sentences, capitals := 0, 0, 0
	for i, l := range lines {
		line := text[l.start:l.end]
		width := utf8.RuneCountInString(line)
		longest = max(longest, width)
		if width >= narrowest {
			wide++
		}
		if first, _ := utf8.DecodeRuneInString(line); unicode.IsUpper(first) {
			capitals++
		}
		if i == len(lines)-1 {
			break
		}
		if width < narrowest || !strings.Contains(line, " ") {
			return false
		}
		next, _, _ := strings.Cut(text[lines[i+1].start:lines[i+1].end], " ")
		margin = min(margin, width+1+utf8.RuneCountInString(next))
		if strings.HasSuffix(line, "…") || strings.IndexByte(".!?:;", line[len(line)-1]) >= 0 {
			sentences++
		}
	}
	return wide >= fewestWrapped && longest < margin && longest <= widest && 2*sentences < len(lines)-1 && capitals < len(lines)
}
