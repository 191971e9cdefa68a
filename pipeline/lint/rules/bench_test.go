package rules_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// BenchmarkRules measures what every rule for notes costs a note, and what all of them cost together, on notes as authors
// write them: sentences, some with emphasis, code, math, a link, letters of other scripts.
func BenchmarkRules(b *testing.B) {
	notes := ordinaryNotes(2000)
	run := func(b *testing.B, list []*lint.Rule) {
		r := lint.NewRunner(list)
		pass := lint.NotePass{Deck: &deck.Deck{Language: "en"}, Report: func(diag.Diagnostic) {}}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			n := &notes[i%len(notes)]
			pass.Show(&n.note, n.html, []int{0}, n.sides)
			r.Note(&pass)
		}
	}
	b.Run("none", func(b *testing.B) { run(b, nil) })
	for _, rule := range rules.All {
		if rule.Note != nil {
			b.Run(rule.Code, func(b *testing.B) { run(b, []*lint.Rule{rule}) })
		}
	}
	b.Run("all", func(b *testing.B) { run(b, rules.All) })
}

type ordinaryNote struct {
	note  deck.Note
	html  []string
	sides []template.Sides
}

func ordinaryNotes(n int) []ordinaryNote {
	front, _ := template.Parse("{{Front}}")
	back, _ := template.Parse("{{FrontSide}}<hr id=answer>{{Back}}")
	basic := &deck.Notetype{
		Key: "basic", Cards: []deck.Card{{Name: "Card 1"}}, Unique: []int{0},
		Fields: []deck.Field{{Key: "front", Name: "Front", Required: true}, {Key: "back", Name: "Back", Required: true}},
	}
	random := rand.New(rand.NewSource(1))
	out := make([]ordinaryNote, n)
	for i := range out {
		texts := []string{sentence(random, 9) + "?", sentence(random, 12) + "."}
		x := &out[i]
		x.note = deck.Note{Notetype: basic, ID: deck.Text{Value: fmt.Sprint(i)}, Span: source.NewFile("decks/a.yaml", []byte("a: b\n")).Span(0, 1)}
		x.sides = []template.Sides{{Front: front, Back: back}}
		for _, text := range texts {
			x.note.Fields = append(x.note.Fields, deck.Text{Value: text, File: source.NewFile("decks/a.md", []byte(text))})
			html, _ := markup.Compile(text, markup.Options{})
			x.html = append(x.html, html)
		}
	}
	return out
}

// sentence makes some words, every twelfth of which is not just letters.
func sentence(r *rand.Rand, words int) string {
	const common = "the of and to in is what which for are with that by on from how between an does when"
	const rare = "gradient descent discriminator latent posterior enzyme mitochondria treaty inflation conjugate verb isotope membrane theorem"
	odd := []string{"**bold**", "`x += 1`", "$\\frac{a}{b}$", "*slanted*", "[link](https://example.org)", "naïve", "größer", "ΔG", "5 %", "日本", "(twice)", "“so”"}
	list := append(strings.Fields(common), strings.Fields(rare)...)
	var out []string
	for len(out) < words {
		word := list[r.Intn(len(list))]
		if r.Intn(12) == 0 {
			word = odd[r.Intn(len(odd))]
		}
		if len(out) == 0 || out[len(out)-1] != word { // nothing to find, as in most notes
			out = append(out, word)
		}
	}
	return strings.Join(out, " ")
}

// BenchmarkBaseline compiles a deck alone, on top of its last release, and with the rules that compare the two: they must cost
// a few per cent.
func BenchmarkBaseline(b *testing.B) {
	const n = 20_000
	deck := func(word string, every int) fstest.MapFS {
		var text strings.Builder
		text.WriteString("deck: Bench\nid: 0c6d3a52-7a29-4d0a-8a55-3f5c3cf7f6f2\nlint: {rules: {near-duplicate: off}}\nnotes:\n")
		random := rand.New(rand.NewSource(2))
		for i := range n {
			front, back := sentence(random, 9), sentence(random, 12)
			if i%every == 0 {
				back += " " + word
			}
			fmt.Fprintf(&text, "  - id: n%d\n    front: '%d %s?'\n    back: '%s'\n", i, i, strings.ReplaceAll(front, "'", ""), strings.ReplaceAll(back, "'", ""))
		}
		return fstest.MapFS{"decks/bench.yaml": &fstest.MapFile{Data: []byte(text.String())}}
	}
	compile := func(fsys fstest.MapFS, o pipeline.Options) *pipeline.Compiled {
		r, err := pipeline.Open(fsys)
		if err != nil {
			b.Fatal(err)
		}
		c, err := r.Compile(r.Decks[0], o)
		if err != nil || c.Collection == nil {
			b.Fatal(err, c.Diagnostics)
		}
		return c
	}
	base := collection.NewBaseline("bench.apkg", compile(deck("old", 20), pipeline.Options{Time: baselineTime}).Collection)
	now := deck("new", 20)
	for _, c := range []struct {
		name string
		o    pipeline.Options
	}{
		{"alone", pipeline.Options{Time: buildTime}},
		{"on top", pipeline.Options{Time: buildTime, Baseline: base, Ungated: true}},
		{"compared", pipeline.Options{Time: buildTime, Baseline: base}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				compile(now, c.o)
			}
		})
	}
}
