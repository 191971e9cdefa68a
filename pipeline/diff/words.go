package diff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Change says what became of a piece of text.
type Change uint8

// The changes.
const (
	Kept Change = iota
	Removed
	Added
)

// A Segment is a piece of two texts: in both, only in the old one, or only in the new one.
type Segment struct {
	Change Change
	Text   string
}

// maxEdits is the number of words removed and added up to which Words looks for the shortest list of them. Beyond it the
// texts have too little in common for a reader to follow, and the middle is shown as replaced.
const maxEdits = 400

// Words compares two texts, HTML of fields, word by word. The kept and removed segments together are the old text, the
// kept and added ones the new text. A removed segment stands before the added one that replaces it.
//
// A word is a run of letters, marks and digits, with the points and commas within a number (`1.5`, `.5`, `3,000`); a character of Han or kana, which write no spaces, is a word by itself. A
// tag, an entity and the beginning of a cloze deletion are one word each, so that no change cuts them in two.
func Words(before, after string) []Segment {
	a, b := split(before), split(after)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var s segments
	s.add(Kept, a[:head])
	s.script(a[head:len(a)-tail], b[head:len(b)-tail])
	s.add(Kept, a[len(a)-tail:])
	return s.joined()
}

// split cuts a text into words and what is between them. Together they are the text.
func split(s string) []string {
	var words []string
	for s != "" {
		n := wordLen(s)
		words = append(words, s[:n])
		s = s[n:]
	}
	return words
}

// maxTag is the length in bytes up to which something in angle brackets is taken for a tag.
const maxTag = 1000

// wordLen returns the length of the word that s, not empty, begins with.
func wordLen(s string) int {
	switch s[0] {
	case '<':
		if i := strings.IndexByte(s[:min(len(s), maxTag)], '>'); i > 0 {
			return i + 1
		}
		return 1
	case '&':
		if i := strings.IndexByte(s[:min(len(s), 12)], ';'); i > 1 && !strings.ContainsAny(s[:i], " <") {
			return i + 1
		}
		return 1
	case '{':
		if n := clozeStart(s); n > 0 {
			return n
		}
		return 1
	}
	r, size := utf8.DecodeRuneInString(s)
	kind := kindOf(r)
	if pointAt(s, 0) {
		kind = letter
	}
	if kind == other {
		return size
	}
	n := size
	for n < len(s) {
		r, size = utf8.DecodeRuneInString(s[n:])
		if kindOf(r) != kind && !(isDigit(s[n-1]) && pointAt(s, n)) {
			break
		}
		n += size
	}
	return n
}

// pointAt reports whether a point or comma at s[i] belongs to the number that goes on behind it.
func pointAt(s string, i int) bool {
	return (s[i] == '.' || s[i] == ',' && i > 0) && i+1 < len(s) && isDigit(s[i+1])
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// clozeStart returns the length of `{{c1::` at the beginning of s, or 0.
func clozeStart(s string) int {
	if !strings.HasPrefix(s, "{{c") {
		return 0
	}
	n := len("{{c")
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == len("{{c") || !strings.HasPrefix(s[n:], "::") {
		return 0
	}
	return n + len("::")
}

// A kind says which characters make a word together.
type kind uint8

const (
	other kind = iota // each by itself
	letter
	blank
)

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf && ('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'):
		return letter
	case unicode.IsSpace(r):
		return blank
	case r < utf8.RuneSelf:
		return other
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return other
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		return letter
	}
	return other
}

// A segments is a list of segments in the making.
type segments []Segment

func (s *segments) add(c Change, words []string) {
	if len(words) > 0 {
		*s = append(*s, Segment{c, strings.Join(words, "")})
	}
}

// script adds what turns a into b: the shortest way, unless that is a long one. It is the greedy algorithm of Myers (An
// O(ND) Difference Algorithm, 1986): after d edits, furthest[k] is how far in a one can be on the diagonal k, where the
// place in b is the one in a minus k.
func (s *segments) script(a, b []string) {
	limit := min(len(a)+len(b), maxEdits)
	furthest := make([]int, 2*limit+3)
	at := func(k int) *int { return &furthest[k+limit+1] }
	var trace [][]int // furthest before each step
	for d := 0; d <= limit; d++ {
		trace = append(trace, slices.Clone(furthest[limit+1-d:limit+2+d]))
		for k := -d; k <= d; k += 2 {
			x := *at(k - 1) + 1
			if k == -d || k != d && *at(k - 1) < *at(k + 1) {
				x = *at(k + 1)
			}
			for x < len(a) && x-k < len(b) && x-k >= 0 && a[x] == b[x-k] {
				x++
			}
			*at(k) = x
			if x >= len(a) && x-k >= len(b) {
				s.follow(a, b, trace)
				return
			}
		}
	}
	s.add(Removed, a)
	s.add(Added, b)
}

// follow goes the way that was found back from its end and adds it.
func (s *segments) follow(a, b []string, trace [][]int) {
	var back segments // from the end, a word each
	x, y := len(a), len(b)
	for d := len(trace) - 1; d > 0; d-- {
		before := func(k int) int { // as it was before step d
			if i := k + d; 0 <= i && i < len(trace[d]) {
				return trace[d][i]
			}
			return 0
		}
		k := x - y
		from := k - 1
		if k == -d || k != d && before(k-1) < before(k+1) {
			from = k + 1
		}
		fromX := before(from)
		fromY := fromX - from
		for x > fromX && y > fromY && x > 0 && y > 0 && a[x-1] == b[y-1] {
			x, y = x-1, y-1
			back = append(back, Segment{Kept, a[x]})
		}
		if from == k+1 {
			y--
			back = append(back, Segment{Added, b[y]})
		} else {
			x--
			back = append(back, Segment{Removed, a[x]})
		}
	}
	for x > 0 {
		x--
		back = append(back, Segment{Kept, a[x]})
	}
	slices.Reverse(back)
	*s = append(*s, back...)
}

// joined returns the segments with neighbours of one kind joined, what is removed before what is added, and no islands:
// blanks that two changes have in common belong to both.
func (s segments) joined() []Segment {
	var out []Segment
	var removed, added strings.Builder
	flush := func() {
		if removed.Len() > 0 {
			out = append(out, Segment{Removed, removed.String()})
		}
		if added.Len() > 0 {
			out = append(out, Segment{Added, added.String()})
		}
		removed.Reset()
		added.Reset()
	}
	for i, seg := range s {
		switch {
		case seg.Change == Removed:
			removed.WriteString(seg.Text)
		case seg.Change == Added:
			added.WriteString(seg.Text)
		case removed.Len() > 0 && added.Len() > 0 && strings.TrimSpace(seg.Text) == "" && goesOn(s[i+1:]):
			removed.WriteString(seg.Text)
			added.WriteString(seg.Text)
		default:
			flush()
			if n := len(out); n > 0 && out[n-1].Change == Kept {
				out[n-1].Text += seg.Text
			} else {
				out = append(out, seg)
			}
		}
	}
	flush()
	return out
}

// goesOn reports whether words are removed as well as added before the next one that is kept.
func goesOn(s []Segment) bool {
	var removed, added bool
	for _, seg := range s {
		switch seg.Change {
		case Removed:
			removed = true
		case Added:
			added = true
		case Kept:
			return removed && added
		}
	}
	return removed && added
}
