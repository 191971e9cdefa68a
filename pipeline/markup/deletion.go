package markup

import "strings"

// Limits of cloze deletions (format.md section 8, anki-format.md 5.2).
const (
	maxNumber  = 500
	maxNesting = 10
	// maxTried bounds the recursion on hostile input; everything deeper than maxNesting is an error anyway.
	maxTried = 40
)

// A deletion is one cloze deletion of the source. All numbers are offsets in it:
//
//	{{c1::content::hint}}
//	^     ^      ^ ^   ^ ^
//	open  body stop hint close end
type deletion struct {
	open, body, stop, hint, close, end int
	depth                              int  // 1 for a deletion in no other
	blocks                             bool // opener and closer stand alone on their lines
	reported                           bool // something is wrong with it, and has been said
}

func (d *deletion) hasHint() bool { return d.hint >= 0 }

// opener returns the offset after an opener `{{c1::` that stands at s[i:]. At least one digit is needed; Anki takes
// lists like `c1,2`.
func opener(s string, i int) (body int, ok bool) {
	if !strings.HasPrefix(s[i:], "{{c") {
		return 0, false
	}
	digits := false
	j := i + 3
	for ; j < len(s) && (isDigit(s[j]) || s[j] == ','); j++ {
		digits = digits || s[j] != ','
	}
	if !digits || !strings.HasPrefix(s[j:], "::") {
		return 0, false
	}
	return j + 2, true
}

// A deletionScanner finds the deletions of a field.
type deletionScanner struct {
	src      string
	escapes  bool     // Markdown: a backslash takes braces and colons their meaning
	opaque   []region // where `::` begins no hint, in order
	found    []deletion
	unclosed []int // offsets of openers
	budget   int   // steps left; hostile input must not take quadratic time
}

// scan fills found, in the order of the openers, and unclosed.
func (s *deletionScanner) scan() {
	s.budget = 64*len(s.src) + 1024
	for i := 0; ; {
		j := strings.Index(s.src[i:], "{{c")
		if j < 0 {
			return
		}
		i += j
		body, ok := opener(s.src, i)
		if !ok {
			i++
			continue
		}
		if end, ok := s.deletion(i, body, 1); ok {
			i = end
			continue
		}
		s.unclosed = append(s.unclosed, i)
		i = body
	}
}

// A candidate is the first `}}` of a deletion, used if none balances the braces.
type candidate struct {
	close, hint, found int
}

// deletion reads the deletion whose content starts at body and returns the offset after it.
func (s *deletionScanner) deletion(open, body, depth int) (end int, ok bool) {
	self := len(s.found)
	s.found = append(s.found, deletion{open: open, body: body, depth: depth})
	first := candidate{close: -1}
	hint, braces := -1, 0
	note := func(at int) {
		if first.close < 0 {
			first = candidate{close: at, hint: hint, found: len(s.found)}
		}
	}
	for i := body; i < len(s.src) && s.budget > 0; {
		s.budget--
		switch b := s.src[i]; {
		case b == '\\' && s.escape(i+1):
			if strings.HasPrefix(s.src[i+1:], "}}") {
				note(i + 1)
			}
			i += 2
		case b == '{':
			inner, isOpener := opener(s.src, i)
			if !isOpener || depth >= maxTried {
				braces++
				i++
				continue
			}
			after, closed := s.deletion(i, inner, depth+1)
			if !closed {
				i = len(s.src)
				continue
			}
			i = after
		case b == '}' && strings.HasPrefix(s.src[i:], "}}") && braces == 0:
			return s.finish(self, i, hint), true
		case b == '}':
			if strings.HasPrefix(s.src[i:], "}}") {
				note(i)
			}
			braces--
			i++
		case b == ':' && hint < 0 && strings.HasPrefix(s.src[i:], "::") && !s.isOpaque(i):
			hint = i + 2
			i += 2
		case b == '\n' && first.close >= 0 && s.blankLine(i):
			i = len(s.src) // the braces are not balanced in this block
		default:
			i++
		}
	}
	if first.close < 0 {
		s.found = s.found[:self]
		return 0, false
	}
	s.found = s.found[:first.found]
	return s.finish(self, first.close, first.hint), true
}

func (s *deletionScanner) finish(self, close, hint int) (end int) {
	d := &s.found[self]
	d.close, d.end, d.hint, d.stop = close, close+2, hint, close
	if hint >= 0 {
		d.stop = hint - 2
	}
	return d.end
}

// escape reports whether a backslash before src[i:] is skipped together with the byte there. It cannot undo an opener,
// because Anki would see that all the same.
func (s *deletionScanner) escape(i int) bool {
	if i == len(s.src) {
		return false
	}
	switch s.src[i] {
	case '{':
		_, isOpener := opener(s.src, i)
		return !isOpener
	case '}':
		return true
	case ':', '\\':
		return s.escapes
	}
	return false
}

func (s *deletionScanner) blankLine(i int) bool {
	for j := i + 1; j < len(s.src); j++ {
		switch s.src[j] {
		case ' ', '\t':
		case '\n':
			return s.escapes && !s.isOpaque(j)
		default:
			return false
		}
	}
	return false
}

func (s *deletionScanner) isOpaque(i int) bool {
	_, ok := inRegion(s.opaque, i)
	return ok
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
