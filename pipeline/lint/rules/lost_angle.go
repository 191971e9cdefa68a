package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var lostAngle = &lint.Rule{
	Code:     "lost-angle",
	Severity: diag.Error,
	Title:    "Text in angle brackets would vanish",
	Says:     "`<int>` is read as an HTML tag and vanishes from the card",
	Why: "In HTML, and in Markdown as well, `<word>` is a tag. A tag that no browser knows shows nothing, so the " +
		"word is missing on the card: `vector<int>` becomes *vector*.",
	Bad:  "front: What does vector<int> hold?",
	Good: "front: What does `vector<int>` hold?",
	Not: []string{
		"tags of HTML, drawings (SVG) and formulas (MathML)",
		"`<` before a blank or a digit, `<=`, `<3`",
		"links such as `<https://example.org>`",
		"code and math",
	},
	Fix: "`deckmill fix` writes a backslash before the `<`; in programs a code span is nicer.",
}
