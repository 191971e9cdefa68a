package lint_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/deckmill/deckmill/pipeline/lint"
)

func TestGroups(t *testing.T) {
	keys := []string{"a", "b", "a", "", "c", "b", "a", ""}
	got := lint.Groups([]int{0, 1, 2, 3, 4, 5, 6, 7}, func(n int) (string, bool) { return keys[n], keys[n] != "" })
	want := [][]int{{0, 2, 6}, {1, 5}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := lint.Groups(nil, nil); len(got) != 0 {
		t.Errorf("no notes: got %v", got)
	}
}

// With many notes several workers share the work; the sets must not show it.
func TestGroupsOfMany(t *testing.T) {
	notes := make([]int, 50_000)
	for i := range notes {
		notes[i] = i
	}
	got := lint.Groups(notes, func(n int) (string, bool) { return strconv.Itoa(n % 40_000), true })
	if len(got) != 10_000 {
		t.Fatalf("got %d sets, want 10000", len(got))
	}
	for i, set := range got {
		if !slices.Equal(set, []int{i, i + 40_000}) {
			t.Fatalf("set %d is %v", i, set)
		}
	}
}
