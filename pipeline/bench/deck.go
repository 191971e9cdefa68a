package main

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// The mix of a synthetic deck: some 220 bytes of prose a note with a little Markdown, one note in ten with a formula,
// one in twenty with cloze deletions, up to three tags, one in fifty with one of 200 pictures; every second note makes
// two cards.
const pictures = 200

var (
	words = strings.Fields(`the a of in to and is by with for from that which when as on it are at or an be between
		under over into artery axon basin bond cell charge chord clause cortex crust current delta dialect dose entropy
		enzyme fault field flux gene glacier gradient harbour idiom index ion joint kernel lattice lens ligand limit
		lock membrane metre moment motif nerve nucleus orbit oxide phase pitch plasma plateau prior query reflex scale
		sample sediment spindle stanza synapse tempo tensor theorem tide tissue treaty valve vector verb vowel wave
		absorbs binds carries closes divides drives follows joins keeps limits opens reaches releases returns shifts
		brief broad common dense early faint inner large late lower narrow outer rapid rare sharp slow small stable`)
	formulas = []string{`\frac{a}{b} < c`, `\sum_{i=1}^{n} x_i^2`, `e^{i\pi} + 1 = 0`, `\int_0^1 f(x)\,dx`,
		`P(A \mid B) = \frac{P(B \mid A)P(A)}{P(B)}`, `\mathcal{O}(n \log n)`, `\hat{\beta} = (X^T X)^{-1} X^T y`}
	questions = []string{"What does %s do to the %s %s?", "How does %s differ from a %s %s?", "Why does %s need a %s %s?",
		"When is %s better than a %s %s?", "Which part of %s holds the %s %s?"}
	syllables = []string{"ba", "do", "fen", "gi", "ko", "lu", "mar", "ne", "pi", "ros", "ta", "vu"}
)

const header = `deck: Bench::Synthetic
id: 7d0c9a4e-52f1-4c1b-9a53-6f0e2b8d4c11
description: A synthetic deck.
language: en
license: CC0-1.0
notetype: basic
tags: [synthetic]
`

// writeDeck writes a repository with one deck of n notes into dir: in files of perFile notes, or all in deck.yaml when
// perFile is 0. Equal arguments give equal files. As it was a release earlier, every hundredth note is not there yet, and
// every twentieth has another text.
func writeDeck(dir string, n, perFile int, earlier bool) error {
	deck := filepath.Join(dir, "decks", "synthetic")
	if err := os.MkdirAll(filepath.Join(deck, "notes"), 0o755); err != nil {
		return err
	}
	if err := writePictures(filepath.Join(deck, "media")); err != nil {
		return err
	}
	g := &generator{rand.New(rand.NewPCG(7, 7)), earlier}
	if perFile == 0 {
		return writeFile(filepath.Join(deck, "deck.yaml"), header+"notes:\n", g, 0, n)
	}
	if err := os.WriteFile(filepath.Join(deck, "deck.yaml"), []byte(header), 0o644); err != nil {
		return err
	}
	for from := 0; from < n; from += perFile {
		name := filepath.Join(deck, "notes", fmt.Sprintf("%04d.yaml", from/perFile))
		if err := writeFile(name, "notes:\n", g, from, min(from+perFile, n)); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name, head string, g *generator, from, to int) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	w.WriteString(head)
	for i := from; i < to; i++ {
		text := g.note(i).yaml()
		switch {
		case !g.earlier:
		case i%100 == 99:
			continue
		case i%20 == 9:
			text = strings.ReplaceAll(text, " a ", " any ")
		}
		w.WriteString(text)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// writePictures writes small noisy pictures, which do not compress.
func writePictures(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range pictures {
		img := image.NewGray(image.Rect(0, 0, 48, 48))
		for j := range img.Pix {
			img.Pix[j] = color.Gray{Y: uint8(r.UintN(256))}.Y
		}
		f, err := os.Create(filepath.Join(dir, fmt.Sprintf("pic-%03d.png", i)))
		if err != nil {
			return err
		}
		if err := png.Encode(f, img); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// A generator writes notes from a seeded source of chance.
type generator struct {
	*rand.Rand
	earlier bool // as the deck was a release earlier
}

func (g *generator) pick(list []string) string { return list[g.IntN(len(list))] }

// prose writes n words as a sentence, often with one of them marked up, none twice in a row: rules find nothing in most
// decks.
func (g *generator) prose(n int) string {
	out := make([]string, n)
	for i := range out {
		for out[i] == "" || i > 0 && out[i] == out[i-1] {
			out[i] = g.pick(words)
		}
	}
	out[0] = strings.ToUpper(out[0][:1]) + out[0][1:]
	mark := ""
	switch k := g.Float64(); {
	case k < .35:
		mark = "**"
	case k < .5:
		mark = "*"
	case k < .6:
		mark = "`"
	}
	at := g.IntN(n)
	out[at] = mark + out[at] + mark
	return strings.Join(out, " ") + "."
}

// A note is one note before it is written.
type note struct {
	id, notetype             string // notetype "" is the deck's
	front, back, text, extra string
	tags                     []string
}

// note makes the i-th note.
func (g *generator) note(i int) note {
	term := strings.ToUpper(g.pick(syllables)[:1]) + g.pick(syllables) + g.pick(syllables) + fmt.Sprintf("-%d", i)
	two := (i/20+i)%2 == 1
	math := ""
	if i%10 == 4 {
		math = " $" + g.pick(formulas) + "$"
	}
	n := note{id: fmt.Sprintf("n%07d", i)}
	if i%20 == 7 {
		second := g.pick(words)
		if two {
			second = "{{c2::" + second + "::hint}}"
		}
		n.notetype = "cloze"
		n.text = fmt.Sprintf("%s is the {{c1::%s}} of %s in a %s %s%s", term, g.pick(words), second, g.pick(words), g.pick(words), math)
		n.extra = g.prose(10)
	} else {
		if two {
			n.notetype = "basic-reversed"
		}
		n.front = fmt.Sprintf(g.pick(questions), term, g.pick(words), g.pick(words))
		n.back = g.back(i, math)
	}
	for range g.IntN(4) {
		n.tags = append(n.tags, g.pick(syllables)+"::"+g.pick(syllables))
	}
	return n
}

// yaml writes a note as an item of `notes`.
func (n note) yaml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - id: %s\n", n.id)
	if n.notetype != "" {
		fmt.Fprintf(&b, "    notetype: %s\n", n.notetype)
	}
	if n.text != "" {
		fmt.Fprintf(&b, "    text: %s\n    extra: %s\n", n.text, block(n.extra))
	} else {
		fmt.Fprintf(&b, "    front: %s\n    back: %s\n", n.front, block(n.back))
	}
	fmt.Fprintf(&b, "    tags: [%s]\n", strings.Join(n.tags, ", "))
	return b.String()
}

// back writes the answer of a note: one or two paragraphs, or one and a list.
func (g *generator) back(i int, math string) string {
	var parts []string
	if g.Float64() < .25 {
		items := make([]string, 2+g.IntN(2))
		for j := range items {
			items[j] = "- " + g.prose(3+g.IntN(5))
		}
		parts = []string{g.prose(5 + g.IntN(4)), strings.Join(items, "\n")}
	} else {
		for range 1 + g.IntN(3)/2 {
			parts = append(parts, g.prose(9+g.IntN(23)))
		}
	}
	parts[0] += math
	if i%50 == 3 {
		parts = append(parts, fmt.Sprintf("![picture](pic-%03d.png)", g.IntN(pictures)))
	}
	return strings.Join(parts, "\n\n")
}

// block writes text as a literal block scalar of a note's field.
func block(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = "      " + l
		}
	}
	return "|-\n" + strings.Join(lines, "\n")
}
