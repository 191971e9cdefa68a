package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// findOpenMath reports the first sign that begins a formula which never ends.
func findOpenMath(p *lint.NotePass, f *lint.Field) {
	s := f.Source
	for i := 0; i+1 < len(s); i++ {
		n := strings.IndexAny(s[i:len(s)-1], `\$`)
		if n < 0 {
			return
		}
		i += n
		opener := s[i : i+2]
		closer, isMath := map[string]string{`\(`: `\)`, `\[`: `\]`, "$$": "$$"}[opener]
		if s[i] == '$' && f.Markup != deck.Markdown {
			isMath = false
		}
		begins := isMath && readsAsTeX(s[i+2:], f.Markup)
		if !isMath && s[i] == '$' && f.Markup == deck.Markdown {
			opener, closer, begins = "$", "$", isLoneDollar(s[i+1:])
		}
		if begins && !f.Verbatim().Has(i) {
			p.Found(diag.Diagnostic{
				Span:    f.Span(i, i+len(opener)),
				Message: fmt.Sprintf("`%s` begins a formula that never ends", opener),
				Help:    fmt.Sprintf("write `%s` where it ends", closer),
			})
			return
		}
		if isMath || s[i] == '\\' {
			i++ // both bytes were one sign
		}
	}
}

// isLoneDollar reports whether the `$` in front of text begins a formula that nothing ends, rather than a price: a command of
// TeX stands behind it on its line, and no other dollar.
func isLoneDollar(text string) bool {
	line, _, _ := strings.Cut(text[:min(len(text), farthestTeX)], "\n")
	if line == "" || line[0] == ' ' || isDigit(line[0]) || strings.ContainsAny(line, "$`") {
		return false
	}
	for i := range len(line) {
		if name := texCommand(line[i+1:]); line[i] == '\\' && (texCommands[name] && !shortCommands[name] || commonCommands[name]) {
			return true
		}
	}
	return false
}

// farthestTeX is how far in bytes behind the beginning of a formula the signs of TeX are looked for.
const farthestTeX = 200

// readsAsTeX reports whether text looks like a formula. In Markdown `\(` may be a bracket that somebody escaped.
func readsAsTeX(text string, m deck.Markup) bool {
	text = text[:min(len(text), farthestTeX)]
	for _, end := range [...]string{"\n\n", "`", "<code", "<pre"} {
		text, _, _ = strings.Cut(text, end)
	}
	for i := 1; i+1 < len(text); i++ {
		before, after := text[i-1], text[i+1]
		switch text[i] {
		case '^':
			if isAlphanumeric(before) || before == '}' || before == ')' {
				return true
			}
		case '_':
			if after == '{' || isAlphanumeric(before) && (i < 2 || !isAlphanumeric(text[i-2])) && after != '_' {
				return true
			}
		case '=', '+':
			if m != deck.Markdown {
				return true
			}
		}
	}
	for i := strings.IndexByte(text, '\\'); i >= 0 && i+2 < len(text); i++ {
		if text[i] == '\\' && len(texCommand(text[i+1:])) > 1 {
			return true
		}
	}
	return false
}
