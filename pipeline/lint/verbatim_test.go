package lint_test

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// The cases show what is verbatim by writing # for each of its bytes.
func TestVerbatimOf(t *testing.T) {
	for _, test := range []struct {
		name   string
		markup deck.Markup
		src    string
		want   string
	}{
		{"prose", deck.Markdown, "a b", "a b"},
		{"code span", deck.Markdown, "a `b` c", "a ### c"},
		{"double back quotes", deck.Markdown, "``a`b`` c", "####### c"},
		{"lone back quote", deck.Markdown, "a ` b", "a # b"},
		{"escaped back quote", deck.Markdown, "\\`a\\` b", "\\`a\\` b"},
		{"fence", deck.Markdown, "a\n```\nb\n```\nc", "a\n#########\nc"},
		{"indented fence in a list", deck.Markdown, "- ```\n  b\n  ```\nc", "- #############\nc"},
		{"open fence", deck.Markdown, "~~~\nb", "#####"},
		{"math", deck.Markdown, "a $b$ c", "a ### c"},
		{"prices", deck.Markdown, "5$ or $ 6", "5$ or $ 6"},
		{"price and price", deck.Markdown, "$5 and $6", "$5 and $6"},
		{"display math", deck.Markdown, "$$\na\n$$", "#######"},
		{"brackets of TeX", deck.HTML, `a \(b\) \[c\]`, "a ##### #####"},
		{"link target", deck.Markdown, "[a](b) c", "[a#### c"},
		{"address", deck.PlainText, "see http://a.b c", "see ########## c"},
		{"sound", deck.PlainText, "a [sound:b.mp3]", "a #############"},
		{"tag", deck.HTML, `<a title="???">b</a>`, "###############b####"},
		{"code element", deck.HTML, "<code>???</code> a", "################ a"},
		{"no tags in plain text", deck.PlainText, "<b>a", "<b>a"},
		{"no code in HTML", deck.HTML, "`a`", "`a`"},
		{"media", deck.Media, "a.png", "#####"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := lint.VerbatimOf(test.src, test.markup)
			var got strings.Builder
			for i := range len(test.src) {
				if v.Has(i) {
					got.WriteByte('#')
				} else {
					got.WriteByte(test.src[i])
				}
			}
			if got.String() != test.want {
				t.Errorf("\ngot  %q\nwant %q", got.String(), test.want)
			}
		})
	}
}

func FuzzVerbatimOf(f *testing.F) {
	for _, s := range []string{"`a", "```\na", "$a$", "<b", "[x](y", "\\", "~~~", "http://"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range []deck.Markup{deck.Markdown, deck.HTML, deck.PlainText} {
			last := 0
			for _, tag := range lint.TagsOf(s, m) {
				if tag.Start < last || tag.End <= tag.Start || tag.End > len(s) {
					t.Fatalf("tag at [%d, %d) of %d bytes", tag.Start, tag.End, len(s))
				}
				last = tag.End
			}
			lint.VerbatimOf(s, m)
		}
	})
}
