package yamltree

import (
	yaml "gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// Parse reads a file. See Document for what it returns after errors, which are reported with the codes yaml-syntax and
// duplicate-key. The items of the list under the root key stream are left to Document.Chunks; "" streams nothing.
func Parse(f *source.File, stream string, report diag.Report) *Document {
	return parse(f, stream, chunkSize, report)
}

func parse(f *source.File, stream string, size int, report diag.Report) *Document {
	p := parser{doc: &Document{File: f}, stream: stream, size: size}
	report = bounded(report)
	p.report = func(d diag.Diagnostic) { p.reported++; report(d) }
	t, ok := newText(f, p.report)
	if !ok {
		return p.doc
	}
	p.text = t
	start, end := t.document(p.report)
	if stream == "" || !p.streamed(start, end) {
		p.whole(start, end)
	}
	return p.doc
}

type parser struct {
	doc      *Document
	text     *text
	stream   string
	size     int // of chunks, at least, in bytes
	report   diag.Report
	reported int
}

// streamed parses the head of a file and leaves the items to chunks. It answers false, and has done nothing, when the
// file must be parsed as a whole.
func (p *parser) streamed(start, end int) bool {
	s, ok := p.text.splitItems(start, end, p.stream, p.size)
	if !ok {
		return false
	}
	y, err := library(p.text.data[start:s.head])
	if err != nil || y == nil || y.Kind != yaml.MappingNode || y.Style&yaml.FlowStyle != 0 {
		return false
	}
	// The last key of the head must be the line that was found: else that line is part of some text.
	c := newConverter(p.text, start, s.head, p.report)
	k, v := y.Content[len(y.Content)-2], y.Content[len(y.Content)-1]
	if at := c.at.offset(k.Line, k.Column); at != s.key || v.Kind != yaml.ScalarNode || v.Value != "" {
		return false
	}
	p.doc.Root = c.node(y, 0, false)
	if p.doc.Root.Kind != Map { // the root has a tag or an anchor, which was reported
		p.doc.Root = nil
	}
	list := &Node{Kind: List, Streamed: true, file: p.text.file, start: int32(s.first), end: int32(p.text.lastItemStop(s.last, end))}
	p.setStream(list)
	if p.doc.Root != nil && p.doc.Root.end >= 0 {
		p.doc.Root.end = list.end
	}
	for _, r := range s.runs {
		p.doc.Chunks = append(p.doc.Chunks, Chunk{text: p.text, run: r})
	}
	return true
}

// setStream puts the list in the place of the streamed key's value.
func (p *parser) setStream(list *Node) {
	if p.doc.Root == nil {
		return
	}
	for i := range p.doc.Root.Entries {
		if e := &p.doc.Root.Entries[i]; e.Key.Value == p.stream {
			e.Value = list
		}
	}
}

// lastItemStop returns where the item that begins on the line at start ends; comments may follow it.
func (t *text) lastItemStop(start, end int) int {
	if y, err := library(t.data[start:end]); err == nil && y != nil {
		return newConverter(t, start, end, func(diag.Diagnostic) {}).node(y, 1, false).stop()
	}
	return t.trimmed(start, end)
}

// trimmed returns the end of the last text in [start, end).
func (t *text) trimmed(start, end int) int {
	for end > start {
		switch t.data[end-1] {
		case ' ', '\t', '\r', '\n':
			end--
			continue
		}
		break
	}
	return end
}

// whole parses the file in one go.
func (p *parser) whole(start, end int) {
	y, err := library(p.text.data[start:end])
	switch {
	case err != nil:
		p.piecemeal(start, end)
	case y == nil || y.Kind == yaml.ScalarNode && y.Value == "" && y.Style == 0:
		p.report(diag.Diagnostic{
			Code: codeSyntax, Span: p.text.file.Whole(),
			Message: "not valid YAML: the file is empty; it must hold a map",
			Help:    p.shape(),
		})
	default:
		root := newConverter(p.text, start, end, p.report).node(y, 0, false)
		if root.Kind == Map {
			p.doc.Root = root
			p.takeStream()
		} else if root.Kind != Broken {
			p.noMap(root)
		}
	}
}

// shape shows what a file looks like.
func (p *parser) shape() string {
	if p.stream == "" {
		return "write `key: value` lines"
	}
	return "write `" + p.stream + ":` on a line of its own, and below it the list, indented: `  - front: ...`"
}

func (p *parser) noMap(root *Node) {
	what := "the file holds one text instead of `key: value` lines"
	if root.Kind == List {
		what = "the file is a bare list"
	}
	l := p.text.lineAt(int(root.start), min(len(p.text.data), root.stop()))
	p.report(diag.Diagnostic{
		Code: codeSyntax, Span: p.text.file.Span(l.start, l.end),
		Message: "not valid YAML: " + what + "; it must be a map",
		Help:    p.shape(),
	})
}

// takeStream moves the items of the streamed list from the root to a chunk.
func (p *parser) takeStream() {
	list := p.doc.Root.Get(p.stream)
	if p.stream == "" || list == nil || list.Kind != List {
		return
	}
	some := len(list.Items) > 0
	p.setStream(&Node{Kind: List, flow: list.flow, Streamed: some, file: list.file, start: list.start, end: int32(list.stop())})
	if some {
		p.doc.Chunks = []Chunk{{items: p.text.sound(list.Items, p.report), parsed: true}}
	}
}

// sound leaves out items about which something was reported, and reports those that were meant to be maps.
func (t *text) sound(items []*Node, report diag.Report) []*Node {
	kept := make([]*Node, 0, len(items))
	for _, n := range items {
		if n.Kind != Broken && !t.refusesItem(n, report) {
			kept = append(kept, n)
		}
	}
	return kept
}
