package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var pdfDebris = &lint.Rule{
	Code:     "pdf-debris",
	Severity: diag.Warning,
	Title:    "Leftovers of a text that was copied from a PDF",
	Says:     "`𝐺J` is a piece of a formula from a PDF",
	Why: "A PDF holds drawn letters, not text. What is copied from it has lost the indexes of formulas (`𝐺J` was G " +
		"with a small 3), has pairs of letters glued together (`ﬁ`), words cut at the end of a line, or signs that " +
		"no font can show. Learners see nonsense, search finds nothing, and formulas are read aloud wrongly.",
	Bad: `- id: lapgan
  front: What do the generators of a LAPGAN make?
  back: Generators (𝐺J, 𝐺I) make the diffe-
    rence images.`,
	Good: `- id: lapgan
  front: What do the generators of a LAPGAN make?
  back: Generators $(G_3, G_2)$ make the difference images.`,
	Not: []string{
		"the same letters inside math or code",
		"a hyphen that is meant, before *and*, *or*, *und*, *oder* and their like",
		"private characters when the note type's CSS brings a font for them",
		"`ß`, `æ`, `ĳ` and emoji",
	},
	Fix:  "`deckmill fix` writes ligatures as letters. Joined words and single letters of formulas are suggested only.",
	Note: findPDFDebris,
}

func findPDFDebris(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Bytes.ASCII() && !f.Bytes.HasAny("-(") || !mayHoldDebris(f.Source) {
			continue
		}
		s := debrisScan{pass: p, field: f, text: f.Source, verbatim: f.Verbatim(), markup: f.Markup}
		s.run()
	}
}

// mayHoldDebris is the quick look at every field: the first bytes of the characters in question, and what else begins
// debris. It must not stop at every list and every Chinese comma.
func mayHoldDebris(s string) bool {
	for _, c := range [...]struct{ first, seconds string }{
		{"\xEF", "\xA3\xAC\xBF"}, // private characters, ligatures, U+FFFD
		{"\xEE", ""},
		{"\xF0", "\x9D"}, // letters of formulas
		{"\xF3", ""},
		{"\xE2", "\x84"}, // the h among them
		{"(", "c"},
		{"-", " \n<"},
	} {
		for at := 0; ; at++ {
			i := strings.IndexByte(s[at:], c.first[0])
			if i < 0 {
				break
			}
			at += i
			if at+1 < len(s) && (c.seconds == "" || strings.IndexByte(c.seconds, s[at+1]) >= 0) &&
				(c.first != "-" || at > 0 && s[at-1] > ' ') {
				return true
			}
		}
	}
	return false
}
