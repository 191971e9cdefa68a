package yamltree

import (
	"bytes"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A Draft is an entry of a map that is to be written: a key and one of a text, a list of words, or a map.
type Draft struct {
	Key   string
	Text  string
	Words []string
	Inner []Draft
}

// Block writes the entry as lines, without indentation and joined by LF.
func (d Draft) Block() string {
	switch {
	case d.Inner != nil:
		var lines []string
		for _, inner := range d.Inner {
			lines = append(lines, "  "+indentLines(inner.Block(), "\n", "  "))
		}
		return d.Key + ":\n" + strings.Join(lines, "\n")
	case d.Words != nil:
		return d.Key + ": " + flowList(d.Words)
	}
	return d.Key + ": " + Spell(d.Text, "  ", false)
}

// Flow writes the entry on one line, as it stands between braces.
func (d Draft) Flow() string {
	switch {
	case d.Inner != nil:
		return d.Key + ": " + flowMap(d.Inner)
	case d.Words != nil:
		return d.Key + ": " + flowList(d.Words)
	}
	return d.Key + ": " + Spell(d.Text, "", true)
}

func flowMap(drafts []Draft) string {
	var entries []string
	for _, d := range drafts {
		entries = append(entries, d.Flow())
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

func flowList(words []string) string {
	var items []string
	for _, w := range words {
		items = append(items, Spell(w, "", true))
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// blockMap writes a map as lines.
func blockMap(drafts []Draft) string {
	var entries []string
	for _, d := range drafts {
		entries = append(entries, d.Block())
	}
	return strings.Join(entries, "\n")
}

// AppendMap returns the edit that makes a map the last item of a list, of which last is the last one so far. ok is false
// where that does not begin on the line of its dash.
func AppendMap(list, last *Node, entries []Draft) (e diag.Edit, ok bool) {
	if list.flow {
		return appendBehind(list, last, flowMap(entries))
	}
	return appendBehind(list, last, blockMap(entries))
}

// BeginList returns the edit that makes a map the first item of a list under a key of the root map n. ok is false where
// something stands there already, and in a map between braces.
func BeginList(n *Node, key string, entries []Draft) (e diag.Edit, ok bool) {
	if n == nil || n.Kind != Map || n.flow || len(n.Entries) == 0 {
		return diag.Edit{}, false
	}
	lineBreak := n.file.LineBreak()
	value := lineBreak + "  - " + indentLines(blockMap(entries), lineBreak, "    ")
	i := entryIndex(n.Entries, key)
	if i < 0 {
		return InsertAfter(n, n.Entries[len(n.Entries)-1].Key.Value, key, value), true
	}
	switch there := n.Entries[i].Value; {
	case there.Kind == Absent:
		return n.insertValue(n.Entries[i].Key, value), true
	case there.Kind == List && !there.Streamed && len(there.Items) == 0:
		return diag.Edit{Span: there.Span(), New: value}, true
	}
	return diag.Edit{}, false
}

// InsertDraft returns the edit that puts an entry behind the entry afterKey of the map n, or before all others.
func InsertDraft(n *Node, afterKey string, d Draft) diag.Edit {
	written := d.Flow()
	if !n.flow {
		written = indentLines(d.Block(), n.file.LineBreak(), n.indent())
	}
	key, value, _ := strings.Cut(written, ":")
	return InsertAfter(n, afterKey, key, strings.TrimPrefix(value, " "))
}

// FillDraft returns the edit that gives a key of the map n, which has no value, that of the draft. Where a comment stands behind
// the key, the value has one line.
func FillDraft(n, key *Node, d Draft) diag.Edit {
	_, value, _ := strings.Cut(d.Flow(), ": ")
	rest := n.file.Data[key.stop():]
	if !n.flow && d.Inner == nil && d.Words == nil && !hasComment(string(rest[:lineLen(rest)])) {
		value = strings.ReplaceAll(Spell(d.Text, n.indent()+"  ", false), "\n", n.file.LineBreak())
	}
	return n.insertValue(key, value)
}

// WriteWords returns the edit that writes a list of words in the place of one, on one line. ok is false when a comment stands in
// it.
func WriteWords(list *Node, words []string) (e diag.Edit, ok bool) {
	e = diag.Edit{Span: list.Span(), New: flowList(words)}
	return e, !hasComment(e.Span.Text())
}

// RemoveEntry returns the edit that takes the i-th entry out of a map, in the layout of the map. ok is false for the only one,
// and where a comment stands beside it.
func RemoveEntry(n *Node, i int) (e diag.Edit, ok bool) {
	data, start, end := n.file.Data, int(n.Entries[i].Key.start), n.Entries[i].Value.stop()
	end = max(end, n.Entries[i].Key.stop())
	switch last := len(n.Entries) - 1; {
	case last == 0:
		return diag.Edit{}, false
	case i == 0 || n.flow && i < last:
		end = int(n.Entries[i+1].Key.start)
	case n.flow:
		start = max(n.Entries[i-1].Key.stop(), n.Entries[i-1].Value.stop())
	default:
		start = bytes.LastIndexByte(data[:start], '\n') + 1
		if data[end-1] != '\n' {
			end = min(end+lineLen(data[end:])+1, len(data))
		}
	}
	e.Span = n.file.Span(start, end)
	return e, !hasComment(e.Span.Text())
}

// hasComment reports whether something in a piece of YAML may be a comment.
func hasComment(text string) bool {
	return strings.Contains(text, " #") || strings.Contains(text, "\n#")
}

// RewriteScalar returns the edit that writes a text for all of a scalar that is a value of the map n. A text that stands
// below `|` or `>` stays there if it can.
func RewriteScalar(n, scalar *Node, text string) diag.Edit {
	if scalar.IsCell() {
		return WriteCell(scalar, text)
	}
	indent := n.indent() + "  "
	if n.flow {
		indent = ""
	}
	spelt := Spell(text, indent, n.flow)
	if (scalar.Style == Literal || scalar.Style == Folded) && spelt[0] != '|' && text != "" && !strings.HasSuffix(text, "\n") && !strings.ContainsFunc(text, hidden) {
		spelt = literal(text, indent)
	}
	spelt = strings.ReplaceAll(spelt, "\n", scalar.file.LineBreak())
	header, lines, block := strings.Cut(spelt, "\n")
	if !block || spelt[0] != '|' {
		return Replace(scalar, spelt)
	}
	e := Replace(scalar, strings.TrimSuffix(header, "\r"))
	e.New += scalar.file.LineBreak() + lines
	return e
}

// QuoteScalar is RewriteScalar with double quotes, which can say everything.
func QuoteScalar(scalar *Node, text string) diag.Edit { return Replace(scalar, doubleQuoted(text)) }

// ClearValue returns the edit that leaves a key of a map without its scalar, as if it had no value.
func ClearValue(n, scalar *Node) diag.Edit {
	e := Replace(scalar, "")
	data := n.file.Data
	for !n.flow && e.Span.Start > 0 && data[e.Span.Start-1] == ' ' {
		e.Span.Start--
	}
	return e
}
