package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var wrongMathDelimiter = &lint.Rule{
	Code:     "wrong-math-delimiter",
	Severity: diag.Warning,
	Title:    "Math between signs that Anki does not know",
	Says:     "Anki does not read `$x^2$` as math",
	Why: "Anki knows `\\(x\\)` and `\\[x\\]`; Deckmill writes them for `$x$` in Markdown, and only there. In a field that is " +
		"HTML or plain text learners see the dollars. `[latex]` and `[$]` need a TeX program on every learner's " +
		"computer, and do nothing on a phone. In Markdown, on the other hand, two prices can become a formula, " +
		"`$ x $` is none because of its blanks, and TeX without any delimiters stays text with backslashes.",
	Bad:  "back: $x^2$ # in a field with `markup: html`",
	Good: "back: \\(x^2\\)",
	Not: []string{
		"prices, and variables of a shell: `$HOME`, `$1`",
		"code",
	},
	Fix:     "`deckmill fix` writes Anki's signs, and `\\$` for the dollars of prices. Math in place of `[latex]`, and dollars without blanks inside, are suggested.",
	Options: []lint.Option{{Name: "latex", Default: true, About: "whether `[latex]`, `[$]` and `[$$]` are reported; `off` for a deck that ships their images"}},
	Note:    findWrongMathDelimiters,
}

func findWrongMathDelimiters(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Bytes.Has('[') && strings.Contains(f.Source, "[/") && p.Bool("latex") {
			findLatex(p, f)
		}
		switch {
		case !f.Bytes.Has('$'):
		case f.Markup == deck.Markdown:
			findPrices(p, f)
			findSpacedDollars(p, f)
		case f.Markup == deck.HTML || f.Markup == deck.PlainText:
			findDollars(p, f)
		}
		if f.Bytes.Has('\\') && f.Markup != deck.Media {
			findBareTeX(p, f)
		}
	}
}

// latexDelimiters are those of LaTeX images with those of MathJax.
var latexDelimiters = [...]struct{ opener, closer, newOpener, newCloser string }{
	{"[latex]", "[/latex]", "", ""},
	{"[$$]", "[/$$]", `\[`, `\]`},
	{"[$]", "[/$]", `\(`, `\)`},
}

// findLatex reports the first LaTeX image of a field.
func findLatex(p *lint.NotePass, f *lint.Field) {
	for _, l := range latexDelimiters {
		at := strings.Index(f.Source, l.opener)
		if at < 0 || at > 0 && f.Verbatim().Has(at-1) && f.Verbatim().Has(at) { // in code or a tag
			continue
		}
		n := strings.Index(f.Source[at:], l.closer)
		if n < 0 {
			continue
		}
		from, to := at+len(l.opener), at+n
		d := diag.Diagnostic{
			Span: f.Span(at, from), Message: fmt.Sprintf("`%s` needs a TeX program on the computer of every learner", l.opener),
			Help: "write the formula between `\\(` and `\\)`",
		}
		if l.newOpener != "" && !strings.ContainsAny(f.Source[from:to], "<&\n") && mayBecomeMath(f.Source[from:to]) {
			d.Help = fmt.Sprintf("write `%s` and `%s`", l.newOpener, l.newCloser)
			d.Fixes = f.Fix(d.Help, false, deck.Change{Start: at, End: from, New: l.newOpener}, deck.Change{Start: to, End: to + len(l.closer), New: l.newCloser})
		}
		p.Found(d)
		return
	}
}

// mayBecomeMath reports whether a formula would be right between Anki's signs.
func mayBecomeMath(tex string) bool {
	message, _ := texMistake(tex)
	return message == "" && !strings.Contains(tex, "<") && !strings.Contains(tex, `\)`) && !strings.Contains(tex, `\]`)
}

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
		changes = append(changes, deck.Change{Start: i, End: i + size, New: opener}, deck.Change{Start: i + length - size, End: i + length, New: closer})
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
