package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// bareCommand matches a command of TeX with an argument, which no prose has.
var bareCommand = regexp.MustCompile(`\\(?:ce|d?frac|sqrt|binom|overline|math(?:bb|rm|bf|cal)|` +
	`begin\{(?:align(?:ed)?|equation|cases|[bpv]?matrix)\*?\})[{ &\n]`)

// findBareTeX reports the first TeX of a field that has no delimiters at all.
func findBareTeX(p *lint.NotePass, f *lint.Field) {
	if f.Bytes.Has('$') || strings.Contains(f.Source, `\(`) || strings.Contains(f.Source, `\[`) {
		return // a formula is there: the field knows the delimiters, or one of them is at fault
	}
	m := bareCommand.FindStringIndex(f.Source)
	if m == nil || f.Verbatim().Has(m[0]) || m[0] > 0 && f.Source[m[0]-1] == '\\' {
		return
	}
	help := `put the formula between \( and \)`
	if f.Markup == deck.Markdown {
		help = "put the formula between dollars: `$x^2$`"
	}
	p.Found(diag.Diagnostic{
		Span:    f.Span(m[0], m[1]-1),
		Message: fmt.Sprintf("learners see `%s` as it is written: it stands in no formula", f.Source[m[0]:m[1]-1]),
		Help:    help + "; a command that is meant, between back quotes as code",
	})
}

var (
	anyTeXCommand = regexp.MustCompile(`\\(?:text\{[^{}]*\}|[A-Za-z]+)`)
	shortTerm     = regexp.MustCompile(`\^|\b[A-Za-z]_[A-Za-z0-9{]`)
)

// findSpacedDollars reports the first formula of Markdown that is none because of the blanks inside its dollars
// (format.md section 8).
func findSpacedDollars(p *lint.NotePass, f *lint.Field) {
	for i := 0; i < len(f.Source); i++ {
		if f.Source[i] == '\\' {
			i++
			continue
		}
		if f.Source[i] != '$' || f.Verbatim().Has(i) || i > 0 && f.Source[i-1] == '$' {
			continue
		}
		rest := f.Source[i+1 : min(len(f.Source), i+1+longestFormula)]
		n := strings.IndexAny(rest, "$\n")
		if n <= 0 || rest[n] != '$' {
			continue
		}
		tex := strings.Trim(rest[:n], " \t")
		end := i + 1 + n + 1
		if len(tex) == n || behindAmount(f.Source[:i]) || hasLongWord(anyTeXCommand.ReplaceAllString(tex, "")) ||
			!shortTerm.MatchString(tex) && !anyTeXCommand.MatchString(tex) {
			i += n // the next dollar may open a formula
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(i, end),
			Message: fmt.Sprintf("`%s` is no formula: a blank stands inside a dollar", lint.Clip(f.Source[i:end])),
			Help:    fmt.Sprintf("write `$%s$`", lint.Clip(tex)),
			Fixes:   f.Fix("remove the blanks inside the dollars", false, deck.Change{Start: i + 1, End: end - 1, New: tex}),
		})
		return
	}
}

// behindAmount reports whether a text ends with a number, behind which a dollar is money: `5 $`.
func behindAmount(s string) bool {
	s = strings.TrimRight(s[max(0, len(s)-longestFormula):], " \t")
	return s != "" && isDigit(s[len(s)-1])
}
