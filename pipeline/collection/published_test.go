package collection

import "testing"

func TestPublishedTime(t *testing.T) {
	kind := func(name string, mod int64) Notetype { return Notetype{ID: 1, Name: name, Mod: mod} }
	now := kind("vocab", 0)
	for _, tt := range []struct {
		name string
		in   [][]Notetype
		want int64
	}{
		{"never published", [][]Notetype{{{ID: 2, Name: "vocab", Mod: 900}}}, 500},
		{"unchanged", [][]Notetype{{kind("vocab", 100)}, {{ID: 2, Mod: 900}}}, 100},
		{"changed", [][]Notetype{{kind("word", 100)}}, 500},
		{"a deck was not built since", [][]Notetype{{kind("word", 100)}, {kind("vocab", 200)}}, 200},
		{"as it was long ago", [][]Notetype{{kind("vocab", 100)}, {kind("word", 200)}}, 500},
		{"twice, as some builds made it", [][]Notetype{{kind("vocab", 100)}, {kind("vocab", 200)}}, 200},
		{"two of one time", [][]Notetype{{kind("vocab", 200)}, {kind("word", 200)}}, 500},
		{"a build of the past", [][]Notetype{{kind("word", 800)}}, 801},
		{"unchanged from a time to come", [][]Notetype{{kind("vocab", 800)}}, 800},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := NewPublished(tt.in...).Time(&now, 500); got != tt.want {
				t.Errorf("the time is %d, want %d", got, tt.want)
			}
		})
	}
}
