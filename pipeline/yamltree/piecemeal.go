package yamltree

import (
	"strings"

	yaml "gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// piecemeal reads a file that the library refused as a whole: one root key after the other, and the items of the
// streamed list one after the other, so that each mistake is found and everything else is delivered.
func (p *parser) piecemeal(start, end int) {
	before := p.reported
	sections := p.text.sections(start, end)
	if len(sections) == 0 {
		p.text.diagnose(start, end, p.report)
		return
	}
	first := p.text.lineAt(sections[0].start, end)
	root := &Node{Kind: Map, file: p.text.file, start: int32(first.text), end: -1}
	for _, s := range sections {
		entries := p.section(s, root)
		if len(entries) == 0 && p.text.beginsOdd(s) {
			takeFor(root.Entries)
		}
		root.Entries = append(root.Entries, entries...)
		root.Damaged = root.Damaged || len(entries) == 0
	}
	if len(root.Entries) > 0 {
		newConverter(p.text, start, end, p.report).dropKeys(root)
		p.doc.Root = root
	}
	if p.reported == before { // only together are they broken
		p.text.diagnose(start, end, p.report)
	}
}

// sections cuts a file at the lines that look like root keys.
func (t *text) sections(start, end int) []run {
	var all []run
	var l line
	for i := start; i < end; i = l.next {
		l = t.lineAt(i, end)
		if len(all) == 0 && (t.isEmpty(l) || t.isComment(l) || t.isMarker(l) || t.data[i] == '%') {
			continue
		}
		if len(all) == 0 || l.column() == 0 && l.text < l.end && startsKey(t.data[l.text]) {
			if len(all) > 0 {
				all[len(all)-1].end = i
			}
			all = append(all, run{start: i, end: end})
		}
	}
	if len(all) > 0 && !startsKey(t.data[all[0].start]) {
		return nil // no root map that could be cut
	}
	return all
}

func startsKey(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '"' || c == '\'' || c >= 0x80
}

// section parses the lines of one root key, of which whole is the map, and reports what is wrong in them.
func (p *parser) section(s run, whole *Node) []Entry {
	t := p.text
	if y, err := library(t.data[s.start:s.end]); err == nil && y != nil && y.Kind == yaml.MappingNode && y.Style&yaml.FlowStyle == 0 {
		c := newConverter(t, s.start, s.end, p.report)
		root := c.node(y, 0, false)
		if root.Kind != Map {
			return nil
		}
		whole.Damaged = whole.Damaged || root.Damaged
		if p.doc.Chunks == nil { // of two such keys the first counts
			p.doc.Root = root
			p.takeStream()
		}
		return root.Entries
	}
	l := t.lineAt(s.start, s.end)
	d := doctor{text: t, end: s.end}
	keyEnd, colon := d.keyAt(l.text, l.end)
	if colon < 0 || t.data[l.text] == '"' || t.data[l.text] == '\'' || t.touchesBad(l.text, colon) || t.beginsOdd(s) {
		t.diagnose(s.start, s.end, p.report)
		return nil
	}
	key := &Node{Kind: Scalar, Value: string(t.file.Data[l.text:keyEnd]), file: t.file, start: int32(l.text), end: -1}
	value := &Node{Kind: Broken, file: t.file, start: int32(colon + 1), end: int32(max(colon+1, t.trimmed(s.start, s.end)))}
	if starts := t.itemStarts(l.next, s.end); p.stream != "" && key.Value == p.stream && len(starts) > 0 && t.emptyBetween(colon+1, starts[0].start) {
		value.Kind, value.start, value.Streamed = List, int32(starts[0].text), true
		items := t.itemByItem(run{start: starts[0].start, end: s.end}, p.report)
		if p.doc.Chunks == nil {
			p.doc.Chunks = []Chunk{{items: items, parsed: true}}
		}
	} else {
		t.diagnose(s.start, s.end, p.report)
	}
	return []Entry{{Key: key, Value: value}}
}

// emptyBetween reports whether only blanks and comments stand in [start, end).
func (t *text) emptyBetween(start, end int) bool {
	for i := start; i < end; {
		l := t.lineAt(i, end)
		if !t.isEmpty(l) && !t.isComment(l) {
			return false
		}
		i = l.next
	}
	return true
}

// diagnose finds out what is wrong in a piece of text that the library refused, and reports it, unless that is what was
// reported before: bytes that are no text.
func (t *text) diagnose(start, end int, report diag.Report) {
	if t.touchesBad(start, end) {
		return
	}
	d := doctor{text: t, end: end}
	if m := d.examine(start); m != nil {
		t.tell(*m, report)
		return
	}
	t.tell(t.unknownMistake(start, end), report)
}

// A piece in which the first bad line is searched by parsing has at most maxBisect lines and maxBisectSize bytes.
const (
	maxBisect     = 400
	maxBisectSize = 64 << 10
)

// unknownMistake points at the line behind the longest beginning that the library accepts: it knows the line only
// roughly itself.
func (t *text) unknownMistake(start, end int) mistake {
	var lines []line
	for i := start; i < end && len(lines) < maxBisect; i = lines[len(lines)-1].next {
		lines = append(lines, t.lineAt(i, end))
	}
	said := "it cannot be read"
	if _, err := library(t.data[start:end]); err != nil {
		said = strings.ReplaceAll(err.Error(), "`", "'")
	}
	bad := lines[0]
	for k := len(lines) - 1; k > 0 && end-start <= maxBisectSize; k-- {
		if t.isEmpty(lines[k]) || t.isComment(lines[k]) {
			continue
		}
		if _, err := library(t.data[start:lines[k].start]); err == nil {
			bad = lines[k]
			break
		}
	}
	return mistake{
		start: bad.text, end: t.trimmed(bad.text, bad.end),
		what: "this line does not fit (" + said + ")", hint: "look at the quotes, brackets, colons and the indentation here and on the line above",
		help: "if in doubt, put the text below its key, indented, with `|` after the colon",
	}
}
