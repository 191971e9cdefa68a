package field

import (
	"slices"
	"strconv"
	"strings"
)

// maxClozeDepth is how deep Anki nests cloze deletions; a deeper opener is dropped (anki-format.md 5.2).
const maxClozeDepth = 10

// A Node is a piece of a field: text, or a cloze deletion.
type Node struct {
	Text  string
	Cloze *Cloze // nil for text
}

// A Cloze is a cloze deletion at src[Start:End], braces included.
type Cloze struct {
	Numbers    []int // ascending and distinct; 0 makes no card
	Hint       string
	HasHint    bool // whether a hint was written, be it empty
	Nodes      []Node
	Start, End int
}

// Has reports whether the deletion, not counting those within, has the number n.
func (c *Cloze) Has(n int) bool { return slices.Contains(c.Numbers, n) }

// Occlusion returns the text of a shape of an image, and whether the deletion is one (anki-format.md 5.7).
func (c *Cloze) Occlusion() (string, bool) {
	if len(c.Nodes) == 0 || c.Nodes[0].Cloze != nil {
		return "", false
	}
	return strings.CutPrefix(c.Nodes[0].Text, occlusionPrefix)
}

const occlusionPrefix = "image-occlusion:"

// ParseClozes reads the cloze deletions of a field (anki-format.md 5.2). What follows an opener that is never closed is
// lost to Anki; open holds the offsets of these openers.
func ParseClozes(html string) (nodes []Node, open []int) {
	var stack []*Cloze
	into := &nodes // of the innermost open deletion
	scan := clozeScanner{src: html}
	for tok := scan.next(); tok.kind != endOfField; tok = scan.next() {
		text := html[tok.start:tok.end]
		switch {
		case tok.kind == clozeOpener && len(stack) < maxClozeDepth:
			c := &Cloze{Numbers: appendNumbers(nil, clozeDigits(text)), Start: tok.start}
			stack = append(stack, c)
			into = &c.Nodes
		case tok.kind == clozeOpener:
		case len(stack) == 0:
			*into = append(*into, Node{Text: text})
		case tok.kind == clozeText:
			stack[len(stack)-1].addText(text)
		default:
			c := stack[len(stack)-1]
			c.End = tok.end
			stack = stack[:len(stack)-1]
			into = &nodes
			if len(stack) > 0 {
				into = &stack[len(stack)-1].Nodes
			}
			*into = append(*into, Node{Cloze: c})
		}
	}
	for _, c := range stack {
		open = append(open, c.Start)
	}
	return nodes, open
}

// addText appends a run of text and takes the hint from it. A hint in a later run overrides.
func (c *Cloze) addText(text string) {
	if !strings.HasPrefix(text, occlusionPrefix) {
		if content, hint, ok := strings.Cut(text, "::"); ok {
			text, c.Hint, c.HasHint = content, hint, true
		}
	}
	c.Nodes = append(c.Nodes, Node{Text: text})
}

// ClozeNumbers adds the distinct cloze numbers > 0 found in html to nums, which is ascending and stays so, without
// duplicates: called for each field of a note in turn it gives the numbers of the note (anki-format.md 5.2).
func ClozeNumbers(nums []int, html string) []int {
	if !strings.Contains(html, clozeOpening) {
		return nums
	}
	depth, settled := 0, len(nums) // nums[settled:] lie within a deletion that is still open
	var pending [maxClozeDepth]string
	scan := clozeScanner{src: html}
	for tok := scan.next(); tok.kind != endOfField; tok = scan.next() {
		switch {
		case tok.kind == clozeOpener && depth < maxClozeDepth:
			pending[depth] = clozeDigits(html[tok.start:tok.end])
			depth++
		case tok.kind == clozeCloser && depth > 0:
			depth--
			nums = appendNumbers(nums, pending[depth])
			if depth == 0 {
				settled = len(nums)
			}
		}
	}
	nums = nums[:settled]
	slices.Sort(nums)
	nums = slices.Compact(nums)
	if len(nums) > 0 && nums[0] == 0 {
		nums = slices.Delete(nums, 0, 1)
	}
	return nums
}

// appendNumbers appends the numbers of a comma list, ascending and distinct among themselves. What is no number of 16
// bits is left out.
func appendNumbers(nums []int, list string) []int {
	from := len(nums)
	for item := range strings.SplitSeq(list, ",") {
		if n, err := strconv.ParseUint(item, 10, 16); err == nil {
			nums = append(nums, int(n))
		}
	}
	slices.Sort(nums[from:])
	return append(nums[:from], slices.Compact(nums[from:])...)
}

const (
	clozeOpening = "{{c"
	clozeClosing = "}}"
)

// clozeDigits returns the comma list of an opener.
func clozeDigits(opener string) string { return opener[len(clozeOpening) : len(opener)-len("::")] }

type clozeToken struct {
	kind       clozeKind
	start, end int
}

type clozeKind uint8

const (
	endOfField clozeKind = iota
	clozeText            // never empty
	clozeOpener
	clozeCloser
)

// A clozeScanner splits a field into openers, closers and the text between them.
type clozeScanner struct {
	src string
	pos int
}

func (s *clozeScanner) next() clozeToken {
	start := s.pos
	for s.pos < len(s.src) {
		rest := s.src[s.pos:]
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			s.pos = len(s.src)
			break
		}
		kind, n := clozeText, 1
		if strings.HasPrefix(rest[i:], clozeClosing) {
			kind, n = clozeCloser, len(clozeClosing)
		} else if m := openerLength(rest[i:]); m > 0 {
			kind, n = clozeOpener, m
		}
		s.pos += i
		if kind != clozeText {
			if s.pos > start { // the text first; the marker is found again
				break
			}
			s.pos += n
			return clozeToken{kind: kind, start: start, end: s.pos}
		}
		s.pos += n
	}
	if s.pos == start {
		return clozeToken{kind: endOfField}
	}
	return clozeToken{kind: clozeText, start: start, end: s.pos}
}

// openerLength returns the length of the opener that s begins with, or 0. An opener needs at least one number.
func openerLength(s string) int {
	if !strings.HasPrefix(s, clozeOpening) {
		return 0
	}
	i := len(clozeOpening)
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ',') {
		i++
	}
	if !strings.HasPrefix(s[i:], "::") || !hasNumber(s[len(clozeOpening):i]) {
		return 0
	}
	return i + len("::")
}

func hasNumber(list string) bool {
	for item := range strings.SplitSeq(list, ",") {
		if _, err := strconv.ParseUint(item, 10, 16); err == nil {
			return true
		}
	}
	return false
}
