package yamltree

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// TestNextOdd puts each character at each place of a text, as it is searched eight bytes at a time.
func TestNextOdd(t *testing.T) {
	odd := []string{"\x00", "\x01", "\x1f", "\x7f", "\r", "\x80", "\xff", "\xc3", "\u0080", "\u0085", "\u009f", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"}
	good := []string{" ", "~", "\t", "\n", "\r\n", "\u00a0", "é", "大", "\ufffd", "\ue000", "😀"}
	for before := range 20 {
		for after := range 10 {
			for _, c := range odd {
				s := strings.Repeat("a", before) + c + strings.Repeat("é", after)
				if at := nextOdd([]byte(s), 0); at != before {
					t.Errorf("%q: %d", s, at)
				}
			}
			for _, c := range good {
				s := strings.Repeat("a", before) + c + strings.Repeat("é", after)
				if at := nextOdd([]byte(s), 0); at != len(s) {
					t.Errorf("%q: %d", s, at)
				}
			}
		}
	}
}

// TestStandIns: the characters that take the place of separators must not occur in the file themselves.
func TestStandIns(t *testing.T) {
	src := "a: \u2028\ue000\ue001\u0700\u0085 \ufeff\ue002\u2029\n"
	root, _ := mustRead(t, src)
	if got := root.Get("a").Value; got != strings.TrimSuffix(src[3:], "\n") {
		t.Errorf("got %q", got)
	}
	var all strings.Builder
	all.WriteString("a: \u2028")
	for r := rune(0xe000); r <= 0xf8ff; r++ {
		all.WriteRune(r)
	}
	var found diag.List
	if doc := Parse(source.NewFile("x.yaml", []byte(all.String())), "", found.Report); doc.Root != nil || len(found) != 1 {
		t.Errorf("a file that uses them all: %v", found)
	}
}
