package yamltree

import (
	"bytes"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// InsertFirst returns the edit that makes `key: value` the first entry of the map n, in the layout of the map and with
// the line ending of its file. The value is written as given.
func InsertFirst(n *Node, key, value string) diag.Edit {
	pair := pairOf(key, value)
	start := int(n.start)
	switch {
	case !n.flow:
		return n.insert(start, pair+n.file.LineBreak()+n.indent())
	case n.file.Data[start] != '{': // a lone pair in a flow list
		return diag.Edit{Span: n.Span(), New: "{" + pair + ", " + n.Span().Text() + "}"}
	case len(n.Entries) == 0:
		return n.insert(start+1, pair)
	}
	return n.insert(int(n.Entries[0].Key.start), pair+", ")
}

// InsertAfter returns the edit that puts `key: value` behind the entry afterKey of the map n, or before all others
// when there is no such entry.
func InsertAfter(n *Node, afterKey, key, value string) diag.Edit {
	after := n.Get(afterKey)
	if after == nil {
		return InsertFirst(n, key, value)
	}
	pair, at, data := pairOf(key, value), after.stop(), n.file.Data
	if n.flow {
		if data[n.start] != '{' {
			return diag.Edit{Span: n.Span(), New: "{" + n.Span().Text() + ", " + pair + "}"}
		}
		if after.Kind == Absent { // `{a:, b}` would make `a:` the key
			return n.insert(at, " , "+pair)
		}
		return n.insert(at, ", "+pair)
	}
	if at > 0 && data[at-1] == '\n' { // behind the line breaks that a `|+` text keeps
		return n.insert(at, n.indent()+pair+n.file.LineBreak())
	}
	at += lineLen(data[at:])
	if at > 0 && data[at-1] == '\r' {
		at--
	}
	return n.insert(at, n.file.LineBreak()+n.indent()+pair)
}

// Put returns the edits that set a key of a map to a value, spelt as YAML on one line: in the place of the value that is
// there, else as in InsertAfter. In a row of a table it is a cell. There are none where a map or list stands there.
func Put(n *Node, afterKey, key, value string) []diag.Edit {
	if n.row {
		return SetCell(n, key, unspelt(value))
	}
	for _, e := range n.Entries {
		switch {
		case e.Key.Value != key:
		case e.Value.Kind == Absent:
			return []diag.Edit{n.insertValue(e.Key, value)}
		case e.Value.Kind == Scalar:
			return []diag.Edit{Replace(e.Value, value)}
		default:
			return nil
		}
	}
	return []diag.Edit{InsertAfter(n, afterKey, key, value)}
}

// insertValue returns the edit that puts a value behind a key of n that has none, and perhaps no colon.
func (n *Node) insertValue(key *Node, value string) diag.Edit {
	at := key.stop()
	if colon := at + lineLen(n.file.Data[at:]); bytes.HasPrefix(bytes.TrimLeft(n.file.Data[at:colon], " "), []byte(":")) {
		return n.insert(at+bytes.IndexByte(n.file.Data[at:], ':')+len(":"), " "+value)
	}
	return n.insert(at, ": "+value)
}

// unspelt returns the text that YAML on one line says.
func unspelt(value string) string {
	f := source.NewFile("", []byte("text: "+value))
	if n := Parse(f, "", func(diag.Diagnostic) {}).Root.Get("text"); n != nil && n.Kind == Scalar {
		return n.Value
	}
	return value
}

// pairOf writes an entry of a map; the value may begin on the next line.
func pairOf(key, value string) string {
	if strings.HasPrefix(value, "\n") || strings.HasPrefix(value, "\r") {
		return key + ":" + value
	}
	return key + ": " + value
}

// Append returns the edit that makes item, as given, the last one of a list, in the layout of the list. ok is false for an
// empty list, and where the last item does not begin on the line of its dash.
func Append(list *Node, item string) (e diag.Edit, ok bool) {
	if list.Kind != List || len(list.Items) == 0 {
		return diag.Edit{}, false
	}
	return appendBehind(list, list.Items[len(list.Items)-1], item)
}

// appendBehind is Append where the last item is known and may have been streamed. The lines of item but the first are
// indentLines like it.
func appendBehind(list, last *Node, item string) (e diag.Edit, ok bool) {
	data := list.file.Data
	at := last.stop()
	if list.flow {
		return list.insert(at, ", "+item), last.Kind != Absent
	}
	begin := bytes.LastIndexByte(data[:last.start], '\n') + 1
	dash := bytes.IndexByte(data[begin:], '-')
	blanks := string(data[begin : begin+max(dash, 0)])
	if dash < 0 || begin+dash >= int(last.start) || strings.Trim(blanks, " ") != "" {
		return diag.Edit{}, false
	}
	lineBreak := list.file.LineBreak()
	item = indentLines(item, lineBreak, blanks+"  ")
	if data[at-1] == '\n' { // behind the line breaks that a `|+` text keeps
		return list.insert(at, blanks+"- "+item+lineBreak), true
	}
	at += lineLen(data[at:])
	if data[at-1] == '\r' {
		at--
	}
	return list.insert(at, lineBreak+blanks+"- "+item), true
}

// Replace returns the edit that writes text, spelt as YAML on one line, for the scalar n. Of a block scalar the comment
// behind its sign stays, and so do the line breaks that `|+` keeps. Into a cell of a table goes what the YAML says.
func Replace(n *Node, text string) diag.Edit {
	if n.IsCell() {
		return WriteCell(n, unspelt(text))
	}
	span := n.Span()
	if n.Style != Literal && n.Style != Folded {
		return diag.Edit{Span: span, New: text}
	}
	block := strings.TrimRight(span.Text(), "\r\n")
	span.End = span.Start + len(block)
	header, _, _ := strings.Cut(block, "\n")
	if _, comment, ok := strings.Cut(strings.TrimRight(header, "\r"), " #"); ok {
		text += " #" + comment
	}
	return diag.Edit{Span: span, New: text}
}

func (n *Node) insert(at int, text string) diag.Edit {
	return diag.Edit{Span: n.file.Span(at, at), New: text}
}

// indent returns the blanks that a line of the block map n begins with.
func (n *Node) indent() string {
	start := int(n.start)
	begin := bytes.LastIndexByte(n.file.Data[:start], '\n') + 1
	if begin == 0 && bytes.HasPrefix(n.file.Data, []byte(bom)) {
		begin = len(bom)
	}
	return strings.Repeat(" ", start-begin)
}
