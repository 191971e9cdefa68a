package yamltree

import (
	"strings"
	"testing"
)

// TestSpan checks the bytes that a node is said to have.
func TestSpan(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", "a: one two  # c\n", "one two"},
		{"plain lines", "a: one\n  two\n\n  three   \nb: x\n", "one\n  two\n\n  three"},
		{"plain lines, CRLF", "a: one\r\n  two\r\nb: x\r\n", "one\r\n  two"},
		{"single quotes", "a: 'it''s' # c\n", "'it''s'"},
		{"single quotes, lines", "a: 'one\n\n  two '\n", "'one\n\n  two '"},
		{"double quotes", `a: "x\"y\\" # c` + "\n", `"x\"y\\"`},
		{"double quotes, continued", "a: \"x\\\n  y\\\n  \"\nb: \"\"\n", "\"x\\\n  y\\\n  \""},
		{"empty quotes", "a: \"\"\n", `""`},
		{"empty quotes, line break", "a: \"\n  \"\nb: x\n", "\"\n  \""},
		{"literal", "a: |\n  one\n   two\n\n  three\n\n# c\nb: x\n", "|\n  one\n   two\n\n  three"},
		{"literal, CRLF", "a: |\r\n  one\r\n  two\r\n", "|\r\n  one\r\n  two"},
		{"literal, header comment", "a: |- # c\n  one\n\nb: x\n", "|- # c\n  one"},
		{"literal, kept", "a: |+\n  one\n\nb: x\n", "|+\n  one\n\n"},
		{"literal, empty, kept", "a: |+\n\n\nb: x\n", "|+\n\n\n"},
		{"folded", "a: >\n\n  one\n  two\n\n   deep\n  three\nb: x\n", ">\n\n  one\n  two\n\n   deep\n  three"},
		{"flow list", "a: [x, 'y', {z: }, ] # c\n", "[x, 'y', {z: }, ]"},
		{"flow list with comments", "a: [x, # ] c\n  y # ]\n  ]\nb: z\n", "[x, # ] c\n  y # ]\n  ]"},
		{"flow map", "a: {x: y, z}\n", "{x: y, z}"},
		{"empty flow", "a: [ ]\n", "[ ]"},
		{"block list", "a:\n- x\n-   y\n\n# c\nb: z\n", "- x\n-   y"},
		{"block map", "a:\n  x: y\n  z:\n\nb: c\n", "x: y\n  z:"},
		{"absent", "a:   # c\nb: x\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, _ := mustRead(t, tt.src)
			if got := root.Get("a").Span().Text(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			checkTree(t, root, 0, len(tt.src))
		})
	}
}

// TestSpanOf marks a word of the value with [ and ] in the source.
func TestSpanOf(t *testing.T) {
	tests := []struct{ name, src, word string }{
		{"plain", "a: one [two]\n", "two"},
		{"plain, after a wide character", "a: 大é [two]\n", "two"},
		{"plain, second line", "a: one\n  [two] three\n", "two"},
		{"plain, over a line break", "a: o[ne\n  tw]o\n", "ne tw"},
		{"plain, folded break", "a: one[\n]  two\n", " "},
		{"plain, folded break behind blanks", "a: one  [\n]  two\n", " "},
		{"plain, empty line", "a: one\n[\n]  two\n", "\n"},
		{"plain, CRLF", "a: one[\r\n]  two\r\n", " "},
		{"single quotes", "a: 'it[''s]'\n", "'s"},
		{"single quotes, after an apostrophe", "a: 'it''s [two]'\n", "two"},
		{"double quotes", `a: "x [\u00e9]"` + "\n", "é"},
		{"double quotes, after escapes", `a: "\t\"\\ \U0001F600 [two]"` + "\n", "two"},
		{"double quotes, continuation", "a: \"on[e\\\n   t]wo\"\n", "et"},
		{"double quotes, fold", "a: \"one  [\n]   two\"\n", " "},
		{"literal", "a: |\n  one\n   [two]\n  three\n", "two"},
		{"literal, line break", "a: |\n  one[\n]  two\n", "\n"},
		{"literal, CRLF", "a: |-\r\n  one\r\n  [two]\r\n", "two"},
		{"literal, indicator", "a: |2\n    one\n   [two]\n", "two"},
		{"literal, empty lines", "a: |\n\n  one\n\n  [two]\n", "two"},
		{"folded", "a: >\n  one\n  [two]\n", "two"},
		{"folded, break", "a: >\n  one[\n]  two\n", " "},
		{"folded, empty line", "a: >\n  one\n[\n]  two\n", "\n"},
		{"folded, deeper line", "a: >\n  one\n   x\n  [two]\n", "two"},
		{"folded, indicator", "a: >1\n   one\n [two]\n", "two"},
		{"folded, leading lines", "a: >\n\n\n  one\n  [two]\n", "two"},
		{"byte order mark", "\ufeffa: one [two]\n", "two"},
		{"separator", "a: one\u2028[two]\n", "two"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := strings.Index(tt.src, "[")
			end := strings.Index(tt.src, "]") - 1
			src := strings.NewReplacer("[", "", "]", "").Replace(tt.src)
			root, _ := mustRead(t, src)
			n := root.Get("a")
			i := strings.Index(n.Value, tt.word)
			if i < 0 {
				t.Fatalf("no %q in %q", tt.word, n.Value)
			}
			if s := n.SpanOf(i, i+len(tt.word)); s.Start != start || s.End != end {
				t.Errorf("got %d-%d %q, want %d-%d", s.Start, s.End, s.Text(), start, end)
			}
			if s := n.SpanOf(i, i); s.Start != start || s.End != start {
				t.Errorf("empty: got %d-%d, want %d", s.Start, s.End, start)
			}
			checkTree(t, root, 0, len(src))
		})
	}
}

func TestSpanOfEnds(t *testing.T) {
	tests := []struct {
		name, src string
		want      int // the place behind the text
	}{
		{"plain", "a: one  # c\n", 6},
		{"quotes", "a: 'one'\n", 7},
		{"empty quotes", "a: ''\n", 4},
		{"literal", "a: |\n  one\n\n", 10},
		{"kept", "a: |+\n  one\n\n", 13},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, _ := mustRead(t, tt.src)
			n := root.Get("a")
			if s := n.SpanOf(len(n.Value), len(n.Value)); s.Start != tt.want || s.End != tt.want {
				t.Errorf("got %d-%d, want %d", s.Start, s.End, tt.want)
			}
			if s := n.SpanOf(-1, len(n.Value)+9); s != n.SpanOf(0, len(n.Value)) {
				t.Errorf("offsets outside of the value: %d-%d", s.Start, s.End)
			}
		})
	}
}

// TestFolds writes the folded line breaks of a text as `/`.
func TestFolds(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", "a: one two\n", "one two"},
		{"plain lines", "a: one  \n  two\n\n  three\n  four\n", "one/two\nthree/four"},
		{"single quotes, CRLF", "a: 'it''s\r\n  one '\r\n", "it's/one "},
		{"double quotes", "a: \"one\n  two\\n\\\n  three \\\n  four\"\n", "one/two\nthree four"},
		{"folded", "a: >\n  one\n  two\n    deep\n  three\n\n  four\n  five\n", "one/two\n  deep\nthree\nfour/five"},
		{"literal", "a: |\n  one\n  two\n", "one\ntwo"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, _ := mustRead(t, tt.src)
			n := root.Get("a")
			text := []byte(n.Value)
			for _, i := range n.Folds() {
				text[i] = '/'
			}
			if string(text) != tt.want {
				t.Errorf("got %q, want %q", text, tt.want)
			}
		})
	}
}
