package yamltree

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	yaml "gopkg.in/yaml.v3"
)

// TestLibraryTraps is the table "yaml.v3 v3.0.1 behaviour" of libraries.md: what the library does to each input, and
// what we make of it.
func TestLibraryTraps(t *testing.T) {
	deep := strings.Repeat("[", 12_000)
	var many strings.Builder
	many.WriteString("a: {")
	for i := range 32_000 {
		fmt.Fprintf(&many, "k%d: v, ", i)
	}
	tests := []struct{ name, src, root, found string }{
		{"alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", `{a: BROKEN, b: BROKEN, c: [BROKEN, BROKEN]}`, "1:4 2:4 3:5 3:9"},
		{"honest merge", "a: &d {x: y}\nb: {<<: *d, z: 1}\n", `{a: BROKEN, b: {z: "1"}}`, "1:4 2:5"},
		{"anchor that contains itself", "a: &a [*a]\n", "{a: BROKEN}", "1:4"},
		{"depth", "a: " + deep + "\n", "{a: BROKEN}", "1:4"},
		{"duplicate keys", "a: 1\nb: 2\na: 3\n", `{a: "1", b: "2"}`, "3:1"},
		{"map of 32,000 keys", many.String() + "}\n", "", ""},
		{"CRLF", "a: |\r\n  x\r\n  y\r\nb: \"p\r\n  q\"\r\nc: r\r\n  s\r\n", `{a: "x\ny", b: "p q", c: "r s"}`, ""},
		{"byte order mark", "\ufeffa: b\n", `{a: "b"}`, ""},
		{"byte order mark inside", "a: b\ufeffc\n\ufeffd: e\n", `{a: "b\ufeffc", ` + "\ufeff" + `d: "e"}`, ""},
		{"U+2028, U+2029, U+0085", "a: x\u2028y\nb: \"x\u2029 y\"\nc: |\n  x\u0085y\nd: *z\n", `{a: "x\u2028y", b: "x\u2029 y", c: "x\u0085y", d: BROKEN}`, "5:4"},
		{"tab as indentation", "a:\n\tb: c\n", "{a: BROKEN}", "2:1"},
		{"tab after a dash", "a:\n  -\tb: c\n", "{a: BROKEN}", "2:4"},
		{"literal that starts with a tab", "a: |\n\tx\n", "{a: BROKEN}", "2:1"},
		{"literal with a tab on a later line", "a: |\n  x\n  \ty\n", `{a: "x\n\ty"}`, ""},
		{"indentation indicator and tab", "a: |2\n  \tx\n", `{a: "\tx"}`, ""},
		{"several documents", "a: 1\n---\n]]]\n", `{a: "1"}`, "2:1"},
		{"a deletion is a map", "a: {{c1::Paris}}\n", "{a: BROKEN}", "1:4"},
		{"a sound is a list", "a: [sound:a.mp3]\n", "{a: BROKEN}", "1:4"},
		{"nothing is converted", "a: 007\nb: 1_000\nc: 2001-01-01\nd: ~\ne: no\nf: null\ng: 0x1F\nh: 1e3\ni: 1.10\nj: true\n",
			`{a: "007", b: "1_000", c: "2001-01-01", d: "~", e: "no", f: "null", g: "0x1F", h: "1e3", i: "1.10", j: "true"}`, ""},
		{"nothing and empty text", "a:\nb: \"\"\nc: ''\nd: # x\n", `{a: -, b: "", c: "", d: -}`, ""},
		{"blocks of nothing", "a: |\nb: >-\nc: |+\n\nd: |\n   \n", `{a: BROKEN, b: BROKEN, c: "\n", d: BROKEN}`, "1:4 2:4 5:4"},
		{"the last line break of a block", "a: |\n  x\n\nb: >\n  x\n\nc: |-\n  x\n\nd: |+\n  x\n\ne: >+\n  x\n\nf: y\n",
			`{a: "x", b: "x", c: "x", d: "x\n\n", e: "x\n\n", f: "y"}`, ""},
		{"a block at the end without line break", "a: |\n  x", `{a: "x"}`, ""},
		{"garbage after the first value", "{a: b}\n]\n", "nil", "2:1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, _, found := read(tt.src, "", chunkSize)
			if got := outline(doc.Root); got != tt.root && tt.root != "" {
				t.Errorf("got  %s\nwant %s", got, tt.root)
			}
			var places []string
			for _, d := range found {
				at := d.Span.From()
				places = append(places, fmt.Sprintf("%d:%d", at.Line, at.Column))
			}
			if got := strings.Join(places, " "); got != tt.found {
				t.Errorf("places %q, want %q: %v", got, tt.found, found)
			}
			if doc.Root != nil {
				checkTree(t, doc.Root, 0, len(tt.src))
			}
		})
	}
}

// TestLibraryError checks that what the library says comes without its own prefix and place.
func TestLibraryError(t *testing.T) {
	for _, src := range []string{"a: b: c", "\"", "a: *b\n", "- a\nb"} {
		n, err := library([]byte(src))
		if err == nil || n != nil || err.Error() == "" || strings.HasPrefix(err.Error(), "yaml:") {
			t.Errorf("%q: %v %v", src, n, err)
		}
	}
}

// corpus returns a folder of the real files that tests may read.
func corpus(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("DECKMILL_CORPUS")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no %s in the corpus: set DECKMILL_CORPUS", name)
	}
	return dir
}

// TestSuite reads all texts of the YAML test suite: none may panic or give a wrong place, and all that we accept must
// have the values that the library has.
func TestSuite(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus(t, "adv-yaml-test-suite"), "src", "*.yaml"))
	if err != nil || len(files) < 300 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	accepted := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, src := range suiteTexts(t, data) {
			for _, src := range []string{src, strings.ReplaceAll(src, "\n", "\r\n"), "key:\n" + indented(src)} {
				if suiteText(t, src) {
					accepted++
				}
			}
		}
	}
	if accepted < 300 {
		t.Errorf("only %d texts were accepted", accepted)
	}
}

func indented(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n  ") + "\n"
}

func suiteText(t *testing.T, src string) bool {
	t.Helper()
	var found diag.List
	doc := Parse(source.NewFile("x.yaml", []byte(src)), "", found.Report)
	if doc.Root == nil && len(found) == 0 {
		t.Fatalf("nothing said about %q", src)
	}
	if doc.Root != nil {
		checkTree(t, doc.Root, 0, len(src))
	}
	checkPlainRead(t, src)
	return len(found) == 0
}

// suiteTexts returns the inputs of a file of the suite, in which blanks and tabs are written as symbols.
func suiteTexts(t *testing.T, data []byte) []string {
	var cases []struct{ Yaml string }
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	symbols := strings.NewReplacer("␣", " ", "————»", "\t", "———»", "\t", "——»", "\t", "—»", "\t", "»", "\t", "↵", "", "∎\n", "", "←", "\r", "⇔", "\ufeff")
	var texts []string
	for _, c := range cases {
		texts = append(texts, symbols.Replace(c.Yaml))
	}
	return texts
}
