package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var accidentalMarkdown = &lint.Rule{
	Code:     "accidental-markdown",
	Severity: diag.Error,
	Title:    "Text became Markdown by accident",
	Says:     "`1945.` becomes a list that starts at 1945",
	Why: "Fields are Markdown. A year with a full stop at the beginning of a line is item 1945 of a list, `- 5 °C` " +
		"is a list with one item, and in `2*3*4` the stars make the 3 slanted and disappear. The card then shows " +
		"something else than the source. So it is with a lone `---`, which is a line across the card, and a lone `#`.",
	Bad:  `back: "1945. At Yalta."`,
	Good: `back: '1945\. At Yalta.'`,
	Not: []string{
		"lists of two or more items, and lists that go on counting behind a program or a picture",
		"one item of several words: `- the only one`",
		"numbers with a decimal point: `1.5`",
		"names with underscores: `snake_case`",
		"stars of programs and formulas that stay on the card: `%*.*s`, `int *a,*b`, `n*(n-1)*k`",
		"code and math",
	},
	Fix: "`deckmill fix` writes a backslash before the sign. Tags are suggested where stars were to emphasise something.",
}
