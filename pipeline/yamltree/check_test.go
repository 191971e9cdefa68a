package yamltree

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	yaml "gopkg.in/yaml.v3"
)

// read parses a text in chunks of at least size bytes and returns everything it delivers.
func read(src, stream string, size int) (*Document, []*Node, diag.List) {
	var found diag.List
	doc := parse(source.NewFile("x.yaml", []byte(src)), stream, size, found.Report)
	var items []*Node
	for i := range doc.Chunks {
		items = append(items, doc.Chunks[i].Items(found.Report)...)
	}
	return doc, items, found
}

// mustRead is read for a text without mistakes.
func mustRead(t *testing.T, src string) (*Node, []*Node) {
	t.Helper()
	doc, items, found := read(src, "notes", chunkSize)
	for _, d := range found {
		t.Fatalf("unexpected: %s", told(d))
	}
	return doc.Root, items
}

// told is a diagnostic as `line:column [bytes] message`.
func told(d diag.Diagnostic) string {
	at := d.Span.From()
	return fmt.Sprintf("%d:%d [%s] %s", at.Line, at.Column, d.Span.Text(), d.Message)
}

// outline writes a tree on one line.
func outline(n *Node) string {
	switch {
	case n == nil:
		return "nil"
	case n.Kind == Absent:
		return "-"
	case n.Kind == Broken:
		return "BROKEN"
	case n.Kind == Scalar:
		return fmt.Sprintf("%q", n.Value)
	}
	var parts []string
	for _, c := range n.Items {
		parts = append(parts, outline(c))
	}
	for _, e := range n.Entries {
		parts = append(parts, e.Key.Value+": "+outline(e.Value))
	}
	if n.Kind == List {
		return "[" + strings.Join(parts, ", ") + "]"
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// outlineAt is outline with the places of all nodes.
func outlineAt(n *Node) string {
	var b strings.Builder
	var walk func(*Node)
	walk = func(n *Node) {
		s := n.Span()
		fmt.Fprintf(&b, "(%d %d %d-%d %q", n.Kind, n.Style, s.Start, s.End, n.Value)
		for _, c := range n.Items {
			walk(c)
		}
		for _, e := range n.Entries {
			walk(e.Key)
			walk(e.Value)
		}
		b.WriteByte(')')
	}
	walk(n)
	return b.String()
}

// checkTree checks all places of a tree: inside of the file and of their parents, in order, and exact in scalars.
func checkTree(t *testing.T, n *Node, from, to int) {
	t.Helper()
	s := n.Span()
	if s.Start < from || s.End < s.Start || s.End > to {
		t.Fatalf("node %s has span %d-%d, allowed %d-%d in %q", outline(n), s.Start, s.End, from, to, n.file.Data)
	}
	at := s.Start
	child := func(c *Node) {
		checkTree(t, c, at, s.End)
		at = c.Span().End
	}
	switch n.Kind {
	case List:
		for _, c := range n.Items {
			child(c)
		}
		checkBrackets(t, n, '[', ']')
	case Map:
		for _, e := range n.Entries {
			child(e.Key)
			child(e.Value)
		}
		checkBrackets(t, n, '{', '}')
	case Scalar:
		checkScalar(t, n)
	}
}

func checkBrackets(t *testing.T, n *Node, open, closing byte) {
	t.Helper()
	if n.end >= 0 { // after a mistake
		return
	}
	s := n.Span().Text()
	if n.flow && s != "" && s[0] == open && s[len(s)-1] != closing {
		t.Fatalf("the span of a flow collection is %q in %q", s, n.file.Data)
	}
}

// checkScalar checks that each character of the Value maps to the bytes that stand for it, and that the span of the
// scalar alone says the same as the scalar.
func checkScalar(t *testing.T, n *Node) {
	t.Helper()
	whole := n.Span()
	last := whole.Start
	for i, r := range n.Value {
		s := n.SpanOf(i, i+utf8.RuneLen(r))
		if r == utf8.RuneError || s.Start < last || s.End > whole.End || decoded(n.Style, s.Text(), r) != r {
			t.Fatalf("value %q: character %d %q maps to %q (%d-%d) in %q", n.Value, i, r, s.Text(), s.Start, s.End, n.file.Data)
		}
		if at := n.SpanOf(i, i); at.Start != s.Start || at.End != s.Start {
			t.Fatalf("value %q: empty span at %d is %d-%d, want %d", n.Value, i, at.Start, at.End, s.Start)
		}
		last = s.End
	}
	if end := n.SpanOf(len(n.Value), len(n.Value)); end.Start != last && n.Value != "" || end.Start > whole.End {
		t.Fatalf("value %q: the end is %d, want %d", n.Value, end.Start, last)
	}
	if n.Style == SingleQuoted || n.Style == DoubleQuoted {
		y, err := library([]byte(whole.Text()))
		if err == nil && !strings.ContainsAny(whole.Text(), "\u0085\u2028\u2029\ufeff") && (y == nil || y.Value != n.Value) {
			t.Fatalf("the span %q does not hold the value %q", whole.Text(), n.Value)
		}
		if q := whole.Text(); q[0] != q[len(q)-1] {
			t.Fatalf("span of a quoted text: %q", q)
		}
	}
	if text := whole.Text(); n.Style == Plain && strings.Trim(text, " \t\r\n") != text {
		t.Fatalf("span of a plain text: %q", text)
	}
}

// decoded returns the character that source bytes stand for, given the one that is expected.
func decoded(style Style, src string, want rune) rune {
	switch {
	case src == string(want):
		return want
	case src == "\n" || src == "\r\n":
		if want == ' ' && style != Literal || want == '\n' {
			return want
		}
	case style == SingleQuoted && src == "''":
		return '\''
	case style == DoubleQuoted && strings.HasPrefix(src, `\`):
		if y, err := library([]byte(`"` + src + `"`)); err == nil && y != nil {
			r, _ := utf8.DecodeRuneInString(y.Value)
			return r
		}
	}
	return utf8.RuneError
}

// sameAsLibrary compares a tree with the library's own.
func sameAsLibrary(t *testing.T, n *Node, y *yaml.Node) {
	t.Helper()
	switch y.Kind {
	case yaml.ScalarNode:
		if n.Kind == Absent && y.Value == "" && y.Style == 0 {
			return
		}
		if n.Kind != Scalar || n.Value != y.Value && !(n.Style >= Literal && n.Value+"\n" == y.Value) {
			t.Fatalf("got %s, the library has %q", outline(n), y.Value)
		}
	case yaml.SequenceNode:
		if n.Kind != List || len(n.Items) != len(y.Content) {
			t.Fatalf("got %s for a list of %d", outline(n), len(y.Content))
		}
		for i, c := range y.Content {
			sameAsLibrary(t, n.Items[i], c)
		}
	case yaml.MappingNode:
		if n.Kind != Map || 2*len(n.Entries) != len(y.Content) {
			t.Fatalf("got %s for a map of %d", outline(n), len(y.Content)/2)
		}
		for i, e := range n.Entries {
			sameAsLibrary(t, e.Key, y.Content[2*i])
			sameAsLibrary(t, e.Value, y.Content[2*i+1])
		}
	}
}

func collect(messages *[]string) diag.Report {
	return func(d diag.Diagnostic) { *messages = append(*messages, d.Message) }
}

// applyFix applies the first fix.
func applyFix(src string, fixes []diag.Fix) string {
	if len(fixes) == 0 {
		return src
	}
	edits := fixes[0].Edits
	for i := len(edits) - 1; i >= 0; i-- {
		src = src[:edits[i].Span.Start] + edits[i].New + src[edits[i].Span.End:]
	}
	return src
}
