package yamltree

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// bothWays reads the items of a text with the shortcut and by the library alone, which must give the same trees, places
// and diagnostics. It returns how many items the shortcut read itself.
func bothWays(t *testing.T, src string, size int) (short int) {
	t.Helper()
	doc := parse(source.NewFile("x.yaml", []byte(src)), "notes", size, func(diag.Diagnostic) {})
	for _, c := range doc.Chunks {
		if c.parsed {
			continue
		}
		var found, wantFound diag.List
		items, want := c.Items(found.Report), c.text.byLibrary(c.run, bounded(wantFound.Report))
		if len(items) != len(want) {
			t.Fatalf("%d items, the library has %d, in %q", len(items), len(want), src)
		}
		for i := range items {
			if difference := compare(items[i], want[i]); difference != "" {
				t.Fatalf("item %d: %s: %s, the library has %s, in %q", i, difference, outlineAt(items[i]), outlineAt(want[i]), src)
			}
			if items[i].Kind == Map && items[i].end >= 0 && want[i].end < 0 {
				short++
			}
		}
		if !reflect.DeepEqual(found, wantFound) {
			t.Fatalf("found %v, with the library %v, in %q", found, wantFound, src)
		}
	}
	return short
}

// compare says in what two nodes differ, or "".
func compare(a, b *Node) string {
	switch {
	case a.Kind != b.Kind:
		return "kind"
	case a.Style != b.Style:
		return "style"
	case a.Damaged != b.Damaged:
		return "damage"
	case a.flow != b.flow:
		return "brackets"
	case a.start != b.start:
		return "start"
	case a.Value != b.Value:
		return "value"
	case a.file != b.file:
		return "file"
	case a.Span() != b.Span():
		return "span"
	case len(a.Items) != len(b.Items) || len(a.Entries) != len(b.Entries) || (a.Items == nil) != (b.Items == nil) || (a.Entries == nil) != (b.Entries == nil):
		return "children"
	}
	for i := range a.Value {
		if a.SpanOf(i, i+1) != b.SpanOf(i, i+1) || a.SpanOf(0, i) != b.SpanOf(0, i) || a.SpanOf(i, len(a.Value)) != b.SpanOf(i, len(b.Value)) {
			return fmt.Sprint("place of byte ", i)
		}
	}
	for i := range a.Items {
		if d := compare(a.Items[i], b.Items[i]); d != "" {
			return fmt.Sprint("[", i, "] ", d)
		}
	}
	for i := range a.Entries {
		if d := compare(a.Entries[i].Key, b.Entries[i].Key); d != "" {
			return fmt.Sprint("key ", i, " ", d)
		}
		if d := compare(a.Entries[i].Value, b.Entries[i].Value); d != "" {
			return fmt.Sprint(a.Entries[i].Key.Value, " ", d)
		}
	}
	return ""
}

// TestShortcut has one item per case, between two others, and says whether the shortcut reads it.
func TestShortcut(t *testing.T) {
	tests := []struct {
		name, item string
		short      bool
	}{
		{"one key", "a: b", true},
		{"two keys", "a: b\n    c: d", true},
		{"trailing blanks", "a: b  ", true},
		{"blanks after the colon", "a:   b", true},
		{"any text", "a: Größe, (x) {y} [z] $x_1$ it's *so* a:b c#d e? !", true},
		{"TeX", `a: \frac{1}{2}`, true},
		{"wide text", "a: 日本 語", true},
		{"not converted", "a: no\n    b: 1.10\n    c: ~\n    d: 2001-01-01", true},
		{"empty lines", "a: b\n\n    c: d\n\n", true},
		{"absent", "a:\n    b:\n    c: d\n    e:", true},
		{"single quotes", "a: 'b: c # \\d \"e\"'\n    f: ''", true},
		{"double quotes", "a: \"b: c # 'e'\"  \n    f: \"\"", true},
		{"literal", "a: |\n      b: c\n\n\n      # d\n        - e \n\n    f: g", true},
		{"literal, stripped", "a: |-\n     b\n    c: |\n        d", true},
		{"folded", "a: >\n      b\n      c \n\n      d\n\n\n      # e\n\n    f: >-\n     g", true},
		{"apostrophes in quotes", "a: 'b''c'''''\n    d: ''''", true},
		{"tab inside of a literal", "a: |\n      b\tc", true},
		{"flow list", "a: [b, c::d,e-f.g,   ä, h:i, ] ", true},
		{"empty flow list", "a: []", true},
		{"block list", "a:\n      - b\n      - 'c'\n\n    d:\n     - e", true},
		{"CRLF", "a: b\r\n    c: |\r\n      d\r\n\r\n      e\r\n    f: [g]\r\n    h:\r\n      - i\r\n    j:\r", true},

		{"scalar", "a", false},
		{"blank after the dash", " a: b", false},
		{"nothing", "", false},
		{"key in quotes", "'a': b", false},
		{"blank before the colon", "a : b", false},
		{"no blank after the colon", "a:b", false},
		{"long key", strings.Repeat("a", maxKey+1) + ": b", false},
		{"many keys", "a: b" + manyKeys(maxKeys+1), false},
		{"text of two lines", "a: b\n      c", false},
		{"text of two lines with a key", "a: b\n     c: d", false},
		{"text below its key", "a:\n      b", false},
		{"map below its key", "a:\n      b: c", true},
		{"colon", "a: b: c", false},
		{"colon at the end", "a: b:", false},
		{"comment", "a: b # c", false},
		{"comment line", "a: b\n    # c\n    d: e", false},
		{"comment line behind", "a: b\n  # c", false},
		{"tab", "a: b\tc", false},
		{"tab in quotes", "a: 'b\tc'", false},
		{"line of blanks", "a: b\n      \n    c: d", false},
		{"alias", "a: *b", false},
		{"tag", "a: !b c", false},
		{"folded, deeper line", "a: >\n      b\n       c", false},
		{"folded, all breaks", "a: >+\n      b\n", false},
		{"literal with all breaks", "a: |+\n      b\n", false},
		{"literal with an indicator", "a: |1\n      b", false},
		{"literal with a comment", "a: | # b\n      c", false},
		{"literal with a blank line first", "a: |\n\n      b", false},
		{"literal with a line of blanks", "a: |\n      b\n       \n      c", false},
		{"literal, less deep later", "a: |\n        b\n      c", false},
		{"literal, empty", "a: |\n    b: c", false},
		{"literal, not deep enough", "a: |\n   b", false},
		{"escape", `a: "b\n"`, false},
		{"odd apostrophes in quotes", "a: 'b'''c'", false},
		{"double quotes in double quotes", `a: "b""c"`, false},
		{"quotes over two lines", "a: 'b\n      c'", false},
		{"text behind quotes", "a: 'b' c", false},
		{"flow map", "a: {b: c}", false},
		{"flow list with blanks", "a: [b c, d]", false},
		{"flow list with a pair", "a: [b: c]", false},
		{"flow list with quotes", "a: ['b']", false},
		{"flow list of two lines", "a: [b,\n      c]", false},
		{"sound", "a: [sound:x.mp3]", false},
		{"list beside its key", "a:\n    - b", false},
		{"list of maps", "a:\n      - b: c", false},
		{"list in a list", "a:\n      -   - b", false},
		{"list of two depths", "a:\n      - b\n        - c", false},
		{"key twice", "a: b\n    a: c", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := "notes:\n  - id: x\n  - " + tt.item + "\n  - id: y\n"
			want := 2
			if tt.short {
				want++
			}
			if _, _, found := read(src, "notes", chunkSize); len(found) > 0 {
				want = 0 // the library reads the whole chunk
			}
			if short := bothWays(t, src, chunkSize); short != want {
				t.Errorf("the shortcut reads %d items, want %d", short, want)
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\n    k%d: v", i)
	}
	return b.String()
}

// realistic is a deck in which all the styles occur that people write.
const realistic = `deck: Real
notes:
  - id: one
    front: When is it due?
    back: |-
      And **for** which of them: all.

      - It joins "x" with 'y'. # no comment
    tags: [topic::bio-core, formula]

  - id: two
    notetype: basic-reversed
    front: 'Note: this'
    back: "Größe & mehr"
    hint:
    tags:
      - a
      - b::c
  - id: three
    text: |
      The {{c1::Paris}} is
        $x_1$
    extra: >
      Some 'words'
      here

      and there
    hint: 'it''s'
    more: [a]
  - id: maps
    front:
      en: Paris
      de-at: 'Paris, a city'
      fr: |
        Paris
      he:
      it:
        standard: Parigi
        extended:
          - a
    guid:
        en: abc
        de: x y
    back: done
  # why
  - id: four
    front: "x \u00e9"
    back: two
      lines
  - {id: five, front: x}
  - id: six
    front: x
`

// TestShortcutEdits changes a few bytes or lines of a deck in many thousand ways.
func TestShortcutEdits(t *testing.T) {
	const rounds = 6_000
	r := rand.New(rand.NewPCG(1, 2))
	short := 0
	for range rounds {
		src := realistic
		for range 1 + r.IntN(3) {
			if r.IntN(3) == 0 {
				src = editLine(r, src)
			} else {
				src = editBytes(r, src)
			}
		}
		if r.IntN(8) == 0 {
			src = strings.ReplaceAll(src, "\n", "\r\n")
		}
		short += bothWays(t, src, []int{1, 200, chunkSize}[r.IntN(3)])
	}
	if short < rounds {
		t.Errorf("the shortcut read only %d items", short)
	}
}

// editBytes puts a piece of YAML in the place of a few bytes.
func editBytes(r *rand.Rand, src string) string {
	pieces := []string{
		"\n", "\n\n", " ", "  ", "    ", "\t", "\r\n", "#", " #", ":", ": ", "-", "- ", "\n  - ", "\n    ", "|", ">", "'", "''", "\"", "\\", "[", "]", "{", "}",
		",", "?", "? ", "!", "&a", "*a", "%", "@", "`", "a", "é", "\u00a0", "\u2028", "\ufeff", "\x00", "\x7f", "---", "...", "|+", "|2", "<<: ", "\n# c\n", "id: x",
	}
	at := r.IntN(len(src))
	cut := min(len(src), at+r.IntN(3)*r.IntN(3))
	piece := ""
	if r.IntN(4) > 0 {
		piece = pieces[r.IntN(len(pieces))]
	}
	return src[:at] + piece + src[cut:]
}

// editLine copies a line, or one that the shortcut does not know, to another place and depth.
func editLine(r *rand.Rand, src string) string {
	lines := strings.SplitAfter(src, "\n")
	line := lines[r.IntN(len(lines))]
	if r.IntN(2) == 0 {
		hard := []string{
			"# c", "- |+", "- >2", "- ? a", "- ? a\n  : b", "- &a b", "- *a", "- {a: b", "- [a,", "- 'a", "a: |+", "a: >", "a: \"b \\", "a: &a [b]", "a: *a", "? a",
			": b", "a: {b: c}", "- - a", "- !a", "-", "a: !!str", "- a: |1", "]", "}", "'", "\"", "a", "- 'a'", "- a: # c", "   ", "---", "a: - b", "- a: # c\n  # d",
		}
		line = hard[r.IntN(len(hard))] + "\n"
	}
	if r.IntN(2) == 0 {
		line = strings.Repeat(" ", r.IntN(9)) + strings.TrimLeft(line, " ")
	}
	at := r.IntN(len(lines))
	cut := at + r.IntN(2)
	return strings.Join(lines[:at], "") + line + strings.Join(lines[cut:], "")
}

// TestShortcutSuite reads the texts of the YAML test suite as items, and below a key of an item.
func TestShortcutSuite(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t, "adv-yaml-test-suite"), "src", "*.yaml"))
	if err != nil || len(files) < 300 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, src := range suiteTexts(t, data) {
			in := strings.TrimLeft(indented(indented(src)), " ")
			bothWays(t, "notes:\n  - id: x\n  - "+in+"  - id: y\n", chunkSize)
			bothWays(t, "notes:\n  - id: x\n  - a: "+in+"    b: y\n", chunkSize)
			bothWays(t, "notes:\n  - id: x\n  - a:\n      "+strings.ReplaceAll(in, "\n", "\n  ")+"\n  - id: y\n", chunkSize)
			bothWays(t, "notes:\n"+src, chunkSize)
		}
	}
}

// FuzzShortcut checks that the shortcut is one.
func FuzzShortcut(f *testing.F) {
	seeds(f)
	f.Add(realistic)
	f.Fuzz(func(t *testing.T, src string) {
		bothWays(t, src, 64)
		bothWays(t, "notes:\n  - id: x\n  - a: "+src+"\n  - id: y\n", chunkSize)
	})
}
