package markup

import (
	"strconv"
	"strings"
	"testing"
)

// many returns as many of unit as make a large field. A `#` in it becomes a number that grows.
func many(unit string) string {
	const size = 1 << 20
	if !strings.Contains(unit, "#") {
		return strings.Repeat(unit, size/len(unit))
	}
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.ReplaceAll(unit, "#", strconv.Itoa(i)))
	}
	return b.String()
}

// TestLargeFields compiles fields that took minutes while anything in them was searched or copied again and again.
// It measures no time: it must just end.
func TestLargeFields(t *testing.T) {
	plain, cloze := Options{}, Options{Cloze: true}
	tests := []struct {
		name string
		o    Options
		src  string
		part string // of the HTML
	}{
		{"images", plain, many("![a](b.png) "), `<img src="P-b.png" alt="a"> <img`},
		{"addresses", plain, many("<https://e.org> "), `</a> <a href="https://e.org">`},
		{"addresses behind a deletion", cloze, many("<https://e.org> ") + "{{c1::x}}", "{{c1::x}}"},
		{"code blocks", plain, many("```x\na\n```\n"), "a\n</code></pre>\n<pre>"},
		{"titles", Options{Mode: HTML}, many("<title></title>"), "<title></title>"},
		{"lost tags", plain, many("x <foo> </bar> "), "<foo>"},
		{"lost tags of many names", plain, many("<f# a=b> </g#> "), "<f1 a=b>"},
		{"math never closed in html", Options{Mode: HTML}, many(`\(\[`), `\(\[\(`},
		{"brackets in html", Options{Mode: HTML}, many(`< [sound:a] \(\)`), "< [sound:P-a]"},
		{"sounds never closed", plain, many("[sound:a "), "[sound:a [sound:a"},
		{"sounds never closed in text", Options{Mode: Text}, many("[sound:a "), "[sound:a [sound:a"},
		{"sounds never closed in html", Options{Mode: HTML}, many("[sound:a "), "[sound:a [sound:a"},
		{"sounds never closed in math", cloze, many("$a [sound:a "), "$a [sound:a $a"},
		{"sounds closed by a line break", plain, many("[sound:a") + "\n" + many("[sound:a") + "]", "[sound:a<br>"},
		{"latex never closed", cloze, many("[latex]a "), "[latex]a [latex]"},
		{"latex and other closers", cloze, many("[latex][/x] "), "[latex][/x] [latex]"},
		{"directives of many names", cloze, many("[anki:a#] [/x#] "), "[anki:a0] [/x0] [anki:a1]"},
		{"directives never closed", plain, many("[anki:a"), "[anki:a[anki:a"},
		{"directives closed at the end", plain, many("[anki:a") + "]", "[anki:a[anki:a"},
		{"closers never closed", plain, "[latex] " + many("[/"), "[latex] [/[/"},
		{"code and what looks like deletions", cloze, many("`a` {{C1:: "), "<code>a</code> {{C1:: "},
		{"what looks like deletions, never closed", cloze, many("{{C1::a "), "{{C1::a {{C1::a "},
		{"code that looks like deletions", Options{Mode: HTML, Cloze: true}, many("<code>{{C1::a "), "<code>{{C1::a "},
		{"colons in a deletion never closed", cloze, "{{c1::" + many("a:: "), "a:: a:: "},
		{"deletions on one line", cloze, many("{{c1::`a`}} "), "{{c1::<code>a</code>}} "},
		{"deletions on empty lines", cloze, many("{{c1::}}\n\n") + "a", "{{c1::}}{{c1::}}"},
		{"deletions in a code block", cloze, "```\n" + many("{{c1::a}}\nb\n") + "```", "{{c1::a}}\nb\n"},
		{"tags of a block in an item", plain, "- <div>\n" + many("  <b>x</b>\n"), "<b>x</b>\n<b>"},
		{"open tags", cloze, "<div>{{c1::x}}\n" + many("<b>") + many("</i>"), "<b></i>"},
		{"highlighted code", plain, "```go\n" + many("x := 1 // a\n") + "```", "\nx := 1 // a\nx := 1 // a\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.o.Media = pack
			if html, _ := Compile(tt.src, tt.o); !strings.Contains(html, tt.part) {
				t.Errorf("%q is not in %q..", tt.part, html[:min(len(html), 200)])
			}
		})
	}
}

// TestHighlightedBytes says up to which length code is highlighted.
func TestHighlightedBytes(t *testing.T) {
	for n, want := range map[int]bool{highlightedBytes: true, highlightedBytes + 1: false} {
		code := "var x = 1\n" + strings.Repeat("\n", n-len("var x = 1\n"))
		html, _ := Compile("```go\n"+code+"```", Options{})
		if got := strings.Contains(html, "<span"); got != want {
			t.Errorf("%d bytes: spans %t, want %t", n, got, want)
		}
		if !strings.HasSuffix(html, "\n</code></pre>") || !strings.HasPrefix(html, `<pre><code class="language-go">`) {
			t.Errorf("%d bytes: %q", n, html[:min(len(html), 100)])
		}
	}
}
