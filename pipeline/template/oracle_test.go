package template

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/field"
)

// This file asks real Anki. It needs a Python with the package anki; name it in $DECKMILL_ANKI_PYTHON.

type ankiCard struct {
	Cloze  bool        `json:"cloze"`
	Fields [][2]string `json:"fields"`
	Front  string      `json:"front"`
	Back   string      `json:"back"`
	Ord    int         `json:"ord"`
	Tags   []string    `json:"tags"`
}

type ankiType struct {
	Cloze  bool        `json:"cloze"`
	Fields []string    `json:"fields"`
	Cards  [][2]string `json:"cards"`
}

type ankiText struct {
	Strip  string
	Plain  string
	Csum   uint32
	Empty  bool
	Clozes []int
	Media  []string
}

type ankiQuestions struct {
	Render []ankiCard `json:"render"`
	Shows  []ankiCard `json:"shows"`
	Saves  []ankiType `json:"saves"`
	Texts  []string   `json:"texts"`
}

type ankiAnswers struct {
	Render [][2]string
	Shows  [][]int
	Saves  []*string
	Texts  []ankiText
}

func askAnki(t *testing.T, q ankiQuestions) ankiAnswers {
	t.Helper()
	python := os.Getenv("DECKMILL_ANKI_PYTHON")
	if python == "" {
		t.Skip("real Anki is not asked: $DECKMILL_ANKI_PYTHON names no Python with the package anki")
	}
	in, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/render.py")
	cmd.Stdin = bytes.NewReader(in)
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("asking Anki: %v\n%s", err, &stderr)
	}
	var a ankiAnswers
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		t.Fatalf("reading Anki's answers: %v", err)
	}
	return a
}

func (c *renderCase) ask() ankiCard {
	q := ankiCard{Cloze: c.cloze, Front: c.front, Back: c.back, Ord: c.ord, Tags: c.tags}
	for i := 0; i < len(c.fields); i += 2 {
		q.Fields = append(q.Fields, [2]string{c.fields[i], c.fields[i+1]})
	}
	return q
}

// TestAnkiRenders compares every case, and many generated ones, with what real Anki shows. With $DECKMILL_UPDATE set it
// writes what Anki shows to testdata/anki.json, which TestRender holds us to where there is no Anki.
func TestAnkiRenders(t *testing.T) {
	cases := slices.Concat(renderCases, generatedCards(400))
	var q ankiQuestions
	for i := range cases {
		q.Render = append(q.Render, cases[i].ask())
	}
	got := askAnki(t, q).Render
	golden := map[string][2]string{}
	for i := range cases {
		c := &cases[i]
		front, _ := Parse(c.front)
		back, _ := Parse(c.back)
		question, answer := Render(front, back, c.card())
		if question != got[i][0] || answer != got[i][1] {
			t.Errorf("%s: front %q, back %q, fields %q, card %d\nquestion %q\n    Anki %q\n  answer %q\n    Anki %q",
				c.name, c.front, c.back, c.fields, c.ord, question, got[i][0], answer, got[i][1])
		}
		if i < len(renderCases) {
			golden[c.name] = got[i]
		}
	}
	if os.Getenv("DECKMILL_UPDATE") != "" {
		writeGolden(t, golden)
	}
}

const goldenFile = "testdata/anki.json"

func writeGolden(t *testing.T, golden map[string][2]string) {
	t.Helper()
	b, err := json.MarshalIndent(golden, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(goldenFile, append(b, '\n'), 0o666); err != nil {
		t.Fatal(err)
	}
}

// soup returns up to n random pieces, one after the other.
func soup(r *rand.Rand, pieces []string, n int) string {
	var b strings.Builder
	for range 1 + r.IntN(n) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

var fieldPieces = []string{
	"{{c1::", "{{c2::", "{{c1,2::", "{{c0::", "{{c", "}}", "}}", "::", "hint", "a", " ", "<b>", "</b>", "<br>", "<div>", `\(`, `\)`, `\[`, `\]`,
	"&amp;", "&lt;", "&", "&nbsp;", "\u00a0", "é", "漢", "\n", "[sound:a.mp3]", "[sound:", "]", "[", "image-occlusion:rect:", "left=.1", ":", "=", "\\",
	`"`, "'", "<img src=", `<img src="b.png">`, ">", "<", "<!--", "-->", "<style>", "</style>", "<script", "</script>", "data=", "[anki:tts lang=x]", "[/anki:tts]",
	"[$]", "[/$]", "[latex]", "[/latex]", "/", "<object", "<source ", "<video ", "<audio\n", " src='", "&#65;", "&#x41;", ";", "ſ", "-",
}

var templatePieces = []string{
	"{{", "}}", "{{Front}}", "{{Back}}", "{{#Front}}", "{{/Front}}", "{{^Front}}", "{{#Back}}", "{{/Back}}", "{{^Back}}", "{{text:Front}}", "{{hint:Back}}",
	"{{cloze:Front}}", "{{type:Front}}", "{{FrontSide}}", "{{Empty}}", "{{#Empty}}", "{{^Empty}}", "{{/Empty}}", "<!--", "-->", "x", " ", "{", "}", "#", ":",
	"Front", "{{furigana:Front}}", "{{cloze-only:Front}}", "{{nope:text:Front}}", "{{#c1}}", "{{/c1}}",
}

func generatedCards(n int) []renderCase {
	r := rand.New(rand.NewPCG(1, 2))
	var cases []renderCase
	for i := range n {
		c := renderCase{
			name: fmt.Sprint("generated ", i), front: "{{cloze:Front}}{{cloze-only:Front}}", back: "{{cloze:Front}}{{text:Front}}{{cloze-only:Front}}",
			fields: []string{"Front", soup(r, fieldPieces, 12), "Back", "b", "Empty", ""}, cloze: i%2 == 0, ord: r.IntN(2),
		}
		if i%4 > 0 {
			c.front, c.back = soup(r, templatePieces, 8), soup(r, templatePieces, 8)
		}
		cases = append(cases, c)
	}
	return cases
}

// Which cards exist, for fronts without special names.
func TestAnkiMakesCards(t *testing.T) {
	pieces := slices.DeleteFunc(slices.Clone(templatePieces), func(s string) bool { return s == "{{" || s == "{{FrontSide}}" })
	pieces = append(pieces, "{{#Front}}", "{{#Empty}}{{Front}}", "{{^Empty}}{{Back}}", "{{/Empty}}", "{{/Front}}")
	r := rand.New(rand.NewPCG(3, 4))
	var q ankiQuestions
	for len(q.Shows) < 300 {
		front := soup(r, pieces, 8)
		if parsed, _ := Parse(front); parsed.failure != "" {
			continue
		}
		q.Shows = append(q.Shows, ankiCard{Front: front, Fields: [][2]string{
			{"Front", []string{"", "x", "<br>"}[r.IntN(3)]}, {"Back", soup(r, []string{"<br>", "<div>", " ", "&nbsp;", "</div>", "<br />"}, 3)}, {"Empty", ""},
		}})
	}
	asked := 0
	for i, ords := range askAnki(t, q).Shows {
		if ords == nil { // Anki refuses the template
			continue
		}
		asked++
		c := q.Shows[i]
		front, _ := Parse(c.Front)
		got := front.Shows(func(name string) bool {
			k := slices.IndexFunc(c.Fields, func(f [2]string) bool { return f[0] == name })
			return k >= 0 && !field.Empty(c.Fields[k][1])
		})
		if want := slices.Contains(ords, 1); got != want {
			t.Errorf("front %q, fields %q: Shows = %t, but Anki's cards are %v", c.Front, c.Fields, got, ords)
		}
	}
	if asked < 100 {
		t.Errorf("only %d fronts were worth asking", asked)
	}
}

// What Check calls an error, Anki refuses to save, and the other way round; but Check says more (see checkedByUsOnly).
func TestAnkiRefuses(t *testing.T) {
	pieces := slices.DeleteFunc(slices.Clone(templatePieces), func(s string) bool { return s == "{{" || s == "}}" || s == "<!--" })
	pieces = append(pieces, "{{Nope}}", "{{#Nope}}", "{{/Nope}}", "{{c1}}", "{{Tags}}", "{{#CardID}}", "{{/CardID}}", "{{ Card }}", "{{text:cloze:Back}}")
	fronts := slices.DeleteFunc(slices.Clone(pieces), func(s string) bool { return s == "{{FrontSide}}" }) // alone is no field to us
	r := rand.New(rand.NewPCG(7, 8))
	q := ankiQuestions{Saves: []ankiType{
		{Fields: []string{"Front"}, Cards: [][2]string{{"{{Front}}", ""}, {"{{Front}}", "x"}}},
		{Fields: []string{"Front"}, Cards: [][2]string{{"{{Front}}{{Card}}", ""}, {"{{Front}}{{Card}}", "x"}}},
		{Fields: []string{"Front"}, Cards: [][2]string{{"{{Front}}{{text:Card}}", ""}, {"{{Front}}{{text:Card}}", "x"}}},
		{Fields: []string{"Front"}, Cards: [][2]string{{"{{#c1}}x{{/c1}}", ""}}},
		{Fields: []string{"Front"}, Cards: [][2]string{{"{{#Front}}x{{/Front}}", ""}}},
		{Fields: []string{"Front"}, Cards: [][2]string{{"{{hint:}}", ""}}},
		{Fields: []string{"Front"}, Cards: [][2]string{{"<!--{{Front}}-->", ""}}},
		{Cloze: true, Fields: []string{"Front"}, Cards: [][2]string{{"{{cloze:Front}}", "{{Front}}"}}},
		{Cloze: true, Fields: []string{"Front"}, Cards: [][2]string{{"{{cloze-only:Front}}", "{{cloze:Front}}"}}},
		{Cloze: true, Fields: []string{"Front"}, Cards: [][2]string{{"{{type:cloze:Front}}", "{{text:cloze:Front}}"}}},
	}}
	for i := range 300 {
		q.Saves = append(q.Saves, ankiType{
			Cloze: i%3 == 0, Fields: []string{"Front", "Back", "Empty"}, Cards: [][2]string{{soup(r, fronts, 4), soup(r, pieces, 4)}},
		})
	}
	for i, refusal := range askAnki(t, q).Saves {
		nt := Notetype{Cloze: q.Saves[i].Cloze, Fields: q.Saves[i].Fields}
		for _, c := range q.Saves[i].Cards {
			front, _ := Parse(c[0])
			back, _ := Parse(c[1])
			nt.Cards = append(nt.Cards, Sides{Name: "Card", Front: front, Back: back})
		}
		problems := slices.DeleteFunc(Check(nt), checkedByUsOnly)
		if (len(problems) > 0) != (refusal != nil) {
			said := "nothing"
			if refusal != nil {
				said = *refusal
			}
			t.Errorf("%+v: problems %+v, but Anki says %s", q.Saves[i], problems, said)
		}
	}
}

func checkedByUsOnly(p Problem) bool {
	return p.Code == codeBadFilter || strings.HasPrefix(p.Message, "a second") || strings.Contains(p.Message, "names no field")
}

func TestAnkiReadsFields(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var q ankiQuestions
	for range 1500 {
		q.Texts = append(q.Texts, soup(r, fieldPieces, 14))
	}
	for range 300 {
		q.Texts = append(q.Texts, soup(r, []string{"<br>", "<br/>", "<br />", "<br >", "</div>", "<DIV>", "< br>", " ", "\n", "\t", "\u00a0", "<br", ">", "/"}, 4))
	}
	answers := askAnki(t, q).Texts
	for i, html := range q.Texts {
		want := answers[i]
		got := ankiText{
			Strip: field.Strip(html), Plain: field.Plain(html), Csum: field.Checksum(html), Empty: field.Empty(html),
			Clozes: field.ClozeNumbers(nil, html),
		}
		for _, m := range field.MediaRefs(html) {
			got.Media = append(got.Media, m.Name)
		}
		slices.Sort(got.Media) // Anki lists sounds last
		slices.Sort(want.Media)
		if got.Strip != want.Strip || got.Plain != want.Plain || got.Csum != want.Csum || got.Empty != want.Empty ||
			!slices.Equal(got.Clozes, want.Clozes) || !slices.Equal(got.Media, want.Media) {
			t.Errorf("%q:\n got %+v\nAnki %+v", html, got, want)
		}
	}
}
