package collection

import (
	"slices"
	"testing"
)

// TestUnchanged says what Anki would write anew: texts, tags and the note type; not what a new field leaves empty.
func TestUnchanged(t *testing.T) {
	two := Notetype{ID: 1, Name: "A", Fields: []Field{{ID: 10, Name: "Front"}, {ID: 11, Name: "Back"}}}
	three := Notetype{ID: 1, Name: "A", Fields: []Field{{ID: 10, Name: "Question"}, {ID: 11, Name: "Back"}, {ID: 12, Name: "Extra"}}}
	other := two
	other.ID = 2
	old := Note{GUID: "g", Fields: []string{"a", "b"}, Tags: []string{"X", "y"}}
	b := NewBaseline("old.apkg", &Collection{Notetypes: []Notetype{two}, Notes: []Note{old}})
	for _, c := range []struct {
		name string
		kind Notetype
		n    Note
		want bool
	}{
		{"equal", two, old, true},
		{"tags in another order", two, Note{Fields: old.Fields, Tags: []string{"y", "X"}}, true},
		{"tags in other letters", two, Note{Fields: old.Fields, Tags: []string{"x", "Y"}}, true},
		{"a tag more", two, Note{Fields: old.Fields, Tags: []string{"X", "y", "z"}}, false},
		{"a tag that Anki drops", two, Note{Fields: old.Fields, Tags: []string{"leech", "X", "y"}}, true},
		{"a text", two, Note{Fields: []string{"a", "B"}, Tags: old.Tags}, false},
		{"a character that Anki deletes", two, Note{Fields: []string{"a", "b\r"}, Tags: old.Tags}, true},
		{"another type", other, old, false},
		{"a field renamed and one more", three, Note{Fields: []string{"a", "b", ""}, Tags: old.Tags}, true},
		{"the new field has a text", three, Note{Fields: []string{"a", "b", "c"}, Tags: old.Tags}, false},
	} {
		if got := b.Unchanged(b.Note("g"), &c.n, &c.kind); got != c.want {
			t.Errorf("%s: unchanged is %v", c.name, got)
		}
	}
	lost := Notetype{ID: 1, Name: "A", Fields: two.Fields[:1]}
	if b.Unchanged(b.Note("g"), &Note{Fields: []string{"a"}, Tags: old.Tags}, &lost) {
		t.Error("a field with a text is gone, and nothing has changed?")
	}
}

// TestBaselineRows says whose row ids stay: notes and cards of the baseline, also of other tools', keep theirs, and nothing
// new gets one of them, nor of what is gone. Ids that Anki replaces at each import, because they lie in the future, are not
// worth keeping (anki-format.md 3.2).
func TestBaselineRows(t *testing.T) {
	const now, future = firstRow/1000 + 1_000_000, (firstRow/1000 + 2_000_000) * 1000
	b := NewBaseline("old.apkg", &Collection{Time: now, Notetypes: []Notetype{{ID: 1}}, Notes: []Note{
		{ID: 5, GUID: "foreign", Fields: []string{"a"}, Cards: []Card{{ID: 7, Ord: 0}}},
		{ID: firstRow, GUID: "gone", Fields: []string{"b"}, Cards: []Card{{ID: firstRow, Ord: 0}}},
		{ID: future, GUID: "future", Fields: []string{"c"}, Cards: []Card{{ID: future, Ord: 0}}},
		{ID: firstRow + 1, GUID: "ours", Fields: []string{"d"}, Cards: []Card{{ID: firstRow + 2*cardBlock, Ord: 0}}},
	}})
	rows := []Row{{guid: "foreign"}, {guid: "future"}, {guid: "new"}, {guid: "ours"}}
	c := &Collection{Notetypes: []Notetype{{ID: 1}}}
	for i := range rows { // all of them want the rows of what is gone
		rows[i].noteRow, rows[i].cardRows = firstRow, firstRow
		c.Notes = append(c.Notes, Note{GUID: rows[i].guid, Fields: []string{"x"}, Cards: []Card{{Ord: 0}, {Ord: 1}}})
	}
	numberRows(c, rows, b)
	want := map[string][]int64{
		"foreign": {5, 7, firstRow + cardBlock + 1},
		"future":  {firstRow + 2, firstRow + 3*cardBlock, firstRow + 3*cardBlock + 1},
		"new":     {firstRow + 3, firstRow + 4*cardBlock, firstRow + 4*cardBlock + 1},
		"ours":    {firstRow + 1, firstRow + 2*cardBlock, firstRow + 2*cardBlock + 1},
	}
	for _, n := range c.Notes {
		if got := []int64{n.ID, n.Cards[0].ID, n.Cards[1].ID}; !slices.Equal(got, want[n.GUID]) {
			t.Errorf("%s has the rows %d, want %d", n.GUID, got, want[n.GUID])
		}
	}
}
