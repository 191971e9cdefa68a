package markup

import (
	"slices"
	"strings"
)

// otherTags are the names, in lower case, that tags in a text have or would have: read once, so that a text full of lost
// tags is not searched for each of them.
type otherTags struct {
	closed    []string        // what follows `</`, sorted
	withBlank map[string]bool // what stands between `<` and a blank
}

func findOtherTags(s string) *otherTags {
	o := &otherTags{withBlank: map[string]bool{}}
	s = strings.ToLower(s)
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			break
		}
		i += n
		if rest, closing := strings.CutPrefix(s[i+1:], "/"); closing {
			o.closed = append(o.closed, before(rest, nameEnds))
		} else if name := before(rest, nameEnds+"<"); strings.HasPrefix(rest[len(name):], " ") {
			o.withBlank[name] = true
		}
	}
	slices.Sort(o.closed)
	o.closed = slices.Compact(o.closed)
	return o
}

// nameEnds are the bytes that end the name of a tag. For opening tags findOtherTags adds `<`, which keeps names from
// overlapping; browsers would take it as part of the name, but nobody means that.
const nameEnds = " \t\r\n/>"

// before returns what stands in s before the first of chars.
func before(s, chars string) string {
	if n := strings.IndexAny(s, chars); n >= 0 {
		return s[:n]
	}
	return s
}

// isClosed reports whether `</name` is in the text, whatever follows.
func (o *otherTags) isClosed(name string) bool {
	k, _ := slices.BinarySearch(o.closed, name)
	return k < len(o.closed) && strings.HasPrefix(o.closed[k], name)
}
