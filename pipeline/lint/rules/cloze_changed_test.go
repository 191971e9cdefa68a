package rules_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// Whatever becomes of the numbers of a note, the fix gives all deletions that are still there their cards back. That it is
// right is shown by asking which text each number hides.
func TestClozeRenumbering(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	const n = 400
	var old, now strings.Builder
	for i := range n {
		parts := 2 + random.Intn(3)
		before, after := random.Perm(parts), random.Perm(parts+1)
		fmt.Fprintf(&old, "  - {guid: '%d', text: \"%s\"}\n", i, clozeText(i, parts, func(k int) int { return before[k] + 1 }))
		dropped := -1
		if random.Intn(3) == 0 {
			dropped = random.Intn(parts)
		}
		fmt.Fprintf(&now, "  - {guid: '%d', text: \"%s\"}\n", i, clozeText(i, parts, func(k int) int {
			if k == dropped {
				return 0
			}
			return after[k] + 1
		}))
	}
	const head = "deck: Rivers\nid: 0c6d3a52-7a29-4d0a-8a55-3f5c3cf7f6f2\nnotetype: cloze\nnotes:\n"
	_, decks := compileWith(t, oneDeck(head+old.String()), baselineTime, nil)
	base := collection.NewBaseline("rivers.apkg", decks["rivers"].Collection)
	text := head + now.String()
	var edits []diag.Edit
	fixed, unfixed := 0, 0
	for _, d := range only(checkAgainst(t, text, base), []string{"cloze-changed"}) {
		if len(d.Fixes) == 0 {
			unfixed++
			continue
		}
		fixed++
		edits = append(edits, d.Fixes[0].Edits...)
	}
	mended, err := diag.Apply([]byte(text), edits)
	if err != nil {
		t.Fatal(err)
	}
	if fixed < n/3 || unfixed == 0 {
		t.Errorf("%d were fixed, %d could not be", fixed, unfixed)
	}
	for _, d := range only(checkAgainst(t, string(mended), base), []string{"cloze-changed"}) {
		if len(d.Fixes) > 0 || strings.Contains(d.Message, " now") { // only what is shown plainly has no number
			t.Errorf("after the fix:\n%s", screen(t, diag.List{d}))
		}
	}
}

// clozeText writes a note of some parts, each hidden under a number of its own; 0 hides nothing.
func clozeText(note, parts int, number func(part int) int) string {
	var b strings.Builder
	for k := range parts {
		if n := number(k); n > 0 {
			fmt.Fprintf(&b, "{{c%d::part %d}} of %d, ", n, k, note)
		} else {
			fmt.Fprintf(&b, "part %d of %d, ", k, note)
		}
	}
	return b.String() + "done"
}
