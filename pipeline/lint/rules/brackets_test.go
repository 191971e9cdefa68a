package rules

import "testing"

// Found is the bracket that has no partner, with what follows; "" where all is well.
var bracketTests = []struct{ text, found string }{
	{"in 1901 (in a contest", "(in a contest"},
	{"in 1901 in a contest) held", ") held"},
	{"a (b [cat) d]", "[cat) d]"},
	{"「東京", "「東京"},
	{"（半角)と【全角】", ""},
	{"prize (1901", "(1901"},
	{"the word (", "("},
	{"in 1901) and", ") and"},

	{"a) one b) two (or 2) iv) four 1.2) five **) note", ""},
	{"A) x (B) y", ""},
	{"x in [0, 1), (−∞; 0], ]0, 1[, [a,b[, ]0,1]", ""},
	{"good :) bad :-( fine ;)", ""},
	{"(well done :))", ""},
	{"(well done :)", ""},
	{"what does \"(\" mean, and ] here", ""},
	{"(a(b)c)[d]", ""},
	{"match [^)] or (?:x", ""},
	{"", ""},
}

func TestUnpairedBracket(t *testing.T) {
	for _, test := range bracketTests {
		got := ""
		if b, found := unpairedBracket(test.text); found {
			got = test.text[b.start:]
		}
		if got != test.found {
			t.Errorf("%q: got %q, want %q", test.text, got, test.found)
		}
	}
}

func FuzzUnpairedBracket(f *testing.F) {
	for _, test := range bracketTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if b, found := unpairedBracket(text); found && (b.start < 0 || b.end <= b.start || b.end > len(text)) {
			t.Fatalf("%q: %+v", text, b)
		}
	})
}
