package diag

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	goldmarkhtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/deckmill/deckmill/pipeline/source"
)

// hostileMarkdown are texts that a card could hold to do something in a summary.
var hostileMarkdown = append([]string{
	"a|b", `a\|b`, `\\|`, "`", "``` x", "<img src=x onerror=y>", "<!-- ", "-->", "</code></td></table># x", "@octocat", "a@b.example",
	"#123", "owner/repo#1", "https://evil.example/", "www.evil.example", "[a](https://x.example)", "![](x.png)", "**b** _c_ ~~d~~ *e*",
	"&lt;b&gt; &#64;", "a\n\n# b\r\n| c |", "\u202eevil\u2066", "\\(x\\) $x$ $$y$$", "{{c1::x}}", "- [ ] x", "a  \nb", ":+1:", "[^1]",
}, injections...)

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(goldmarkhtml.WithUnsafe()))

// checkMarkdown makes sure that a text in a table's cell is shown as it is and is nothing but text.
func checkMarkdown(t *testing.T, cell, want string) {
	t.Helper()
	doc := []byte("| x | y |\n|---|---|\n| " + cell + " | end |\n")
	_ = ast.Walk(gfm.Parser().Parse(text.NewReader(doc)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch kind := n.Kind().String(); kind {
		case "Document", "Table", "TableHeader", "TableRow", "TableCell", "Text", "String":
		case "RawHTML":
			segments := n.(*ast.RawHTML).Segments
			if tag := string(segments.Value(doc)); tag != "<code>" && tag != "</code>" && tag != "<!-- -->" {
				t.Errorf("%q became the tag %s in %s", want, tag, doc)
			}
		default:
			t.Errorf("%q became a %s in %s", want, kind, doc)
		}
		return ast.WalkContinue, nil
	})
	var out bytes.Buffer
	if err := gfm.Convert(doc, &out); err != nil {
		t.Fatal(err)
	}
	cells := regexp.MustCompile(`(?s)<td>(.*?)</td>`).FindAllStringSubmatch(out.String(), -1)
	if len(cells) != 2 || cells[1][1] != "end" {
		t.Fatalf("%q breaks the table:\n%s", want, out.String())
	}
	shown := html.UnescapeString(regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(cells[0][1], ""))
	if bare := strings.NewReplacer("`", ""); bare.Replace(shown) != bare.Replace(want) { // back quotes become code
		t.Errorf("%q is shown as %q", want, shown)
	}
}

func TestMarkdown(t *testing.T) {
	for _, s := range hostileMarkdown {
		checkMarkdown(t, "x "+Markdown(s)+" y", "x "+Escape(s)+" y")
		checkMarkdown(t, Markdown("say `"+s+"`; or"), "say "+Escape(s)+"; or")
	}
	if got, want := Markdown("unknown key `a|b`; 5` @x"), "unknown key <code>a&#124;b</code>; 5&#96; &#64;<!-- -->x"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestMarkdownText puts card text where it stands in lists: at the beginning of an item.
func TestMarkdownText(t *testing.T) {
	for _, s := range append([]string{"- x", "+ x", "* x", "1. x", "1986. x", "7) x", "---", "- - -", "> x", "# x", "=====", "~~~", "-"}, hostileMarkdown...) {
		s = strings.TrimSpace(s)
		doc := []byte("- " + MarkdownText(s) + "\n- end\n")
		var out bytes.Buffer
		if err := gfm.Convert(doc, &out); err != nil {
			t.Fatal(err)
		}
		shown := html.UnescapeString(strings.ReplaceAll(out.String(), "<!-- -->", ""))
		if want := "<ul>\n<li>" + Escape(s) + "</li>\n<li>end</li>\n</ul>\n"; strings.Join(strings.Fields(shown), " ") != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%q is shown as %q", s, shown)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range hostileMarkdown {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkMarkdown(t, "x"+Markdown("`"+s+"`"+s)+"y", "x"+Escape(s)+Escape(s)+"y")
	})
}

func TestWriteSummary(t *testing.T) {
	f := source.NewFile("decks/ä b.yaml", []byte(gans))
	span := f.Span(strings.Index(gans, "gans"), strings.Index(gans, "gans")+4)
	groups := []Group{
		{Found: List{{Code: "file-outside", Severity: Error, Message: "a link"}}},
		{Deck: "ml", Found: List{
			{Code: "near", Severity: Hint, Message: "first", Span: f.Whole()},
			{Code: "near", Severity: Hint, Message: "second", Span: f.Span(0, len(gans))},
			{Code: "duplicate-id", Severity: Error, Message: "id `gans` is there twice", Help: "choose", Span: span,
				Related: []Related{{Span: f.Span(0, 1), Message: "first here"}}},
		}},
		{Deck: "music"},
	}
	o := SummaryOptions{Title: "deckmill check", Verdict: "2 errors, 2 hints in 1 of 2 decks", Notes: map[string]int{"ml": 7, "music": 120},
		Link: "https://github.com/o/r/blob/abc/sub/", Pages: map[string]string{"near": "https://example.org/#near"}, Room: SummaryLimit}
	var b strings.Builder
	if err := WriteSummary(&b, groups, o); err != nil {
		t.Fatal(err)
	}
	_, last := linesOf(f.Span(0, len(gans)))
	want := `### deckmill check

2 errors, 2 hints in 1 of 2 decks

| deck | notes | errors | warnings | hints |
|---|--:|--:|--:|--:|
| *the repository* |  | 1 | 0 | 0 |
| ml | 7 | 1 | 0 | 2 |
| music | 120 | 0 | 0 | 0 |

| findings | | rule |
|--:|---|---|
| 1 | error | duplicate-id |
| 1 | error | file-outside |
| 2 | hint | [near](https://example.org/#near) |

| | rule | where | what |
|---|---|---|---|
| error | file-outside |  | a link |
| error | duplicate-id | [decks/ä b.yaml:3:9](https://github.com/o/r/blob/abc/sub/decks/%C3%A4%20b.yaml#L3) | id <code>gans</code> is there twice<br>` +
		`[decks/ä b.yaml:1:1](https://github.com/o/r/blob/abc/sub/decks/%C3%A4%20b.yaml#L1): first here<br>help: choose |
| hint | near | [decks/ä b.yaml](https://github.com/o/r/blob/abc/sub/decks/%C3%A4%20b.yaml) | first |
| hint | near | [decks/ä b.yaml:1:1](https://github.com/o/r/blob/abc/sub/decks/%C3%A4%20b.yaml#L1-L` + fmt.Sprint(last) + `) | second |

`
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestSummaryRoom writes summaries into every amount of room: none is exceeded, no row is cut, and nothing is missing
// without a word.
func TestSummaryRoom(t *testing.T) {
	groups := []Group{{Deck: "d"}}
	for i := range 40 {
		groups[0].Found.Report(Diagnostic{Code: fmt.Sprintf("rule-%d", i), Severity: Error, Message: strings.Repeat("|@", i)})
	}
	full := 0
	for room := 0; room < 40000; room += 97 {
		var b bytes.Buffer
		if err := WriteSummary(&b, groups, SummaryOptions{Title: "t", Verdict: "v", Room: room}); err != nil {
			t.Fatal(err)
		}
		if b.Len() > room || !utf8.Valid(b.Bytes()) {
			t.Fatalf("%d bytes in a room of %d", b.Len(), room)
		}
		shown, missing := 0, 0
		for line := range strings.Lines(b.String()) {
			if strings.HasPrefix(line, "|") != strings.HasSuffix(line, "|\n") {
				t.Fatalf("cut: %q", line)
			}
			if strings.HasPrefix(line, "| error |") {
				shown++
			}
			if strings.Contains(line, " more finding") {
				_, _ = fmt.Sscanf(line, "and %d", &missing)
			}
		}
		if b.Len() > 0 && shown+missing != 40 {
			t.Fatalf("room %d: %d shown, %d said to be missing:\n%s", room, shown, missing, b.String())
		}
		if b.Len() > 0 && missing == 0 {
			full++
		}
	}
	if full == 0 {
		t.Error("no room was enough")
	}
}
