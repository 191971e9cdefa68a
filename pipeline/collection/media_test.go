package collection

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

func TestHashedStem(t *testing.T) {
	for base, want := range map[string]string{
		"France.PNG":                     "france",
		"my pic (1).png":                 "my-pic-1",
		"--a--.png":                      "a",
		"日本 地図.png":                      "日本-地図",
		"???.png":                        "media",
		".png":                           "media",
		"e\u0301.svg":                    "é",
		strings.Repeat("x", 70) + ".jpg": strings.Repeat("x", 60),
		strings.Repeat("é", 40) + ".jpg": strings.Repeat("é", 30),
	} {
		if got := hashedStem(base); got != want {
			t.Errorf("hashedStem(%q) = %q, want %q", base, got, want)
		}
	}
}

func testFiles(t *testing.T, files fstest.MapFS) *deck.Files {
	t.Helper()
	f, err := deck.ListFiles(files, deck.Place{Slug: "d", Main: "decks/d/deck.yaml", Dir: "decks/d"})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestMediaNames(t *testing.T) {
	files := testFiles(t, fstest.MapFS{
		"decks/d/media/Cell.svg":   {Data: []byte("<svg/>")},
		"decks/d/media/a/cell.svg": {Data: []byte("<svg/>")},
		"decks/d/media/_sort.js":   {Data: []byte("1")},
		"decks/d/media/font.woff2": {Data: []byte("font")},
	})
	m := newUse(files, false)
	names := func(ref string, static bool) string {
		f, d := m.find(ref, deck.Text{}, 0, 0)
		if d != nil {
			t.Fatal(d.Message)
		}
		if static {
			m.markStatic(f)
		} else {
			m.use(usedFile{f, true})
		}
		return m.name(f)
	}
	for ref, want := range map[string]string{"Cell.svg": "cell-d4dc5666.svg", "a/cell.svg": "cell-d4dc5666.svg", "_sort.js": "_sort.js"} {
		if got := names(ref, false); got != want {
			t.Errorf("%s is called %s, want %s", ref, got, want)
		}
	}
	if got, want := names("font.woff2", true), "_font-795ea3ef.woff2"; got != want {
		t.Errorf("static file is called %s, want %s", got, want)
	}
	list, paths := m.list(nil, func(d diag.Diagnostic) { t.Error(d.Message) })
	if len(list) != 3 || !slices.IsSortedFunc(list, func(a, b Media) int { return strings.Compare(a.Name, b.Name) }) {
		t.Errorf("packaged: %v", list)
	}
	if paths["_sort.js"].Path != "media/_sort.js" {
		t.Errorf("paths: %v", paths)
	}
}

func TestMediaMistakes(t *testing.T) {
	files := testFiles(t, fstest.MapFS{
		"decks/d/media/flag.png":   {Data: []byte("\x89PNG\r\n\x1a\n")},
		"decks/d/media/lfs.png":    {Data: []byte("version https://git-lfs.github.com/spec/v1\n")},
		"decks/d/media/empty.mp3":  {},
		"decks/d/media/page.png":   {Data: []byte("\n<!DOCTYPE html><title>404</title>")},
		"decks/d/media/really.png": {Data: []byte("%PDF-1.7")},
	})
	for ref, want := range map[string]string{
		"Flag.png":      "missing-media",
		"flag.jpg":      "missing-media",
		"../secret.png": "file-outside",
		"/etc/passwd":   "file-outside",
		"lfs.png":       "media-content",
		"empty.mp3":     "media-content",
		"page.png":      "media-content",
		"really.png":    "media-content",
		"flag.png":      "",
	} {
		m := newUse(files, false)
		var found diag.List
		if _, d := m.find(ref, deck.Text{}, 0, 0); d != nil {
			found.Report(*d)
		}
		m.list(nil, found.Report)
		got := ""
		if len(found) > 0 {
			got = found[0].Code
		}
		if got != want || len(found) > 1 {
			t.Errorf("%s: reported %q, want %q", ref, got, want)
		}
	}
}

func TestPlainMediaNames(t *testing.T) {
	files := testFiles(t, fstest.MapFS{
		"decks/d/media/a/Map.png": {Data: []byte("\x89PNG\r\n\x1a\n1")},
		"decks/d/media/b/map.png": {Data: []byte("\x89PNG\r\n\x1a\n2")},
		"decks/d/media/bad?.png":  {Data: []byte("\x89PNG\r\n\x1a\n3")},
		"decks/d/media/x.css":     {Data: []byte("a{}")},
	})
	m := newUse(files, true)
	for _, ref := range []string{"a/Map.png", "b/map.png", "bad?.png"} {
		f, _ := m.find(ref, deck.Text{}, 0, 0)
		m.use(usedFile{f, true})
	}
	f, _ := m.find("x.css", deck.Text{}, 0, 0)
	m.markStatic(f)
	var found diag.List
	m.list(nil, found.Report)
	found.Sort()
	var codes []string
	for _, d := range found {
		codes = append(codes, d.Code)
	}
	if want := []string{"media-collision", "media-reference", "template-media"}; !slices.Equal(codes, want) {
		t.Errorf("reported %v, want %v", codes, want)
	}
}

func TestCSSRefs(t *testing.T) {
	css := `@import "base.css"; /* url(no.png) */ .a { background: URL( 'a b.png' ) } .b { src: url(font.woff2) format("woff2") } @IMPORT url("x.css");`
	var got []string
	for _, r := range CSSRefs(css) {
		got = append(got, css[r.Start:r.End]+" = "+r.Name)
	}
	want := []string{
		`"base.css" = base.css`, `URL( 'a b.png' ) = a b.png`, `url(font.woff2) = font.woff2`, `url("x.css") = x.css`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, broken := range []string{"url(", `url("a`, `url("a"`, "/*", `@import "`, "@import"} {
		CSSRefs(broken) // must end
	}
}

func TestRemoveSuppressions(t *testing.T) {
	for _, c := range [][2]string{
		{"a\n<!-- deckmill:ignore x -- y -->\nb", "a\nb"},
		{"a <!-- deckmill:ignore x -- y --> b", "a  b"},
		{"<!-- other --> <!-- deckmill:ignore x -- y -->", "<!-- other --> "},
		{"<!-- deckmill:ignore", "<!-- deckmill:ignore"},
	} {
		if got := removeSuppressions(c[0], "<!--", "-->"); got != c[1] {
			t.Errorf("%q becomes %q, want %q", c[0], got, c[1])
		}
	}
	c := &Compiler{media: newUse(&deck.Files{}, false)}
	text := deck.Text{Value: "<script>/* deckmill:ignore script -- sorts */ sort() // deckmill:ignore x\n</script>", File: source.NewFile("a.html", nil)}
	if got, want := c.template(text, nil), "<script> sort() // deckmill:ignore x\n</script>"; got != want {
		t.Errorf("a script becomes %q, want %q", got, want)
	}
}

func newUse(files *deck.Files, plain bool) *mediaUse {
	return newMediaUse(newMediaIndex(files, plain))
}
