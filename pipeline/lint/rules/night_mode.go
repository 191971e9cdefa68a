package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/markup"
)

var nightMode = &lint.Rule{
	Code:     "night-mode",
	Severity: diag.Hint,
	Title:    "A colour is fixed that Anki changes at night",
	Says:     "fixed `black` text: unreadable in night mode",
	Why: "In night mode Anki shows light text on a dark ground. Text that was pasted with its colour stays black there, and " +
		"nobody can read it; a white ground stays white, below text that has become light. Without the colour both are right.",
	Bad: `- id: pasted
  front: What is <span style="color:#000">pasted</span>?
  back: a colour`,
	Good: `- id: pasted
  front: What is pasted?
  back: a colour`,
	Not: []string{
		"colours of text and ground that are set together: they can be read either way",
		"colours other than black and white",
		"`.card` in a style sheet, for which Anki has its own night colours, and style sheets that have rules for `.nightMode`",
		"borders, pictures, SVG",
	},
	Fix:  "Without the colour is suggested.",
	Note: findFixedColours,
	Deck: findFixedStyles,
}

func findFixedColours(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('<') || !f.Bytes.Has('=') || f.Markup != deck.Markdown && f.Markup != deck.HTML {
			continue
		}
		var first string
		var changes []deck.Change
		for _, tag := range lint.TagsOf(f.Source, f.Markup) {
			if tag.Closing || tag.Name == "svg" || tag.Name == "math" {
				continue
			}
			if c := fixedColour(f.Source[tag.Start:tag.End]); c.problem != "" {
				if first == "" {
					first = c.problem
				}
				changes = append(changes, deck.Change{Start: tag.Start + c.start, End: tag.Start + c.end})
			}
		}
		if first != "" {
			p.Found(diag.Diagnostic{
				Span:    f.Span(changes[0].Start, changes[0].End),
				Message: first, Help: "remove the colour, or set the colours of text and ground together",
				Fixes: f.Fix("remove the colour", false, changes...),
			})
		}
	}
}

// A fixedPart is a part of a text that fixes a colour; problem is "" for none.
type fixedPart struct {
	start, end int
	problem    string
}

// fixedColour returns the attribute, or the declaration of a style, by which a tag fixes a colour.
func fixedColour(tag string) (found fixedPart) {
	var other bool // the other colour is set as well
	for t := range markup.Tags(tag) {
		for a := range t.Attributes() {
			part, both := colourOf(tag, t.Name, a)
			other = other || both || part.problem != "" && found.problem != ""
			if part.problem != "" {
				found = part
			}
		}
	}
	if other || found.problem == "" {
		return fixedPart{}
	}
	if found.start > 0 && strings.IndexByte(" \t\n", tag[found.start-1]) >= 0 {
		found.start-- // the blank before it
	}
	return found
}

// colourOf returns the part of an attribute that fixes a colour; both as fixedDeclaration.
func colourOf(tag, name string, a markup.Attribute) (part fixedPart, both bool) {
	part = fixedPart{start: a.Start, end: a.End}
	value := tag[a.ValueStart:a.ValueEnd]
	switch {
	case a.Name == "style":
		part, both = fixedDeclaration(value)
		if alone := strings.Trim(value[:part.start]+value[part.end:], "; \t\n") == ""; alone {
			part.start, part.end = a.Start, a.End
		} else {
			part.start, part.end = part.start+a.ValueStart, part.end+a.ValueStart
		}
	case a.Name == "color" && name == "font":
		part.problem = problemOf("color", value)
	case a.Name == "bgcolor":
		part.problem = problemOf("background", value)
	}
	return part, both
}

// fixedDeclaration returns the declaration of a list such as `color: #000; margin: 0` that fixes a colour, with its `;`.
// both reports that text and ground have a colour, so that nothing is wrong.
func fixedDeclaration(list string) (found fixedPart, both bool) {
	text, ground := false, false
	start := 0
	for start < len(list) {
		end := start + strings.IndexByte(list[start:], ';') + 1
		if end == start {
			end = len(list)
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(list[start:end], ";"), ":")
		name = strings.ToLower(strings.TrimSpace(name))
		text = text || name == "color"
		ground = ground || name == "background" || name == "background-color"
		if problem := problemOf(name, value); problem != "" && found.problem == "" {
			found = fixedPart{start, end, problem}
		}
		start = end
	}
	return found, text && ground
}

// problemOf says why nobody can read a text with this declaration, "" when everybody can.
func problemOf(property, value string) string {
	value = strings.ToLower(strings.TrimSpace(value))
	value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
	colour := blackOrWhite(value)
	if colour == "" {
		return ""
	}
	switch {
	case property == "color" && colour == "black":
		return fmt.Sprintf("fixed `%s` text: unreadable in night mode", value)
	case property == "color":
		return fmt.Sprintf("fixed `%s` text: unreadable by day", value)
	case property != "background" && property != "background-color":
		return ""
	case colour == "white":
		return fmt.Sprintf("fixed `%s` ground: text on it is unreadable in night mode", value)
	}
	return fmt.Sprintf("fixed `%s` ground: text on it is unreadable by day", value)
}
