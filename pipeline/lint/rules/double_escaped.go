package rules

import (
	"fmt"
	"html"
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
	Fix:     "`deckmill fix` writes `&nbsp;` for `&amp;nbsp;`. Other repairs are suggested.",
	Options: []lint.Option{{Name: "allow-tags", Default: []string{"html", "web"}, About: "words in the name of a deck or the tags of a note that is about HTML"}},
	Note:    findDoubleEscaped,
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

// shownTags are the tags that people mean when they write them. Those of one letter could be anything, such as the mean
// ‹p›; they count only with their ends.
var shownTags = wordSet("b br div em font i img p span strong sub sup u")

// escapedTwiceAt finds `&amp;nbsp;` and `&lt;br&gt;` at s[i:].
func escapedTwiceAt(s string, i int) (n int, shown, meant string) {
	if rest, ok := strings.CutPrefix(s[i:], "&amp;"); ok {
		if entity, _ := entityAt(rest); entity != "" && entity != "&amp;" {
			return len("&amp;") + len(entity) - len("&"), entity, entity
		}
		return 0, "", ""
	}
	rest, ok := strings.CutPrefix(s[i:], "&lt;")
	if !ok {
		return 0, "", ""
	}
	end := strings.Index(rest[:min(len(rest), longestSpan)], "&gt;")
	if end < 0 || strings.ContainsAny(rest[:end], "<>\n") {
		return 0, "", ""
	}
	return escapedTag(s[i:], "&lt;", rest[:end], "&gt;")
}

// farthestEnd is how far in bytes the end of an element is looked for.
const farthestEnd = 2000

// escapedTag judges what stands between the signs of the tag that s begins with. Its meaning is given for line breaks alone: others want a
// look at the whole.
func escapedTag(s, open, inner, end string) (n int, shown, meant string) {
	bare := strings.Trim(inner, "/ ")
	name, attributes, _ := strings.Cut(bare, " ")
	lower := strings.ToLower(name)
	closed := strings.Contains(s[:min(len(s), farthestEnd)], open+"/"+name+end)
	if !shownTags[lower] || attributes != "" && !strings.Contains(attributes, "=") || len(lower) == 1 && !closed {
		return 0, "", ""
	}
	if shown = "<" + inner + ">"; lower == "br" && open != "<" {
		meant = shown
	}
	return len(open) + len(inner) + len(end), lint.Clip(shown), meant
}

// shownAt finds in plain text an entity or a tag at s[i:].
func shownAt(s string, i int) (n int, shown, meant string) {
	if s[i] == '&' {
		entity, decoded := entityAt(s[i+1:])
		return len(entity), entity, decoded
	}
	end := strings.IndexByte(s[i:min(len(s), i+longestSpan)], '>')
	if end < 0 || strings.Contains(s[i:i+end], "\n") {
		return 0, "", ""
	}
	return escapedTag(s[i:], "<", s[i+1:i+end], ">")
}

// entityAt returns the entity whose name s begins with, and what it means; "" for none.
func entityAt(s string) (entity, decoded string) {
	const longest = 33 // the longest name that HTML has
	end := strings.IndexByte(s[:min(len(s), longest)], ';')
	if end < 1 || strings.Trim(strings.TrimPrefix(strings.ToLower(s[:end]), "#"), "0123456789abcdefghijklmnopqrstuvwxyz") != "" {
		return "", ""
	}
	entity = "&" + s[:end+1]
	if decoded = html.UnescapeString(entity); decoded == entity || strings.HasSuffix(decoded, ";") && entity != "&semi;" {
		return "", ""
	}
	return entity, decoded
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
