package rules

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var doubleEscaped = &lint.Rule{
	Code:     "double-escaped",
	Severity: diag.Warning,
	Title:    "HTML that learners read as HTML",
	Says:     "learners see `&nbsp;` as it is written",
	Why: "A text went through one program too many: what was a no-break space or a line break has become text. Learners read " +
		"`&nbsp;` or `<br>` on the card.",
	Bad: `- id: amount
  front: How many grams has a kilogram?
  back: 1&amp;nbsp;000`,
	Good: `- id: amount
  front: How many grams has a kilogram?
  back: 1&nbsp;000`,
	Not: []string{
		"a field that is nothing but a tag, which is the answer then",
		"code",
		"decks, tags and note types about HTML",
		"`AT&amp;T`, `&amp;c.`",
	},
	Fix:     "`deckmill fix` writes `&nbsp;` for `&amp;nbsp;`. Other entities and tags are suggested.",
	Options: []lint.Option{{Name: "allow-tags", Default: []string{"html", "web"}, About: "tags of notes, and words in names of decks, that are about HTML"}},
	Note:    findDoubleEscaped,
}

var (
	escapedTwice = regexp.MustCompile(`&amp;([A-Za-z][A-Za-z0-9]{1,9}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});|&lt;/?(?:b|i|u|br|div|span|p|strong|em|sub|sup)\s*/?&gt;`)
	markupInText = regexp.MustCompile(`&(?:[A-Za-z][A-Za-z0-9]{1,9}|#[0-9]{2,6});|</?(?:b|i|u|br|div|span|p|strong|em|sub|sup)\s*/?>|<(?:img|span|div) [^>]*>`)
)

func findDoubleEscaped(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		find := escapedTwice
		switch {
		case f.Markup == deck.Media:
			continue
		case f.Markup == deck.PlainText:
			if !f.Bytes.HasAny("&<") {
				continue
			}
			find = markupInText
		case !f.Bytes.Has('&') || !f.Bytes.Has(';'):
			continue
		}
		if d, ok := firstEscaped(f, find); ok && !isAboutHTML(p) {
			p.Found(d)
		}
	}
}

// mostEscapes is how many candidates of a field are looked at.
const mostEscapes = 100

// firstEscaped returns the finding about the first text of a field that learners read as HTML, with a fix for all of its
// kind.
func firstEscaped(f *lint.Field, find *regexp.Regexp) (d diag.Diagnostic, ok bool) {
	var changes []deck.Change
	safe := true
	for _, m := range find.FindAllStringIndex(f.Source, mostEscapes) {
		found := f.Source[m[0]:m[1]]
		shown := html.UnescapeString(found)
		if f.Markup == deck.PlainText {
			shown = found
		}
		isTag := strings.HasPrefix(shown, "<")
		isSubject := isTag && found == strings.TrimSpace(f.Source) && !strings.HasPrefix(shown, "<br") // which tag makes a paragraph?
		if f.Verbatim().Has(m[0]) || isSubject || !isTag && html.UnescapeString(shown) == shown {
			continue // code, or no entity that anyone knows
		}
		if !ok {
			ok = true
			d = diag.Diagnostic{
				Span:    f.Span(m[0], m[1]),
				Message: fmt.Sprintf("learners see `%s` as it is written", shown),
				Help:    fmt.Sprintf("write `%s`; if it is meant, write it as code", shown),
			}
			if f.Markup == deck.PlainText {
				d.Help = "this field is plain text: write the character itself, or give the field `markup: html`"
			}
		}
		safe = safe && shown == "&nbsp;"
		changes = append(changes, deck.Change{Start: m[0], End: m[1], New: shown})
	}
	if ok && f.Markup != deck.PlainText {
		d.Fixes = f.Fix(fmt.Sprintf("write `%s`", changes[0].New), safe, changes...)
	}
	return d, ok
}

// isAboutHTML reports whether the deck, or a tag of the note, says that HTML is what it is about.
func isAboutHTML(p *lint.NotePass) bool {
	about := func(text string) bool {
		parts := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ':' || r == ' ' || r == '-' || r == '_' })
		return slices.ContainsFunc(p.List("allow-tags"), func(word string) bool { return slices.Contains(parts, word) })
	}
	return about(p.Deck.Name.Value) || slices.ContainsFunc(p.Note.Tags, func(t deck.Text) bool { return about(t.Value) })
}
