package yamltree

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// seeds are texts with everything in them that the dialect has, and much that it has not.
func seeds(f *testing.F) {
	for _, s := range []string{
		"deck: x\nnotes:\n  - id: a\n    front: |\n      one\n\n       two\n    back: >-\n      a\n      b\n\n      c\n",
		"notes:\n- a: 'it''s\n\n   two'\n- b: \"x\\n\\u00e9 \\\n   y\"\n- c\n- \n- {a: b, c: , d}\n- [x, \"y\", [z]]\n",
		"\ufeffnotes: # c\r\n  - front: plain\r\n      goes on\r\n  # comment\r\n  - back: |2+\r\n      x\r\n\r\n",
		"notes:\n  - a: *x\n  - b: &y z\n  - !t c\n  - <<: {}\n  - ? k\n    : v\n  - Back: 1\n    back: 2\n",
		"notes:\n  - front: Note: x\n  - back: \"quoted\" and more\n  - text: {{c1::Paris}} is\n  - [sound:x.mp3]\n  - \"\\l\"\n  - 'it's'\n",
		"a: 1\nnotes:\n - a: b\n- c\n  - d\nlint: {}\n---\nb: 2\n",
		"a: x\u2028y\u0085z\n? - b\n",
		"a: \x00\xff\x7f\n",
		"# x\n%YAML 1.2\n---\nnotes:\n  -\u00a0a: b\n  - c:\u3000d\n\u00a0 e: |\n  - f： g\n  - h: >5\n",
		"notes:\n  - |\n    a\n  - >\n\n    b\n     c\n    d\n\n  - >2\n      e\n    f\n",
		"a: [[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]\n",
		"a: \"x\nnotes:\n  - b\n\"\n",
		"a: [1, # c ]\n 2, {b: c}: d]\n",
	} {
		f.Add(s)
	}
}

// FuzzParse checks that any bytes give a tree whose places are right, and that a file is either read as the library
// reads it or complained about.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		doc, items, found := read(src, "notes", 64)
		if doc.Root == nil && len(found) == 0 {
			t.Fatalf("nothing read and nothing said about %q", src)
		}
		for _, d := range found {
			checkDiagnostic(t, src, d)
		}
		if doc.Root != nil {
			checkTree(t, doc.Root, 0, len(src))
		}
		for _, n := range items {
			checkTree(t, n, 0, len(src))
		}
		Comments(doc.File, "#")
		checkPlainRead(t, src)
	})
}

func checkDiagnostic(t *testing.T, src string, d diag.Diagnostic) {
	t.Helper()
	if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(src) || d.Help == "" || d.Message == "" {
		t.Fatalf("bad diagnostic %+v for %q", d, src)
	}
	for _, fix := range d.Fixes {
		for _, e := range fix.Edits {
			if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(src) {
				t.Fatalf("bad fix %+v for %q", e, src)
			}
		}
	}
}

// checkPlainRead compares the whole tree with the library's.
func checkPlainRead(t *testing.T, src string) {
	t.Helper()
	doc, _, found := read(src, "", 64)
	if len(found) > 0 || strings.ContainsAny(src, "\u0085\u2028\u2029\ufeff") {
		return
	}
	y, err := library([]byte(src))
	if err != nil || y == nil {
		return // document markers
	}
	sameAsLibrary(t, doc.Root, y)
}

// FuzzChunks checks that a file cut into chunks is read as the whole file is. Where the cut file has mistakes that the
// whole one has not, a text in quotes or brackets must run over several lines: a line of it looks like an item.
func FuzzChunks(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		if !strings.HasPrefix(src, "notes:") && !strings.Contains(src, "\nnotes:") {
			src = "notes:\n" + src
		}
		_, cut, complaints := read(src, "notes", 1)
		file := source.NewFile("x.yaml", []byte(src))
		var found diag.List
		tx, ok := newText(file, found.Report)
		if !ok || len(found) > 0 {
			return
		}
		p := parser{doc: &Document{File: file}, text: tx, stream: "notes", report: found.Report}
		p.whole(tx.document(found.Report))
		switch {
		case len(complaints) == 0 && len(found) > 0:
			t.Fatalf("chunks accept %q, the whole does not: %s", src, told(found[0]))
		case len(complaints) > 0 && len(found) == 0:
			if !strings.ContainsAny(src, "\"'[{") {
				t.Fatalf("chunks refuse %q: %s", src, told(complaints[0]))
			}
		case len(complaints) == 0:
			var want []*Node
			if len(p.doc.Chunks) > 0 {
				want = p.doc.Chunks[0].items
			}
			if a, b := outlines(cut), outlines(want); a != b {
				t.Fatalf("%q\nin chunks %s\nwhole     %s", src, a, b)
			}
		}
	})
}

func outlines(nodes []*Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(outlineAt(n))
		b.WriteByte('\n')
	}
	return b.String()
}
