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

// A debrisScan goes through one field. Of each kind of debris the first is reported, with fixes for all.
type debrisScan struct {
	pass     *lint.NotePass
	field    *lint.Field
	text     string
	verbatim lint.Verbatim
	markup   deck.Markup

	ligature, formula, hyphen, lost debris
	hyphens                         int // before a gap, so far
}

// mostHyphens is how many of them are looked at: each asks where it stands in the file.
const mostHyphens = 200

// A debris is what a field has of one kind.
type debris struct {
	first   *diag.Diagnostic
	fix     string // what its fix does
	safe    bool
	changes []deck.Change
	unclear bool // some of it only a person can mend
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
			end = i + max(end+1, len("(cid:"))
			s.foundLost(i, end, s.text[i:end], "is a character that the PDF had no name for")
		case r == unicode.ReplacementChar:
			s.foundLost(i, i+size, "\uFFFD", "stands where a character was lost")
		case unicode.Is(unicode.Co, r) && !strings.Contains(s.pass.Note.Notetype.CSS.Value, "@font-face"):
			s.foundLost(i, i+size, fmt.Sprintf("U+%04X", r), "is a character that only its own font can show")
		}
		i += size
	}
	for _, d := range []debris{s.ligature, s.formula, s.hyphen, s.lost} {
		if d.first == nil {
			continue
		}
		if len(d.changes) > 0 && !d.unclear {
			d.first.Fixes = s.field.Fix(d.fix, d.safe, d.changes...)
		}
		s.pass.Found(*d.first)
	}
}

func (s *debrisScan) foundLigature(i, size int) {
	letters := norm.NFKC.String(s.text[i : i+size])
	if s.ligature.first == nil {
		s.ligature = debris{fix: "write the letters", safe: true, first: &diag.Diagnostic{
			Span:    s.field.Span(i, i+size),
			Message: fmt.Sprintf("`%s` is one character, not the letters `%s`", s.text[i:i+size], letters),
		}}
	}
	s.ligature.changes = append(s.ligature.changes, deck.Change{Start: i, End: i + size, New: letters})
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
	if s.formula.first == nil {
		s.formula = debris{fix: "write it as math", first: &diag.Diagnostic{
			Span:    s.field.Span(start, end),
			Message: fmt.Sprintf("`%s` is a piece of a formula from a PDF", lint.Clip(s.text[start:end])),
			Help:    "write it as math, `" + s.math("G_3") + "` for instance: a PDF loses what is an index",
		}}
	}
	s.formula.unclear = s.formula.unclear || !pure // what was an index, only a person can tell
	s.formula.changes = append(s.formula.changes, deck.Change{Start: i, End: end, New: s.math(letters)})
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
	if gap == 0 || !unicode.IsLetter(before) || !unicode.IsLower(after) || isSuspended(next) {
		return
	}
	if s.hyphens++; s.hyphens > mostHyphens {
		return
	}
	if !strings.Contains(rest[:gap], "<br>") && !strings.Contains(rest[:gap], "\n") &&
		!strings.Contains(s.field.Span(i, i+1+gap).Text(), "\n") {
		return // a hyphen and a blank on one line: "pre- and suffix"
	}
	head, tail := wordAround(s.text, i, i), wordAround(s.text, i+1+gap, i+1+gap)
	if s.hyphen.first == nil {
		joined := lint.Clip(s.text[head.start:i] + s.text[i+1+gap:tail.end])
		s.hyphen = debris{fix: "join the word", first: &diag.Diagnostic{
			Span:    s.field.Span(head.start, i+1),
			Message: fmt.Sprintf("`%s` was cut at the end of a line", joined),
			Help:    fmt.Sprintf("write `%s`", joined),
		}}
	}
	// The change takes in the letter behind the gap, and with it the indentation of its line.
	end := i + 1 + gap + utf8.RuneLen(after)
	s.hyphen.changes = append(s.hyphen.changes, deck.Change{Start: i, End: end, New: string(after)})
}

func (s *debrisScan) foundLost(i, end int, sign, what string) {
	if s.lost.first == nil {
		s.lost.first = &diag.Diagnostic{
			Span:    s.field.Span(i, end),
			Message: fmt.Sprintf("`%s` %s", sign, what),
			Help:    "look into the PDF and write what stands there",
		}
	}
}

// suspended are words before which a hyphen at the end of a word is meant: "pre- and suffix".
var suspended = wordSet(`and or to und oder sowie als sondern bis et ou y`)

func isSuspended(s string) bool {
	end := strings.IndexFunc(s, isNotLetter)
	if end < 0 {
		end = len(s)
	}
	return suspended[s[:end]]
}
