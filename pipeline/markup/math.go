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
	tags    verbatimReader
}

// mathAt returns the math that begins with the `$` or `\` at s[i] and ends before limit, where its block ends. The tags of
// memo read s.
// The byte at i must not be escaped.
func mathAt(s string, i, limit int, memo *mathMemo) (m mathSpan, ok bool) {
	m = mathSpan{start: i, from: i + 2}
	rest := s[i:limit]
	switch {
	case strings.HasPrefix(rest, "$$"):
		m.display = true
		m, ok = m.until("$$", s, limit, memo, 0)
	case strings.HasPrefix(rest, `\(`):
		m, ok = m.until(`\)`, s, limit, memo, 1)
	case strings.HasPrefix(rest, `\[`):
		m.display = true
		m, ok = m.until(`\]`, s, limit, memo, 2)
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

// until looks for closer, the one of this index in memo.noFound.
func (m mathSpan) until(closer, s string, limit int, memo *mathMemo, index int) (mathSpan, bool) {
	failed := &memo.noFound[index]
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
		case memo.higher(s, j, limit):
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
		case memo.higher(s, j, limit):
			memo.noSpan = j
			return m, false
		default:
			j++
		}
	}
	memo.noSpan = limit
	return m, false
}

// higher reports whether code or a verbatim tag, which come before math, begins at i. A sound does not.
func (memo *mathMemo) higher(s string, i, limit int) bool {
	switch s[i] {
	case '`':
		if i > 0 && s[i-1] == '`' {
			return false
		}
		_, end := codeSpan(s, i, limit)
		return end > 0
	case '[':
		v, ok := memo.tags.at(i)
		return ok && !v.sound
	}
	return false
}
