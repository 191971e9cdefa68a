package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var doubleEscaped = &lint.Rule{
	Code:     "double-escaped",
	Severity: diag.Warning,
	Title:    "Learners see the HTML, or the sign of a line break",
	Says:     "learners see `&nbsp;` as it stands",
	Why: "A text that was turned into HTML twice has `&amp;nbsp;` where a blank was meant, or `&lt;br&gt;` for a new line. In a " +
		"field that is plain text every `<b>` and `&nbsp;` is shown as it is written. So is a `\\n`, which is a line " +
		"break in YAML's double quotes only. An entity in plain text is a hint: a text about characters may well name one.",
	Bad: `- id: unit
  front: How long is a marathon?
  back: 42.195&amp;nbsp;km`,
	Good: `- id: unit
  front: How long is a marathon?
  back: 42.195&nbsp;km`,
	Not: []string{
		"code",
		"decks and notes about HTML, by their name or tags",
		"`AT&amp;T` and `&amp;c.`",
		"a field that is nothing but a tag, which is the answer then",
		"`\\n` in strings of programs, patterns and paths",
	},
	Fix: "`deckmill fix` writes `&nbsp;` for `&amp;nbsp;`. Other repairs are suggested.",
	Options: []lint.Option{{Name: "allow-tags", Default: []string{"html", "web"},
		About: "words in the name of a deck or the tags of a note that is about HTML"}},
	Note: findDoubleEscaped,
}

func findDoubleEscaped(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Bytes.Has('\\') && f.Markup != deck.Media && f.Markup != deck.HTML {
			findLiteralBreaks(p, f)
		}
		find := escapedTwiceAt
		switch {
		case f.Markup == deck.PlainText && f.Bytes.HasAny("&<"):
			find = shownAt
		case f.Markup == deck.Media || !f.Bytes.Has('&') || !f.Bytes.Has(';'):
			continue
		}
		findEscapes(p, f, find)
	}
}

// findEscapes reports the first place of a field, with a fix for all.
func findEscapes(p *lint.NotePass, f *lint.Field, find func(s string, i int) (n int, shown, meant string)) {
	var changes []deck.Change
	var first string
	safe, fixable := f.Markup != deck.PlainText, true
	onlyEntities := true
	s := f.Source
	for i := 0; i < len(s); i++ {
		n := strings.IndexAny(s[i:], "&<")
		if n < 0 {
			break
		}
		i += n
		n, shown, meant := find(s, i)
		if n == 0 || f.Verbatim().Has(i) || isAnswer(s, s[i:i+n]) {
			continue
		}
		onlyEntities = onlyEntities && s[i] == '&'
		if first == "" {
			first = shown
		}
		safe, fixable = safe && meant == "&nbsp;", fixable && meant != ""
		changes = append(changes, deck.Change{Start: i, End: i + n, New: meant})
		i += n - 1
	}
	if len(changes) == 0 || isAboutHTML(p) {
		return
	}
	c := changes[0]
	d := diag.Diagnostic{
		Span: f.Span(c.Start, c.End), Message: fmt.Sprintf("learners see `%s` as it stands", first), Help: fmt.Sprintf("write `%s`", c.New),
	}
	if strings.TrimSpace(c.New) == "" {
		d.Help = "write a blank"
	}
	switch {
	case fixable:
		d.Fixes = f.Fix(d.Help, safe, changes...)
	case f.Markup == deck.PlainText:
		d.Help = "remove it, or give the field `markup: html`"
	default:
		d.Help = fmt.Sprintf("write `%s` if it is to be a tag, or put it into code", first)
	}
	if onlyEntities && f.Markup == deck.PlainText {
		d.Severity = diag.Hint // a text about characters may well name one
	}
	p.Found(d)
}

// isAnswer reports whether a field is nothing but a tag: which of them makes a paragraph? A line break asks nothing.
func isAnswer(field, found string) bool {
	return strings.TrimSpace(field) == found && !strings.Contains(found, "br")
}

// isAboutHTML reports whether a deck or a note says by its name or tags that it speaks of HTML.
func isAboutHTML(p *lint.NotePass) bool {
	allowed := p.List("allow-tags")
	says := func(text string) bool {
		for _, w := range strings.FieldsFunc(strings.ToLower(text), isNotLetter) {
			for _, a := range allowed {
				if w == strings.ToLower(a) {
					return true
				}
			}
		}
		return false
	}
	for _, t := range p.Note.Tags {
		if says(t.Value) {
			return true
		}
	}
	return says(p.Deck.Name.Value) || says(p.Note.Deck)
}
