package field

import (
	"regexp"
	"slices"
	"testing"
	"unicode/utf8"
)

func TestMediaRefs(t *testing.T) {
	tests := []struct {
		html string
		want []string
	}{
		{"no media", nil},
		{`<img src="a.jpg">`, []string{"a.jpg"}},
		{"[sound:a.mp3]<img src=b>[sound:c&amp;d&nbsp;e]", []string{"a.mp3", "b", "c&d e"}},
		{"[sound:]x]", []string{"]x"}}, {"[sound:", nil}, {"[sound:]", nil}, {"[SOUND:a]", nil},
		{"[sound:[sound:x]]", []string{"[sound:x"}},
		{"<img src='[sound:a]'>", []string{"[sound:a]", "a"}},
		{"<audio src=a><source src=b><video src=c></video><OBJECT data=d>", []string{"a", "b", "c", "d"}},
		{"<img data-src=x src=y>", []string{"x"}},
		{"<img srcset=a data=b>", []string{"b"}},
		{`<img alt="a>b" src='c.png' x>`, []string{"c.png"}},
		{"<img src= a.jpg>", []string{" a.jpg"}},
		{"<img src = a>", nil},
		{`<img src="">`, []string{`""`}},
		{`<img src="x" <b>c`, []string{"x"}},
		{`<img src="a>b">c>`, []string{"a>b"}},
		{"<img a='>' src=q.png b='>' >", []string{"q.png"}},
		{`<img"a>b"src=q>`, []string{"q"}},
		{"<img src='a' src=b>", []string{"a"}},
		{"<img src=x", nil},
		{"<imgx src=x>", nil}, {"<imgé src=x>", nil}, {"<img ésrc=x>", nil},
		{"<img é src=x>", []string{"x"}}, {"<img\u00a0src=x>", []string{"x"}}, {"<ſource ſrc=x>", []string{"x"}},
		{"<img src='a%20b.png'>", []string{"a%20b.png"}},
		{"<a href=x><embed src=y>", nil},
		{"<img>text<img src=x>", []string{"x"}}, // a tag without name does not hide the next one
	}
	for _, tt := range tests {
		t.Run(tt.html, func(t *testing.T) {
			var got []string
			for _, r := range MediaRefs(tt.html) {
				got = append(got, r.Name)
				if decodeName(tt.html[r.Start:r.End]) != r.Name {
					t.Errorf("at [%d:%d] stands %q, not %q", r.Start, r.End, tt.html[r.Start:r.End], r.Name)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// mediaTagReference is anki-format.md 6.8 as a regular expression. It is right for ASCII only, where Go's \b is Anki's.
var mediaTagReference = regexp.MustCompile(`(?is)<(?:img|audio|video|object|source)\b(?:[^>]|"[^"]+?"|'[^']+?')+?` +
	`\b(?:src|data)\b=(?:"([^"]+?)"[^>]*>|'([^']+?)'[^>]*>|([^>]+?)(?:\x20[^>]*>|>))`)

func FuzzMediaTags(f *testing.F) {
	f.Add(`<img alt="a>b" src='c.png' x>`)
	f.Add(`<img"a'>b"' src=q><source data="a' b>'>`)
	f.Add(`<audio '">"' "'>'" src=x y>`)
	f.Fuzz(func(t *testing.T, html string) {
		for i := range len(html) {
			if html[i] >= utf8.RuneSelf {
				t.Skip("the reference knows only ASCII")
			}
		}
		var got [][]int
		tags := newTagScanner(html)
		for tag, ok := tags.next(); ok; tag, ok = tags.next() {
			got = append(got, []int{tag.start, tag.end, tag.nameStart, tag.nameEnd})
		}
		var want [][]int
		for _, m := range mediaTagReference.FindAllStringSubmatchIndex(html, -1) {
			w := []int{m[0], m[1]}
			for g := 2; g < len(m); g += 2 {
				if m[g] >= 0 {
					w = append(w, m[g], m[g+1])
				}
			}
			want = append(want, w)
		}
		if !slices.EqualFunc(got, want, slices.Equal[[]int]) {
			t.Errorf("%q: got %v, want %v", html, got, want)
		}
	})
}

// tagReference is anki-format.md 3.4, step 2, as a regular expression.
var tagReference = regexp.MustCompile(`(?is)<!--.*?-->|<style.*?>.*?</style>|<script.*?>.*?</script>|<.*?>`)

func FuzzStripTags(f *testing.F) {
	f.Add("<!-- a > b --><style a>b</style>c<script>d</script><b>e</b><")
	f.Add("<!-- a <style> <script> > <!--->-->")
	f.Fuzz(func(t *testing.T, html string) {
		if !utf8.ValidString(html) {
			t.Skip("fields are UTF-8")
		}
		if got, want := StripTags(html), tagReference.ReplaceAllString(html, ""); got != want {
			t.Errorf("StripTags(%q) = %q, want %q", html, got, want)
		}
	})
}
