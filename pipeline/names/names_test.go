package names

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"ascii", "Anatomy: BASIC [z]", "anatomy: basic [z]"},
		{"latin", "ÄÖÜ", "äöü"},
		{"sharp s", "Straße", "strasse"},
		{"capital sharp s", "STRAẞE", "strasse"},
		{"dotted capital i", "İ", "i\u0307"},
		{"dotless i", "ı", "ı"},
		{"kelvin", "\u212a", "k"},
		{"final sigma", "ΣΊΣΥΦΟΣ ς", "σίσυφοσ σ"},
		{"iota below", "\u0345", "ι"},
		{"cherokee", "\uab70\u13f8\u13a0", "\u13a0\u13f0\u13a0"},
		{"georgian", "\u1c90", "\u10d0"},
		{"ligature of two", "\ufb01", "fi"},
		{"three: third, first, second", "\u0390", "\u0301\u03b9\u0308"},
		{"three: ffi", "\ufb03", "iff"},
		{"three: greek with ypogegrammeni", "\u1fb7", "\u03b9\u03b1\u0342"},
		{"two of the same block", "\u1fb6", "\u03b1\u0342"},
		{"younger than unicode 12", "\ua7c0\U00010570\u1c89", "\ua7c0\U00010570\u1c89"},
		{"no normalisation", "E\u0301", "e\u0301"},
		{"no letters", "漢字 123", "漢字 123"},
		{"not utf-8", "A\xffÄ", "a\xffä"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.in); got != tt.want {
				t.Errorf("Fold(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "a", -1}, {"a", "", 1},
		{"Basic", "basic", 0}, {"Basic", "basic+", -1}, {"B", "a", 1}, {"a", "B", -1},
		{"_", "A", -1}, // after folding: underscore before letters
		{"straße", "STRASSE", 0}, {"straße", "strasst", -1}, {"z", "ä", -1}, {"Ä", "ä", 0}, {"äa", "äB", -1},
		{"\u0390", "\u0301\u03b9\u0308", 0},
	}
	for _, tt := range tests {
		if got := sign(Compare(tt.a, tt.b)); got != tt.want {
			t.Errorf("Compare(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestMedia(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	tests := []struct{ in, want string }{
		{"a.jpg", "a.jpg"}, {"my pic.png", "my pic.png"}, {"", ""}, {"..", ".._"},
		{`a[]<>:"/?*^\|b` + "\x01\x7f.png", "ab.png"},
		{"e\u0301.png", "é.png"}, {"a\u00a0b.jpg", "a b.jpg"}, {"a.jpg\u00a0", "a.jpg _"},
		{"😀.png", "😀.png"}, {"\U0001f970.png", ".png"}, {"\u0378\U0010ffff漢.png", "漢.png"},
		{"con", "con_"}, {"CON.txt", "CON_.txt"}, {"Con.", "Con_._"}, {"con.con.x", "con_.con.x"}, {"com1.x", "com1_.x"},
		{"lpt9", "lpt9_"}, {"com0.a", "com0.a"}, {"com²", "com²"}, {"conx.a", "conx.a"}, {"nul .txt", "nul .txt"},
		{"a.", "a._"}, {"a ", "a _"}, {"a. ", "a. _"}, {" a", " a"},
		{x(120), x(120)}, {x(121), x(118)}, {x(120) + ".", x(117) + "._"}, {x(130) + ".jpg", x(115) + ".jpg"},
		{x(100) + "." + strings.Repeat("y", 30), x(100) + ".yyyyyyyyyy"},
		{strings.Repeat("ü", 70) + ".jpg", strings.Repeat("ü", 57) + ".jpg"},
		{"." + x(130), "." + x(10)},
		{x(107) + " .abcdefghijklm", x(107) + " .abcdefghij"},
	}
	for _, tt := range tests {
		if got := Media(tt.in); got != tt.want {
			t.Errorf("Media(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMediaWithSum(t *testing.T) {
	var sha1 [20]byte
	sha1[19] = 0xab
	sum := "-" + strings.Repeat("0", 38) + "ab"
	long := strings.Repeat("x", 100)
	tests := []struct{ in, want string }{
		{"a.jpg", "a" + sum + ".jpg"}, {"a.b.jpg", "a.b" + sum + ".jpg"}, {"a", "a" + sum + "."},
		{long + ".jpg", long[:74] + sum + ".jpg"},
	}
	for _, tt := range tests {
		if got := MediaWithSum(tt.in, sha1); got != tt.want {
			t.Errorf("MediaWithSum(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct {
		kind     string
		f        func(string) string
		in, want string
	}{
		{"deck", DeckComponent, "Anatomy", "Anatomy"},
		{"deck", DeckComponent, "", "blank"},
		{"deck", DeckComponent, " : a :b: ", "a :b"},
		{"deck", DeckComponent, "\x01a\x7fb\u00a0", "ab"},
		{"deck", DeckComponent, ":\u3000:", "blank"},
		{"deck", DeckComponent, "e\x01\u0301", "é"}, // normalised last, the others first
		{"deck", DeckComponent, "\u200bae\u0301", "\u200baé"},
		{"tag", Tag, "a::b", "a::b"},
		{"tag", Tag, "", "blank"},
		{"tag", Tag, "::a", "blank::a"},
		{"tag", Tag, "a:::", "a:::"},
		{"tag", Tag, "b:::::c", "b::blank:::c"},
		{"tag", Tag, "\u2003a\u2003::\x01b\u00a0c", "a::b\u00a0c"},
		{"tag", Tag, "e\u0301:", "é:"},
		{"field", Field, "Back Extra", "Back Extra"},
		{"field", Field, "# /^a#/^ ", "a#/^"},
		{"field", Field, "a:b{c}d\"e", "abcde"},
		{"field", Field, "\u00a0#a\u3000", "a"},
		{"field", Field, ":#a", "a"},
		{"field", Field, "\x01e\u0301\n2", "\x01é\n2"},
		{"field", Field, "{}", ""},
		{"field", Field, "e{\u0301", "e\u0301"},
		{"template", Template, " a:\"b\" ", " a:b "},
		{"template", Template, "e\u0301", "é"},
		{"notetype", Notetype, "\"Basic\"", "Basic"},
		{"notetype", Notetype, "\u2126", "Ω"},
	}
	for _, tt := range tests {
		if got := tt.f(tt.in); got != tt.want {
			t.Errorf("%s %q becomes %q, want %q", tt.kind, tt.in, got, tt.want)
		}
	}
}

func TestSpecial(t *testing.T) {
	for _, name := range []string{"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID", "c1", "c007"} {
		if !Special(name) {
			t.Errorf("Special(%q) = false", name)
		}
	}
	for _, name := range []string{"", "c", "c1a", "C1", "1", "tags", "Front", "cc1"} {
		if Special(name) {
			t.Errorf("Special(%q) = true", name)
		}
	}
}

// What a function leaves alone, or returns for text without anything to delete, must be a name that Anki leaves alone.
func FuzzFixedPoint(f *testing.F) {
	f.Add("con.\u00a0 :x::\"#\u0390")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip("names are UTF-8 when they get here")
		}
		if len(Media(s)) > maxMediaName {
			t.Errorf("Media(%q) has %d bytes", s, len(Media(s)))
		}
		s = drop(s, notInMedia) // deleting may make letters and accents, or colons, neighbours
		for kind, clean := range map[string]func(string) string{
			"media": Media, "deck": DeckComponent, "tag": Tag, "field": Field, "template": Template, "notetype": Notetype, "fold": Fold,
		} {
			if once := clean(s); clean(once) != once {
				t.Errorf("%s: %q becomes %q and then %q", kind, s, once, clean(once))
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	for b.Loop() {
		Compare("chapter-01::section-02", "chapter-01::Section-03")
	}
}
