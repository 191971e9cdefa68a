package learner_test

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/learner"
)

var (
	seeds = flag.Int("histories", 100, "how many random histories real Anki lives through")
	first = flag.Uint64("seed", 1, "the seed of the first")
)

// TestRandomHistories lets the model and real Anki live through random histories, which know no mercy: packages share
// little more than ids.
func TestRandomHistories(t *testing.T) {
	const batch = 100
	for name, a := range ankis(t) {
		t.Run(name, func(t *testing.T) {
			var sum tally
			for done := 0; done < *seeds; done += batch {
				var histories []history
				for i := range min(batch, *seeds-done) {
					histories = append(histories, randomHistory(a.version, *first+uint64(done+i)))
				}
				for i, real := range a.replay(t, histories) {
					sum.add(t, a.version, histories[i], real)
				}
			}
			t.Logf("%d histories, %d differ, %d hang on the order of note types, Anki crashed in %d",
				*seeds, sum.differ, sum.unordered, sum.crashes)
		})
	}
}

// A tally counts what became of histories.
type tally struct{ differ, unordered, crashes int }

// add compares a history, and shows the first few that differ.
func (c *tally) add(t *testing.T, v learner.Version, h history, real []state) {
	if real[len(real)-1].Panic != "" {
		c.crashes++
	}
	model := predict(t, v, h)
	at, d := difference(model, real)
	switch {
	case at < 0:
	case otherOrder(t, v, h, real):
		c.unordered++
		if !slices.ContainsFunc(model[:at+1], func(s state) bool { return s.Unsettled }) {
			t.Errorf("%s: nothing is said to be unsettled:\n%s\n%s", h.name, h.describe(at), d)
		}
	default:
		if c.differ++; c.differ <= 3 {
			t.Errorf("%s, step %d:\n%s\n%s", h.name, at, h.describe(at), d)
		}
	}
}

// otherOrder reports whether the model and Anki agree when packages have their note types in another order. Anki takes
// them in the order of a hash map, which is another each time, and names with + hang on it.
func otherOrder(t *testing.T, v learner.Version, h history, real []state) bool {
	for swaps := 1; swaps < 2<<len(h.steps); swaps++ {
		steps := slices.Clone(h.steps)
		for i := range steps {
			if r := steps[i].release; r != nil && swaps&(1<<i) != 0 {
				steps[i].release = r.reversed()
			}
		}
		if at, _ := difference(predict(t, v, history{steps: steps, backwards: swaps>>len(h.steps) == 1}), real); at < 0 {
			return true
		}
	}
	return false
}

// describe tells the steps up to one.
func (h history) describe(upTo int) string {
	var b strings.Builder
	for i, s := range h.steps[:upTo+1] {
		fmt.Fprintf(&b, "%d at %d: %s", i, s.Now, s.Do)
		switch s.Do {
		case "importing":
			fmt.Fprintf(&b, " merge %v, notes %d, note types %d\n", s.Merge, s.Notes, s.Notetypes)
			for _, nt := range s.release.Notetypes {
				fmt.Fprintf(&b, "   type %d %q cloze %v mod %d sort %d css %q", nt.ID, nt.Name, nt.Cloze, nt.Mod, nt.SortField, nt.CSS)
				for _, f := range nt.Fields {
					fmt.Fprintf(&b, " [%d %s]", f.ID, f.Name)
				}
				for _, c := range nt.Templates {
					fmt.Fprintf(&b, " <%d %s %q>", c.ID, c.Name, c.Front)
				}
				b.WriteString("\n")
			}
			for _, n := range s.release.Notes {
				fmt.Fprintf(&b, "   note %s type %d mod %d %q %q", n.GUID, s.release.Notetypes[n.Notetype].ID, n.Mod, n.Fields, n.Tags)
				for _, c := range n.Cards {
					fmt.Fprintf(&b, " %d in %s", c.Ord, s.release.Decks[c.Deck].Name)
				}
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "   media %q\n", s.release.media)
		default:
			fmt.Fprintf(&b, " %s fields %q tags %q ords %v deck %q name %q content %q\n", s.GUID, s.Fields, s.Tags, s.Ords, s.Deck, s.Name, s.Content)
		}
	}
	return b.String()
}
