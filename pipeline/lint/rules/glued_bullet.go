package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// findGluedBullet reports a line of a Markdown list whose hyphen has no blank behind it: it becomes text of the item above.
func findGluedBullet(p *lint.NotePass, f *lint.Field) {
	if f.Markup != deck.Markdown || !f.Bytes.Has('-') || !strings.Contains(f.Source, "\n-") || !strings.Contains("\n"+f.Source, "\n- ") {
		return
	}
	above := ""
	at := 0
	for line := range strings.Lines(f.Source) {
		r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(line, "-"))
		if strings.HasPrefix(line, "-") && unicode.IsLetter(r) && strings.HasPrefix(above, "- ") && !f.Verbatim().Has(at) {
			p.Found(diag.Diagnostic{
				Span:    f.Span(at, at+len("-")),
				Message: fmt.Sprintf("`-%c` begins no item: the line becomes part of the item above", r),
				Help:    fmt.Sprintf("write `- %c`", r),
				Fixes:   f.Fix("write a blank behind the hyphen", false, deck.Change{Start: at + 1, End: at + 1, New: " "}),
			})
			return
		}
		above = line
		at += len(line)
	}
}
