package rules

import (
	"html"
	"strings"

	"github.com/deckmill/deckmill/pipeline/lint"
)

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

// escapedTag judges what stands between the signs of the tag that s begins with. Its meaning is given for line breaks
// alone: others want a look at the whole.
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
