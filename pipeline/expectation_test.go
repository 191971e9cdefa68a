package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// An expectation is an expected.yaml beside an example of the source format: what its packages must hold.
type expectation struct {
	Packages []expectedPackage
	Broken   []struct {
		File, Code string
		Line, Also int
	}
}

type expectedPackage struct {
	Package   string
	Variant   map[string]string // axis -> value
	Deck      string
	Decks     []string // with those above it
	Notetypes []struct {
		Key, Name string
		ID        int64
		Fields    []expectedPart
		Cards     []expectedPart
	}
	Presets map[string]int64 // key -> id
	Notes   []struct {
		ID, GUID, Notetype string
		Cards              int
		Ordinals           []int
		Decks, Tags        []string
		Fields             map[string]string // some of them, by their names in Anki
		Row                int64             // its id in the database
	}
}

type expectedPart struct {
	Name string
	ID   int64
}

// lines describes a package in lines that can be compared one by one. texts are apart: only some of them are expected.
func (p *expectedPackage) lines() (lines, texts []string) {
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, d := range p.Decks {
		add("deck %s", d)
	}
	names := map[string]string{}
	for _, nt := range p.Notetypes {
		names[nt.Key] = nt.Name
		add("type %s %d", nt.Name, nt.ID)
		for i, f := range nt.Fields {
			add("field %s %d %s %d", nt.Name, i, f.Name, f.ID)
		}
		for i, c := range nt.Cards {
			add("card %s %d %s %d", nt.Name, i, c.Name, c.ID)
		}
	}
	for _, id := range p.Presets {
		add("preset %d", id)
	}
	for i, n := range p.Notes {
		add("note %s row %d type %s at %d cards %v decks %q tags %q", n.GUID, n.Row, names[n.Notetype], i, n.Ordinals, slices.Sorted(slices.Values(n.Decks)), n.Tags)
		for f, text := range n.Fields {
			texts = append(texts, fmt.Sprintf("text %s %s %q", n.GUID, f, text))
		}
	}
	return lines, texts
}

// describe says the same of what was made.
func describe(c *collection.Collection) (lines, texts []string) {
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, d := range c.Decks {
		add("deck %s", d.Name)
	}
	for _, nt := range c.Notetypes {
		add("type %s %d", nt.Name, nt.ID)
		for i, f := range nt.Fields {
			add("field %s %d %s %d", nt.Name, i, f.Name, f.ID)
		}
		for i, card := range nt.Templates {
			add("card %s %d %s %d", nt.Name, i, card.Name, card.ID)
		}
	}
	for _, p := range c.Presets {
		add("preset %d", p.ID)
	}
	for i, n := range c.Notes {
		var ords []int
		var decks []string
		for _, card := range n.Cards {
			ords = append(ords, card.Ord)
			if name := c.Decks[card.Deck].Name; !slices.Contains(decks, name) {
				decks = append(decks, name)
			}
		}
		nt := c.Notetypes[n.Notetype]
		slices.Sort(decks)
		add("note %s row %d type %s at %d cards %v decks %q tags %q", n.GUID, n.ID, nt.Name, i, ords, decks, n.Tags)
		for f, field := range nt.Fields {
			texts = append(texts, fmt.Sprintf("text %s %s %q", n.GUID, field.Name, n.Fields[f]))
		}
	}
	return lines, texts
}

// compare holds what was made to the expectation: nothing may be missing, and nothing more may be there but texts.
func (p *expectedPackage) compare(t *testing.T, made *pipeline.Package) {
	t.Helper()
	if made.Name != p.Package {
		t.Errorf("the package is called %s, not %s", made.Name, p.Package)
	}
	if name := made.Deck.Name.Value; name != p.Deck {
		t.Errorf("%s: the deck is called %s, not %s", p.Package, name, p.Deck)
	}
	for axis, value := range p.Variant {
		if got := made.Deck.Edition.On(axis); got != value {
			t.Errorf("%s: the value of %s is %s, not %s", p.Package, axis, got, value)
		}
	}
	want, wantTexts := p.lines()
	got, gotTexts := describe(made.Collection)
	for _, w := range append(slices.Clone(want), wantTexts...) {
		if all := append(slices.Clone(got), gotTexts...); !slices.Contains(all, w) {
			t.Errorf("%s: missing: %s\nnearest: %s", p.Package, w, nearest(all, w))
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("%s: not expected: %s", p.Package, g)
		}
	}
	for _, n := range p.Notes {
		if len(n.Ordinals) != n.Cards {
			t.Errorf("%s: the expectation of %s has %d ordinals and %d cards", p.Package, n.ID, len(n.Ordinals), n.Cards)
		}
	}
}

// nearest returns the line that begins like the wanted one, to be shown beside it.
func nearest(lines []string, want string) string {
	best, common := "", -1
	for _, l := range lines {
		n := 0
		for n < len(l) && n < len(want) && l[n] == want[n] {
			n++
		}
		if n > common {
			best, common = l, n
		}
	}
	return strings.TrimSpace(best)
}
