package markup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// sampleFields returns n fields as decks have them: prose with one thing emphasised, two paragraphs, short lists, a formula.
func sampleFields(n int) (fields []string) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the gradient of a cell river enzyme theorem matrix neuron joins follows small early late network between which entropy")
	prose := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[r.IntN(len(words))]
		}
		k := r.IntN(n)
		switch p := r.Float64(); {
		case p < .35:
			out[k] = "**" + out[k] + "**"
		case p < .5:
			out[k] = "*" + out[k] + "*"
		case p < .6:
			out[k] = "`" + out[k] + "`"
		}
		return strings.Join(out, " ") + "."
	}
	for i := range n {
		paragraphs := []string{prose(9 + r.IntN(23))}
		switch p := r.Float64(); {
		case p < .25:
			items := make([]string, 2+r.IntN(2))
			for k := range items {
				items[k] = "- " + prose(3+r.IntN(5))
			}
			paragraphs = append(paragraphs, strings.Join(items, "\n"))
		case p < .5:
			paragraphs = append(paragraphs, prose(9+r.IntN(23)))
		}
		if i%10 == 4 {
			paragraphs[0] += ` $\frac{a}{b} < c$`
		}
		if i%50 == 3 {
			paragraphs = append(paragraphs, fmt.Sprintf("![picture](pic_%d.png)", i))
		}
		fields = append(fields, strings.Join(paragraphs, "\n\n"))
	}
	return fields
}

func benchmarkFields(b *testing.B, fields []string, o Options) {
	o.Media = pack
	size := 0
	for _, f := range fields {
		size += len(f)
	}
	b.SetBytes(int64(size / len(fields)))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Compile(fields[i%len(fields)], o)
	}
}

func BenchmarkMarkdown(b *testing.B) { benchmarkFields(b, sampleFields(1000), Options{}) }

func BenchmarkPlainWords(b *testing.B) {
	benchmarkFields(b, []string{"What does the gradient of a river do in early networks?"}, Options{})
}

func BenchmarkCloze(b *testing.B) {
	benchmarkFields(b, []string{"Vokari joins the {{c1::gradient}} of {{c2::cell::hint}} in a **small** river $\\frac{a}{b}$."}, Options{Cloze: true})
}

func BenchmarkHTML(b *testing.B) {
	benchmarkFields(b, []string{`<div>The <b>gradient</b> of a river, <img src="a.png"> \(x^2\)</div>`}, Options{Mode: HTML})
}
