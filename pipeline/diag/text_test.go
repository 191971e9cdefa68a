package diag

import (
	"fmt"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/source"
)

// at returns the span of the first occurrence of text in a new file.
func at(name, data, text string) source.Span {
	f := source.NewFile(name, []byte(data))
	i := strings.Index(data, text)
	if i < 0 {
		panic("no " + text)
	}
	return f.Span(i, i+len(text))
}

func screen(t *testing.T, list List, o TextOptions) string {
	t.Helper()
	var b strings.Builder
	if err := WriteText(&b, list, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const gans = `deck: Lecture notes
notes:
  - id: gans
    front: How do GANs work?
  - id: gans
    bakc: You.
`

func TestWriteText(t *testing.T) {
	two := source.NewFile("decks/ml.yaml", []byte(gans))
	first, second := strings.Index(gans, "gans"), strings.LastIndex(gans, "gans")
	tests := []struct {
		name string
		d    Diagnostic
		o    TextOptions
		want string
	}{
		{
			name: "message, excerpt, help",
			d: Diagnostic{Code: "unknown-key", Severity: Error, Span: at("decks/ml.yaml", gans, "bakc"),
				Message: "unknown key `bakc`; did you mean `back`?", Help: "write `back`"},
			want: "decks/ml.yaml:6:5: error: unknown key `bakc`; did you mean `back`? [unknown-key]\n" +
				"  6 |     bakc: You.\n" +
				"    |     ^~~~\n" +
				"  help: write `back`\n\n",
		},
		{
			name: "related place",
			d: Diagnostic{Code: "duplicate-id", Severity: Error, Span: two.Span(second, second+4),
				Message: "id `gans` is used twice in this deck",
				Related: []Related{{Span: two.Span(first, first+4), Message: "first used here"}}},
			want: "decks/ml.yaml:5:9: error: id `gans` is used twice in this deck [duplicate-id]\n" +
				"  5 |   - id: gans\n" +
				"    |         ^~~~\n" +
				"  decks/ml.yaml:3:9: first used here\n" +
				"  3 |   - id: gans\n" +
				"    |         ^~~~\n\n",
		},
		{
			name: "file without a place",
			d: Diagnostic{Code: "unread-file", Severity: Error, Message: "nothing reads this file",
				Span: (&source.File{Name: "decks/x.yml"}).Whole(), Help: "rename it to `x.yaml`"},
			want: "decks/x.yml: error: nothing reads this file [unread-file]\n  help: rename it to `x.yaml`\n\n",
		},
		{
			name: "nowhere",
			d:    Diagnostic{Code: "mass-change", Severity: Warning, Message: "most notes change"},
			want: "warning: most notes change [mass-change]\n\n",
		},
		{
			name: "tabs and CJK",
			d:    Diagnostic{Code: "c", Severity: Hint, Span: at("a", "a\t日本: 語る\n", "語る"), Message: "m"},
			want: "a:1:7: hint: m [c]\n" +
				"  1 | a   日本: 語る\n" +
				"    |           ^~~~\n\n",
		},
		{
			name: "end of line",
			d:    Diagnostic{Code: "c", Severity: Error, Span: source.NewFile("a", []byte("ab\ncd\n")).Span(2, 2), Message: "m"},
			want: "a:1:3: error: m [c]\n  1 | ab\n    |   ^\n\n",
		},
		{
			name: "end of a file without final newline",
			d:    Diagnostic{Code: "c", Severity: Error, Span: source.NewFile("a", []byte("x\nback: [")).Span(9, 9), Message: "m"},
			want: "a:2:8: error: m [c]\n  2 | back: [\n    |        ^\n\n",
		},
		{
			name: "carriage return and byte order mark",
			d:    Diagnostic{Code: "c", Severity: Error, Span: at("a", "\xef\xbb\xbfdeck: x\r\n", "x"), Message: "m"},
			want: "a:1:7: error: m [c]\n  1 | deck: x\n    |       ^\n\n",
		},
		{
			name: "two lines",
			d:    Diagnostic{Code: "c", Severity: Error, Span: at("a", "b: A {{c1::b\n   c}\nd: e\n", "{{c1::b\n   c}"), Message: "m"},
			want: "a:1:6: error: m [c]\n" +
				"  1 | b: A {{c1::b\n" +
				"    |      ^~~~~~~\n" +
				"  2 |    c}\n" +
				"    |    ~~\n\n",
		},
		{
			name: "many lines",
			d: Diagnostic{Code: "c", Severity: Error, Message: "m",
				Span: at("a", strings.Repeat("\n", 8)+"one\ntwo\nthree\nfour\n", "one\ntwo\nthree\nfour\n")},
			want: "a:9:1: error: m [c]\n" +
				"   9 | one\n" +
				"     | ^~~\n" +
				"  ...\n" +
				"  12 | four\n" +
				"     | ~~~~\n\n",
		},
		{
			name: "long line, cut around the span",
			d: Diagnostic{Code: "c", Severity: Error, Message: "m",
				Span: at("a", strings.Repeat("abcdefghi ", 1000)+"HERE"+strings.Repeat(" 123456789", 1000), "HERE")},
			o: TextOptions{Width: 40},
			want: "a:1:10001: error: m [c]\n" +
				"  1 | …abcdefghi HERE 123456789 1234567…\n" +
				"    |            ^~~~\n\n",
		},
		{
			name: "long span, cut at its end",
			d: Diagnostic{Code: "c", Severity: Error, Message: "m",
				Span: at("a", "front: "+strings.Repeat("long ", 100), strings.Repeat("long ", 100))},
			o: TextOptions{Width: 40},
			want: "a:1:8: error: m [c]\n" +
				"  1 | front: long long long long long …\n" +
				"    |        ^~~~~~~~~~~~~~~~~~~~~~~~~\n\n",
		},
		{
			name: "dangerous text in every part",
			d: Diagnostic{Code: "c", Severity: Error, Span: at("de\x1bck\u202e.yaml", "a: \x1b[2J\u202eevil\xff x\n", "evil"),
				Message: "found `\x1b[2J`\nsecond line", Help: "delete `\u200b`"},
			want: "de\\x1bck<U+202E>.yaml:1:9: error: found `\\x1b[2J`\\nsecond line [c]\n" +
				"  1 | a: \\x1b[2J<U+202E>evil\\xff x\n" +
				"    |                   ^~~~\n" +
				"  help: delete `<U+200B>`\n\n",
		},
		{
			name: "fix instead of help",
			d: Diagnostic{Code: "c", Severity: Error, Message: "m",
				Fixes: []Fix{{Message: "use single quotes", Safe: true}, {Message: "use `|`"}}},
			want: "error: m [c]\n  help: use single quotes (`deckmill fix` does it)\n\n",
		},
		{
			name: "colour",
			d:    Diagnostic{Code: "c", Severity: Error, Span: at("a", "x: y\n", "y"), Message: "m", Help: "h"},
			o:    TextOptions{Color: true},
			want: "\x1b[1ma:1:4:\x1b[0m \x1b[1;31merror: \x1b[0m\x1b[1mm\x1b[0m \x1b[2m[c]\x1b[0m\n" +
				"  \x1b[34m1 |\x1b[0m x: y\n" +
				"  \x1b[34m  |\x1b[0m \x1b[1;31m   ^\x1b[0m\n" +
				"  \x1b[32mhelp:\x1b[0m h\n\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := screen(t, List{tt.d}, tt.o); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestWriteTextManyRelated(t *testing.T) {
	d := Diagnostic{Code: "c", Severity: Warning, Message: "m"}
	for i := range 8 {
		d.Related = append(d.Related, Related{Span: (&source.File{Name: fmt.Sprintf("f%d", i)}).Whole(), Message: "here"})
	}
	want := "warning: m [c]\n  f0: here\n  f1: here\n  f2: here\n  f3: here\n  f4: here\n  and 3 more places\n\n"
	if got := screen(t, List{d}, TextOptions{}); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestWriteTextLimits(t *testing.T) {
	var list List
	for i := range 30 {
		list = append(list, Diagnostic{Code: "ambiguous-card", Severity: Hint, Message: fmt.Sprint(i)})
	}
	list = append(list, Diagnostic{Code: "no-card", Severity: Error, Message: "last"})
	tests := []struct {
		name    string
		max     int
		shown   int // findings
		endings []string
	}{
		{"per rule", 20, 21, []string{"and 10 more ambiguous-card (--max 0 shows all)\n\n"}},
		{"all", 0, 31, []string{"error: last [no-card]\n\n"}},
		{"errors are never pushed out", 1, 2, []string{"error: last [no-card]\n\nand 29 more ambiguous-card (--max 0 shows all)\n\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := screen(t, list, TextOptions{Max: tt.max})
			if n := strings.Count(got, "hint: ") + strings.Count(got, "error: "); n != tt.shown {
				t.Errorf("%d findings shown, want %d", n, tt.shown)
			}
			for _, e := range tt.endings {
				if !strings.HasSuffix(got, e) {
					t.Errorf("does not end with %q:\n%s", e, got)
				}
			}
		})
	}
}

func TestLimitInAll(t *testing.T) {
	var list List
	for i := range 300 {
		s := Hint
		if i == 299 {
			s = Error
		}
		list = append(list, Diagnostic{Code: fmt.Sprintf("rule-%03d", i), Severity: s})
	}
	shown, hidden := limit(list, 20)
	if len(shown) != 200 || shown[199].Severity != Error || shown[0].Code != "rule-000" {
		t.Errorf("%d shown, the last %v", len(shown), shown[len(shown)-1])
	}
	if len(hidden) != 100 || hidden[0] != (hiddenRule{code: "rule-199", n: 1}) {
		t.Errorf("%d rules hidden, the first %v", len(hidden), hidden[0])
	}
}

func FuzzWriteText(f *testing.F) {
	f.Add([]byte("a: \x1b[2J\u202eevil\xff x\nb\n"), 3, 12, 40)
	f.Add([]byte(strings.Repeat("語\t", 300)), 300, 301, 10)
	f.Fuzz(func(t *testing.T, data []byte, start, end, width int) {
		start = max(0, min(start, len(data)))
		end = max(start, min(end, len(data)))
		span := source.NewFile("a", data).Span(start, end)
		got := screen(t, List{{Code: "c", Severity: Error, Span: span, Message: string(data)}}, TextOptions{Width: width % 1000})
		for _, r := range got {
			if r != '\n' && isDangerous(r) {
				t.Errorf("%q holds %U", got, r)
			}
		}
		for _, l := range strings.Split(got, "\n")[1:] {
			if span.HasPlace() && strings.Contains(l, " | ") && strings.Trim(l, " |") == "" {
				t.Errorf("no mark under the excerpt:\n%s", got)
			}
		}
	})
}

func BenchmarkWriteText(b *testing.B) {
	d := Diagnostic{Code: "c", Severity: Error, Span: at("a", strings.Repeat("front: a long line of text ", 5000)+"HERE", "HERE"), Message: "m"}
	var sb strings.Builder
	for b.Loop() {
		sb.Reset()
		if err := WriteText(&sb, List{d}, TextOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The command that makes suggestions stands behind the first finding of each rule that has one, and says what it does where
// the help does not.
func TestWriteTextSuggestions(t *testing.T) {
	f := source.NewFile("a.yaml", []byte("abc"))
	fix := func(message string, safe, release bool) []Fix {
		return []Fix{{Message: message, Safe: safe, Release: release, Edits: []Edit{{Span: f.Span(0, 1), New: "x"}}}}
	}
	list := List{
		{Code: "safe", Fixes: fix("write `x`", true, false)},
		{Code: "near", Help: "write `x`, or `y`", Fixes: fix("write `x`", false, false)},
		{Code: "near", Fixes: fix("write `z`", false, false)},
		{Code: "old", Help: "put it back", Fixes: fix("write `id: x`", false, true)},
	}
	for _, c := range []struct{ baseline, named string }{{"", "FILE"}, {"'the last'", "'the last'"}} {
		got := screen(t, list, TextOptions{Baseline: c.baseline})
		for _, want := range []string{
			"help: write `x` (`deckmill fix` does it)\n",
			"help: write `x`, or `y` (`deckmill fix --suggested near` does it)\n",
			"help: write `z`\n",
			"help: put it back (to write `id: x`: `deckmill fix --suggested old --baseline " + c.named + "`)\n",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
	}
}
