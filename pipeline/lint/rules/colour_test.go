package rules

import (
	"strings"
	"testing"
)

var colourTests = []struct{ colour, want string }{
	{"black", "black"}, {"white", "white"}, {"blue", ""}, {"transparent", ""}, {"inherit", ""},
	{"#000", "black"}, {"#000000", "black"}, {"#000f", "black"}, {"#000000ff", "black"}, {"#0000", ""}, {"#00000080", ""},
	{"#fff", "white"}, {"#ffffff", "white"}, {"#ffff", "white"}, {"#111", ""}, {"#", ""}, {"#00", ""},
	{"rgb(0,0,0)", "black"}, {"rgb(0, 0, 0)", "black"}, {"rgb(0 0 0 / 1)", "black"}, {"rgba(0,0,0,0.5)", ""}, {"rgb(0%,0%,0%)", "black"},
	{"rgb(255,255,255)", "white"}, {"rgb(100%,100%,100%)", "white"}, {"rgb(0,0,255)", ""}, {"rgb(0,0", ""}, {"rgb()", ""},
	{"hsl(120,50%,0%)", "black"}, {"hsl(0, 0%, 100%)", "white"}, {"var(--fg)", ""},
}

func TestBlackOrWhite(t *testing.T) {
	for _, tt := range colourTests {
		if got := blackOrWhite(tt.colour); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.colour, got, tt.want)
		}
	}
}

func FuzzFixedColours(f *testing.F) {
	for _, tt := range colourTests {
		f.Add(`<font color=" ` + tt.colour + `" style="color: ` + tt.colour + `; margin:0">`)
		f.Add("p { color: " + tt.colour + " }")
	}
	f.Add("@media (x) { /* a */ .b { background: white; } } .nightMode {}")
	f.Fuzz(func(t *testing.T, text string) {
		if c := fixedColour(text); c.start < 0 || c.end > len(text) || c.start > c.end {
			t.Errorf("%q: %+v", text, c)
		}
		for _, c := range fixedInSheet(text) {
			if c.start < 0 || c.end > len(text) || strings.TrimSpace(text[c.start:c.end]) == "" {
				t.Errorf("%q: %+v", text, c)
			}
		}
	})
}
