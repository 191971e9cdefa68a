package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/source"
)

var externalRequest = &lint.Rule{
	Code:     "external-request",
	Severity: diag.Warning,
	Title:    "A card or its style loads something from the web",
	Says:     "`https://maps.example.org/france` is loaded from the web: missing without a network, and `maps.example.org` sees every review",
	Why: "Fonts, frames and scripts from the web are missing on the train, and for everybody on the day the address " +
		"changes. The owner of the server learns who studies which card when, and can change what the card shows.\n\n" +
		"Looked at are fields, templates with their scripts, and styles. Pictures and sounds of fields are `remote-media`.",
	Bad: `- id: france
  front: 'Which country? <iframe src="https://maps.example.org/france"></iframe>'
  back: France`,
	Good: `- id: france
  front: Which country is shown on [this map](https://maps.example.org/france)?
  back: France`,
	Not: []string{
		"links to read on: `<a href>`",
		"names in XML: `xmlns`, `@namespace`",
		"the learner's own computer: `localhost`, private addresses",
		"scripts that load files of the deck",
		"code",
	},
	Note: findRequests,
	Deck: findRequestsOfDeck,
}

// mostRequests is the number of places of one text that are told.
const mostRequests = 100

// A request is something that loads an address, at text[start:end], in the tag that begins at tag.
type request struct {
	tag, start, end int
	address         string
}

func findRequests(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.Has('<') || !strings.Contains(f.HTML, "//") {
			continue
		}
		for _, r := range requestsOfHTML(f.HTML, false) {
			p.Found(requestFinding(r, f.SearchTag(r.tag, r.start, r.end)))
		}
	}
}

func findRequestsOfDeck(p *lint.DeckPass) {
	tell := func(t deck.Text, found []request) {
		for _, r := range found {
			p.Found(requestFinding(r, t.Span(r.start, r.end)))
		}
	}
	for t := range templateTexts(p.Deck) {
		tell(t, requestsOfHTML(t.Value, true))
	}
	for _, t := range p.Deck.Notetypes {
		if t.CSS.Given() {
			tell(t.CSS, requestsOfCSS(nil, t.CSS.Value, 0, 0))
		}
	}
}

func requestFinding(r request, at source.Span) diag.Diagnostic {
	return diag.Diagnostic{
		Span: at,
		Message: fmt.Sprintf("`%s` is loaded from the web: missing without a network, and `%s` sees every review",
			lint.Clip(r.address), lint.Clip(hostOf(r.address))),
		Help: "put the file into the folder `media/` and write its name here, make it a link, or remove it",
	}
}

// isForeignAddress reports whether an address makes the learner's computer ask one of somebody else.
func isForeignAddress(address string) bool {
	host := hostOf(address)
	return host != "" && !isNearby(host) && !isNamespace(host)
}

// requestsOfHTML finds what HTML loads. Pictures, sounds and scripts count in templates only: for fields there are
// remote-media and script.
func requestsOfHTML(html string, template bool) []request {
	var out []request
	for t := range markup.Tags(html) {
		if len(out) >= mostRequests {
			return out[:mostRequests]
		}
		kind := kindOfTag(t)
		for a := range t.Attributes() {
			switch {
			case len(out) >= mostRequests:
			case a.Name == "style":
				before := len(out)
				out = requestsOfCSS(out, a.Value, a.ValueStart, t.Start)
				for i := range out[before:] { // where entities stand, places in the value are not places in the text
					out[before+i].start, out[before+i].end = a.ValueStart, a.ValueEnd
				}
			case loadsItself(t.Name, kind, a.Name, template):
				if address := a.Value[refreshTarget(t.Name, a.Value):]; isForeignAddress(address) {
					out = append(out, request{tag: t.Start, start: a.ValueStart, end: a.ValueEnd, address: address})
				}
			}
		}
		switch {
		case t.Closing:
		case t.Name == "style":
			text := html[t.End:]
			if end := strings.IndexByte(text, '<'); end >= 0 { // no style sheet has one
				text = text[:end]
			}
			out = requestsOfCSS(out, text, t.End, t.Start)
		case template:
			out = requestsOfScript(out, html[t.End:t.Text], t.End)
		}
	}
	return out
}

// kindOfTag returns what two kinds of tags say they are about: `stylesheet`, `refresh`.
func kindOfTag(t markup.Tag) string {
	switch t.Name {
	case "link":
		return strings.ToLower(t.Attribute("rel"))
	case "meta":
		return strings.ToLower(t.Attribute("http-equiv"))
	}
	return ""
}

// loadsItself reports whether a browser loads by itself what an attribute of a tag names.
func loadsItself(tag, kind, attribute string, template bool) bool {
	switch tag {
	case "iframe", "frame", "embed", "track", "input":
		return attribute == "src"
	case "img", "audio", "source", "script":
		return attribute == "src" && template
	case "video":
		return attribute == "poster" || attribute == "src" && template
	case "object":
		return attribute == "data"
	case "base", "image", "use":
		return attribute == "href" || attribute == "xlink:href"
	case "form":
		return attribute == "action"
	case "link":
		return attribute == "href" && kind != "canonical" && kind != "author" && kind != "license"
	case "meta":
		return attribute == "content" && kind == "refresh"
	}
	return false
}

// refreshTarget returns where the address begins in the value of an attribute, which for <meta> is "5; url=https://...".
func refreshTarget(tag, value string) int {
	if tag == "meta" {
		return strings.IndexByte(value, '=') + 1
	}
	return 0
}

// requestsOfCSS adds what a style sheet loads, which begins at offset from of its text.
func requestsOfCSS(out []request, css string, from, tag int) []request {
	if !strings.Contains(css, "//") {
		return out
	}
	for _, r := range collection.CSSRefs(css) {
		if len(out) < mostRequests && isForeignAddress(r.Name) {
			out = append(out, request{tag: tag, start: from + r.Start, end: from + r.End, address: r.Name})
		}
	}
	return out
}
