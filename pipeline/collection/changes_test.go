package collection

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestChanges says what a package of changes holds: what is new or changed, what that needs, and nothing of the rest.
func TestChanges(t *testing.T) {
	kinds := []Notetype{
		{ID: 1, Name: "A", Fields: []Field{{ID: 10, Name: "Front"}}},
		{ID: 2, Name: "B", Fields: []Field{{ID: 20, Name: "Front"}}},
	}
	note := func(guid string, kind int, text string, deck int) Note {
		return Note{GUID: guid, Notetype: kind, Fields: []string{text}, Cards: []Card{{ID: 1, Deck: deck}}}
	}
	old := &Collection{Notetypes: kinds[1:], Notes: []Note{note("same", 0, `<img src="a.png">`, 0), note("other", 0, "before", 0), note("gone", 0, "x", 0)}}
	next := &Collection{
		Time:      7,
		Decks:     []Deck{{ID: 1, Name: "D"}, {ID: 2, Name: "D::E"}, {ID: 3, Name: "D::E::F"}, {ID: 4, Name: "D::EE"}},
		Notetypes: kinds,
		Notes: []Note{note("same", 1, `<img src="a.png">`, 3), note("other", 1, `after <img src="b &amp; c.png">`, 2),
			note("moved", 0, "[sound:d.mp3]", 0)},
		Media: []Media{{Name: "_style.css"}, {Name: "a.png"}, {Name: "b & c.png"}, {Name: "d.mp3"}, {Name: "e.png"}},
	}
	want := &Collection{
		Time:      7,
		Decks:     next.Decks[:3],
		Notetypes: kinds,
		Notes:     next.Notes[1:],
		Media:     []Media{{Name: "_style.css"}, {Name: "b & c.png"}, {Name: "d.mp3"}},
	}
	got := NewBaseline("last.apkg", old).Changes(next)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	old.Notetypes, old.Notes = append(old.Notetypes, kinds[0]), append(old.Notes, note("moved", 1, "[sound:d.mp3]", 0))
	got = NewBaseline("last.apkg", old).Changes(next)
	want = &Collection{Time: 7, Decks: next.Decks[:3], Notetypes: kinds[1:], Notes: []Note{note("other", 0, next.Notes[1].Fields[0], 2)},
		Media: []Media{{Name: "_style.css"}, {Name: "b & c.png"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("without the new note (-want +got):\n%s", diff)
	}
	if next.Notes[1].Notetype != 1 || next.Notes[1].Cards[0].Deck != 2 {
		t.Error("the whole collection was changed")
	}
	old = &Collection{Notetypes: kinds, Notes: next.Notes}
	if got := NewBaseline("last.apkg", old).Changes(next); len(got.Notes) > 0 {
		t.Errorf("nothing has changed, but there are %d notes", len(got.Notes))
	}
}
