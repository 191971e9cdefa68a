package rules

import (
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// literalBreak matches `\n` between two lines that were meant: behind the end of a word or sentence, in front of a capital, a
// letter of another script, a digit or the sign of a list.
var literalBreak = regexp.MustCompile(`[\p{L}\p{N}.,;:!?)]((?:\\n)+)(?:[^\x00-\x7F]|[A-Z0-9]|[-*] )`)

// mostBreaks is how many places of a field are looked at.
const mostBreaks = 100

// findLiteralBreaks reports a field in which a line break is written as double quotes need it where they are not. Programs,
// patterns and paths have such signs of their own, and mostly a quote or another backslash.
func findLiteralBreaks(p *lint.NotePass, f *lint.Field) {
	if !strings.Contains(f.Source, `\n`) || strings.ContainsAny(f.Source, "\"'`(") ||
		strings.Count(f.Source, `\`) != strings.Count(f.Source, `\n`) {
		return
	}
	for _, m := range literalBreak.FindAllStringSubmatchIndex(f.Source, mostBreaks) {
		if f.Verbatim().Has(m[2]) {
			continue
		}
		p.Found(diag.Diagnostic{
			Span:    f.Span(m[2], m[3]),
			Message: "learners see `\\n` as it is written, not a new line",
			Help:    "write the text in double quotes, or on several lines below `|`",
		})
		return
	}
}
