package lint

import "strings"

// A comment is a suppression in a template or style sheet, at text[start:end], signs included.
type comment struct {
	start, end int
	from, to   int // what stands between the signs
}

// markupComments returns the comments of HTML and CSS that begin with mark.
func markupComments(text string) []comment {
	var out []comment
	var f finder
	for at := 0; ; {
		i := strings.Index(text[at:], mark)
		if i < 0 {
			return out
		}
		i += at
		at = i + len(mark)
		before := strings.TrimRight(text[:i], " \t\r\n")
		for _, signs := range [...][2]string{{"<!--", "-->"}, {"/*", "*/"}} {
			if !strings.HasSuffix(before, signs[0]) {
				continue
			}
			if end := f.index(text[i:], signs[1]); end >= 0 {
				at = i + end + len(signs[1])
				out = append(out, comment{start: len(before) - len(signs[0]), end: at, from: i, to: i + end})
			}
		}
	}
}
