package collection

import "strings"

// A CSSRef is a file or address that a style sheet names, at css[Start:End]: the whole url(...) or the quoted text of an
// @import.
type CSSRef struct {
	Start, End int
	Name       string
	Import     bool
}

// CSSRefs finds url(...) and @import "..." in a style sheet, outside of comments.
func CSSRefs(css string) []CSSRef {
	var refs []CSSRef
	for i := 0; i < len(css); {
		rest := css[i:]
		switch {
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return refs
			}
			i += 2 + end + 2
		case hasFold(rest, "url("):
			ref, n := urlRef(rest[len("url("):])
			if n < 0 {
				return refs
			}
			n += len("url(")
			refs = append(refs, CSSRef{Start: i, End: i + n, Name: ref})
			i += n
		case hasFold(rest, "@import"):
			i += len("@import")
			j := i + len(css[i:]) - len(strings.TrimLeft(css[i:], " \t\r\n"))
			if j < len(css) && (css[j] == '"' || css[j] == '\'') {
				end := strings.IndexByte(css[j+1:], css[j])
				if end < 0 {
					return refs
				}
				refs = append(refs, CSSRef{Start: j, End: j + end + 2, Name: css[j+1 : j+1+end], Import: true})
				i = j + end + 2
			}
		default:
			i++
		}
	}
	return refs
}

// urlRef reads what follows `url(` and returns the name and the length up to and including `)`, or -1.
func urlRef(s string) (name string, n int) {
	trimmed := strings.TrimLeft(s, " \t\r\n")
	skipped := len(s) - len(trimmed)
	if trimmed != "" && (trimmed[0] == '"' || trimmed[0] == '\'') {
		end := strings.IndexByte(trimmed[1:], trimmed[0])
		if end < 0 {
			return "", -1
		}
		after := strings.IndexByte(trimmed[end+2:], ')')
		if after < 0 {
			return "", -1
		}
		return trimmed[1 : 1+end], skipped + end + 2 + after + 1
	}
	end := strings.IndexByte(trimmed, ')')
	if end < 0 {
		return "", -1
	}
	return strings.TrimSpace(trimmed[:end]), skipped + end + 1
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// external reports whether a reference leads out of the package and is left alone (format.md section 9).
func external(ref string) bool {
	return ref == "" || ref[0] == '#' || strings.HasPrefix(ref, "//") ||
		hasFold(ref, "http:") || hasFold(ref, "https:") || hasFold(ref, "data:")
}

// removeSuppressions takes the comments with words for the linter out of a template or style sheet: learners have no
// use for them. open and close are the language's comment marks.
func removeSuppressions(s, open, close string) string {
	mark := "deckmill:ignore"
	for at := 0; strings.Contains(s[at:], mark); {
		start := strings.Index(s[at:], open)
		if start < 0 {
			break
		}
		start += at
		length := strings.Index(s[start:], close)
		if length < 0 {
			break
		}
		end := start + length + len(close)
		if !strings.HasPrefix(strings.TrimSpace(s[start+len(open):]), mark) {
			at = end
			continue
		}
		if end < len(s) && s[end] == '\n' && (start == 0 || s[start-1] == '\n') {
			end++ // the comment had the line to itself
		}
		s, at = s[:start]+s[end:], start
	}
	return s
}
