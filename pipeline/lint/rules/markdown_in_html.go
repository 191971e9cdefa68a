package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var markdownInHTML = &lint.Rule{
	Code:     "markdown-in-html",
	Severity: diag.Warning,
	Title:    "Markdown in a field that is none",
	Says:     "`**key**` is shown as it is: this field is HTML",
	Why: "In a field that is HTML or plain text the signs of Markdown mean nothing: learners read the stars, the backticks " +
		"and the address of the link.",
	Bad:  "back: the **key** # in a field with `markup: html`",
	Good: "back: the <b>key</b>",
	Not: []string{
		"code and math",
		"powers and arguments: `2**3**4`, `**kwargs`",
		"a single star or underscore",
		"footnotes: `[1](…)` without an address or a file",
	},
	Fix:  "HTML is suggested for bold text, code and links.",
	Note: findMarkdownInHTML,
}

func findMarkdownInHTML(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup != deck.HTML && f.Markup != deck.PlainText || !f.Bytes.HasAny("*`[#") {
			continue
		}
		for _, sign := range markdownSigns {
			if f.Bytes.Has(sign.first) {
				findMarkdownSign(p, f, sign)
			}
		}
	}
}

// findMarkdownSign reports the first place of one kind, with a fix for all.
func findMarkdownSign(p *lint.NotePass, f *lint.Field, sign markdownSign) {
	var changes []deck.Change
	fixable, first := f.Markup == deck.HTML, ""
	s := f.Source
	for i := 0; i < len(s); i++ {
		n := strings.IndexByte(s[i:], sign.first)
		if n < 0 {
			break
		}
		i += n
		n, html := sign.find(s, i)
		if n == 0 || f.Verbatim().Has(i) {
			i += runOf(s[i:], sign.first) - 1
			continue
		}
		if first == "" {
			first = lint.Clip(s[i : i+n])
		}
		fixable = fixable && html != ""
		changes = append(changes, deck.Change{Start: i, End: i + n, New: html})
		i += n - 1
	}
	if len(changes) == 0 {
		return
	}
	d := diag.Diagnostic{
		Span: f.Span(changes[0].Start, changes[0].End),
		Help: "give the field or the deck `markup: markdown`, or write HTML",
	}
	if d.Message = fmt.Sprintf("`%s` is shown as it is: this field is HTML", first); sign.first == '`' {
		d.Message = fmt.Sprintf("`` %s `` is shown as it is: this field is HTML", first)
	}
	if f.Markup == deck.PlainText {
		d.Message = strings.Replace(d.Message, "this field is HTML", "this field is plain text", 1)
		d.Help = "give the field or the deck `markup: markdown`"
	}
	if fixable {
		d.Fixes = f.Fix("write it as HTML", false, changes...)
	}
	p.Found(d)
}
