package markup

import (
	"slices"
	"sort"
	"strings"
)

// A mark is an opener or a closer (with its hint) that was taken out of the source and goes back into the HTML.
type mark struct {
	start, end int // src[start:end]
	at         int // where it stood, as an offset in compiler.text
	deletion   int
	closing    bool
}

// A cut is a part of the source that text lacks, at offset at of text; total is the length of all cuts up to it.
type cut struct {
	at, total int
}

// findMarks lists the marks of all deletions in source order.
func (c *compiler) findMarks() {
	c.marks = make([]mark, 0, 2*len(c.deletions))
	for i, d := range c.deletions {
		c.marks = append(c.marks,
			mark{start: d.open, end: d.body, deletion: i},
			mark{start: d.stop, end: d.end, deletion: i, closing: true})
	}
	slices.SortFunc(c.marks, func(a, b mark) int { return a.start - b.start })
}

// strip makes text: the source without marks and without what verbatim tags enclose, because that may hold empty lines
// and anything else that Markdown would take for a block.
func (c *compiler) strip(regions []region) {
	var b strings.Builder
	b.Grow(len(c.src))
	pos := 0
	drop := func(start, end int) {
		if end <= pos {
			return
		}
		start = max(start, pos)
		b.WriteString(c.src[pos:start])
		c.cuts = append(c.cuts, cut{at: b.Len(), total: c.removed(len(c.cuts)) + end - start})
		pos = end
	}
	next := 0
	marksBefore := func(limit int) {
		for ; next < len(c.marks) && c.marks[next].start < limit; next++ {
			m := &c.marks[next]
			drop(m.start, m.end)
			m.at = b.Len()
		}
	}
	for _, r := range regions {
		if r.from == r.to {
			continue
		}
		marksBefore(r.from)
		if pos > r.from { // a mark covers the start of the tag: leave it alone
			continue
		}
		drop(r.from, r.to)
		for ; next < len(c.marks) && c.marks[next].start < r.to; next++ {
			c.marks[next].at = b.Len()
			drop(c.marks[next].start, c.marks[next].end)
		}
	}
	marksBefore(len(c.src) + 1)
	b.WriteString(c.src[pos:])
	c.text = b.String()
	c.findBlockForms()
}

// findBlockForms notes which deletions hold whole blocks: opener and closer stand alone on different lines.
func (c *compiler) findBlockForms() {
	alone := make([]bool, 2*len(c.deletions))
	line := make([]int, 2*len(c.deletions))
	start, end, blank := 0, -1, false // the line of the mark before
	for _, m := range c.marks {
		k := 2 * m.deletion
		if m.closing {
			k++
		}
		if m.at > end {
			start = strings.LastIndexByte(c.text[:m.at], '\n') + 1
			end = endOfLine(c.text, m.at)
			blank = strings.Trim(c.text[start:end], " \t") == ""
		}
		line[k], alone[k] = start, blank
	}
	for i := range c.deletions {
		c.deletions[i].blocks = alone[2*i] && alone[2*i+1] && line[2*i] != line[2*i+1]
	}
}

// source returns the offset in src of the byte at text[at].
func (c *compiler) source(at int) int {
	return at + c.removed(sort.Search(len(c.cuts), func(i int) bool { return c.cuts[i].at > at }))
}

// sourceEnd returns the offset in src after the byte before text[at].
func (c *compiler) sourceEnd(at int) int {
	return at + c.removed(sort.Search(len(c.cuts), func(i int) bool { return c.cuts[i].at >= at }))
}

// removed returns how many bytes the first n cuts take.
func (c *compiler) removed(n int) int {
	if n == 0 {
		return 0
	}
	return c.cuts[n-1].total
}
