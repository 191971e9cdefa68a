package lint

import (
	"strings"
	"unicode/utf8"
)

// longestEmphasis is the length of the longest run of signs that is still emphasis rather than a blank to fill in.
const longestEmphasis = 3

// markdown leaves out the signs of Markdown: those of emphasis, of code, and the targets of links.
func (w *proseWriter) markdown(i int) int {
	s := w.src[i:]
	switch s[0] {
	case '`', '~', '$':
		n := w.f.verbatimInMarkdown(w.src, i)
		switch {
		case n > 0 && s[0] == '`' && strings.Trim(s[:n], "`") == "": // back quotes without a partner are text
			w.keep(i, i+n)
			return n
		case n > 0:
			w.write(i, i+n, string(object))
			return n
		}
		if strings.HasPrefix(s, "~~") {
			return 2
		}
	case '*':
		return len(s) - len(strings.TrimLeft(s, "*"))
	case '_':
		before, _ := utf8.DecodeLastRuneInString(w.src[:i])
		n := 1
		for n < len(s) && n <= longestEmphasis && s[n] == '_' {
			n++
		}
		after, _ := utf8.DecodeRuneInString(s[n:])
		if n <= longestEmphasis && !(isWordRune(before) && isWordRune(after)) && (isWordRune(before) || isWordRune(after)) {
			return n
		}
	case '!':
		if strings.HasPrefix(s, "![") {
			if n := linkLength(s[1:]); n > 0 {
				w.write(i, i+1+n, string(object))
				return 1 + n
			}
		}
	case '[':
		if n := linkLength(s); n > 0 {
			w.open = append(w.open, i+strings.Index(s, "]("))
			return 1
		}
	case ']':
		if last := len(w.open) - 1; last >= 0 && w.open[last] == i {
			w.open = w.open[:last]
			return w.f.between(s, "](", ")")
		}
	}
	return 0
}

// longestLink is how far in bytes the end of a link is looked for.
const longestLink = 2000

// linkLength returns the length of the Markdown link that s begins with: `[text](target)` on one line, without brackets
// inside; 0 for none.
func linkLength(s string) int {
	s = s[:min(len(s), longestLink)]
	middle := strings.Index(s, "](")
	if middle < 1 || strings.ContainsAny(s[1:middle], "[]\n") {
		return 0
	}
	end := strings.IndexAny(s[middle:], ")\n")
	if end < 0 || s[middle+end] == '\n' {
		return 0
	}
	return middle + end + 1
}
