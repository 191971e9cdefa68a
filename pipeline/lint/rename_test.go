package lint_test

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

// The old code of a rule works wherever the new one does, and is mentioned once for all files.
func TestOldCodes(t *testing.T) {
	renamed := append(configured(), &lint.Rule{Code: "unknown-key", Severity: diag.Error, Fixed: true},
		&lint.Rule{Code: "soft-hyphen", Aliases: []string{"discretionary-hyphen"}, Severity: diag.Warning})
	r, found := configure(t, lint.NewRunner(renamed), "decks", "rules: {discretionary-hyphen: error}\n")
	f := source.NewFile("decks/a.yaml", []byte("one\ntwo # deckmill:ignore discretionary-hyphen -- so it is\n"))
	found = append(found, at(f, "soft-hyphen", "one"), at(f, "soft-hyphen", "two"))
	got := r.Finish(found, whole(f))
	expect(t, got, "error soft-hyphen 1", "hint unknown-key 1")
	if want := "the rule `discretionary-hyphen` is called `soft-hyphen` now"; got[1].Message != want {
		t.Errorf("got %q, want %q", got[1].Message, want)
	}
	expect(t, lint.NewRunner(renamed).Finish(diag.List{at(f, "soft-hyphen", "two")}, whole(f)), "hint bad-suppression 2")
}
