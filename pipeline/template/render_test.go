package template

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// TestRender holds every case to what real Anki showed when testdata/anki.json was written.
func TestRender(t *testing.T) {
	b, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	var golden map[string][2]string
	if err := json.Unmarshal(b, &golden); err != nil {
		t.Fatal(err)
	}
	if len(golden) != len(renderCases) {
		t.Errorf("%d cases, but Anki was asked %d", len(renderCases), len(golden))
	}
	for _, c := range renderCases {
		t.Run(c.name, func(t *testing.T) {
			want, ok := golden[c.name]
			if !ok {
				t.Fatal("not asked of Anki: run the tests with $DECKMILL_ANKI_PYTHON and $DECKMILL_UPDATE set")
			}
			question, answer := Render(parse(c.front), parse(c.back), c.card())
			if question != want[0] {
				t.Errorf("question\n got %q\nwant %q", question, want[0])
			}
			if answer != want[1] {
				t.Errorf("answer\n got %q\nwant %q", answer, want[1])
			}
		})
	}
}

func TestRenderWhatCardsHave(t *testing.T) {
	c := Card{
		Ord: 1, Fields: map[string]string{"F": "[latex]x[/latex]"}, Tags: []string{"a", "b::c"}, Notetype: "T", Deck: "Root::Sub::Leaf",
		Name: "Card 2", ID: 1600000000000, LatexSVG: true,
	}
	question, answer := Render(parse("{{F}}"), parse("{{Deck}}|{{Subdeck}}|{{CardID}}|{{Tags}}|{{c2}}"), c)
	if want := `<img class=latex alt="x" src="latex-11f6ad8ec52a2984abaafd7c3b516503785c2072.svg">`; question != want {
		t.Errorf("question %q, want %q", question, want)
	}
	if want := "Root::Sub::Leaf|Leaf|1600000000000|a b::c|1"; answer != want {
		t.Errorf("answer %q, want %q", answer, want)
	}
	c.Browser = true
	if question, _ := Render(parse("no field"), parse("x"), c); question != "no field" {
		t.Errorf("in the browser: %q", question)
	}
	if question, _ := Render(parse("{{x}}"), parse("x"), c); !strings.HasPrefix(question, "Browser-specific front template has a problem:") {
		t.Errorf("in the browser: %q", question)
	}
}

func TestBlake3(t *testing.T) {
	// The official test vectors: bytes counting from 0 to 250, over and over.
	tests := []struct {
		length int
		want   string
	}{
		{0, "af1349b9f5f9a1a6a0404dea36dcc949"},
		{1, "2d3adedff11b61f14c886e35afa03673"},
		{1024, "42214739f095a406f3fc83deb889744a"},
		{1025, "d00278ae47eb27b34faecf67b4fe263f"},
		{2048, "e776b6028c7cd22a4d0ba182a8bf6220"},
		{3072, "b98cb0ff3623be03326b373de6b90952"},
	}
	for _, tt := range tests {
		data := make([]byte, tt.length)
		for i := range data {
			data[i] = byte(i % 251)
		}
		sum := blake3(data)
		if got := hex.EncodeToString(sum[:16]); got != tt.want {
			t.Errorf("%d bytes: got %s, want %s", tt.length, got, tt.want)
		}
	}
	sum := blake3([]byte("foo" + "field")) // anki-format.md, appendix A
	if got := hex.EncodeToString(sum[:8]); got != "83fe48607f0f3a66" {
		t.Errorf("hint id %s", got)
	}
}

func FuzzRender(f *testing.F) {
	for _, c := range renderCases {
		f.Add(c.front, c.back, c.fields[1], c.cloze)
	}
	f.Fuzz(func(t *testing.T, frontSource, backSource, value string, cloze bool) {
		front, problems := Parse(frontSource)
		back, _ := Parse(backSource)
		for _, p := range problems {
			if p.Start > p.End || p.End > len(frontSource) || p.Message == "" || p.Help == "" {
				t.Errorf("%q: problem %+v", frontSource, p)
			}
		}
		for _, r := range front.References() {
			if r.Start > r.NameStart || r.NameStart > r.NameEnd || r.NameEnd > r.End || frontSource[r.NameStart:r.NameEnd] != r.Name {
				t.Errorf("%q: reference %+v", frontSource, r)
			}
		}
		if front.failure != "" && front.Shows(func(string) bool { return true }) {
			t.Errorf("%q shows in spite of %s", frontSource, front.failure)
		}
		nt := Notetype{Cloze: cloze, Fields: []string{"Front", "Back"}, Cards: []Sides{{Name: "A", Front: front, Back: back}}}
		if front.failure != "" && len(Check(nt)) == 0 {
			t.Errorf("%q fails, but nothing is reported", frontSource)
		}
		Reqs([]*Template{front, back}, nt.Fields)
		Render(front, back, Card{Cloze: cloze, Fields: map[string]string{"Front": value, "Back": "b"}})
	})
}

func BenchmarkParse(b *testing.B) {
	const src = "{{#Front}}<div class=front>{{hint:Front}}</div>{{/Front}}\n<hr>{{^Back}}<!-- none -->{{/Back}}{{Back}}"
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		Parse(src)
	}
}

func BenchmarkShows(b *testing.B) {
	front := parse("{{#Add Reverse}}{{Back}}{{/Add Reverse}}")
	for b.Loop() {
		front.Shows(func(name string) bool { return name == "Back" })
	}
}

func BenchmarkRender(b *testing.B) {
	front, back := parse("{{cloze:Text}}"), parse("{{cloze:Text}}<br>{{Extra}}")
	c := Card{Cloze: true, Ord: 1, Fields: map[string]string{
		"Text": "The ELBO is {{c1::reconstruction}} minus {{c2::the KL divergence::which distance?}}.", "Extra": "[sound:a.mp3]",
	}}
	for b.Loop() {
		Render(front, back, c)
	}
}
