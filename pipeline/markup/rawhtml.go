package markup

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A htmlPiece is HTML of the author's: text[start:end], of which only the segments are shown. In the field of a list
// item they lack the indentation.
type htmlPiece struct {
	text       string
	start, end int
	segments   *text.Segments // nil: everything
	parent     ast.Node
	inline     bool // one tag within prose
}

func (c *compiler) rawInline(parent ast.Node, n *ast.RawHTML) {
	start, end := c.inlineRange(n)
	p := htmlPiece{text: c.text, start: start, end: end, parent: parent, inline: true}
	if !contiguous(n.Segments) {
		p.segments = n.Segments
	}
	c.rawHTML(p)
}

func (c *compiler) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	p := htmlPiece{text: c.text, start: lines.At(0).Start, end: lines.At(lines.Len() - 1).Stop, parent: n}
	if !contiguous(lines) || lines.At(0).Padding != 0 {
		p.segments = lines
	}
	if p.end > p.start && c.text[p.end-1] == '\n' {
		p.end--
	}
	tags := len(c.tags)
	c.placeBefore(n, p.start)
	c.rawHTML(p)
	c.placeAfter(n, p.end, false)
	c.cutTags(tags)
}

// rawHTML writes HTML with packaged names for its media, and looks for tags that are none.
func (c *compiler) rawHTML(p htmlPiece) {
	i := p.start
	for i < p.end {
		t, ok := nextTag(p.text[:p.end], i)
		if !ok {
			break
		}
		c.htmlText(p, i, t.start)
		c.placeInline(p.parent, t.start)
		c.tag(p, t)
		i = t.end
		if isRawText(t.name) && !t.closing {
			end := closingTag(p.text[:p.end], i, t.name)
			c.htmlText(p, i, end)
			i = end
		}
	}
	c.htmlText(p, i, p.end)
}

// htmlText writes what stands between tags, with its marks.
func (c *compiler) htmlText(p htmlPiece, start, end int) {
	for c.next < len(c.marks) && c.marks[c.next].at < end {
		at := max(c.marks[c.next].at, start)
		c.shown(p, start, at)
		c.place(p.parent)
		start = at
	}
	c.shown(p, start, end)
}

// shown writes text[start:end] without what no segment shows.
func (c *compiler) shown(p htmlPiece, start, end int) {
	if p.segments == nil {
		if start < end {
			c.content(p.text[start:end], false)
		}
		return
	}
	hidden := sort.Search(p.segments.Len(), func(i int) bool { return p.segments.At(i).Stop > start })
	for i := hidden; i < p.segments.Len() && p.segments.At(i).Start < end; i++ {
		s := p.segments.At(i)
		if from, to := max(start, s.Start), min(end, s.Stop); from < to {
			if from == s.Start {
				c.content(strings.Repeat(" ", s.Padding), false)
			}
			c.content(p.text[from:to], false)
		}
	}
}

// tag writes one tag.
func (c *compiler) tag(p htmlPiece, t tag) {
	c.lostAngle(p, t)
	c.trackTag(t)
	c.skipWithin(p.parent, t.end)
	start := t.start
	if !t.closing && t.name != "" {
		eachAttribute(p.text[:t.end], t.nameEnd, func(a attribute) {
			if stop, ok := c.mediaAttribute(p, t, a, start); ok {
				start = stop
			}
		})
	}
	c.shown(p, start, t.end)
}

// trackTag keeps count of open elements, so that a deletion which begins in one and ends outside is found.
func (c *compiler) trackTag(t tag) {
	switch {
	case t.name == "" || optionalEnd(t.name) || !isElement(t.name):
	case !t.closing:
		if c.o.Cloze && !strings.HasSuffix(c.text[t.start:t.end], "/>") {
			c.pushTag(t.name)
		}
	default:
		for i := len(c.tags) - 1; i >= 0 && c.tagCount[t.name] > 0; i-- {
			if c.tags[i] == t.name {
				c.cutTags(i)
				break
			}
		}
		for i := range c.open {
			c.open[i].crossed = c.open[i].crossed || len(c.tags) < c.open[i].tags
		}
	}
}

func (c *compiler) pushTag(name string) {
	if c.tagCount == nil {
		c.tagCount = map[string]int{}
	}
	c.tagCount[name]++
	c.tags = append(c.tags, name)
}

// cutTags closes all elements but the first n.
func (c *compiler) cutTags(n int) {
	for len(c.tags) > n {
		last := len(c.tags) - 1
		c.tagCount[c.tags[last]]--
		c.tags = c.tags[:last]
	}
}

// lostAngle reports a tag whose name is no element's: browsers show nothing of it.
func (c *compiler) lostAngle(p htmlPiece, t tag) {
	if t.name == "" || isElement(t.name) {
		return
	}
	attributes := strings.Trim(strings.TrimSuffix(p.text[t.nameEnd:t.end], ">"), " \t\n/") != ""
	if c.others == nil {
		c.others = findOtherTags(c.text)
	}
	if attributes && c.others.isClosed(t.name) || t.closing && c.others.withBlank[t.name] {
		return // somebody's own element, with attributes and an end
	}
	start, end := c.source(t.start), c.sourceEnd(t.end)
	written := excerpt(p.text[t.start:t.end])
	fix := Edit{Start: start, End: start + 1, New: "&lt;"}
	if p.inline {
		fix = Edit{Start: start, End: start, New: `\`}
	}
	help := "write `" + fix.New + strings.TrimPrefix(written, strings.Repeat("<", fix.End-fix.Start)) + "`"
	if c.o.Mode == Markdown {
		help += ", or put it between backticks as code"
	}
	c.report(Problem{Code: "lost-angle", Start: start, End: end,
		Message: "`" + written + "` is read as an HTML tag and vanishes from the card",
		Help:    help,
		Fix:     &Fix{Message: "escape the `<`", Safe: true, Edits: []Edit{fix}}})
}

// htmlField compiles a field that is HTML: as written, but for the names of media.
func (c *compiler) htmlField() {
	c.text = c.src
	if c.o.Cloze {
		c.checkHTMLDeletions()
	}
	c.o.Cloze = false // the author's HTML is not guarded: it follows Anki's own rules
	p := htmlPiece{text: c.src, end: len(c.src)}
	for i := 0; i < len(c.src); {
		from, to := len(c.src), len(c.src)
		if n := soundOrMath(c.src[i:]); n >= 0 {
			from, to = i+n, c.specialEnd(i+n)
		}
		p.start, p.end = i, from
		c.rawHTML(p)
		if strings.HasPrefix(c.src[from:], soundOpen) {
			if v, ok := c.verbatims.at(from); ok {
				c.sound(v.from, v.to)
				i = v.end
				continue
			}
		}
		c.put(c.src[from:to]) // math, or a bracket that opens no sound
		i = to
	}
}

// soundOrMath returns the offset of the first `[sound:`, `\(` or `\[` in s outside of tags, or -1.
func soundOrMath(s string) int {
	for i := 0; i < len(s); {
		n := strings.IndexAny(s[i:], `<[\`)
		if n < 0 {
			return -1
		}
		i += n
		switch {
		case s[i] == '<':
			if t, ok := tagAt(s, i); ok {
				i = t.end
				continue
			}
		case s[i] == '[' && strings.HasPrefix(s[i:], soundOpen), strings.HasPrefix(s[i:], `\(`), strings.HasPrefix(s[i:], `\[`):
			return i
		}
		i++
	}
	return -1
}

// specialEnd returns the end of the math, or of the opening bracket, at src[i:].
func (c *compiler) specialEnd(i int) int {
	if c.src[i] != '\\' {
		return i + 1
	}
	closer, unclosed := `\)`, &c.unclosed[0]
	if c.src[i+1] == '[' {
		closer, unclosed = `\]`, &c.unclosed[1]
	}
	if !*unclosed {
		if n := strings.Index(c.src[i:], closer); n >= 0 {
			return i + n + 2
		}
		*unclosed = true
	}
	return i + 2
}
