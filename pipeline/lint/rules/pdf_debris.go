package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
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
		if !mayHoldDebris(f.Source) {
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

// A debrisScan goes through one field. Of each kind of debris the first is reported, with fixes for all.
type debrisScan struct {
	pass     *lint.NotePass
	field    *lint.Field
	text     string
	verbatim lint.Verbatim
	markup   deck.Markup

	ligature, formula, hyphen, lost *diag.Diagnostic
}

func (s *debrisScan) run() {
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		if r < utf8.RuneSelf && r != '-' && r != '(' || s.verbatim.Has(i) {
			i += size
			continue
		}
		switch {
		case isFormulaLetter(r):
			size = s.foundFormula(i)
		case r >= 0xFB00 && r <= 0xFB06:
			s.foundLigature(i, size)
		case r == '-':
			s.lookAtHyphen(i)
		case r == '(' && strings.HasPrefix(s.text[i:], "(cid:"):
			end := strings.IndexByte(s.text[i:min(len(s.text), i+len("(cid:123456)"))], ')')
			s.foundLost(i, i+max(end+1, len("(cid:")), "is a character that the PDF had no name for")
		case r == unicode.ReplacementChar:
			s.foundLost(i, i+size, "stands where a character was lost")
		case unicode.Is(unicode.Co, r) && !strings.Contains(s.pass.Note.Notetype.CSS.Value, "@font-face"):
			s.foundLost(i, i+size, "is a character that only its own font can show")
		}
		i += size
	}
	for _, d := range []*diag.Diagnostic{s.ligature, s.formula, s.hyphen, s.lost} {
		if d != nil {
			s.pass.Found(*d)
		}
	}
}

// mostEdits is the number of places that are mended at once. A field with more is no card.
const mostEdits = 200

// addEdit adds an edit of text[i:j] to the fix of d, if it still has one.
func (s *debrisScan) addEdit(d *diag.Diagnostic, i, j int, text string) {
	if len(d.Fixes) == 0 {
		return
	}
	fix := &d.Fixes[0]
	fix.Edits = append(fix.Edits, diag.Edit{Span: s.field.Span(i, j), New: text})
	if len(fix.Edits) > mostEdits {
		d.Fixes = nil
	}
}

func (s *debrisScan) foundLigature(i, size int) {
	if s.ligature == nil {
		s.ligature = &diag.Diagnostic{
			Span:    s.field.Span(i, i+size),
			Message: fmt.Sprintf("`%s` is one character, not the letters `%s`", s.text[i:i+size], norm.NFKC.String(s.text[i:i+size])),
			Fixes:   []diag.Fix{{Message: "write the letters", Safe: true}},
		}
	}
	s.addEdit(s.ligature, i, i+size, norm.NFKC.String(s.text[i:i+size]))
}

// foundFormula takes the letters of a formula at i with the letters and digits that touch them, and returns their
// length.
func (s *debrisScan) foundFormula(i int) int {
	start, end := i, i
	for start > 0 && isAlphanumeric(s.text[start-1]) {
		start--
	}
	pure := start == i
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		if !isFormulaLetter(r) {
			if !isAlphanumeric(s.text[end]) {
				break
			}
			pure = false
		}
		end += size
	}
	letters := norm.NFKC.String(s.text[i:end])
	if s.formula == nil {
		s.formula = &diag.Diagnostic{
			Span:    s.field.Span(start, end),
			Message: fmt.Sprintf("`%s` is a piece of a formula from a PDF", s.text[start:end]),
			Help:    "write it as math, `" + s.math("G_3") + "` for instance: a PDF loses what is an index",
			Fixes:   []diag.Fix{{Message: "write it as math"}},
		}
	}
	if pure {
		s.addEdit(s.formula, i, end, s.math(letters))
	} else {
		s.formula.Fixes = nil // what was an index, only a person can tell
	}
	return end - i
}

// isFormulaLetter reports whether r is a letter or digit that Unicode has for formulas alone. The small h of italics is
// an older character.
func isFormulaLetter(r rune) bool { return r >= 0x1D400 && r <= 0x1D7FF || r == 0x210E }

func (s *debrisScan) math(tex string) string {
	if s.markup == deck.Markdown {
		return "$" + tex + "$"
	}
	return `\(` + tex + `\)`
}

// lookAtHyphen reports a word that was cut at the end of a line, at the hyphen at i.
func (s *debrisScan) lookAtHyphen(i int) {
	before, _ := utf8.DecodeLastRuneInString(s.text[:i])
	rest := s.text[i+1:]
	next := strings.TrimLeft(rest, " \n")
	next = strings.TrimPrefix(next, "<br>")
	next = strings.TrimLeft(next, " \n")
	gap := len(rest) - len(next)
	after, _ := utf8.DecodeRuneInString(next)
	if s.hyphen != nil && len(s.hyphen.Fixes) == 0 || gap == 0 || !unicode.IsLetter(before) || !unicode.IsLower(after) || isSuspended(next) {
		return
	}
	origin := s.field.Span(i, i+1+gap)
	if !strings.Contains(rest[:gap], "<br>") && !strings.Contains(rest[:gap], "\n") && !strings.Contains(origin.Text(), "\n") {
		return // a hyphen and a blank on one line: "pre- and suffix"
	}
	word := part{start: i, end: i + 1 + gap}
	for r, size := utf8.DecodeLastRuneInString(s.text[:word.start]); unicode.IsLetter(r); r, size = utf8.DecodeLastRuneInString(s.text[:word.start]) {
		word.start -= size
	}
	for r, size := utf8.DecodeRuneInString(s.text[word.end:]); unicode.IsLetter(r); r, size = utf8.DecodeRuneInString(s.text[word.end:]) {
		word.end += size
	}
	if s.hyphen == nil {
		joined := s.text[word.start:i] + s.text[i+1+gap:word.end]
		s.hyphen = &diag.Diagnostic{
			Span:    s.field.Span(word.start, i+1),
			Message: fmt.Sprintf("`%s` was cut at the end of a line", joined),
			Help:    fmt.Sprintf("write `%s`", joined),
			Fixes:   []diag.Fix{{Message: "join the word"}},
		}
	}
	s.addEdit(s.hyphen, i, i+1+gap, "")
}

func (s *debrisScan) foundLost(i, end int, what string) {
	if s.lost == nil {
		s.lost = &diag.Diagnostic{
			Span:    s.field.Span(i, end),
			Message: fmt.Sprintf("`%s` %s", s.text[i:end], what),
			Help:    "look into the PDF and write what stands there",
		}
	}
}

// suspended are words before which a hyphen at the end of a word is meant: "pre- and suffix".
var suspended = words(`and or to und oder sowie als sondern bis et ou y`)

func isSuspended(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	return suspended[s[:end]]
}

func isAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
