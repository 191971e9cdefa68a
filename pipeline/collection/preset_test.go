package collection

import (
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// Ids of presets never change (format.md section 13): learners who have one keep it by its id.
func TestPresetIDs(t *testing.T) {
	const id = "8d0a4f52-0f7e-4b57-9c1e-6f2a1c3b7e90"
	if got, want := presetID(id, deck.Identity{Name: "light"}), int64(7258721496683366); got != want {
		t.Errorf("got %d, want %d", got, want)
	}
	if got := presetID(id, deck.Identity{Name: "light", AnkiID: 42}); got != 42 {
		t.Errorf("given id: got %d", got)
	}
}
