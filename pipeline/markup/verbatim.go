package markup

import (
	"sort"
	"strings"
)

// A verbatimTag is `[latex]..[/latex]`, `[$]..[/$]`, `[$$]..[/$$]`, `[anki:..]` with its content, or `[sound:..]`:
// s[start:end]. Between from and to stands what it encloses.
type verbatimTag struct {
	start, from, to, end int
	sound                bool
}

const soundOpen = "[sound:"

// longestTagName bounds the names of `[anki:name]..[/anki:name]`; a tag with a longer name encloses nothing. Anki knows
// names of a few letters.
const longestTagName = 64

// A verbatimReader reads the verbatim tags of s. It remembers what it has searched for, so that many tags that are never
// closed cost no more than one.
type verbatimReader struct {
	s                          string
	soundEnd, nameEnd, bracket memoIndex
	// closers says where `[/name]` stands, by name in lower case; nil until a tag needs it.
	closers map[string][]int
}

// at returns the tag that begins with the `[` at s[i].
func (r *verbatimReader) at(i int) (v verbatimTag, ok bool) {
	rest := r.s[i:]
	switch {
	case len(rest) < 4:
		return v, false
	case strings.HasPrefix(rest, soundOpen):
		from, to := i+len(soundOpen), r.soundEnd.next(r.s, i, "]\n")
		if to == from || to == len(r.s) || r.s[to] != ']' {
			return v, false
		}
		return verbatimTag{start: i, from: from, to: to, end: to + 1, sound: true}, true
	case strings.HasPrefix(rest, "[anki:"):
		return r.ankiTag(i)
	}
	for _, name := range [...]string{"[$]", "[$$]", "[latex]"} {
		if len(rest) > len(name) && strings.EqualFold(rest[:len(name)], name) {
			return r.enclosed(i, i+len(name), name[1:len(name)-1])
		}
	}
	return v, false
}

func (r *verbatimReader) ankiTag(i int) (v verbatimTag, ok bool) {
	from := r.bracket.next(r.s, i, "]") + 1
	if from > len(r.s) {
		return v, false
	}
	name := r.s[i+1 : r.nameEnd.next(r.s, i, " \t\n]")]
	if len(name) > len("anki:") && len(name) <= longestTagName {
		if v, ok := r.enclosed(i, from, name); ok {
			return v, true
		}
	}
	return verbatimTag{start: i, from: from, to: from, end: from}, true
}

// enclosed completes the tag whose opening part is s[i:from]: it ends with the first `[/name]`, which like Anki's may be
// in other case.
func (r *verbatimReader) enclosed(i, from int, name string) (v verbatimTag, ok bool) {
	if r.closers == nil {
		r.findClosers()
	}
	places := r.closers[strings.ToLower(name)]
	k := sort.SearchInts(places, from)
	if k == len(places) {
		return v, false
	}
	return verbatimTag{start: i, from: from, to: places[k], end: places[k] + len("[/]") + len(name)}, true
}

func (r *verbatimReader) findClosers() {
	r.closers = map[string][]int{}
	for i := 0; ; i++ {
		n := strings.Index(r.s[i:], "[/")
		if n < 0 {
			return
		}
		i += n
		rest := r.s[i+len("[/") : min(i+len("[/]")+longestTagName, len(r.s))]
		if end := strings.IndexAny(rest, " \t\n]"); end > 0 && rest[end] == ']' {
			name := strings.ToLower(rest[:end])
			r.closers[name] = append(r.closers[name], i)
		}
	}
}

// A memoIndex remembers its last search: no byte that is looked for stands in s[from:at].
type memoIndex struct{ from, at int }

// next returns the offset of the first of chars at or after s[i:], or the length of s. It must always get the same s and
// chars.
func (m *memoIndex) next(s string, i int, chars string) int {
	if i < m.from || i >= m.at {
		m.from, m.at = i, len(s)
		if n := strings.IndexAny(s[i:], chars); n >= 0 {
			m.at = i + n
		}
	}
	return m.at
}
