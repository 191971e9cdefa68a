package rules

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var badFilter = &lint.Rule{
	Code:     "bad-filter",
	Severity: diag.Warning,
	Title:    "A card template uses a filter that Anki does not know",
	Says:     "unknown filter `hnt`; Anki shows the text unchanged; did you mean `hint`?",
	Why: "Anki ignores a filter that it does not know and shows the text as it is: no hint to click on, no furigana " +
		"above the word. Only an add-on could make it work, and learners do not have yours.",
	Bad:  `back: "{{Word}} {{hnt:Explanation}}"`,
	Good: `back: "{{Word}} {{hint:Explanation}}"`,
	Not: []string{
		"filters of add-ons that all learners have, as the option `allow` says",
		"Anki's filters: `text`, `hint`, `cloze`, `type`, `furigana`, `kana`, `kanji`, `tts`",
	},
	Fix:     "A near name is suggested.",
	Options: []lint.Option{{Name: "allow", Default: []string{}, About: "filters of add-ons that all learners of the deck have"}},
	Drop: func(d *diag.Diagnostic, o *lint.Options) bool {
		return slices.ContainsFunc(o.List("allow"), func(name string) bool {
			return strings.HasPrefix(d.Message, "unknown filter `"+name+"`")
		})
	},
}
