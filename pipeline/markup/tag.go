package markup

import "strings"

// A tag is an HTML tag or comment, s[start:end]. Name is in lower case and empty for comments and the like.
type tag struct {
	start, nameEnd, end int
	name                string
	closing             bool
}

// nextTag returns the first tag at or after s[i:], read as browsers do. A tag that never ends reaches to the end of s.
func nextTag(s string, i int) (t tag, ok bool) {
	for ; i < len(s); i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			return t, false
		}
		i += n
		if t, ok := tagAt(s, i); ok {
			return t, true
		}
	}
	return t, false
}

// tagAt returns the tag that begins with the `<` at s[i].
func tagAt(s string, i int) (t tag, ok bool) {
	rest := s[i+1:]
	switch {
	case strings.HasPrefix(rest, "!--"):
		return tag{start: i, end: after(s, i+4, "-->")}, true
	case rest != "" && (rest[0] == '!' || rest[0] == '?'):
		return tag{start: i, end: after(s, i, ">")}, true
	case rest != "" && isLetter(rest[0]):
		return readTag(s, i, i+1, false), true
	case len(rest) > 1 && rest[0] == '/' && isLetter(rest[1]):
		return readTag(s, i, i+2, true), true
	}
	return t, false
}

// closingTag returns the offset of the first `</name` at or after s[i:], in whatever case, or the length of s.
func closingTag(s string, i int, name string) int {
	for ; i < len(s); i++ {
		n := strings.Index(s[i:], "</")
		if n < 0 {
			break
		}
		i += n
		if from := i + len("</"); len(s)-from >= len(name) && strings.EqualFold(s[from:from+len(name)], name) {
			return i
		}
	}
	return len(s)
}

// after returns the offset after the first end at or after s[i:], or the length of s.
func after(s string, i int, end string) int {
	if n := strings.Index(s[min(i, len(s)):], end); n >= 0 {
		return i + n + len(end)
	}
	return len(s)
}

func readTag(s string, start, name int, closing bool) tag {
	end := name
	for end < len(s) && !isBlank(s[end]) && s[end] != '/' && s[end] != '>' {
		end++
	}
	t := tag{start: start, nameEnd: end, name: strings.ToLower(s[name:end]), closing: closing}
	t.end = eachAttribute(s, end, func(attribute) {})
	return t
}

// An attribute is one attribute of a tag: its name s[start:nameEnd] and value s[value:valueEnd] without quotes.
// stop is the offset after the closing quote.
type attribute struct {
	start, nameEnd, value, valueEnd, stop int
	has                                   bool // it has a value
}

// eachAttribute calls f for the attributes that begin at s[i:] and returns the offset after the tag's `>`.
func eachAttribute(s string, i int, f func(attribute)) (end int) {
	for i < len(s) {
		switch {
		case s[i] == '>':
			return i + 1
		case isBlank(s[i]) || s[i] == '/':
			i++
			continue
		}
		a := attribute{start: i}
		for i++; i < len(s) && !isBlank(s[i]) && strings.IndexByte("/>=", s[i]) < 0; {
			i++
		}
		a.nameEnd, a.stop = i, i
		j := i
		for j < len(s) && isBlank(s[j]) {
			j++
		}
		if j < len(s) && s[j] == '=' {
			a.readValue(s, j+1)
			i = a.stop
		}
		f(a)
	}
	return len(s)
}

func (a *attribute) readValue(s string, i int) {
	for i < len(s) && isBlank(s[i]) {
		i++
	}
	a.has = true
	if i < len(s) && (s[i] == '"' || s[i] == '\'') {
		a.value = i + 1
		n := strings.IndexByte(s[i+1:], s[i])
		if n < 0 {
			a.valueEnd, a.stop = len(s), len(s)
			return
		}
		a.valueEnd, a.stop = i+1+n, i+2+n
		return
	}
	a.value = i
	for i < len(s) && !isBlank(s[i]) && s[i] != '>' {
		i++
	}
	a.valueEnd, a.stop = i, i
}

// isRawText reports whether the content of an element holds no tags.
func isRawText(name string) bool {
	switch name {
	case "script", "style", "textarea", "title":
		return true
	}
	return false
}

// optionalEnd reports whether an element has no content, or its end tag may be left out.
func optionalEnd(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
		"li", "p", "td", "th", "tr", "dt", "dd", "option", "optgroup", "rt", "rp", "thead", "tbody", "tfoot", "colgroup":
		return true
	}
	return false
}
