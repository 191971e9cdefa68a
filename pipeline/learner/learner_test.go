package learner_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/learner"
)

var update = flag.Bool("update", false, "rewrite testdata/scenarios.txt")

// TestScenarios holds the model to testdata/scenarios.txt, which TestScenariosInAnki holds to real Anki.
func TestScenarios(t *testing.T) {
	const golden = "testdata/scenarios.txt"
	var told []string
	for _, h := range scenarios {
		told = append(told, tell(h, predict(t, learner.Current, h)))
	}
	got := strings.Join(told, "\n")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	raw, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(raw), "\n\n")
	for i, text := range strings.Split(got, "\n\n") {
		if i >= len(want) || text != want[i] {
			t.Errorf("not as in %s:\n%s", golden, text)
		}
	}
}

// TestScenariosInAnki lets real Anki live through the scenarios, with every combination of options for the last import; with
// -short, each with a third of them, another third than the one before.
func TestScenariosInAnki(t *testing.T) {
	for name, a := range ankis(t) {
		t.Run(name, func(t *testing.T) {
			var histories []history
			for i, h := range scenarios {
				all := h.withOptions(a.version)
				if testing.Short() {
					all = third(all, i)
				}
				histories = append(histories, all...)
			}
			for i, real := range a.replay(t, histories) {
				h := histories[i]
				if at, d := difference(predict(t, a.version, h), real); at >= 0 && !otherOrder(t, a.version, h, real) {
					t.Errorf("%s, step %d:\n%s\n%s", h.name, at, h.describe(at), d)
				}
			}
			t.Logf("%d histories", len(histories))
		})
	}
}

// third returns every third of the histories, from the one at i modulo 3 on.
func third(histories []history, i int) []history {
	var out []history
	for k := i % 3; k < len(histories); k += 3 {
		out = append(out, histories[k])
	}
	return out
}

// withOptions returns the history as it is, and with each combination of options for its last import.
func (h history) withOptions(v learner.Version) []history {
	last := -1
	for i, s := range h.steps {
		if s.Do == "importing" {
			last = i
		}
		if s.Merge && v == learner.V23_10 { // which does not merge like this
			return nil
		}
	}
	out := []history{h}
	for i := range 18 {
		c := history{name: fmt.Sprintf("%s, options %d", h.name, i), steps: slices.Clone(h.steps)}
		s := &c.steps[last]
		s.Notes, s.Notetypes, s.Merge = learner.Condition(i%3), learner.Condition(i/3%3), i >= 9
		if !s.Merge || v == learner.Current {
			out = append(out, c)
		}
	}
	return out
}

// tell tells a history: what became of the notes of each import, and what the learner has in the end.
func tell(h history, states []state) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", strings.ToUpper(h.name))
	for i, s := range states {
		switch {
		case s.Error != "":
			fmt.Fprintf(&b, "  %s refused: %s\n", h.steps[i].when(), s.Error)
		case h.steps[i].Do == "importing":
			fmt.Fprintf(&b, "  %s:", h.steps[i].when())
			for _, n := range h.steps[i].release.Notes {
				fmt.Fprintf(&b, " %s %s", n.GUID, s.Log[n.GUID])
			}
			if s.OneWay {
				b.WriteString("; one-way sync")
			}
			b.WriteString("\n")
		default:
			fmt.Fprintf(&b, "  %s\n", h.steps[i].when())
		}
	}
	end := states[len(states)-1].sorted()
	for _, n := range end.Notes {
		fmt.Fprintf(&b, "  %s of %s at %d: %q", n.GUID, n.Notetype, n.Mod, n.Fields)
		if len(n.Tags) > 0 {
			fmt.Fprintf(&b, " #%s", strings.Join(n.Tags, " #"))
		}
		for _, c := range n.Cards {
			fmt.Fprintf(&b, " (%d in %s)", c.Ord, c.Deck)
		}
		b.WriteString("\n")
	}
	for _, nt := range end.Notetypes {
		fmt.Fprintf(&b, "  type %s at %d css %s sort %d:", nt.Name, nt.Mod, nt.CSS, nt.Sort)
		for _, f := range nt.Fields {
			fmt.Fprintf(&b, " %s", f.Name)
		}
		for _, c := range nt.Templates {
			fmt.Fprintf(&b, " (%s: %s, %s)", c.Name, c.Front, c.Back)
		}
		b.WriteString("\n")
	}
	for _, name := range sortedKeys(end.Media) {
		fmt.Fprintf(&b, "  file %s %.4s\n", name, end.Media[name])
	}
	if text := end.Decks["Geo"]; text != "" {
		fmt.Fprintf(&b, "  Geo is %s\n", text)
	}
	return b.String()
}

func (s step) when() string {
	name := s.Do
	if s.Merge {
		name = "merging"
	}
	return fmt.Sprintf("%d %s", s.Now, name)
}
