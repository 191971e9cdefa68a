package learner_test

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// seen is all that can be seen of a collection.
func seen(c *learner.Collection) state {
	var s state
	s.look(c)
	return s
}

// TestClone holds clones to being independent, also of what comes after a dozen others.
func TestClone(t *testing.T) {
	c := learner.New()
	var clones []*learner.Collection
	var before []state
	for i := range 20 {
		clones, before = append(clones, c.Clone()), append(before, seen(c))
		p := capitals(newNote(fmt.Sprint("new", i), 0, 300, "x", "y"), text(0, int64(200+i), "France", fmt.Sprint(i)), file("a.jpg", fmt.Sprint(i)))
		p.Notes[1].GUID, p.Notes[1].ID = fmt.Sprint("other", i), int64(1000+i)
		p.Notetypes[0].Mod = int64(200 + i)
		p.Decks[0].Name = fmt.Sprint("Geo", i)
		p.Decks[1].Name = fmt.Sprint("Geo", i, "::Rivers")
		if _, err := c.Import(p.Collection, learner.Options{}, 1000); err != nil {
			t.Fatal(err)
		}
		if err := clones[i].MoveCards("france", "Mine"); err != nil || clones[i].Edit("france", 2000, func(n *learner.Note) { n.Tags = append(n.Tags, "mine") }) != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		if c.Note(fmt.Sprint("new", i)) == nil || c.Note(fmt.Sprint("other", i)) == nil {
			t.Errorf("note %d is lost", i)
		}
		if n := clones[i].Note(fmt.Sprint("new", i)); n != nil {
			t.Errorf("clone %d has what came later", i)
		}
		if n := clones[i].Note("france"); i > 0 && (n.Fields[1] != fmt.Sprint(i-1) || n.Tags[0] != "mine" || n.Cards[0].Deck != "Mine") {
			t.Errorf("clone %d has %+v", i, n)
		}
	}
	if n := c.Note("france"); len(n.Tags) > 0 || n.Cards[0].Deck != "Geo0" {
		t.Errorf("edits of clones are in the original: %+v", n)
	}
	if d := gocmp.Diff(before[0], seen(clones[0])); d != "" {
		t.Errorf("the first clone changed without being touched: %s", d)
	}
}

// TestRefused holds a refused import to leaving everything as it was.
func TestRefused(t *testing.T) {
	c := learner.New()
	if _, err := c.Import(capitals().Collection, learner.Options{}, 200); err != nil {
		t.Fatal(err)
	}
	before := seen(c)
	p := capitals(text(0, 300, "France", "Paris!"), text(1, 300, "Italy"), types(300, css), tagged(0, 300, "x"))
	p.Notes[1].Fields = p.Notes[1].Fields[:1]
	if _, err := c.Import(p.Collection, learner.Options{}, 400); err == nil {
		t.Error("a note with a field too few is imported")
	}
	if d := gocmp.Diff(before, seen(c)); d != "" {
		t.Error(d)
	}
}

// large is a deck of 100,000 notes with 150,000 cards.
func large(changes ...change) *collection.Collection {
	p := capitals(append([]change{twoCards}, changes...)...)
	for i := range 100_000 {
		n := p.Notes[i%2]
		n.ID, n.GUID, n.Tags = int64(200_000-i), fmt.Sprint("guid", i), []string{"europe", "west"}
		n.Fields = []string{fmt.Sprint(n.Fields[0], i), n.Fields[1] + `<br><img src="a.jpg">`}
		if i%2 == 1 {
			n.Cards = n.Cards[:1]
		}
		p.Notes = append(p.Notes, n)
	}
	return p.Collection
}

func BenchmarkImport(b *testing.B) {
	first := large(file("a.jpg", "one"))
	next := large(file("a.jpg", "two"), types(300, css), text(0, 300, "France", "Paris!"), text(1, 100, "Italy", "Rome"))
	old := learner.New()
	if _, err := old.Import(first, learner.Options{}, 200); err != nil {
		b.Fatal(err)
	}
	for _, bench := range []struct {
		name string
		have *learner.Collection
		p    *collection.Collection
		o    learner.Options
	}{
		{"fresh", learner.New(), first, learner.Options{}},
		{"again", old, first, learner.Options{}},
		{"changed", old, next, learner.Options{}},
		{"merged", old, next, learner.Options{Merge: true}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := bench.have.Clone().Import(bench.p, bench.o, 400); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
