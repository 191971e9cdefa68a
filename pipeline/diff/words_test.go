package diff

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

func marked(segments []Segment) string {
	var b strings.Builder
	for _, s := range segments {
		switch s.Change {
		case Kept:
			b.WriteString(s.Text)
		case Removed:
			b.WriteString("[-" + s.Text + "-]")
		case Added:
			b.WriteString("{+" + s.Text + "+}")
		}
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
		{"the same", "the same", "the same"},
		{"the heart has 3 valves", "the heart has 4 valves", "the heart has [-3-]{+4+} valves"},
		{"a b c", "a c", "a [-b -]c"},
		{"color", "colour", "[-color-]{+colour+}"},
		{"an old house stands", "a new house stands", "[-an old-]{+a new+} house stands"},
		{"one two", "two one", "[-one -]two{+ one+}"},
		{"<b>bold</b> x", "<i>bold</i> x", "[-<b>-]{+<i>+}bold[-</b>-]{+</i>+} x"},
		{`<img src="a b.png">`, `<img src="a c.png">`, `[-<img src="a b.png">-]{+<img src="a c.png">+}`},
		{"a &lt; b", "a &gt; b", "a [-&lt;-]{+&gt;+} b"},
		{"AT&T and", "AT&amp;T and", "AT[-&-]{+&amp;+}T and"},
		{"{{c1::Paris}} is", "{{c2::Paris}} is", "[-{{c1::-]{+{{c2::+}Paris}} is"},
		{"心臓は四つの弁", "心臓は三つの弁", "心臓は[-四-]{+三+}つの弁"},
		{"naïve Überlegung", "naïve Überlegungen", "naïve [-Überlegung-]{+Überlegungen+}"},
		{"नमस्ते दुनिया", "नमस्कार दुनिया", "[-नमस्ते-]{+नमस्कार+} दुनिया"},
		{"1 < 2", "1 < 3", "1 < [-2-]{+3+}"},
		{"left .3, top .1", "left .325, top .1", "left [-.3-]{+.325+}, top .1"},
		{"1.5 m, 3,000 km.", "1.25 m, 3,500 km.", "[-1.5-]{+1.25+} m, [-3,000-]{+3,500+} km."},
		{"bad \xff byte", "bad \xfe byte", "bad [-\xff-]{+\xfe+} byte"},
	} {
		if got := marked(Words(c.before, c.after)); got != c.want {
			t.Errorf("Words(%q, %q)\n got %s\nwant %s", c.before, c.after, got, c.want)
		}
	}
}

// TestWordsAreBothTexts compares random texts: the segments are always both of them.
func TestWordsAreBothTexts(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	text := func(n int) string {
		var b strings.Builder
		for range r.Intn(n) {
			b.WriteString([]string{"a", "bb", " ", "<br>", "&amp;", "心", "{{c1::", "}}", "\n", "<", "\xff"}[r.Intn(11)])
		}
		return b.String()
	}
	for range 3000 {
		before, after := text(40), text(40)
		checkBoth(t, before, after)
	}
}

func checkBoth(t *testing.T, before, after string) {
	t.Helper()
	var a, b strings.Builder
	for _, s := range Words(before, after) {
		if s.Change != Added {
			a.WriteString(s.Text)
		}
		if s.Change != Removed {
			b.WriteString(s.Text)
		}
	}
	if a.String() != before || b.String() != after {
		t.Fatalf("Words(%q, %q) are of %q and %q", before, after, a.String(), b.String())
	}
}

// TestLongTexts compares texts of which nothing is alike: that must not take the square of their length.
func TestLongTexts(t *testing.T) {
	var a, b strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&a, "old%d ", i)
		fmt.Fprintf(&b, "new%d ", i)
	}
	before, after := "begin "+a.String()+"end", "begin "+b.String()+"end"
	checkBoth(t, before, after)
	if got := Words(before, after); len(got) != 4 {
		t.Errorf("%d segments, want the ends kept and the middle replaced", len(got))
	}
}

func FuzzWords(f *testing.F) {
	f.Add("<b>a</b> &amp; {{c1::x}}", "<i>a</i> & {{c2::y}}")
	f.Fuzz(func(t *testing.T, before, after string) { checkBoth(t, before, after) })
}

// TestExcerpt shortens long texts: what changed stays, with what stands beside it.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("word ", 100)
	for _, c := range []struct{ before, after, want string }{
		{"one two", "one three", "one [-two-]{+three+}"},
		{long + "old" + long, long + "new" + long,
			"…ord word word word word word word word [-oldword-]{+newword+} word word word word word word word wor…"},
		{long + "a" + long + "b" + long, long + "c" + long + "d" + long,
			"…ord word word word word word word word [-aword-]{+cword+} word word word word word word word wor… …ord word word word word word word word [-bword-]{+dword+} word word word word word word word wor…"},
		{"", long, "{+" + long[:199] + "…+}"},
	} {
		if got := marked(Excerpt(Words(c.before, c.after), 200)); got != c.want {
			t.Errorf("Excerpt of %.20q and %.20q:\n got %s\nwant %s", c.before, c.after, got, c.want)
		}
	}
	if n := len(Excerpt(Words(strings.Repeat("a b ", 1000), strings.Repeat("a c ", 1000)), 200)); n > 100 {
		t.Errorf("%d segments where there is room for a few", n)
	}
}
