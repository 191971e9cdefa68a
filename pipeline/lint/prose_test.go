package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
)

func TestProse(t *testing.T) {
	for _, test := range []struct {
		name   string
		markup deck.Markup
		source string
		want   string
	}{
		{"plain", deck.HTML, "a < b & c", "a < b & c"},
		{"tags", deck.HTML, "<b>bold</b> and <i>slanted</i>", "bold and slanted"},
		{"blocks are lines", deck.HTML, "one<br>two<div>three</div>", "one\ntwo\nthree\n"},
		{"line breaks of HTML are blanks", deck.HTML, "one\ntwo", "one two"},
		{"entities", deck.HTML, "a &lt; b&nbsp;&amp; c &x; &", "a < b\u00a0& c &x; &"},
		{"code", deck.HTML, "call <code>f(???)</code> now", "call \uFFFC now"},
		{"code block", deck.HTML, `<pre><code class="x">TODO</code></pre>.`, "\uFFFC."},
		{"math", deck.HTML, `the \(x_{i}\) and \[y\]`, "the \uFFFC and \uFFFC"},
		{"lone math sign", deck.HTML, `a \( b`, `a \( b`},
		{"media", deck.HTML, `<img src="a.png">[sound:b.mp3]`, "\uFFFC\uFFFC"},
		{"address", deck.HTML, "see https://example.org/a?b, or not", "see \uFFFC or not"},
		{"style and script", deck.HTML, "<style>.a{}</style>x<script>y</script>", "x"},
		{"comment", deck.HTML, "a<!-- b -->c", "ac"},
		{"cloze", deck.HTML, "{{c1::Paris::city}} is {{c2::in {{c3::France}}}}", "Paris\ncity is in France"},
		{"stray braces", deck.HTML, "a }} b", "a }} b"},
		{"angle before a blank", deck.HTML, "3 < 4 > 2", "3 < 4 > 2"},
		{"unfinished tag", deck.HTML, "a <b", "a <b"},

		{"emphasis", deck.Markdown, "**bold** *slanted* _too_ ~~gone~~", "bold slanted too gone"},
		{"names keep their signs", deck.Markdown, "snake_case __init__ 2 _ 3", "snake_case init 2 _ 3"},
		{"escapes", deck.Markdown, `a\*b \[c\\`, `a*b [c\`},
		{"code span", deck.Markdown, "a `b` c", "a \uFFFC c"},
		{"lone back quote", deck.Markdown, "a ` b", "a ` b"},
		{"fence", deck.Markdown, "a\n```\nb\n```\nc", "a\n\uFFFC\nc"},
		{"dollars", deck.Markdown, "a $b$ c, $5", "a \uFFFC c, $5"},
		{"link", deck.Markdown, "see [the *page*](https://example.org) now", "see the page now"},
		{"brackets", deck.Markdown, "[a] (b) [c", "[a] (b) [c"},
		{"picture", deck.Markdown, "a ![map](map.png) b!", "a \uFFFC b!"},
		{"cloze with code", deck.Markdown, "{{c1::`x`}} is", "\uFFFC is"},
		{"lines", deck.Markdown, "one\ntwo", "one\ntwo"},

		{"nothing is special in text", deck.PlainText, "<b> *a* &lt; `c`", "<b> *a* &lt; `c`"},
		{"but sounds are", deck.PlainText, "a [sound:a.mp3]", "a \uFFFC"},
		{"media fields", deck.Media, "a.png\nb.png", "\uFFFC"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := lint.ProseOf(test.source, test.markup).Text; got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestProseKnowsItsSource(t *testing.T) {
	const source = "a &amp; **big** [wörd](x.html) {{c1::ärger}}"
	p := lint.ProseOf(source, deck.Markdown)
	for word, want := range map[string]string{"&": "&amp;", "big": "big", "wörd": "wörd", "ärger": "ärger", "& big": "&amp; **big", "a": "a"} {
		i := index(t, p.Text, word)
		start, end := p.Source(i, i+len(word))
		if got := source[start:end]; got != want {
			t.Errorf("%q comes from %q, want %q", word, got, want)
		}
	}
}

func TestProseKnowsItsClozes(t *testing.T) {
	for _, test := range []struct {
		name   string
		markup deck.Markup
		source string
		want   string // number, content, hint and colons of each
	}{
		{"two", deck.Markdown, "{{c1::*Paris*::city}} is in {{c2::France}}", "1 Paris|city 1; 2 France| 0"},
		{"nested", deck.HTML, "{{c1::in {{c2::France}}}}", "1 in France| 0; 2 France| 0"},
		{"open", deck.Markdown, "{{c1::a {{c2::b}}", "2 b| 0"},
		{"colons", deck.PlainText, "{{c1::a::b::c}}", "1 a|b\nc 2"},
		{"in code", deck.Markdown, "{{c1::`a::b`}} `{{c2::x}}`", "1 \uFFFC| 0"},
		{"numbers", deck.HTML, "{{c1,2::a}}", "1,2 a| 0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := lint.ProseOf(test.source, test.markup)
			var got []string
			for _, c := range p.Clozes {
				got = append(got, fmt.Sprintf("%s %s|%s %d", c.Numbers, p.Text[c.Start:c.Stop], strings.TrimPrefix(p.Text[c.Stop:c.End], "\n"), c.Colons))
				if lint.ClozeOpener(test.source[c.Open:]) == 0 {
					t.Errorf("no opener at %d", c.Open)
				}
			}
			if want := strings.Split(test.want, "; "); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func index(t *testing.T, s, word string) int {
	t.Helper()
	for i := range s {
		if len(s)-i >= len(word) && s[i:i+len(word)] == word {
			return i
		}
	}
	t.Fatalf("no %q in %q", word, s)
	return 0
}

// Whatever a field holds, prose ends, and every byte of it comes from somewhere in the source.
func FuzzProse(f *testing.F) {
	for _, s := range []string{"a", "<b>", "<!--", "\\(", "[sound:", "http://", "{{c1::a::b}}", "</", "<pre", "&#x;", "\xff<", "[a](b)", "![", "_a_", "**", "`a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range []deck.Markup{deck.Markdown, deck.HTML, deck.PlainText, deck.Media} {
			p := lint.ProseOf(s, m)
			last := 0
			for i := range len(p.Text) {
				start, end := p.Source(i, i+1)
				if start < last || end < start || end > len(s) {
					t.Fatalf("byte %d of %q comes from [%d, %d) of %q", i, p.Text, start, end, s)
				}
				last = start
			}
			if utf8.ValidString(s) && !utf8.ValidString(p.Text) {
				t.Fatalf("%q became %q", s, p.Text)
			}
		}
	})
}

func BenchmarkProse(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		lint.ProseOf("What is the *difference* between a `discriminative` and a generative model (in $n$ dimensions)?", deck.Markdown)
	}
}
