package rules

import (
	"strings"
	"testing"
)

// What the mixed words of a text become; `?` where nobody can tell.
var mixedWordTests = []struct{ text, want string }{
	{"Mocква", "Москва"},
	{"Pаris and Cаt", "Paris Cat"}, // Cyrillic а
	{"Київ і Xарків", "Харків"},
	{"соpоk", "copok"}, // only p and k are Latin, but k has no twin
	{"мoре", "море"},   // one Latin o
	{"осeн", "осен"},   // one Latin e
	{"коcа и coвa", "коса сова"},
	{"xора", "хора"},
	{"aо и oca", ""}, // two letters; one script
	{"ocар", "?"},    // two and two
	{"PCшка, USBшный", ""},
	{"IT-шник, 5x5, Δx, μm, Москвá, о'clock", ""},
	{"СУБД SQL", ""},
	{"\xd0", ""},
}

func TestMixedWords(t *testing.T) {
	for _, test := range mixedWordTests {
		var got []string
		for _, w := range mixedWords(test.text) {
			if w.mended == "" {
				w.mended = "?"
			}
			got = append(got, w.mended)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzMixedWords(f *testing.F) {
	for _, test := range mixedWordTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, w := range mixedWords(text) {
			if w.start < end || w.end <= w.start || w.end > len(text) || w.intruders == "" {
				t.Fatalf("%q: %+v behind %d", text, w, end)
			}
			if w.mended != "" && len(mixedWords(w.mended)) > 0 {
				t.Fatalf("%q is still mixed", w.mended)
			}
			end = w.end
		}
	})
}
