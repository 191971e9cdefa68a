package field

import "strings"

// StripTags removes comments, style and script elements with their content, and tags, and nothing else
// (anki-format.md 3.4, step 2). Each ends at the first place where it can, whatever quotes are open.
func StripTags(html string) string {
	i := strings.IndexByte(html, '<')
	if i < 0 {
		return html
	}
	var b strings.Builder
	b.Grow(len(html))
	var missing missingEnds
	for i >= 0 {
		b.WriteString(html[:i])
		html = html[i:]
		n := missing.markup(html)
		if n == 0 { // nothing ends any more
			break
		}
		html = html[n:]
		i = strings.IndexByte(html, '<')
	}
	b.WriteString(html)
	return b.String()
}

// missingEnds remembers what was looked for in the rest of a text and not found, so as not to look again.
type missingEnds struct{ comment, style, script bool }

// markup returns the length of what is to be removed at the beginning of s, "<", or 0 if there is no ">" in s.
func (m *missingEnds) markup(s string) int {
	switch {
	case !m.comment && strings.HasPrefix(s, "<!--"):
		if n := strings.Index(s[len("<!--"):], "-->"); n >= 0 {
			return len("<!--") + n + len("-->")
		}
		m.comment = true
	case !m.style && prefixFold(s, "<style") > 0:
		if n := element(s, "</style>"); n > 0 {
			return n
		}
		m.style = true
	case !m.script && prefixFold(s, "<script") > 0:
		if n := element(s, "</script>"); n > 0 {
			return n
		}
		m.script = true
	}
	return strings.IndexByte(s, '>') + 1
}

// element returns the length of the element that s begins with, up to and with its closing tag, or 0.
func element(s, closing string) int {
	i := strings.IndexByte(s, '>') + 1
	if i == 0 {
		return 0
	}
	for {
		n := strings.Index(s[i:], "</")
		if n < 0 {
			return 0
		}
		i += n
		if n := prefixFold(s[i:], closing); n > 0 {
			return i + n
		}
		i += len("</")
	}
}

// prefixFold returns how many bytes of s match prefix (lower case ASCII), ignoring case as Anki's regular expressions
// do, or 0. For them the long s is an s.
func prefixFold(s, prefix string) int {
	const longS = "ſ"
	i := 0
	for j := range len(prefix) {
		switch {
		case i < len(s) && (s[i] == prefix[j] || s[i]|0x20 == prefix[j] && s[i] >= 'A'):
			i++
		case prefix[j] == 's' && strings.HasPrefix(s[i:], longS):
			i += len(longS)
		default:
			return 0
		}
	}
	return i
}
