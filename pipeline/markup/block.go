package markup

import (
	"math"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// markdownField compiles a Markdown field.
func (c *compiler) markdownField() {
	c.text = c.src
	if c.o.Cloze || mayEnclose(c.src) {
		rs := regions(c.src, c.o.Cloze)
		if c.o.Cloze {
			c.findDeletions(rs)
		}
		c.strip(rs)
	}
	if len(c.marks) > 0 || strings.Contains(c.text, "![") {
		c.ends = map[any]int{}
	}
	c.bytes = []byte(c.text)
	doc := parseMarkdown(c.text, c.bytes, c.ends)
	if p, ok := doc.FirstChild().(*ast.Paragraph); ok && p.NextSibling() == nil {
		c.placeBlocks(doc, blockStart(p))
		c.inlineBlock(p, false)
		c.closeBlocks(doc)
	} else {
		c.blocks(doc)
		c.accidentalItem(doc)
		c.accidentalSign(doc)
	}
	c.placeRest(doc)
}

// mayEnclose reports whether s may hold a verbatim tag with content.
func mayEnclose(s string) bool {
	return strings.Contains(s, "[/") && strings.IndexByte(s, '\n') >= 0
}

// blocks writes the children of a document, list item or list.
func (c *compiler) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		c.placeBlocks(parent, blockStart(n))
		c.block(n)
	}
	c.closeBlocks(parent)
}

func (c *compiler) block(n ast.Node) {
	if n.Kind() != ast.KindTextBlock || n.PreviousSibling() != nil {
		c.newBlock()
	}
	switch n := n.(type) {
	case *ast.TextBlock:
		c.inlineBlock(n, false)
	case *ast.Paragraph:
		c.put("<p>")
		c.inlineBlock(n, false)
		c.put("</p>")
	case *ast.Heading:
		tag := "h" + strconv.Itoa(n.Level)
		c.put("<" + tag + ">")
		c.inlineBlock(n, false)
		c.put("</" + tag + ">")
	case *ast.ThematicBreak:
		c.leaf(n, n.Pos(), endOfLine(c.text, n.Pos()), func() { c.put("<hr>") })
	case *ast.List:
		c.list(n)
	case *ast.ListItem:
		c.listItem(n)
	case *ast.FencedCodeBlock:
		c.codeBlock(n)
	case *ast.HTMLBlock:
		c.htmlBlock(n)
	case *extast.Table:
		c.table(n)
	}
}

// leaf writes a block that holds no Markdown, with the marks that stand directly before and behind it.
func (c *compiler) leaf(n ast.Node, start, end int, write func()) {
	c.placeBefore(n.Parent(), start)
	write()
	c.placeAfter(n.Parent(), end, false)
}

func (c *compiler) list(n *ast.List) {
	c.accidentalList(n)
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	c.put("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		c.put(` start="` + strconv.Itoa(n.Start) + `"`)
	}
	c.put(">")
	c.blocks(n)
	c.newBlock()
	c.put("</" + tag + ">")
}

func (c *compiler) listItem(n *ast.ListItem) {
	c.put("<li>")
	c.blocks(n)
	if last := n.LastChild(); last != nil && last.Kind() != ast.KindTextBlock {
		c.newBlock()
	}
	c.put("</li>")
}

func (c *compiler) table(n *extast.Table) {
	c.put("<table>\n")
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		switch {
		case row.Kind() == extast.KindTableHeader:
			c.put("<thead>\n")
			c.row(row, "th")
			c.put("</thead>\n")
			if row.NextSibling() != nil {
				c.put("<tbody>\n")
			}
		default:
			c.row(row, "td")
			if row.NextSibling() == nil {
				c.put("</tbody>\n")
			}
		}
	}
	c.put("</table>")
}

func (c *compiler) row(row ast.Node, tag string) {
	c.put("<tr>\n")
	for n := row.FirstChild(); n != nil; n = n.NextSibling() {
		c.put("<" + tag)
		if cell := n.(*extast.TableCell); cell.Alignment != extast.AlignNone {
			c.put(` style="text-align:` + cell.Alignment.String() + `"`)
		}
		c.put(">")
		c.inlineBlock(n, true)
		c.put("</" + tag + ">\n")
	}
	c.put("</tr>\n")
}

// inlineBlock writes what stands in a paragraph, heading or cell.
func (c *compiler) inlineBlock(n ast.Node, cell bool) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	tags := len(c.tags)
	end := lines.At(lines.Len() - 1).Stop
	c.placeBefore(n, lines.At(0).Start)
	c.inlines(n, end)
	c.placeAfter(n, end, cell)
	c.idleStars()
	c.cutTags(tags)
}

// blockStart returns the offset of a block's first byte.
func blockStart(n ast.Node) int {
	switch n.Kind() {
	case ast.KindParagraph, ast.KindTextBlock, ast.KindHTMLBlock:
		if n.Lines().Len() > 0 {
			return n.Lines().At(0).Start
		}
	case extast.KindTable:
		if n.FirstChild() != nil {
			return n.FirstChild().Pos()
		}
	}
	if n.Pos() < 0 {
		return math.MaxInt
	}
	return n.Pos()
}

// codeText returns the lines of a code block and, for each, its offset in the parsed text.
func codeText(lines *text.Segments, source []byte) (code string, starts []codeLine) {
	var b strings.Builder
	for i := range lines.Len() {
		line := lines.At(i)
		starts = append(starts, codeLine{code: b.Len() + line.Padding, at: line.Start})
		b.Write(line.Value(source))
	}
	return b.String(), starts
}

// A codeLine says where a line of a code block begins: in the code and in the parsed text.
type codeLine struct{ code, at int }
