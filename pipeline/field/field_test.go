package field

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The vectors of anki-format.md appendix A and some more, all asked of real Anki.
var stripTests = []struct {
	name, html, strip string
	csum              uint32
}{
	{"plain", "test", "test", 2840236005},
	{"japanese", "今日", "今日", 1464653051},
	{"hello", "hello", "hello", 2868168221},
	{"goodbye", "goodbye", "goodbye", 1015989383},
	{"front", "front", "front", 460909371},
	{"question", "question?", "question?", 864360589},
	{"empty", "", "", 3661210606},
	{"tags", "t<b>e</b>st", "test", 2840236005},
	{"script", "so<SCRIPT>t<b>e</b>st</script>me", "some", 3951515666},
	{"image", "<img src=foo.jpg>", " foo.jpg ", 861030276},
	{"image in single quotes", "<img src='foo.jpg'><html>", " foo.jpg ", 861030276},
	{"greater-than in an attribute", `<img alt="a>b" src="x y.png">`, " x y.png ", 3624993251},
	{"sound", "[sound:foo.wav]", "[sound:foo.wav]", 685612576},
	{"entity", "a &amp; b", "a & b", 2463288064},
	{"bare ampersand", "a & b", "a & b", 2463288064},
	{"no-break space entity", "a&nbsp;b", "a b", 2109598005},
	{"no-break space", "a\u00a0b", "a\u00a0b", 2737138946},
	{"angle brackets", "&lt;b&gt;", "<b>", 3574796752},
	{"one bad entity", "&bogus; &amp;", "&bogus; &amp;", 361998413},
	{"line break", "a<br>b", "ab", 3659751758},
	{"numeric entities", "&#65;&#x42;", "AB", 114902420},
	{"comparison signs", "2 < 3 and 5 > 4", "2  4", 1122580775},
}

func TestStripAndChecksum(t *testing.T) {
	for _, tt := range stripTests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Strip(tt.html); got != tt.strip {
				t.Errorf("Strip(%q) = %q, want %q", tt.html, got, tt.strip)
			}
			if got := Checksum(tt.html); got != tt.csum {
				t.Errorf("Checksum(%q) = %d, want %d", tt.html, got, tt.csum)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	tests := []struct{ html, want string }{
		{"a<img src=x>b", "ab"},
		{"<!-- a > b --><style a>b</style c>d", "bd"}, // "</style c>" closes nothing
		{"<stylex>a</STYLE>b", "b"},
		{"<\u017fcript>a</script>b", "b"},
		{"<style>x", "x"}, {"<style", "<style"}, {"<!-->a-->b", "b"}, {"<!-- a", "<!-- a"}, {"<>a<>", "a"},
		{"a < b", "a < b"},
		{"&#0;&#0065;&#x000041;", "\x00AA"},
		{"&#;", "&#;"}, {"&#x;", "&#x;"}, {"&#X41;", "&#X41;"}, {"&#xD800;", "&#xD800;"}, {"&#x110000;", "&#x110000;"},
		{"&#99999999999;", "&#99999999999;"}, {"&#+65;", "&#+65;"}, {"&#1_0;", "&#1_0;"},
		{"&apos;", "&apos;"}, {"&AMP;", "&AMP;"}, {"&;", "&;"}, {"&amp", "&amp"}, {"&quot;&", "&quot;&"},
		{"&lang;&Alpha;&hellip;", "\u2329Α…"},
		{"&#38;amp;", "&amp;"},
		{"&amp;\u00a0", "& "},
	}
	for _, tt := range tests {
		if got := Plain(tt.html); got != tt.want {
			t.Errorf("Plain(%q) = %q, want %q", tt.html, got, tt.want)
		}
	}
}

func TestEmpty(t *testing.T) {
	for _, html := range []string{"", " \t\n\v\f\r", "<br>", "<BR/>", "<br />", "<br >", "</br>", "</br/>", "<div></DIV>", "<div/> <div />"} {
		if !Empty(html) {
			t.Errorf("Empty(%q) = false", html)
		}
	}
	for _, html := range []string{
		"x", "\u00a0", "&nbsp;", "\x1f", "<p></p>", "<span></span>", "<div class=x></div>", "<img src=a>", "<br  />", "< br>",
		"<br\n>", "</ div>", "<div / >", "<br", "<", "<b>", "<divx>",
	} {
		if Empty(html) {
			t.Errorf("Empty(%q) = true", html)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""}, {"a\tb\nc", "a\tb\nc"}, {"a\r\nb\x00\x1f\x7f", "a\nb"}, {"e\u0301", "é"},
		{"e\x02\u0301", "é"}, // controls first, then NFC
		{"漢字\r", "漢字"},
	}
	for _, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Text of one kind over and over must not take quadratic time: 1 MiB of each has to be done at once.
func TestLinearTime(t *testing.T) {
	for _, piece := range []string{
		"<", "<img", "<img ", "<img '", "<img \"'", "<img src", "<img src=", "<img src='", "<!--", "<style", "<style>", "<script></",
		"&", "&amp;", "{{c1::", "{{c", "{{c1", "}}", "[sound:", "<br>", "<img '>", "<img \">'>", "<img a='>", "<img src=\"a' ",
	} {
		html := strings.Repeat(piece, 1<<20/len(piece))
		Strip(html)
		_ = Empty(html)
		ClozeNumbers(nil, html)
		ParseClozes(html)
		MediaRefs(html)
		html += ">"
		Strip(html)
		MediaRefs(html)
	}
}

func FuzzField(f *testing.F) {
	for _, tt := range stripTests {
		f.Add(tt.html)
	}
	f.Add("{{c1,2::a::b{{c3::c}}}}")
	f.Add("<img data-src='a>' src=b><div / ><!-- {{c0::")
	f.Fuzz(func(t *testing.T, html string) {
		if strip := Strip(html); Checksum(html) == 0 && strip != "" {
			t.Errorf("Checksum(%q) = 0", html)
		}
		for _, r := range MediaRefs(html) {
			if r.Start >= r.End || r.End > len(html) {
				t.Errorf("MediaRefs(%q): nothing at [%d:%d]", html, r.Start, r.End)
			}
		}
		_ = Empty(html)
		if clean := Clean(html); Clean(clean) != clean && utf8.ValidString(html) {
			t.Errorf("Clean(%q) = %q is not clean", html, clean)
		}
	})
}

func BenchmarkStripPlain(b *testing.B) {
	const html = "How does a generative adversarial network train its generator?"
	b.SetBytes(int64(len(html)))
	for b.Loop() {
		Strip(html)
	}
}

func BenchmarkStripTags(b *testing.B) {
	const html = `<div>The <b>mitral</b> valve &amp; its <i>leaflets</i></div><img src="valve.png" alt="valve">`
	b.SetBytes(int64(len(html)))
	for b.Loop() {
		Strip(html)
	}
}

func BenchmarkChecksum(b *testing.B) {
	for b.Loop() {
		Checksum("How does a generative adversarial network train its generator?")
	}
}
