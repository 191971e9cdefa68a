package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// findDollars reports the formulas between dollars in a field that is no Markdown.
func findDollars(p *lint.NotePass, f *lint.Field) {
	var changes []deck.Change
	var d diag.Diagnostic
	fixable := true
	s := f.Source
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '$')
		if n < 0 {
			break
		}
		i += n
		size, opener, closer := 1, `\(`, `\)`
		if strings.HasPrefix(s[i:], "$$") {
			size, opener, closer = 2, `\[`, `\]`
		}
		length := dollarMath(s, i, s[i:i+size])
		if length == 0 || f.Verbatim().Has(i) {
			i += size
			continue
		}
		tex := s[i+size : i+length-size]
		if len(changes) == 0 {
			d = diag.Diagnostic{
				Span: f.Span(i, i+length), Message: fmt.Sprintf("Anki does not read `%s` as math", lint.Clip(s[i:i+length])),
				Help: fmt.Sprintf("write it between `%s` and `%s`", opener, closer),
			}
		}
		fixable = fixable && mayBecomeMath(tex)
		changes = append(changes, deck.Change{Start: i, End: i + size, New: opener},
			deck.Change{Start: i + length - size, End: i + length, New: closer})
		i += length
	}
	if len(changes) == 0 {
		return
	}
	if fixable {
		d.Fixes = f.Fix(d.Help, true, changes...)
	}
	p.Found(d)
}

// longestDollars is how far in bytes the end of a formula between dollars is looked for.
const longestDollars = 400

// dollarMath returns the length of the formula that sign begins and ends at s[i:], 0 for none: shell and prices have
// dollars too.
func dollarMath(s string, i int, sign string) int {
	from := i + len(sign)
	end := strings.Index(s[from:min(len(s), from+longestDollars)], sign)
	if end <= 0 || i > 0 && (s[i-1] == '\\' || s[i-1] == '$' || isAlphanumeric(s[i-1])) {
		return 0
	}
	tex, rest := s[from:from+end], s[from+end+len(sign):]
	behind, _ := utf8.DecodeRuneInString(rest)
	ordinal := strings.HasPrefix(rest, "th") || strings.HasPrefix(rest, "-")
	switch {
	case strings.Contains(tex, "\n\n"), strings.HasSuffix(tex, `\`), strings.HasPrefix(rest, "$"):
		return 0
	case len(sign) == 1 && (tex[0] <= ' ' || tex[len(tex)-1] <= ' ' || strings.IndexByte("|)/,.;:=\"'&", tex[0]) >= 0):
		return 0
	case isWordCharacter(behind) && !ordinal || behind == '{' || behind == '(':
		return 0 // a variable of a shell
	case len(tex) == 1 && isAlphanumeric(tex[0]) && !isDigit(tex[0]):
	case !strings.ContainsAny(tex, `\^_={`), tex[0] == '{' && !strings.ContainsAny(tex, `\^`), strings.HasSuffix(tex, "="):
		return 0
	}
	return len(tex) + 2*len(sign)
}

// mathWords are words of three letters and more that formulas have without a backslash, units among them.
var mathWords = wordSet(`sin cos tan cot sec csc log exp mod lim max min sup inf gcd lcm ker det dim deg arg and for mol kcal bar atm rad kHz MHz GHz kJ`)

// findPrices reports a formula of Markdown that is a text between two prices.
func findPrices(p *lint.NotePass, f *lint.Field) {
	for _, m := range f.Math() {
		tex := f.Source[m.From:m.To]
		if f.Source[m.Start:m.From] != "$" || !isDigit(tex[0]) || strings.ContainsAny(tex, `\^_={`) || !hasLongWord(tex) {
			continue
		}
		help := "write `\\$` for a dollar"
		p.Found(diag.Diagnostic{
			Span: f.Span(m.Start, m.End), Message: fmt.Sprintf("`%s` is read as math", lint.Clip(f.Source[m.Start:m.End])), Help: help,
			Fixes: f.Fix(help, true, deck.Change{Start: m.Start, End: m.Start, New: `\`}, deck.Change{Start: m.To, End: m.To, New: `\`}),
		})
		return
	}
}

// hasLongWord reports whether text has a word of three letters or more that is none of mathematics.
func hasLongWord(text string) bool {
	for _, w := range strings.FieldsFunc(text, isNotLetter) {
		if utf8.RuneCountInString(w) >= 3 && !mathWords[w] {
			return true
		}
	}
	return false
}
