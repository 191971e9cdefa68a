package lint_test

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// Fields come from strangers. A field full of things that are never closed must not take a time that grows with the
// square of its length: this test would then run for minutes.
func TestHostileFields(t *testing.T) {
	const size = 1 << 19
	for _, opener := range []string{`\(`, "[sound:", "[latex]", "`", "` ``", "$a ", "$$", "<b", "<code>", "<!--", "](", "http://", "{{c1::", "&", "~~~\n",
		"[", "![", "_", "{{c1::a::", "<!-- deckmill:ignore", "/* deckmill:", "\u200b",
		"\u2067", "\u202a\u2069"} {
		field := strings.Repeat(opener, size/len(opener))
		for _, m := range []deck.Markup{deck.Markdown, deck.HTML, deck.PlainText} {
			v := lint.VerbatimOf(field, m)
			for i := range len(field) {
				v.Has(i)
			}
			lint.TagsOf(field, m)
			lint.ProseOf(field, m)
		}
		lint.VisiblyEmpty(field)
		lint.Key(field)
		lint.InvisibleIn(field, true)
	}
}
