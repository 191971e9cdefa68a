package rules

import (
	"fmt"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unbalancedBrackets = &lint.Rule{
	Code:     "unbalanced-brackets",
	Severity: diag.Hint,
	Title:    "A bracket without its partner",
	Says:     "`(` is not closed: was the text cut off?",
	Why: "A bracket that is opened and never closed is what remains of a text that was cut off, or a slip of the pen. Learners " +
		"wait for the rest of the sentence.",
	Bad: `- id: prize
  front: When was the prize awarded?
  back: in 1901 (in a contest`,
	Good: `- id: prize
  front: When was the prize awarded?
  back: in 1901 (in a contest)`,
	Not: []string{
		"labels: `a)`, `1)`, `iv)`, `**)`",
		"smileys, and half-open intervals: `[0, 1)`, `]a; b]`",
		"brackets that are the subject, between blanks or quotes",
		"code, math, addresses, regular expressions",
		"fields for pronunciation, and those of more than 8 KiB",
	},
	Note: findUnbalancedBrackets,
}

func findUnbalancedBrackets(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.HasAny("()[]\xE3\xEF") || f.TooLong() || isPhonetic(f.Def) {
			continue
		}
		// Nearly all are balanced as they are written.
		if _, unpaired := unpairedBracket(f.Source); !unpaired {
			continue
		}
		text := f.Prose().Text
		b, unpaired := unpairedBracket(text)
		if !unpaired {
			continue
		}
		start, end := f.Prose().Source(b.start, b.end)
		sign := text[b.start:b.end]
		d := diag.Diagnostic{
			Span:    f.Span(start, end),
			Message: fmt.Sprintf("`%s` closes nothing", sign),
			Help:    "remove it, or write the bracket that it closes",
		}
		if b.opens {
			d.Message = fmt.Sprintf("`%s` is not closed: was the text cut off?", sign)
			d.Help = "write the rest, or close it"
		}
		p.Found(d)
	}
}
