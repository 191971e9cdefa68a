package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var htmlUnbalanced = &lint.Rule{
	Code:     "html-unbalanced",
	Severity: diag.Warning,
	Title:    "An HTML tag without its partner",
	Says:     "`<b>` is never closed",
	Why: "A tag that is opened and never closed goes on behind the field: the rest of the card turns bold, or a box " +
		"swallows the answer below it. Fields are pasted into the card one after the other, so the damage shows far " +
		"from the mistake.",
	Bad: `- id: key-word
  front: What does <b>softmax do?
  back: It turns scores into probabilities.`,
	Good: `- id: key-word
  front: What does <b>softmax</b> do?
  back: It turns scores into probabilities.`,
	Not: []string{
		"tags that need no end: `<br>`, `<img>`, `<li>`, `<p>`, `<td>`",
		"code, math, comments and drawings (`<svg>`)",
		"a `<` before a blank or digit",
		"names that are no tags at all: that is `lost-angle`",
		"what only looks like a tag: addresses (`<a@b.c>`), the text of a picture, a hint of a cloze deletion",
	},
	Fix:  "`deckmill fix` removes a stray closing tag at the end of a field.",
	Note: findUnbalancedTags,
}

// pairedTags are the tags that must be closed. Others close themselves, need no end, or are none.
var pairedTags = wordSet(`a abbr audio b bdi bdo big blockquote center cite del details dfn div dl em font h1 h2 h3 h4 h5 h6 i ins kbd
	mark ol q ruby s samp select small span strike strong sub summary sup table textarea title tt u ul var video`)

func findUnbalancedTags(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('<') || f.Markup != deck.Markdown && f.Markup != deck.HTML {
			continue
		}
		text, html := f.Source, f.HTML
		if start, message, help := cutShort(f); message != "" {
			p.Found(diag.Diagnostic{Span: f.Span(start, len(strings.TrimRight(text, " \n"))), Message: message, Help: help})
			continue
		}
		if _, message, _ := firstUnbalanced(html, lint.TagsOf(html, deck.HTML)); message == "" {
			continue // the source may have signs that only look like tags
		}
		tag, message, help := firstUnbalanced(text, writtenTags(text, f.Markup, html))
		if message == "" {
			continue
		}
		d := diag.Diagnostic{Span: f.Span(tag.Start, tag.End), Message: message, Help: help}
		before := strings.TrimRight(text[:tag.Start], " ")
		if strings.HasSuffix(message, "closes nothing") && tag.End == len(strings.TrimRight(text, " \n")) && strings.TrimSpace(before) != "" {
			d.Fixes = f.Fix(fmt.Sprintf("remove `</%s>`", tag.Name), true, deck.Change{Start: len(before), End: tag.End})
		}
		p.Found(d)
	}
}

// cutShort finds a comment or a tag whose own end is missing: the browser looks for it in what stands behind the field, and
// shows nothing up to there. Tags of no known name are `lost-angle`.
func cutShort(f *lint.Field) (start int, message, help string) {
	if i := strings.LastIndex(f.HTML, "<!--"); i >= 0 && !strings.Contains(f.HTML[i:], "-->") {
		return strings.LastIndex(f.Source, "<!--"), "the comment `<!--` is never closed: it hides the rest of the card",
			"write `-->` where it ends"
	}
	i := strings.LastIndexByte(f.Source, '<')
	if f.Markup != deck.HTML || i < 0 || strings.Contains(f.Source[i:], ">") || f.Verbatim().Has(i) {
		return 0, "", ""
	}
	name := f.Source[i+1:]
	if end := strings.IndexFunc(name, func(r rune) bool { return r != '/' && !isAlphanumeric(byte(min(r, 0x7f))) }); end >= 0 {
		name = name[:end]
	}
	if bare := strings.ToLower(strings.TrimPrefix(name, "/")); !pairedTags[bare] && !looseTags[bare] {
		return 0, "", ""
	}
	return i, fmt.Sprintf("the tag `<%s` has no `>`: it swallows what stands behind it", name), "write `>` where it ends"
}

// looseTags are the usual tags without a partner.
var looseTags = wordSet(`br code hr img input li p pre source td th tr wbr`)

// writtenTags returns the tags of a source that became tags in its HTML. Hints and the texts of pictures do not.
func writtenTags(text string, m deck.Markup, html string) []lint.Tag {
	kept := map[string]bool{}
	return slices.DeleteFunc(lint.TagsOf(text, m), func(t lint.Tag) bool {
		opener := text[t.Start : t.Start+len("<")+len(t.Name)]
		if t.Closing {
			opener = text[t.Start : t.Start+len("</")+len(t.Name)]
		}
		if _, known := kept[opener]; !known {
			kept[opener] = strings.Contains(html, opener)
		}
		return !kept[opener]
	})
}

// firstUnbalanced returns the first tag that has no partner, and what to say about it; nothing when all have one.
func firstUnbalanced(text string, tags []lint.Tag) (tag lint.Tag, message, help string) {
	var open []lint.Tag
	for i, t := range tags {
		if !pairedTags[t.Name] || strings.HasSuffix(text[t.Start:t.End], "/>") {
			continue
		}
		if !t.Closing {
			open = append(open, t)
			continue
		}
		last := len(open) - 1
		if last >= 0 && open[last].Name == t.Name {
			open = open[:last]
			continue
		}
		for _, o := range open {
			if o.Name == t.Name {
				return open[last], fmt.Sprintf("`<%s>` is not closed before `</%s>`", open[last].Name, t.Name),
					fmt.Sprintf("write `</%s>` before `</%s>`", open[last].Name, t.Name)
			}
		}
		if last >= 0 && !slices.ContainsFunc(tags[i:], func(later lint.Tag) bool { return later.Closing && later.Name == open[last].Name }) {
			return t, fmt.Sprintf("`<%s>` is closed by `</%s>`", open[last].Name, t.Name), fmt.Sprintf("write `</%s>` here", open[last].Name)
		}
		return t, fmt.Sprintf("`</%s>` closes nothing", t.Name), "remove it, or write the tag that it closes"
	}
	if len(open) > 0 {
		return open[0], fmt.Sprintf("`<%s>` is never closed", open[0].Name), fmt.Sprintf("write `</%s>` where it ends", open[0].Name)
	}
	return tag, "", ""
}
