package diff

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// hostileText is card text that a terminal, a log, Markdown or GitHub would obey.
const hostileText = "\x1b[31m \u202e `@someone` @org/team #12 GH-12 ![x](http://x.example/a.png) [a](javascript:b) <script>c</script> <img src=x onerror=y>" +
	" </details> | --- | https://evil.example www.evil.example ::error::z ##[error]z **b** _c_ ~~d~~ $e$ \\| &amp; &lt;b&gt; " + "\n\n# head\n- item\n```\n\r\x00 end"

// TestHostileText prints everything there is with hostile names and texts.
func TestHostileText(t *testing.T) {
	r := everything(t, hostileText)
	var plain, painted, markdown, notes strings.Builder
	for _, err := range []error{
		WriteText(&plain, r, TextOptions{}), WriteText(&painted, r, TextOptions{Full: true, Color: true}),
		WriteMarkdown(&markdown, r, true), WriteNotes(&notes, r, [][]string{{hostileText}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for name, s := range map[string]string{"text": plain.String(), "painted": escapes.ReplaceAllString(painted.String(), ""), "markdown": markdown.String(), "notes": notes.String()} {
		if strings.ContainsAny(s, "\x1b\u202e\r\x00") {
			t.Errorf("%s holds what a terminal obeys", name)
		}
		if strings.Count(s, "end") < 5 {
			t.Errorf("%s shows too little of the hostile text to say anything", name)
		}
	}
	checkInert(t, markdown.String())
	checkInert(t, notes.String())
}

// checkInert reports what in a Markdown document was made by card text.
func checkInert(t *testing.T, doc string) {
	t.Helper()
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM))
	own := []string{"<br>", "<del>", "</del>", "<ins>", "</ins>", "<code>", "</code>", "<!-- -->", "<details>", "</details>", "<summary>", "</summary>"}
	tags := regexp.MustCompile(`(?s)<!--.*?-->|<[^>]*>`)
	source := []byte(doc)
	root := gfm.Parser().Parse(text.NewReader(source), parser.WithContext(parser.NewContext()))
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image, *ast.CodeSpan:
			if words, ok := n.FirstChild().(*ast.Text); ok && n.Kind() == ast.KindCodeSpan && string(words.Segment.Value(source)) == ".apkg" {
				break // our own
			}
			t.Errorf("card text became a %s", n.Kind())
		case *ast.RawHTML, *ast.HTMLBlock:
			var raw strings.Builder
			if b, ok := n.(*ast.HTMLBlock); ok {
				raw.Write(b.Lines().Value(source))
			} else {
				raw.Write(n.(*ast.RawHTML).Segments.Value(source))
			}
			for _, tag := range tags.FindAllString(raw.String(), -1) {
				if !slices.Contains(own, tag) {
					t.Errorf("card text became the tag %s", tag)
				}
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"@someone", "@org", " #12", "://evil", "www.evil", "\n# head", "<script", "::error::z\n"} {
		if strings.Contains(doc, bad) {
			t.Errorf("the document has %q", bad)
		}
	}
}

// TestMarkdownRoom fills the room that there is, and stays in it.
func TestMarkdownRoom(t *testing.T) {
	old := largeRelease(5000, before, func(int) bool { return false })
	new := largeRelease(6000, after, func(i int) bool { return i%2 == 0 })
	for i := range new.Collection.Notes {
		new.Collection.Notes[i].Fields[1] += strings.Repeat(" &<é|*_", 100)
		new.Collection.Notes[i].Mod = after
	}
	d := mustCompare(t, old, new)
	many := &Report{}
	for range 300 {
		many.Decks = append(many.Decks, d)
	}
	for _, r := range []*Report{{Decks: []*Diff{d}}, many} {
		var markdown, notes strings.Builder
		if err := WriteMarkdown(&markdown, r, true); err != nil {
			t.Fatal(err)
		}
		if err := WriteNotes(&notes, r, nil); err != nil {
			t.Fatal(err)
		}
		for name, s := range map[string]string{"markdown": markdown.String(), "notes": notes.String()} {
			if len(s) > MarkdownRoom {
				t.Errorf("%s of %d decks: %d bytes, more than %d", name, len(r.Decks), len(s), MarkdownRoom)
			}
			if strings.Count(s, "<details>") != strings.Count(s, "</details>") {
				t.Errorf("%s of %d decks: something is not closed", name, len(r.Decks))
			}
			if !strings.Contains(s, "more") {
				t.Errorf("%s of %d decks does not say that something is missing", name, len(r.Decks))
			}
		}
	}
}
