package markup

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is the parser for format.md section 8: CommonMark without what eats the text of cards (block quotes, indented
// code, setext headings, link reference definitions), with tables, strikethrough, math and verbatim tags. It is safe for
// concurrent use.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(indentedParagraph{parser.NewParagraphParser()}, 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(spanParser{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(verbatimParser{}, 110),
		util.Prioritized(mathParser{}, 120),
		util.Prioritized(linkParser{spanParser{parser.NewLinkParser()}}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(parser.NewEmphasisParser(), 500),
		util.Prioritized(strikeParser{}, 500),
	),
	parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
	parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
)

// stateKey finds the parseState in a parser.Context.
var stateKey = parser.NewContextKey()

// A parseState is what our inline parsers know about the field.
type parseState struct {
	text string
	math mathMemo
	ends map[any]int // nil if nobody asks
}

// parseMarkdown parses s, of which source is a copy.
func parseMarkdown(s string, source []byte, ends map[any]int) ast.Node {
	pc := parser.NewContext()
	pc.Set(stateKey, &parseState{text: s, math: mathMemo{tags: verbatimReader{s: s}}, ends: ends})
	return markdown.Parse(text.NewReader(source), parser.WithContext(pc))
}

// An indentedParagraph is goldmark's paragraph that may be indented by any amount: without indented code nothing else
// would take such a line.
type indentedParagraph struct{ parser.BlockParser }

func (indentedParagraph) CanAcceptIndentedLine() bool { return true }

// A spanParser notes where the nodes of another inline parser end.
type spanParser struct{ parser.InlineParser }

func (p spanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := p.InlineParser.Parse(parent, block, pc)
	switch n.(type) {
	case *ast.Link, *ast.Image, *ast.CodeSpan:
		if ends := pc.Get(stateKey).(*parseState).ends; ends != nil {
			_, pos := block.Position()
			ends[n] = pos.Start
		}
	}
	return n
}

// A linkParser is a spanParser that also passes on the end of a block.
type linkParser struct{ spanParser }

func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// A mathNode is math between delimiters; offsets are those of the parsed text.
type mathNode struct {
	ast.BaseInline
	mathSpan
}

var mathKind = ast.NewNodeKind("Math")

// Kind implements ast.Node.
func (*mathNode) Kind() ast.NodeKind { return mathKind }

// Inline marks the node as inline, as goldmark's own are.
func (*mathNode) Inline() {}

// Dump implements ast.Node.
func (n *mathNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type mathParser struct{}

func (mathParser) Trigger() []byte { return []byte{'$', '\\'} }

func (mathParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := pc.Get(stateKey).(*parseState)
	_, pos := block.PeekLine()
	m, ok := mathAt(state.text, pos.Start, parent.Lines().At(parent.Lines().Len()-1).Stop, &state.math)
	if !ok {
		return nil
	}
	advance(block, m.end)
	return &mathNode{mathSpan: m}
}

// A verbatimNode is one of the tags of a verbatimReader.
type verbatimNode struct {
	ast.BaseInline
	verbatimTag
}

var verbatimKind = ast.NewNodeKind("Verbatim")

// Kind implements ast.Node.
func (*verbatimNode) Kind() ast.NodeKind { return verbatimKind }

// Inline marks the node as inline, as goldmark's own are.
func (*verbatimNode) Inline() {}

// Dump implements ast.Node.
func (n *verbatimNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type verbatimParser struct{}

func (verbatimParser) Trigger() []byte { return []byte{'['} }

func (verbatimParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, pos := block.PeekLine()
	v, ok := pc.Get(stateKey).(*parseState).math.tags.at(pos.Start)
	if !ok || v.end > parent.Lines().At(parent.Lines().Len()-1).Stop {
		return nil
	}
	advance(block, v.end)
	return &verbatimNode{verbatimTag: v}
}

// advance moves the reader to an offset of the source.
func advance(block text.Reader, to int) {
	for {
		line, pos := block.PeekLine()
		if line == nil {
			return
		}
		if to <= pos.Stop {
			block.Advance(max(to-pos.Start, 0))
			return
		}
		block.AdvanceLine()
	}
}

// A strikeParser reads `~~text~~`: exactly two tildes, a single one is common in prose.
type strikeParser struct{}

func (strikeParser) Trigger() []byte { return []byte{'~'} }

func (p strikeParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	d := parser.ScanDelimiter(line, before, 2, p)
	if d == nil || d.OriginalLength != 2 || before == '~' {
		return nil
	}
	d.Segment = segment.WithStop(segment.Start + 2)
	block.Advance(2)
	pc.PushDelimiter(d)
	return d
}

// IsDelimiter implements parser.DelimiterProcessor.
func (strikeParser) IsDelimiter(b byte) bool { return b == '~' }

// CanOpenCloser implements parser.DelimiterProcessor.
func (strikeParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements parser.DelimiterProcessor.
func (strikeParser) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
