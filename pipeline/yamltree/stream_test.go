package yamltree

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

func TestStream(t *testing.T) {
	tests := []struct {
		name, src, root, items string
		list                   string // the bytes of the list
		chunks                 int    // with chunks of at least one byte
	}{
		{"block list", "deck: x\nnotes:\n  - a: b\n\n  # c\n  - c: d\n# e\n", `{deck: "x", notes: []}`, `{a: "b"}{c: "d"}`, "- a: b\n\n  # c\n  - c: d", 2},
		{"list without indentation", "notes:\n- a\n- b\n", "{notes: []}", `"a""b"`, "- a\n- b", 2},
		{"comment after the key", "notes: # all\n  - a\n", "{notes: []}", `"a"`, "- a", 1},
		{"CRLF and mark", "\ufeffnotes:\r\n  - a: |\r\n      x\r\n  - b\r\n", "{notes: []}", `{a: "x"}"b"`, "- a: |\r\n      x\r\n  - b", 2},
		{"document start", "---\nnotes:\n  - a\n  - b\n", "{notes: []}", `"a""b"`, "- a\n  - b", 2},
		{"version", "# x\n%YAML 1.2 # y\n\n--- # z\nnotes:\n  - a\n  - b\n", "{notes: []}", `"a""b"`, "- a\n  - b", 2},
		{"odd blanks in texts", "notes:\n  - a: \u00a0b:\u00a0c\n    d:\n      　e\n      -\u00a0f\n    g: |\n      　- h\n    i: -\u00a0j\n", "{notes: []}", `{a: "\u00a0b:\u00a0c", d: "\u3000e -\u00a0f", g: "\u3000- h", i: "-\u00a0j"}`,
			"- a: \u00a0b:\u00a0c\n    d:\n      　e\n      -\u00a0f\n    g: |\n      　- h\n    i: -\u00a0j", 1},
		{"document end", "notes:\n  - a\n  - b\n...\n", "{notes: []}", `"a""b"`, "- a\n  - b", 2},
		{"not the last key", "notes:\n  - a\n  - b\nlint: x\n", `{notes: [], lint: "x"}`, `"a""b"`, "- a\n  - b", 1},
		{"flow list", "notes: [a, b]\n", "{notes: []}", `"a""b"`, "[a, b]", 1},
		{"flow root", "{notes: [a, b]}\n", "{notes: []}", `"a""b"`, "[a, b]", 1},
		{"empty list", "notes: []\n", "{notes: []}", "", "[]", 0},
		{"map", "notes: {a: b}\n", `{notes: {a: "b"}}`, "", "{a: b}", 0},
		{"text", "notes: a\n", `{notes: "a"}`, "", "a", 0},
		{"nothing", "notes:\n", "{notes: -}", "", "", 0},
		{"no such key", "deck: x\n", `{deck: "x"}`, "", "", 0},
		{"key inside a text", "a: |\n  x\nb: \"\nnotes:\n  - c\n\"\n", `{a: "x", b: " notes: - c "}`, "", "", 0},
		{"key of another map", "a:\n  notes:\n    - b\n", `{a: {notes: ["b"]}}`, "", "", 0},
		{"dash in a block", "notes:\n  - |\n    - a\n\n    - b\n  - c\n", "{notes: []}", `"- a\n\n- b""c"`, "- |\n    - a\n\n    - b\n  - c", 2},
		{"dash below a plain text", "notes:\n  - a\n    - b\n  - c\n", "{notes: []}", `"a - b""c"`, "- a\n    - b\n  - c", 2},
		{"kept line breaks before a comment", "notes:\n  - |+\n    a\n\n  # c\n  - b\n", "{notes: []}", `"a\n\n""b"`, "- |+\n    a\n\n  # c\n  - b", 2},
		{"absent items", "notes:\n  -\n  - a\n  -\n", "{notes: []}", `-"a"-`, "-\n  - a\n  -", 3},
		{"quotes left of the dashes", "notes:\n  - \"a\nb\"\n  - c\n", "{notes: []}", `"a b""c"`, "- \"a\nb\"\n  - c", 1},
	}
	for _, tt := range tests {
		for _, size := range []int{1, chunkSize} {
			t.Run(fmt.Sprint(tt.name, " ", size), func(t *testing.T) {
				doc, items, found := read(tt.src, "notes", size)
				if len(found) > 0 {
					t.Fatal(told(found[0]))
				}
				if got := outline(doc.Root); got != tt.root {
					t.Errorf("root %s, want %s", got, tt.root)
				}
				if got := outlineList(items); got != tt.items {
					t.Errorf("items %s, want %s", got, tt.items)
				}
				if n := doc.Root.Get("notes"); n != nil && n.Span().Text() != tt.list {
					t.Errorf("list %q, want %q", n.Span().Text(), tt.list)
				}
				if want := min(tt.chunks, tt.chunks/size+1); size == 1 && len(doc.Chunks) != want {
					t.Errorf("%d chunks, want %d", len(doc.Chunks), want)
				}
				for _, n := range items {
					checkTree(t, n, 0, len(tt.src))
				}
			})
		}
	}
}

// TestItemInQuotes: a line that looks like an item is one, also inside of quotes, whatever the size of the chunks.
func TestItemInQuotes(t *testing.T) {
	src := "notes:\n  - a: \"x\n  - b\"\n  - c: d\n"
	for _, size := range []int{1, chunkSize} {
		_, items, found := read(src, "notes", size)
		if len(found) == 0 || found[0].Span.From().Line != 2 || outlineList(items[len(items)-1:]) != `{c: "d"}` {
			t.Errorf("size %d: %v %s", size, found, outlineList(items))
		}
	}
}

// TestChunksInParallel reads a file of several chunks at once; run it with -race.
func TestChunksInParallel(t *testing.T) {
	var b strings.Builder
	b.WriteString("deck: x\nnotes:\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "  - id: n%d\n    front: Größe %d\n    back: |\n      one\n      two\n", i, i)
	}
	doc := Parse(source.NewFile("x.yaml", []byte(b.String())), "notes", func(d diag.Diagnostic) { t.Error(told(d)) })
	if len(doc.Chunks) < 4 {
		t.Fatalf("%d chunks", len(doc.Chunks))
	}
	lists := make([][]*Node, len(doc.Chunks))
	var wg sync.WaitGroup
	for i := range doc.Chunks {
		wg.Go(func() { lists[i] = doc.Chunks[i].Items(func(diag.Diagnostic) {}) })
	}
	wg.Wait()
	count := 0
	for _, items := range lists {
		for _, n := range items {
			if id := n.Get("id"); id.Value != fmt.Sprintf("n%d", count) || id.Span().Text() != id.Value || n.Get("back").Value != "one\ntwo" {
				t.Fatalf("item %d is %s", count, outline(n))
			}
			count++
		}
	}
	if count != 20_000 {
		t.Errorf("%d items", count)
	}
}
