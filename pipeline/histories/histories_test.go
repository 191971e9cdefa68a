package main

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
)

// The same seed makes the same history, on every machine.
func TestSeeds(t *testing.T) {
	if got, again := plan(7, true), plan(7, true); !slices.EqualFunc(got, again, func(a, b Step) bool { return a.String() == b.String() }) {
		t.Error("two plans of one seed differ")
	}
	if got, again := newDeck(chance(7, 1)).head(), newDeck(chance(7, 1)).head(); got != again {
		t.Errorf("two decks of one seed differ:\n%s", cmp.Diff(got, again))
	}
}

// Every deck that a history begins with can be published.
func TestFirstReleases(t *testing.T) {
	for seed := range uint64(40) {
		d := newDeck(chance(seed, 1))
		c, err := compile(d, pipeline.Options{Time: firstDay})
		if err != nil {
			t.Fatal(err)
		}
		if c.Collection == nil {
			t.Fatalf("seed %d: %v", seed, c.Diagnostics)
		}
		for i, n := range d.inOrder() {
			f := d.typeOf(n).Fields[0]
			if d.typeOf(n).Key == "basic" && c.Collection.Notes[i].Fields[0] != n.value(f) {
				t.Errorf("seed %d: note %d is not in the order of the files", seed, i)
			}
		}
	}
}

// So can every deck with variants, all its packages, and they have what the maintainer means them to have.
func TestFirstReleasesWithVariants(t *testing.T) {
	for seed := range uint64(30) {
		d := newDeck(chance(seed, 1))
		(&Maintainer{Deck: d, rand: chance(seed, 2)}).addVariants()
		c, err := compile(d, pipeline.Options{Time: firstDay})
		if err != nil {
			t.Fatal(err)
		}
		if c.Collection == nil {
			t.Fatalf("seed %d: %v", seed, c.Diagnostics)
		}
		releases, err := newReleases(d, c, t.TempDir(), "first", false)
		if err != nil || len(releases) < 2 {
			t.Fatalf("seed %d: %d packages, %v", seed, len(releases), err)
		}
	}
}

// Every kind of edit changes something in one deck or another.
func TestEdits(t *testing.T) {
	for _, e := range slices.Concat(edits, variantEdits) {
		changed := false
		for seed := uint64(0); seed < 60 && !changed; seed++ {
			d := newDeck(chance(seed, 1))
			(&Maintainer{Deck: d, rand: chance(seed, 3)}).addVariants()
			d.Released = map[int]string{}
			for _, n := range d.Notes {
				d.Released[n.Num] = "guid of " + n.ID
			}
			d.Notes[1].Extended = d.HasExtended
			d.Gone = append(d.Gone, d.Notes[0].clone()) // so that something can be taken back
			before := d.Clone()
			if _, ok := e.Do(&Maintainer{Deck: d, rand: chance(seed, 2)}); !ok {
				continue
			}
			changed = !cmp.Equal(text(before), text(d)) || d.ClockBehind
		}
		if !changed {
			t.Errorf("%s changes nothing", e.Name)
		}
	}
}

// text is all that the sources of a deck say.
func text(d *Deck) map[string]string {
	out := map[string]string{"": d.head()}
	for _, name := range d.Files {
		out[name] = d.notesOfFile(name)
	}
	for name, content := range d.Media {
		out["media/"+name] = content
	}
	return out
}

// A history is shrunk to the steps without which it does not fail.
func TestShrink(t *testing.T) {
	needed := []int{5, 17, 18, 40}
	runs := 0
	dropped := shrink(60, func(d Dropped) bool {
		runs++
		return !slices.ContainsFunc(needed, func(i int) bool { return d[i] })
	})
	if got := dropped.String(); got != "2-4,6-16,19-39,41-59" {
		t.Errorf("dropped %s in %d runs", got, runs)
	}
	again, err := parseDropped(dropped.String())
	if err != nil || !cmp.Equal(again, dropped) {
		t.Errorf("read again: %v, %v", again, err)
	}
	if _, err := parseDropped("3,x"); err == nil {
		t.Error("`3,x` names steps")
	}
}
