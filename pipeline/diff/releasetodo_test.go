package diff

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// TestToDo holds what learners are told to do, and what they keep, to cases: to what is predicted for the options that the
// notes recommend.
func TestToDo(t *testing.T) {
	const oneWay, merge, allStays = "synchronise all your devices", "Tick *Merge note types*", "and what you changed yourself in notes."
	field := notetype(0, func(t *collection.Notetype) { t.Fields = append(t.Fields, collection.Field{ID: 9, Name: "More"}) })
	longer := func(c *collection.Collection) {
		for i := range c.Notes[:2] {
			c.Notes[i].Fields = append(c.Notes[i].Fields, "")
		}
	}
	for _, c := range []struct {
		name      string
		changes   []func(*collection.Collection)
		want, not []string
	}{
		{"another sort field", []func(*collection.Collection){notetype(0, func(t *collection.Notetype) { t.SortField = 1 })},
			[]string{oneWay, allStays, "styling of <code>Body basic</code> is replaced; to keep it, choose *Update note types: Never*"}, []string{merge}},
		{"a text", []func(*collection.Collection){edited(0, 1, "four")},
			[]string{"except in 1 note that changes with this version", "nothing to tick"}, []string{oneWay, merge, allStays, "Update notes: Never", "styling"}},
		{"a field at the end and a text", []func(*collection.Collection){field, longer, edited(0, 1, "four")},
			[]string{oneWay, merge, allStays, "1 of them keeps the old text", "*Update notes: Always* this once, which replaces your own changes in 3 notes, and set it back"}, nil},
		{"a field is gone", []func(*collection.Collection){notetype(0, func(t *collection.Notetype) { t.Fields = t.Fields[:2] }), edited(0, 1, "four"), func(c *collection.Collection) {
			c.Notes[0].Fields, c.Notes[1].Fields = c.Notes[0].Fields[:2], c.Notes[1].Fields[:2]
		}}, []string{merge, "except in 1 note that changes"}, []string{allStays, oneWay, "Always"}},
		{"a note of another kind", []func(*collection.Collection){func(c *collection.Collection) {
			c.Notes[1].Notetype, c.Notes[1].Mod, c.Notes[1].Fields = 1, after, []string{"{{c1::two}} lungs"}
			c.Notes[1].Cards = c.Notes[1].Cards[:1]
		}}, []string{"Leave *Merge note types* off", allStays}, []string{merge}},
	} {
		var b strings.Builder
		d := mustCompare(t, release("old"), release("new", append(c.changes, later)...))
		if err := WriteNotes(&b, &Report{Decks: []*Diff{d}}, nil); err != nil {
			t.Fatal(err)
		}
		for _, text := range c.want {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%s: not told %q:\n%s", c.name, text, b.String())
			}
		}
		for _, text := range c.not {
			if strings.Contains(b.String(), text) {
				t.Errorf("%s: told %q:\n%s", c.name, text, b.String())
			}
		}
	}
}
