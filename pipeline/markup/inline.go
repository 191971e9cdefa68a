package markup

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// inlines writes the children of parent, whose content ends at offset end of the text.
func (c *compiler) inlines(parent ast.Node, end int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if c.next < len(c.marks) {
			start, _ := c.inlineRange(n)
			c.placeInline(parent, start)
		}
		c.inline(parent, n)
	}
	c.placeInline(parent, end)
}

func (c *compiler) placeInline(parent ast.Node, at int) {
	for c.due(at) {
		c.place(parent)
	}
}

func (c *compiler) inline(parent, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		c.textNode(parent, n)
	case *ast.CodeSpan:
		c.codeSpan(n)
	case *ast.Emphasis:
		c.emphasis(n)
	case *extast.Strikethrough:
		c.element(n, "<del>", "</del>", 2)
	case *ast.Link:
		c.link(n)
	case *ast.Image:
		c.image(parent, n)
	case *ast.AutoLink:
		c.autoLink(parent, n)
	case *ast.RawHTML:
		c.rawInline(parent, n)
	case *mathNode:
		c.math(n)
	case *verbatimNode:
		c.verbatim(parent, n)
	}
}

// inlineRange returns where an inline node begins and ends in the text. Ends are exact only if there are marks.
func (c *compiler) inlineRange(n ast.Node) (start, end int) {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start, n.Segment.Stop
	case *mathNode:
		return n.start, n.end
	case *verbatimNode:
		return n.start, n.end
	case *ast.RawHTML:
		return n.Segments.At(0).Start, n.Segments.At(n.Segments.Len() - 1).Stop
	case *ast.AutoLink:
		return n.Pos(), n.Pos() + len(n.Label(c.bytes)) + 2
	case *ast.Emphasis:
		return n.Pos(), c.childrenEnd(n) + n.Level
	case *extast.Strikethrough:
		return n.Pos(), c.childrenEnd(n) + 2
	}
	return n.Pos(), c.ends[n]
}

func (c *compiler) childrenEnd(n ast.Node) int {
	if n.LastChild() == nil {
		return n.Pos()
	}
	_, end := c.inlineRange(n.LastChild())
	return end
}

func (c *compiler) textNode(parent ast.Node, n *ast.Text) {
	start, stop := n.Segment.Start, n.Segment.Stop
	for c.next < len(c.marks) && c.marks[c.next].at < stop {
		at := max(c.marks[c.next].at, start)
		c.prose(c.text[start:at])
		c.place(parent)
		start = at
	}
	if !n.IsRaw() {
		c.noteStars(n.Segment.Start, stop)
	}
	c.prose(c.text[start:stop])
	if n.SoftLineBreak() || n.HardLineBreak() {
		c.placeInline(parent, endOfLine(c.text, stop))
		c.put("<br>")
	}
}

// element writes an element whose delimiters are n bytes long.
func (c *compiler) element(n ast.Node, open, close string, delimiter int) {
	c.put(open)
	if c.next == len(c.marks) {
		c.inlines(n, 0)
	} else {
		start, end := c.inlineRange(n)
		c.skipWithin(n, start+delimiter)
		c.inlines(n, end-delimiter)
		c.skipWithin(n, end)
	}
	c.put(close)
}

func (c *compiler) emphasis(n *ast.Emphasis) {
	c.accidentalEmphasis(n)
	if n.Level == 2 {
		c.element(n, "<strong>", "</strong>", 2)
	} else {
		c.element(n, "<em>", "</em>", 1)
	}
}

func (c *compiler) link(n *ast.Link) {
	c.put(`<a href="`)
	c.attribute(string(util.URLEscape(n.Destination, true)))
	c.put(`"`)
	c.title(n.Title)
	c.put(">")
	_, end := c.inlineRange(n)
	c.skipWithin(n, n.Pos()+1)
	c.inlines(n, c.childrenEnd(n))
	c.skipWithin(n, end)
	c.put("</a>")
}

func (c *compiler) title(title []byte) {
	if title == nil {
		return
	}
	c.put(` title="`)
	c.attribute(unescaped(string(title)))
	c.put(`"`)
}

func (c *compiler) autoLink(parent ast.Node, n *ast.AutoLink) {
	_, end := c.inlineRange(n)
	c.skipWithin(parent, end)
	c.put(`<a href="`)
	url := string(util.URLEscape(n.URL(c.bytes), false))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(url), "mailto:") {
		url = "mailto:" + url
	}
	c.attribute(url)
	c.put(`">`)
	c.escaped(string(n.Label(c.bytes)), false)
	c.put("</a>")
}

// codeSpan writes `<code>`. A line break in it is a blank, as in CommonMark.
func (c *compiler) codeSpan(n *ast.CodeSpan) {
	c.put("<code>")
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		s := child.(*ast.Text).Segment
		if s.Start < s.Stop && c.text[s.Stop-1] == '\n' {
			c.code(n, s.Start, s.Stop-1)
			c.content(" ", false)
		} else {
			c.code(n, s.Start, s.Stop)
		}
	}
	if c.next < len(c.marks) {
		_, end := c.inlineRange(n)
		for end > n.Pos() && c.text[end-1] == '`' {
			end--
		}
		c.placeInline(n, end)
		c.skipWithin(n, c.ends[n])
	}
	c.put("</code>")
}

// code writes a piece of inline code with its marks.
func (c *compiler) code(parent ast.Node, start, stop int) {
	for c.next < len(c.marks) && c.marks[c.next].at < stop {
		at := max(c.marks[c.next].at, start)
		c.escaped(c.text[start:at], false)
		c.place(parent)
		start = at
	}
	c.escaped(c.text[start:stop], false)
}

func (c *compiler) math(n *mathNode) {
	open, close := `\(`, `\)`
	if n.display {
		open, close = `\[`, `\]`
	}
	c.put(open)
	c.skipWithin(n, n.from)
	start := n.from
	for c.due(n.to) {
		at := c.marks[c.next].at
		c.mathText(n, start, at)
		c.place(n)
		start = at
	}
	c.mathText(n, start, n.to)
	c.skipWithin(n, n.end)
	c.put(close)
}

// mathText writes TeX. In a table `\|` is a bar, as everywhere in GitHub's tables.
func (c *compiler) mathText(n *mathNode, start, stop int) {
	s := c.text[start:stop]
	if n.Parent() != nil && strings.Contains(s, `\|`) && inCell(n) {
		s = strings.ReplaceAll(s, `\|`, "|")
	}
	c.escaped(s, true)
}

func inCell(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == extast.KindTableCell {
			return true
		}
	}
	return false
}

// verbatim writes a tag as it stands in the source, with the packaged name in a sound.
func (c *compiler) verbatim(parent ast.Node, n *verbatimNode) {
	start, end := c.source(n.start), c.sourceEnd(n.end)
	if n.sound {
		c.skipWithin(parent, n.end)
		c.sound(c.source(n.from), c.sourceEnd(n.to))
		return
	}
	for c.next < len(c.marks) && c.marks[c.next].end <= end {
		m := c.marks[c.next]
		c.content(c.src[start:max(start, m.start)], false)
		c.place(n)
		start = m.end
	}
	c.content(c.src[start:end], false)
}

// sound writes the `[sound:]` whose reference is src[start:end].
func (c *compiler) sound(start, end int) {
	written := c.src[start:end]
	ref := written
	if c.o.Mode != Text {
		ref = html.UnescapeString(written)
	}
	c.put("[sound:")
	if name, ok := c.resolve(ref, start, end, true, soundSyntax); ok {
		c.escaped(name, false)
	} else if c.o.Mode == Text {
		c.escaped(written, false)
	} else {
		c.content(written, false)
	}
	c.put("]")
}

// image writes `<img>`, or `[sound:]` for what is heard or played.
func (c *compiler) image(parent ast.Node, n *ast.Image) {
	c.skipWithin(parent, c.ends[n])
	ref := unescaped(string(n.Destination))
	from, to := c.destination(n)
	name, ok := c.resolve(ref, from, to, true, markdownSyntax)
	if IsPlayed(ref) {
		if !ok {
			name = ref
		}
		c.put("[sound:")
		c.escaped(name, false)
		c.put("]")
		return
	}
	c.put(`<img src="`)
	switch {
	case ok:
		c.attribute(name)
	case isRemote(ref):
		c.attribute(string(util.URLEscape(n.Destination, true)))
	default:
		c.attribute(ref)
	}
	c.put(`"`)
	if alt := altText(n, c.bytes); alt != "" {
		c.put(` alt="`)
		c.attribute(alt)
		c.put(`"`)
	}
	c.title(n.Title)
	c.put(">")
}

// altText returns the text of an image's description without its markup.
func altText(n ast.Node, source []byte) string {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child := child.(type) {
		case *ast.Text:
			if child.IsRaw() {
				b.Write(child.Segment.Value(source))
			} else {
				b.WriteString(unescaped(string(child.Segment.Value(source))))
			}
			if child.SoftLineBreak() || child.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *mathNode:
			b.Write(source[child.start:child.end])
		case *verbatimNode:
			b.Write(source[child.start:child.end])
		default:
			b.WriteString(altText(child, source))
		}
	}
	return b.String()
}

// contiguous reports whether the segments follow each other without gaps.
func contiguous(segments *text.Segments) bool {
	for i := 1; i < segments.Len(); i++ {
		if segments.At(i).Start != segments.At(i-1).Stop || segments.At(i).Padding != 0 {
			return false
		}
	}
	return true
}
