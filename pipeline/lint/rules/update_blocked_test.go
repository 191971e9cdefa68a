package rules_test

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A last release that is much later than the build may lie in the future: nobody is told to follow it there without being
// told what that costs.
func TestLateBaseline(t *testing.T) {
	const day = 24 * 60 * 60
	for _, late := range []int64{day, day + 1} {
		_, decks := compileWith(t, oneDeck(importedHead+importedNotes), buildTime+late, nil)
		found := only(checkAgainst(t, importedHead+strings.Replace(importedNotes, "Rhône", "Saône", 1),
			collection.NewBaseline("rivers.apkg", decks["rivers"].Collection)), []string{"update-blocked"})
		if len(found) != 1 || strings.Contains(found[0].Help, "each import replaces what learners have changed") != (late > day) {
			t.Errorf("%d seconds late:\n%s", late, screen(t, found))
		}
	}
}
