package rules

import (
	"testing"
)

// What a text becomes when all that is surely garbled is written as it was meant.
var garbledTests = []struct{ text, want string }{
	{"cafÃ©, donâ€™t", "café, don’t"},
	{"goÃ»t, CÃ´te, Ã‰cole", "goût, Côte, École"},
	{"Â£5 and Â°C", "£5 and °C"},
	{"Å¼ycie, raÅ¼, Å¡koda, DvoÅ™Ã¡k", "życie, raż, škoda, Dvořák"},
	{"Î±-helix, Ï€", "α-helix, π"},
	{"ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"},
	{"×©×œ×•×\u009d", "שלום"},
	{"Ã–sterreich", "Österreich"},
	{"æ—¥æœ¬", "日本"},
	{"ðŸ˜€ â†’ â‰¤", "😀 → ≤"},
	{"ÃƒÂ©tÃƒÂ©", "été"},
	{"ï»¿word", "\ufeffword"},
	{"lostï¿½", "lost\ufffd"},
	{"РџСЂРёРІРµС‚", "Привет"},
	{"Ã\u0089cole", "École"},

	{"größer, naïve, Ünal, CÔTÉ, São, IRMÃ, ÇA, Ærø", ""},
	{"«IRMÃ», “É”, «É», ALEMÃ…, MANHÃ–NOITE, Ã\u00a0", ""},
	{"« café\u00a0», né…”, à\u00a0», coborâ…”", ""},
	{"10 Å², 3×½, Ø², a×¼, 4 Å³·s", ""},
	{"РЎС, СССР, Россия, Рѓ, РІ", ""},
	{"Ã", ""},
}

func TestGarbled(t *testing.T) {
	for _, test := range garbledTests {
		got, want := ungarble(test.text, append(garbledLatin(test.text), garbledCyrillic(test.text)...)), test.want
		if want == "" {
			want = test.text
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", test.text, got, want)
		}
	}
}

func FuzzGarbled(f *testing.F) {
	for _, test := range garbledTests {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, list := range [][]garbled{garbledLatin(text), garbledCyrillic(text)} {
			end := 0
			for _, g := range list {
				if g.start < end || g.end <= g.start || g.end > len(text) || g.meant == "" {
					t.Fatalf("%q: %+v behind %d", text, g, end)
				}
				end = g.end
			}
		}
	})
}
