package collection

import (
	"testing"

	"github.com/google/uuid"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// The formulas of format.md section 13 never change: these numbers are in learners' collections.
func TestIdentityNeverChanges(t *testing.T) {
	x := newIdentity("8d0a4f52-0f7e-4b57-9c1e-6f2a1c3b7e90", nil)
	basic := deck.Identity{Name: "basic"}
	noteRow, cardRows := x.rows("2ym6yL1O44jlFHuiqyJzhH")
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"guid", x.guid("ae-parts"), "2ym6yL1O44jlFHuiqyJzhH"},
		{"guid with a leading zero", x.guid("ae-code"), "0ASU4MxYccpOJbYh7dpHI4"},
		{"note type", x.notetype(basic), int64(7492976483260585)},
		{"field", x.field(basic, deck.Identity{Name: "front"}), int64(7528825562029588)},
		{"card template", x.card(basic, deck.Identity{Name: "card-1"}), int64(8802172614693353)},
		{"given id", x.notetype(deck.Identity{Name: "basic", AnkiID: 42}), int64(42)},
		{"row of a note", noteRow, int64(1601656640797)},
		{"first row of its cards", cardRows, int64(1598971288064)},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestProposedIDs(t *testing.T) {
	id := uuid.MustParse("8d0a4f52-0f7e-4b57-9c1e-6f2a1c3b7e90")
	first, second := proposeID(id, "What is a GAN?", 1), proposeID(id, "What is a GAN?", 2)
	if first == second || len(first) != 8 {
		t.Errorf("proposals %q and %q", first, second)
	}
	if same := proposeID(id, "What is a GAN? 2", 1); same != second {
		t.Errorf("the second proposal is %q, that for the text with ` 2` is %q", second, same)
	}
}

func TestRowsTakeTheNextFreeID(t *testing.T) {
	s := idSet{}
	for i, want := range []int64{5, 6, 7} {
		if got := s.take(5); got != want {
			t.Errorf("take %d: got %d, want %d", i, got, want)
		}
	}
}
