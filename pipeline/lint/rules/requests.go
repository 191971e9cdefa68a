package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/markup"
)

// mostRequests is the number of places of one text that are told.
const mostRequests = 100

// A request is something that loads an address, at text[start:end], in the tag that begins at tag.
type request struct {
	tag, start, end int
	address         string
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
