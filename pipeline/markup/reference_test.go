package markup

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// TestReference compares with goldmark's own renderer, which passes the tests of CommonMark, where format.md section 8
// changes nothing but quotes in text and the paragraph of a field that is one.
func TestReference(t *testing.T) {
	reference := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithRendererOptions(html.WithUnsafe()))
	for _, src := range []string{
		"*a* **b** ***c*** _d_ __e__ f_g_h *i **j** k*",
		"`` a`b `` ` `` ` ```` ``` ````",
		"[a](b) [c](<d e> \"f\") [g](h 'i') [j] [k][l] ![m *n*](http://o/p.png \"q\")",
		"<http://a.b/c?d=e&f> <g@h.i> <j> <b class=\"k\">l</b> <!-- m --> <?n?> <!O p> <![CDATA[q]]>",
		"\\*a\\* \\{b\\}c \\& &copy; &nbsp; &#35; &#x22; &unknown; a & b",
		"# a\n\n## b ##\n\n### *c* #\n\n#d\n\n####### e",
		"- a\n- b\n\n  c\n- d\n\n1) e\n2) f\n   - g\n     - h",
		"- a\n  - b\n    - c\n- d\n\n\n+ e\n+ f\n\n* g",
		"* a\n\n  b\n\n* c\n\n  d",
		"7. a\n8. b\n\n   c",
		"-\n- a\n-",
		"- ```\n  a\n\n  b\n  ```\n- ~~~ c\n  d\n  ~~~",
		"***\n---\n___\n\na\n\n* * *",
		"<div>\n*a*\n\n*b*\n</div>\n\n<pre>\nc\n\nd</pre>\n\n<!-- e\n\nf -->\n\n<table><tr><td>g</td></tr></table>",
		"- <div>\n  a\n  </div>\n- b",
		"| a | b | c |\n|:--|--:|---|\n| d | e |\n| *f* | `g` | h | i |\n\nj",
		"a\n\n| b |\n|---|\n\nc",
		"```a b\nc\n```\n\n~~~\n```\n~~~\n\n    ",
		"a*b*c **d**e f**g h** *i*j",
		"*a [b*](c) **d `e**` *f <g*>* h",
		"**a*b**c* *d **e* f**",
	} {
		var b bytes.Buffer
		if err := reference.Convert([]byte(src), &b); err != nil {
			t.Fatal(err)
		}
		want := strings.NewReplacer(`&quot;`, `"`, "<p>\n", "<p>").Replace(strings.TrimSuffix(b.String(), "\n"))
		if strings.Count(want, "<p>") == 1 && strings.HasPrefix(want, "<p>") && strings.HasSuffix(want, "</p>") {
			want = strings.TrimSuffix(strings.TrimPrefix(want, "<p>"), "</p>")
		}
		got, _ := Compile(src, Options{})
		if got = strings.ReplaceAll(got, "&quot;", `"`); got != want {
			t.Errorf("%q:\n got %q\nwant %q", src, got, want)
		}
	}
}

// TestConcurrent compiles the same fields in several goroutines; run it with -race.
func TestConcurrent(t *testing.T) {
	sources := append(deletionSeeds(), "```go\nvar a = \"b\"\n```", "| a |\n|---|\n| *b* |", "![c](d.png)")
	want := make([]string, len(sources))
	for i, src := range sources {
		want[i], _ = Compile(src, Options{Cloze: true, Media: pack})
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, src := range sources {
				if got, _ := Compile(src, Options{Cloze: true, Media: pack}); got != want[i] {
					t.Errorf("%q: got %q, want %q", src, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}
