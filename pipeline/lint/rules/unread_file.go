package rules

import (
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var unreadFile = &lint.Rule{
	Code:     "unread-file",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "A file is read by nothing",
	Says:     "`notes/europe.yml` is read by nothing, so what stands in it reaches no learner",
	Why: "A file with notes that nobody reads is a lost note: learners who have it keep it, but it never changes " +
		"again, and new learners never get it. Notes stand in `deck.yaml` or below `notes/`, in files that end in " +
		"`.yaml`, or in `.csv` or `.tsv` for tables, in small letters.\n\n" +
		"For a file that cannot hold notes this is a warning.",
	Bad:  "decks/capitals/notes/europe.yml",
	Good: "decks/capitals/notes/europe.yaml",
	Not: []string{
		"`README`, `LICENSE`, `CHANGELOG` and `CONTRIBUTING` files, and files whose names begin with a dot",
	},
	Options: []lint.Option{ignoreFiles},
	Drop:    isIgnored,
}
