package lint_test

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/lint"
)

func TestKey(t *testing.T) {
	for _, test := range []struct{ name, html, want string }{
		{"plain", "How do GANs work?", "How do GANs work?"},
		{"empty", "", ""},
		{"tags", "<b>bank</b>", "bank"},
		{"media names stay", `<img src="a.png">`, "a.png"},
		{"sounds stay", "[sound:a.mp3]", "[sound:a.mp3]"},
		{"blanks", "  a \n\t b&nbsp;c ", "a b c"},
		{"capitals and accents count", "Año", "Año"},
		{"normal form", "e\u0301", "é"},
		{"invisible", "data\u200bbase\ufeff", "database"},
		{"only a blank", " ", ""},
		{"only invisible", "\u200b", ""},
		{"blank before invisible", "a \u200b", "a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := lint.Key(test.html); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestVisiblyEmpty(t *testing.T) {
	for _, html := range []string{"", " ", "&nbsp;", "\u00a0", "<br>", "<div><br></div>", "<b></b>", "\u200b", "<!-- x -->", "&#8203;"} {
		if !lint.VisiblyEmpty(html) {
			t.Errorf("%q is visibly empty", html)
		}
	}
	for _, html := range []string{"0", "-", "no", `<img src="a.png">`, "[sound:a.mp3]", `\(x\)`, "<svg></svg>", "<code>x</code>", "&lt;", "日", "<b>x</b>"} {
		if lint.VisiblyEmpty(html) {
			t.Errorf("%q is not empty", html)
		}
	}
}

func TestClozeOpener(t *testing.T) {
	for s, want := range map[string]int{"{{c1::x": 6, "{{c12::": 7, "{{c1,2::": 8, "{{c::": 0, "{{c1:x": 0, "{{C1::": 0, "{c1::": 0, "": 0} {
		if got := lint.ClozeOpener(s); got != want {
			t.Errorf("ClozeOpener(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for s, want := range map[string]string{
		" a\n b ": "a b",
		"123456789 123456789 123456789 123456789 123456789 123456789":   "123456789 123456789 123456789 123456789 123456789 123456789",
		"123456789 123456789 123456789 123456789 123456789 123456789 1": "123456789 123456789 123456789 123456789 123456789 123456789…",
	} {
		if got := lint.Clip(s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Whatever a field holds, its views end, and what Anki sees as text is never taken for empty.
func FuzzViews(f *testing.F) {
	for _, s := range []string{"a", "<b>", "<!--", "\\(", "[sound:", "http://", "{{c1::a", "</", "<pre", "&#x;", "\xff<"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := lint.Key(s)
		if again := lint.Key("<b></b>" + s); again != key {
			t.Errorf("the quick way gives %q, the slow one %q", key, again)
		}
		lint.VisiblyEmpty(s)
	})
}

func BenchmarkKey(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		lint.Key("What is the difference between a discriminative and a generative model?")
	}
}
