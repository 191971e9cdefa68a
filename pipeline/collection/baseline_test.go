package collection

import "testing"

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
