package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var strayBullet = &lint.Rule{
	Code:     "stray-bullet",
	Severity: diag.Warning,
	Title:    "A list that is none",
	Says:     "`•` makes no list",
	Why: "Bullets and dashes that were copied from slides or a PDF stay characters: the items run together into one " +
		"paragraph, long items have no indentation, and what was a list is hard to read on a card. A line that " +
		"begins with `- ` is an item of a real list.",
	Bad: `- id: discriminative
  front: What can a discriminative model not do?
  back: |
    • model P(X)
    • sample from P(X)`,
	Good: `- id: discriminative
  front: What can a discriminative model not do?
  back: |
    - model P(X)
    - sample from P(X)`,
	Not: []string{
		"chains such as *A – B – C* and *Home ► Settings ► Network*, bullets between single words or syllables, and ranges",
		"dashes of speakers, of whom one asks or exclaims: *– Ça va ? – Ça va.*",
		"`·` in formulas and inside words, and signs that follow each other: Morse code, rhythms, ratings",
		"code and math",
		"fields of more than 8 KiB, which are pages of a dictionary rather than answers",
		"a line that begins with a dash, where `dashes` is off: a deck of fiction has dialogues",
	},
	Fix: "`deckmill fix` writes `-` for bullets at the beginning of lines in Markdown. Making lines of the items of one line is " +
		"suggested only, and so is the blank behind a hyphen.",
	Options: []lint.Option{{Name: "dashes", Default: true, About: "whether lines that begin with a dash count too"}},
	Note:    findStrayBullets,
}

const (
	bulletSigns = "•‣▪◦●■➢➤►▸"
	dashSigns   = "–—"
	arrowSigns  = "➢➤►▸" // those of bulletSigns that lead from one thing to the next as well
)

func findStrayBullets(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.TooLong() {
			findGluedBullet(p, f)
		}
		if f.TooLong() || !f.Bytes.HasAny("\xE2>") || !mayHoldBullets(f.Source) {
			continue
		}
		b := bulletScan{
			pass: p, field: f, text: f.Source, verbatim: f.Verbatim(), markdown: f.Markup == deck.Markdown, countDashes: p.Bool("dashes"),
		}
		b.run()
	}
}

// mayHoldBullets is the quick look at every field. All the signs begin with the byte E2, as typographic quotes do; a dash
// counts only where a line may begin.
func mayHoldBullets(s string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(s[at:], 0xE2)
		if i < 0 {
			return strings.Contains(s, "- ->")
		}
		at += i
		r, _ := utf8.DecodeRuneInString(s[at:])
		if strings.ContainsRune(bulletSigns, r) {
			return true
		}
		if strings.ContainsRune(dashSigns, r) {
			before := strings.TrimRight(s[:at], " \t")
			if before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, "\n-") ||
				strings.HasSuffix(before, ">") || before == "-" {
				return true
			}
		}
	}
}
