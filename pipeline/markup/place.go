package markup

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// An openDeletion is a deletion whose opener has been written but not its closer.
type openDeletion struct {
	deletion int
	parent   ast.Node // the element that holds the opener
	tags     int      // raw HTML elements open at that time
	crossed  bool     // one of them was closed since
	content  int      // offset in the HTML of what the deletion holds
}

// due reports whether the next mark stands at or before offset at of the text.
func (c *compiler) due(at int) bool { return c.next < len(c.marks) && c.marks[c.next].at <= at }

// place writes the next mark into parent.
func (c *compiler) place(parent ast.Node) {
	m := c.marks[c.next]
	c.next++
	if !m.closing {
		c.openMark(&c.deletions[m.deletion])
		c.open = append(c.open, openDeletion{deletion: m.deletion, parent: parent, tags: len(c.tags), content: len(c.out)})
		return
	}
	if len(c.open) == 0 {
		return // its opener was refused
	}
	o := c.open[len(c.open)-1]
	d := &c.deletions[o.deletion]
	if len(c.out) == o.content && strings.TrimSpace(c.src[d.body:d.stop]) != "" {
		c.misplaced(m) // what it should hide became a list marker or the like
	}
	c.closeMark(d)
	c.open = c.open[:len(c.open)-1]
	if o.parent != parent || o.crossed || len(c.tags) > o.tags {
		c.cutTags(o.tags)
		c.crossing(d)
	}
}

func (c *compiler) openMark(d *deletion) {
	c.put(c.src[d.open:d.body])
	if d.blocks {
		c.fresh = len(c.out)
	}
}

// closeMark writes hint and closer. The deletion must still count as open, or the hint would not be guarded.
func (c *compiler) closeMark(d *deletion) {
	if d.hasHint() {
		c.guardBefore(':')
		c.put("::")
		c.hint(c.src[d.hint:d.close])
	}
	c.guardBefore('}')
	c.put("}}")
}

// hint writes a hint, which is text.
func (c *compiler) hint(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			c.put("<br>")
		}
		c.hintLine(line)
	}
}

// hintLine guards braces only: a hint may hold colons.
func (c *compiler) hintLine(s string) {
	for i, part := range strings.Split(s, ":") {
		if i > 0 {
			c.breakOpener(false)
			c.put(":")
		}
		c.escaped(part, false)
	}
}

// placeBlocks writes the marks that hold whole blocks and stand before offset at, where a child of parent begins.
func (c *compiler) placeBlocks(parent ast.Node, at int) {
	for c.due(at) && c.deletions[c.marks[c.next].deletion].blocks {
		if !c.marks[c.next].closing {
			c.newBlock()
		}
		c.place(parent)
	}
}

// closeBlocks writes, when the children of parent are done, the closers of block deletions that began in it.
func (c *compiler) closeBlocks(parent ast.Node) {
	if c.next == len(c.marks) {
		return
	}
	after := startAfter(parent)
	for c.due(after) && c.marks[c.next].closing && len(c.open) > 0 && c.open[len(c.open)-1].parent == parent {
		c.place(parent)
	}
}

// placeBefore writes the marks that stand before the content of parent, which begins at offset at.
func (c *compiler) placeBefore(parent ast.Node, at int) {
	if !c.due(at) {
		return
	}
	first := c.marks[c.next].at
	gap := c.text[first:at]
	lineBreak := first + strings.LastIndexByte(gap, '\n')
	wordsEnd := first + len(strings.TrimRightFunc(gap, unicode.IsSpace))
	for c.due(at) {
		if m := c.marks[c.next]; m.at <= lineBreak && m.at < wordsEnd {
			c.misplaced(m)
		}
		c.place(parent)
	}
}

// placeAfter writes the marks that stand behind the content of parent, which ends at offset at, but on its last line.
// Cells end where the next begins, other blocks at the end of the line.
func (c *compiler) placeAfter(parent ast.Node, at int, cell bool) {
	if c.next == len(c.marks) {
		return
	}
	end := endOfLine(c.text, at)
	if cell {
		end = skipBlanks(c.text, at)
	}
	for c.due(end) {
		c.place(parent)
	}
}

// placeRest writes what is left at the end of the field.
func (c *compiler) placeRest(doc ast.Node) {
	for c.next < len(c.marks) {
		if m := c.marks[c.next]; !m.closing || len(c.open) == 0 {
			c.misplaced(m)
		}
		c.place(doc)
	}
}

// skipWithin drops the marks before offset at: they stand inside a tag or another thing that takes none.
func (c *compiler) skipWithin(parent ast.Node, at int) {
	for c.next < len(c.marks) && c.marks[c.next].at < at {
		c.misplaced(c.marks[c.next])
		c.place(parent)
	}
}

// startAfter returns where the block that follows n begins, or the largest number if none does.
func startAfter(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if next := n.NextSibling(); next != nil {
			return blockStart(next)
		}
	}
	return math.MaxInt
}

const oneElement = "begin and end the deletion inside the same paragraph, list item, table cell or emphasis; to hide whole " +
	"blocks, put `{{c1::` and `}}` on lines of their own"

// complain reports what is wrong with a deletion, once.
func (c *compiler) complain(d *deletion, p Problem) {
	if !d.reported {
		d.reported = true
		c.report(p)
	}
}

func (c *compiler) crossing(d *deletion) {
	c.complain(d, Problem{Code: "cloze-syntax", Start: d.open, End: d.end,
		Message: "the deletion `" + excerpt(c.src[d.open:d.end]) + "` begins and ends in different places of the card's structure",
		Help:    oneElement})
}

func (c *compiler) misplaced(m mark) {
	c.complain(&c.deletions[m.deletion], Problem{Code: "cloze-syntax", Start: m.start, End: m.end,
		Message: "`" + excerpt(c.src[m.start:m.end]) + "` stands inside a tag, an address or a list marker, where nothing can be hidden",
		Help:    "put the whole thing into the deletion, or write the special character before it with a backslash"})
}

// excerpt returns the beginning of s on one line for a message.
func excerpt(s string) string {
	const most = 40
	if len(s) <= most {
		return strings.ReplaceAll(s, "\n", " ")
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.ReplaceAll(s[:cut], "\n", " ") + "…"
}
