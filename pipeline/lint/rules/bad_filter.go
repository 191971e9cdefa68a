package rules

import (
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
		"Anki's filters: `text`, `hint`, `cloze`, `type`, `furigana`, `kana`, `kanji`, `tts`",
	},
	Fix: "A near name is suggested.",
}
