package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var placeholderText = &lint.Rule{
	Code:     "placeholder-text",
	Severity: diag.Warning,
	Title:    "Something was left to be written",
	Says:     "`TODO` marks something that is still to be written",
	Why: "A word that an author leaves for later (`TODO`, `FIXME`, `TBD`, `XXX`, `???`, `lorem ipsum`, `[citation needed]`) or a " +
		"place that a script should have filled (`{{Front}}`, `${name}`, `__NAME__`) reaches the learner as it is.",
	Bad: `- id: softmax
  front: What is softmax used for?
  back: TODO`,
	Good: `- id: softmax
  front: What is softmax used for?
  back: It turns scores into probabilities.`,
	Not: []string{
		"small letters: *todo* is a Spanish word; nor capitals in a Spanish or Portuguese deck, unless a colon follows",
		"`XXX` that touches a letter or digit, stands between digits, or is a Roman numeral: *Henry XXX*, *XXIX, XXX*, or 30 in the same note",
		"`??` in the notation of chess, blanks such as `___` and `...`",
		"code, math and cloze deletions",
	},
	Options: []lint.Option{{Name: "words", Default: []string{"TODO", "FIXME", "TBD", "XXX"},
		About: "words that mark what is left to be written"}},
	Note: findPlaceholders,
}

func findPlaceholders(p *lint.NotePass) {
	words := p.List("words")
	for i := range p.Fields {
		if f := &p.Fields[i]; mayHoldPlaceholder(f, words) {
			s := placeholderScan{text: f.Source, words: words, language: p.Deck.Language, numerals: strings.Contains(f.Source, "XXX") && isAboutNumerals(p)}
			reportPlaceholder(p, f, &s)
		}
	}
}

// mayHoldPlaceholder is the quick look at every field.
func mayHoldPlaceholder(f *lint.Field, words []string) bool {
	for _, word := range words {
		if word != "" && f.Bytes.HasAll(word) {
			return true
		}
	}
	for _, sign := range [...]string{"{{", "${", "__", "???", "[insert ", "[citation "} {
		if f.Bytes.Has(sign[0]) && f.Bytes.Has(sign[1]) && strings.Contains(f.Source, sign) {
			return true
		}
	}
	return f.Bytes.HasAll("mpsu") && strings.Contains(f.Source, "psum")
}

// aboutNumerals finds in a note that its XXX is a number.
var aboutNumerals = regexp.MustCompile(`\b(?:30|[Rr]oman numerals?)\b`)

func isAboutNumerals(p *lint.NotePass) bool {
	for i := range p.Fields {
		if aboutNumerals.MatchString(p.Fields[i].Source) {
			return true
		}
	}
	return false
}

// reportPlaceholder reports the first placeholder of a field.
func reportPlaceholder(p *lint.NotePass, f *lint.Field, s *placeholderScan) {
	for at := 0; at < len(s.text); at++ {
		n, variable := s.at(at)
		if n == 0 {
			continue
		}
		found := s.text[at : at+n]
		// Who writes \${HOME} means the signs.
		isEscaped := variable && byteAt(s.text, at-1) == '\\'
		if f.Verbatim().Has(at) || isEscaped || f.Markup == deck.Markdown && variable && strings.HasPrefix(found, "__") { // bold in Markdown
			at += n - 1
			continue
		}
		d := diag.Diagnostic{
			Span:    f.Span(at, at+n),
			Message: fmt.Sprintf("`%s` marks something that is still to be written", lint.Clip(found)),
			Help:    "write it, or remove the note for now",
		}
		if variable {
			d.Message = fmt.Sprintf("`%s` was never filled in", lint.Clip(found))
		}
		p.Found(d)
		return
	}
}
