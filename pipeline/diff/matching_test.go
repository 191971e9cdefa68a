package diff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// TestEssentials predicts random updates twice: from the essentials, and from all notes.
func TestEssentials(t *testing.T) {
	spared := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 1))
		old, new := crowd(r), crowd(rand.New(rand.NewPCG(seed, 1)))
		new.Time = after
		for range r.IntN(5) {
			happening(r, new)
		}
		var got, want Diff
		for _, d := range []*Diff{&got, &want} {
			m := match(collection.NewBaseline("old", old), new)
			m.twins = d == &want                       // no note is taken for another then
			p, err := predict(m, before-int64(seed%3)) // sometimes the old release is from after now
			if err != nil {
				t.Fatal(err)
			}
			d.Imports = p.imports()
			d.Media = compareMedia(old.Media, new.Media, p.copies())
			d.compareNotes(m, Release{Collection: new}, p)
			if d == &got {
				spared += len(new.Notes) - len(m.essentials(before-1).after.Notes)
			}
		}
		if got.Same != want.Same || !slices.Equal(got.Imports[:], want.Imports[:]) {
			t.Errorf("seed %d: %v and %d the same, want %v and %d", seed, got.Imports, got.Same, want.Imports, want.Same)
		}
		if !slices.Equal(got.Media.Replaced, want.Media.Replaced) {
			t.Errorf("seed %d: media %v, want %v", seed, got.Media.Replaced, want.Media.Replaced)
		}
		if diff := cmp.Diff(outcomesOf(&want), outcomesOf(&got)); diff != "" {
			t.Errorf("seed %d (-all +essentials):\n%s", seed, diff)
		}
	}
	if spared < 400 {
		t.Errorf("only %d notes were spared: too few to say anything", spared)
	}
}

func outcomesOf(d *Diff) []string {
	var out []string
	for i := range d.Notes {
		out = append(out, fmt.Sprint(d.Notes[i].Label(), d.Notes[i].Outcomes, d.Notes[i].Edited))
	}
	return out
}

// crowd is a release with some notes of each note type, of several times.
func crowd(r *rand.Rand) *collection.Collection {
	c := release("old").Collection
	for i := range 20 {
		n := c.Notes[r.IntN(len(c.Notes))]
		n.ID, n.GUID = int64(100+r.IntN(1000)), fmt.Sprint("more", i)
		n.Mod = before - int64(r.IntN(3))
		n.Fields = slices.Clone(n.Fields)
		n.Fields[0] += fmt.Sprint(i)
		n.Cards = slices.Clone(n.Cards)
		if r.IntN(3) == 0 {
			n.Cards = n.Cards[:1]
		}
		for k := range n.Cards {
			n.Cards[k].ID = int64(1000 + 10*i + k)
		}
		c.Notes = append(c.Notes, n)
	}
	return c
}

// happening changes a release at random.
func happening(r *rand.Rand, c *collection.Collection) {
	i := r.IntN(len(c.Notes))
	n := &c.Notes[i]
	switch r.IntN(12) {
	case 0:
		n.Fields, n.Mod = slices.Clone(n.Fields), after
		n.Fields[0] += " changed"
	case 1:
		n.Fields = slices.Clone(n.Fields)
		n.Fields[0] += " but blocked"
	case 2:
		lacking(i)(c)
	case 3:
		twin := *n
		twin.GUID, twin.ID, twin.Mod = fmt.Sprint("new", len(c.Notes)), int64(5000+len(c.Notes)), after
		c.Notes = append(c.Notes, twin)
	case 4:
		notetype(r.IntN(2), func(t *collection.Notetype) { t.CSS += "x"; t.Templates[0].Front += "y" })(c)
	case 5:
		notetype(0, func(t *collection.Notetype) { t.Fields = append(t.Fields, collection.Field{ID: 9, Name: "More"}) })(c)
		for k := range c.Notes {
			if m := &c.Notes[k]; m.Notetype == 0 && len(m.Fields) < len(c.Notetypes[0].Fields) {
				m.Fields = append(slices.Clone(m.Fields), "")
			}
		}
	case 6:
		if n.Notetype == 0 {
			t := c.Notetypes[0]
			t.ID, t.Name = int64(300+len(c.Notetypes)), fmt.Sprint("Body ", len(c.Notetypes))
			c.Notetypes = append(c.Notetypes, t)
			n.Notetype, n.Mod = len(c.Notetypes)-1, after
		}
	case 7:
		n.Cards = n.Cards[:1]
	case 10:
		notetype(r.IntN(2), func(t *collection.Notetype) { t.CSS += "x"; t.Name += "x"; t.Templates[0].Back += "y" })(c)
	case 11:
		notetype(0, func(t *collection.Notetype) { t.SortField = 1; t.Fields[0].Name += "x" })(c)
	case 8:
		c.Media = slices.Clone(c.Media)
		c.Media[1].SHA1[5]++
	case 9:
		n.Fields, n.Mod = slices.Clone(n.Fields), after-int64(r.IntN(2))*(after-before)
		n.Fields[0] += `<img src="heart.png">`
	}
}
