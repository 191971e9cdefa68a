package markup

import "strings"

// A mathSpan is math in Markdown: s[start:end] with its delimiters, s[from:to] without.
type mathSpan struct {
	start, from, to, end int
	display              bool
}

// A mathMemo remembers what the search for math has learnt, so that many lone dollars cost no more than one.
type mathMemo struct {
	after   int // offset after the last math
	noSpan  int // a single `$` before this offset opens nothing
	noFound [3]int
}

// mathAt returns the math that begins with the `$` or `\` at s[i] and ends before limit, where its block ends.
// The byte at i must not be escaped.
func mathAt(s string, i, limit int, memo *mathMemo) (m mathSpan, ok bool) {
	m = mathSpan{start: i, from: i + 2}
	rest := s[i:limit]
	switch {
	case strings.HasPrefix(rest, "$$"):
		m.display = true
		m, ok = m.until("$$", s, limit, &memo.noFound[0])
	case strings.HasPrefix(rest, `\(`):
		m, ok = m.until(`\)`, s, limit, &memo.noFound[1])
	case strings.HasPrefix(rest, `\[`):
		m.display = true
		m, ok = m.until(`\]`, s, limit, &memo.noFound[2])
	case s[i] == '$' && i >= memo.noSpan && len(rest) > 1 && !isBlank(rest[1]) && !afterDollar(s, i, memo.after):
		m.from = i + 1
		m, ok = m.single(s, limit, memo)
	}
	if ok {
		memo.after = m.end
	}
	return m, ok
}

// afterDollar reports whether the byte before i is a `$` that is text: the second of `$$` opens nothing.
func afterDollar(s string, i, mathEnd int) bool {
	if i == 0 || s[i-1] != '$' || i == mathEnd {
		return false
	}
	n := 0
	for j := i - 2; j >= 0 && s[j] == '\\'; j-- {
		n++
	}
	return n%2 == 0
}

func (m mathSpan) until(closer, s string, limit int, failed *int) (mathSpan, bool) {
	if m.start < *failed {
		return m, false
	}
	j := m.from
	for j < limit {
		switch {
		case strings.HasPrefix(s[j:limit], closer):
			m.to, m.end = j, j+len(closer)
			return m, strings.Trim(s[m.from:m.to], " \t\n") != ""
		case s[j] == '\\':
			j += 2
		case higher(s, j, limit):
			*failed = j
			return m, false
		default:
			j++
		}
	}
	*failed = limit
	return m, false
}

// single looks for the `$` that closes a span: no blank before it, no digit after it.
func (m mathSpan) single(s string, limit int, memo *mathMemo) (mathSpan, bool) {
	j := m.from
	for j < limit {
		switch {
		case s[j] == '\\':
			j += 2
		case s[j] == '$':
			if j > m.from && !isBlank(s[j-1]) && (j+1 == len(s) || !isDigit(s[j+1])) {
				m.to, m.end = j, j+1
				return m, true
			}
			j++
		case higher(s, j, limit):
			memo.noSpan = j
			return m, false
		default:
			j++
		}
	}
	memo.noSpan = limit
	return m, false
}

// higher reports whether code or a verbatim tag, which come before math, begins at i.
func higher(s string, i, limit int) bool {
	switch s[i] {
	case '`':
		if i > 0 && s[i-1] == '`' {
			return false
		}
		_, end := codeSpan(s, i, limit)
		return end > 0
	case '[':
		_, ok := verbatimAt(s, i)
		return ok
	}
	return false
}

// A verbatimTag is `[latex]..[/latex]`, `[$]..[/$]`, `[$$]..[/$$]`, `[anki:..]` with its content, or `[sound:..]`:
// s[start:end]. Between from and to stands what it encloses.
type verbatimTag struct {
	start, from, to, end int
	sound                bool
}

const soundOpen = "[sound:"

// verbatimAt returns the tag that begins with the `[` at s[i].
func verbatimAt(s string, i int) (v verbatimTag, ok bool) {
	rest := s[i:]
	switch {
	case len(rest) < 4:
		return v, false
	case strings.HasPrefix(rest, soundOpen):
		n := strings.IndexAny(rest, "]\n")
		if n <= len(soundOpen) || rest[n] != ']' {
			return v, false
		}
		return verbatimTag{start: i, from: i + len(soundOpen), to: i + n, end: i + n + 1, sound: true}, true
	case strings.HasPrefix(rest, "[anki:"):
		return ankiTag(s, i)
	}
	for _, name := range [...]string{"[$]", "[$$]", "[latex]"} {
		if len(rest) > len(name) && strings.EqualFold(rest[:len(name)], name) {
			return enclosed(s, i, i+len(name), name)
		}
	}
	return v, false
}

// enclosed completes the tag whose opening part, s[i:from], is spelt name: it ends with the first `[/name]`, which
// like Anki's may be in other case.
func enclosed(s string, i, from int, name string) (v verbatimTag, ok bool) {
	closer := "[/" + name[1:]
	for j := from; ; j++ {
		n := strings.Index(s[j:], "[/")
		if n < 0 {
			return v, false
		}
		j += n
		if len(s)-j >= len(closer) && strings.EqualFold(s[j:j+len(closer)], closer) {
			return verbatimTag{start: i, from: from, to: j, end: j + len(closer)}, true
		}
	}
}

func ankiTag(s string, i int) (v verbatimTag, ok bool) {
	n := strings.IndexByte(s[i:], ']')
	if n < 0 {
		return v, false
	}
	from := i + n + 1
	name := s[i:from]
	if k := strings.IndexAny(name, " \t\n]"); k > len("[anki:") {
		if v, ok := enclosed(s, i, from, name[:k]+"]"); ok {
			return v, true
		}
	}
	return verbatimTag{start: i, from: from, to: from, end: from}, true
}
