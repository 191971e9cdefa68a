package markup

import (
	"slices"
	"strings"
)

// A regionKind says what a region of Markdown source is.
type regionKind uint8

const (
	codeRegion regionKind = iota
	verbatimRegion
	mathRegion
)

// A region is a part of the source in which Markdown means nothing.
type region struct {
	start, end int
	kind       regionKind
	from, to   int // what a verbatim tag encloses; equal if that is nothing, or a sound
}

// inRegion returns the index of the sorted region that holds offset i, if one does.
func inRegion(rs []region, i int) (index int, ok bool) {
	k, _ := slices.BinarySearchFunc(rs, i, func(r region, i int) int {
		if r.end <= i {
			return -1
		}
		return 1
	})
	return k, k < len(rs) && rs[k].start <= i
}

// regions returns code, verbatim tags and math of Markdown source that still holds its deletions (precedence: format.md
// section 8). It reads lines, not blocks, so in odd places it may differ from the parser; the parser decides what
// is shown, regions only decides where hints begin and what is copied verbatim.
func regions(src string, cloze bool) []region {
	r := regionReader{src: src, cloze: cloze, math: mathMemo{tags: verbatimReader{s: src}}}
	for i := 0; i < len(src); {
		i = r.step(i)
	}
	return r.found
}

type regionReader struct {
	src   string
	cloze bool
	found []region
	open  int // deletions that are open, counted naively
	limit int // end of the block that holds the place being read
	math  mathMemo
	// unclosed is set when no `}}` follows.
	unclosed bool
}

func (r *regionReader) add(start, end int, kind regionKind) int {
	r.found = append(r.found, region{start: start, end: end, kind: kind})
	return end
}

// step reads what stands at i and returns the offset after it.
func (r *regionReader) step(i int) int {
	if i == 0 || r.src[i-1] == '\n' {
		if start, end, ok := fence(r.src, i); ok {
			r.limit = end
			return r.add(start, end, codeRegion)
		}
	}
	if i >= r.limit {
		r.limit = blockEnd(r.src, i)
	}
	switch r.src[i] {
	case '`':
		n, end := codeSpan(r.src, i, r.limit)
		if end > 0 {
			return r.add(i, end, codeRegion)
		}
		return i + n
	case '[':
		if v, ok := r.math.tags.at(i); ok {
			r.add(i, v.end, verbatimRegion)
			if !v.sound {
				last := &r.found[len(r.found)-1]
				last.from, last.to = v.from, v.to
			}
			return v.end
		}
	case '$', '\\':
		if m, ok := mathAt(r.src, i, r.limit, &r.math); ok {
			return r.add(i, m.end, mathRegion)
		}
		if r.src[i] == '\\' && i+1 < len(r.src) {
			if _, ok := opener(r.src, i+1); !ok {
				return i + 2
			}
		}
	case '{':
		if body, ok := opener(r.src, i); ok && r.cloze {
			r.open++
			return body
		}
	case '}':
		if r.open > 0 && strings.HasPrefix(r.src[i:], "}}") {
			r.open--
			return i + 2
		}
	case ':':
		if r.open > 0 && !r.unclosed && strings.HasPrefix(r.src[i:], "::") {
			n := strings.Index(r.src[i:], "}}")
			if n >= 0 { // a hint: nothing begins in it
				return i + n
			}
			r.unclosed = true
		}
	}
	return i + 1
}

// fence returns a fenced code block that starts on the line at i, after list markers and openers.
func fence(s string, i int) (start, end int, ok bool) {
	start = skipMarkers(s, i)
	n := runLength(s, start)
	if n < 3 || s[start] != '`' && s[start] != '~' {
		return 0, 0, false
	}
	lineEnd := endOfLine(s, start)
	if s[start] == '`' && strings.IndexByte(s[start+n:lineEnd], '`') >= 0 {
		return 0, 0, false
	}
	for j := lineEnd; j < len(s); {
		line := strings.Trim(s[j+1:endOfLine(s, j+1)], " \t")
		j = endOfLine(s, j+1)
		closing := strings.TrimRight(line, string(s[start]))
		if len(line) >= n && line[0] == s[start] && strings.Trim(closing, "} \t") == "" {
			return start, j, true
		}
	}
	return start, len(s), true
}

// skipMarkers returns the offset after blanks, list markers and openers at the start of a line.
func skipMarkers(s string, i int) int {
	for i < len(s) {
		switch {
		case s[i] == ' ' || s[i] == '\t':
			i++
		case listMarker(s, i) > 0:
			i += listMarker(s, i)
		default:
			body, ok := opener(s, i)
			if !ok {
				return i
			}
			i = body
		}
	}
	return i
}

// listMarker returns the length of a list marker and the blank after it, or 0.
func listMarker(s string, i int) int {
	j := i
	if strings.IndexByte("-+*", s[j]) < 0 {
		for j < len(s) && isDigit(s[j]) && j-i < 9 {
			j++
		}
		if j == i || j == len(s) || s[j] != '.' && s[j] != ')' {
			return 0
		}
	}
	if j+1 < len(s) && (s[j+1] == ' ' || s[j+1] == '\t') {
		return j + 2 - i
	}
	return 0
}

// blockEnd returns where the block that holds offset i ends: at an empty line, or before a line that starts another
// block. A table row is a block.
func blockEnd(s string, i int) int {
	lineStart := strings.LastIndexByte(s[:i], '\n') + 1
	row := lineStart+1 < len(s) && s[lineStart] == '|'
	for {
		end := endOfLine(s, i)
		if end == len(s) || row {
			return end
		}
		i = end + 1
		body := skipBlanks(s, i)
		if body == len(s) || s[body] == '\n' || listMarker(s, body) > 0 || s[body] == '#' || s[body] == '|' {
			return i
		}
		if _, _, ok := fence(s, i); ok {
			return i
		}
	}
}

func skipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

func endOfLine(s string, i int) int {
	if n := strings.IndexByte(s[min(i, len(s)):], '\n'); n >= 0 {
		return i + n
	}
	return len(s)
}

// runLength returns how often the byte at i is repeated there.
func runLength(s string, i int) int {
	n := 0
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	return n
}

// codeSpan returns the length of the run of backticks at i and, if a run of the same length before limit closes it, the
// offset after that, else 0.
func codeSpan(s string, i, limit int) (run, end int) {
	run = runLength(s, i)
	for j := i + run; j < limit; {
		k := strings.IndexByte(s[j:limit], '`')
		if k < 0 {
			break
		}
		j += k
		n := runLength(s, j)
		j += n
		if n == run {
			return run, j
		}
	}
	return run, 0
}
