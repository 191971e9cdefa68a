package exchange

import (
	"strings"
	"testing"
)

// TestGuard: what a spreadsheet would run or change is guarded, other text stays as it is, and all comes back.
func TestGuard(t *testing.T) {
	risky := []string{"=1+1", `=HYPERLINK("http://x","y")`, "+1", "-5 °C", "- a\n- b", "@x", "\tx", "1.10", "3.14", "1,5", "007", "1e5", "1.23E+11", "1234567890123456",
		"1/2", "1-2", "2024-01-01", "3.4.2020", "12:30", "5 PM", "50%", "$5.50", "5 €", "(3)", "true", "FALSE", "wahr", "March 1945", "2 Mar", "MARCH1", "SEPT2", "5. März 2020",
		"'=x", "''+1"}
	plain := []string{"", "x", "1945", "0", "42", "a=b", "5 apples", "Chapter 5", "1st", "N2", "'tis", "'quoted'", "1 + 1 = 2", "March", "in 1945", "e", "日本", " =x", "é-1", "v1.10"}
	for _, text := range risky {
		if got := guard(text); got != "'"+text {
			t.Errorf("guard(%q) = %q", text, got)
		}
	}
	for _, text := range plain {
		if got := guard(text); got != text {
			t.Errorf("guard(%q) = %q", text, got)
		}
	}
	for _, text := range append(risky, plain...) {
		if got := unguard(guard(text)); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, text := range []string{"=x", "'=x", "1.10", "''", "2 Mai", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := unguard(guard(text)); got != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	})
}

// TestDamage: what LibreOffice and Excel were seen to make of cells is damage, what people write is not.
func TestDamage(t *testing.T) {
	for _, tt := range [][2]string{
		{`=HYPERLINK("http://x.y","z")`, "z"}, {"=1+1", "2"}, {"+1", "1"}, {"1.10", "1.1"}, {"1.10", "1,1"}, {"007", "7"}, {"1/2", "01/02/2026"}, {"1/2", "02. Jan"}, {"1-2", "2-Jan"},
		{"12345678901234567890", "1.23456789012346E+019"}, {"1234567890123456", "1234567890123450"}, {"123456789012", "1.23E+11"}, {"true", "TRUE"}, {"March 1945", "Mar-45"},
		{"March 1945", "03/01/1945"}, {"2024-01-31", "31.01.2024"}, {"2024-01-31", "1/31/24"}, {"12:30", "12:30:00 PM"}, {"50%", "0.5"}, {"1e5", "100000"}, {"x", "#REF!"}, {"", "#NAME?"},
		{"日本語", "???"}, {"Žižek", "?i?ek"}, {strings.Repeat("x", 40000), strings.Repeat("x", 32767)},
	} {
		if damage(tt[0], tt[1]) == "" {
			t.Errorf("%.40q -> %.40q is taken for an edit", tt[0], tt[1])
		}
	}
	for _, tt := range [][2]string{
		{"1.10", "1.20"}, {"1.10", "one"}, {"1945", "1946"}, {"2024-01-31", "2024-02-01"}, {"1/2", "3/4"}, {"true", "false"}, {"=x", "=y"}, {"=x", ""}, {"", "12"}, {"", "x"}, {"x", ""},
		{"What", "What?"}, {"日本", "にほん"}, {"naive", "naïve"}, {"12:30", "half past twelve"}, {"x", "#hash"}, {"March 1945", "April 1945"},
	} {
		if why := damage(tt[0], tt[1]); why != "" {
			t.Errorf("%q -> %q %s", tt[0], tt[1], why)
		}
	}
}

// TestWas: a row knows what its texts were, in whatever order its columns come.
func TestWas(t *testing.T) {
	front, back, german := column{key: "front", field: true}, column{key: "back", field: true}, column{key: "front", field: true, variants: []string{"de"}}
	cell := remember([]column{{key: "id"}, front, back, german}, []string{"x", "a", "", "b"})
	w := readWas(" " + cell + "  junk broken=x")
	if !w.is(front, "a") || !w.is(back, "") || !w.is(german, "b") {
		t.Errorf("%s does not know its own texts", cell)
	}
	if w.is(front, "b") || w.is(front, "") || w.is(back, "a") || w.is(german, "a") {
		t.Errorf("%s knows other texts", cell)
	}
	if w.id() != fingerprint("x") || was(nil).id() != "" {
		t.Error("ids")
	}
	if readWas("") != nil || readWas("what was this") != nil {
		t.Error("a cell that says nothing remembers something")
	}
	if got := fingerprint("Paris"); got != "gzxzcc" {
		t.Errorf("fingerprints have changed: tables that were exported before would be full of conflicts (%s)", got)
	}
}

func TestColumnNames(t *testing.T) {
	for _, name := range []string{"id", "front", "fields.deck", "fields.deck:de", "country:de:extended", "guid:de", "tags"} {
		if got := columnOf(name).name(); got != name {
			t.Errorf("%s becomes %s", name, got)
		}
	}
	if got := columnOf("fields.front").name(); got != "front" {
		t.Errorf("fields.front becomes %s", got)
	}
}
