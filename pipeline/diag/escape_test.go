package diag

import (
	"testing"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "What is a GAN?", "What is a GAN?"},
		{"terminal colour", "\x1b[31mred\x1b[0m", `\x1b[31mred\x1b[0m`},
		{"terminal title", "\x1b]0;owned\x07", `\x1b]0;owned\x07`},
		{"C1 control", "a\u009b31m", "a<U+009B>31m"},
		{"delete", "a\x7fb", `a\x7fb`},
		{"line breaks", "a\nb\r\nc\u2028d\u0085e", `a\nb\r\nc<U+2028>d<U+0085>e`},
		{"tab", "a\tb", `a\tb`},
		{"override", "abc\u202edef", "abc<U+202E>def"},
		{"isolates", "\u2066a\u2069", "<U+2066>a<U+2069>"},
		{"zero width", "a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"},
		{"tag alphabet", "x\U000e0041", "x<U+E0041>"},
		{"not UTF-8", "a\xff\xe3\x81", `a\xff\xe3\x81`},
		{"replacement character itself", "a\ufffd", "a\ufffd"},
		{"Persian joiner stays", "می\u200cخواهم", "می\u200cخواهم"},
		{"emoji stays", "👩\u200d🔬 ❤\ufe0f", "👩\u200d🔬 ❤\ufe0f"},
		{"CJK stays", "日本語", "日本語"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Escape(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzEscape(f *testing.F) {
	f.Add("a\x1b[0m\u202e\xff\n")
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if isDangerous(r) {
				t.Errorf("%q of %q holds %U", got, s, r)
			}
		}
		if Escape(got) != got {
			t.Errorf("%q is escaped again", got)
		}
	})
}

func TestCells(t *testing.T) {
	tests := []struct {
		name string
		in   string
		want int
	}{
		{"ASCII", "abc", 3},
		{"CJK", "日本", 4},
		{"half width kana", "ｱ", 1},
		{"combining accent", "e\u0301", 1},
		{"family", "👩\u200d👩\u200d👧", 2},
		{"skin tone", "👍🏽", 2},
		{"flag", "🇩🇪", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, prev := 0, rune(0)
			for _, r := range tt.in {
				got += cells(prev, r)
				prev = r
			}
			if got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}
