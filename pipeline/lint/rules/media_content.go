package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mediaContent = &lint.Rule{
	Code:     "media-content",
	Severity: diag.Error,
	Contract: func(d *diag.Diagnostic) bool { return d.Severity == diag.Error },
	Title:    "A media file does not hold what its name says",
	Says:     "`empty.png` is empty",
	Why: "An empty file, the placeholder that Git LFS leaves when the real files were not fetched, or a saved error " +
		"page: learners see a broken picture. Anki's servers do not carry files of more than 100 MiB.",
	Bad:  `front: "![](flag.png)"   # 130 bytes: version https://git-lfs...`,
	Good: `front: "![](flag.png)"   # after git lfs pull`,
	Not: []string{
		"`.jpg` and `.jpeg`, `.ogg` and `.opus`",
		"web pages called `.html`",
		"kinds of files that Deckmill does not know",
	},
}
