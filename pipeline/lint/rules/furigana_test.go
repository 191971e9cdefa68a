package rules

import "testing"

func TestFirstReading(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"それは 漢字[かんじ]です", "漢字[かんじ]"},
		{"人々[ひとびと]", "人々[ひとびと]"},
		{"[1] 珈琲[コーヒー]", "珈琲[コーヒー]"},
		{"字[1] か[か] a[か] [かんじ]", ""},
		{"漢字[かんじ](https://example.org)", ""},
		{"漢字[kanji] 漢字[] 漢字[かんじ", ""},
	} {
		got := ""
		if at, ok := firstReading(test.text); ok {
			got = test.text[at.start:at.end]
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}
