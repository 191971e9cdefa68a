package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A StepKind says what happens at a step of a history.
type StepKind uint8

// What happens in a history.
const (
	EditStep    StepKind = iota // the maintainer changes something
	ReleaseStep                 // and publishes
	OptionsStep                 // the learner chooses options for the next import
	ImportStep                  // and imports the newest release
	ActStep                     // the learner studies, edits, tidies up
)

// A Step is one step of a history.
type Step struct {
	Kind    StepKind
	Edit    *Edit
	Act     *Act
	Options Choice
}

// A Choice is how a learner imports.
type Choice struct {
	Notes     int  `json:"notes"` // 0 if newer, 1 always, 2 never, as in Anki
	Notetypes int  `json:"notetypes"`
	Merge     bool `json:"merge"`
	Legacy    bool `json:"-"` // the package for older versions
	Changes   bool `json:"-"` // the one of what is new or changed, if this learner has the release before
	Begin     int  `json:"-"` // of a deck with variants: the package that is begun with; 0: none
	Move      int  `json:"-"` // likewise: the language in which to move to the other edition
}

var conditions = []string{"if newer", "always", "never"}

func (c Choice) String() string {
	text := fmt.Sprintf("notes %s, note types %s", conditions[c.Notes], conditions[c.Notetypes])
	if c.Merge {
		text += ", merge"
	}
	if c.Changes {
		text += ", package of changes"
	} else if c.Legacy {
		text += ", legacy package"
	}
	return text
}

func (s Step) String() string {
	switch s.Kind {
	case EditStep:
		return "edit: " + s.Edit.Name
	case ReleaseStep:
		return "release"
	case OptionsStep:
		return "options: " + s.Options.String()
	case ImportStep:
		return "import"
	}
	return "learner: " + s.Act.Name
}

// plan makes the steps of a history: 5 to 12 releases, most of them imported. Step 0 is the deck.
// variants: the deck has some.
func plan(seed uint64, variants bool) []Step {
	r := chance(seed, 0)
	edits, often := edits, 3 // of so many imports one is with options
	if variants {
		edits, often = slices.Concat(edits, variantEdits, variantEdits), 2
	}
	steps := []Step{{Kind: ReleaseStep}, {Kind: ImportStep}}
	steps = append(steps, studies(r)...)
	for range 4 + r.IntN(8) {
		for range 1 + r.IntN(5) {
			steps = append(steps, Step{Kind: EditStep, Edit: weighted(r, edits, func(e *Edit) int { return e.Weight })})
		}
		steps = append(steps, Step{Kind: ReleaseStep})
		if r.IntN(6) == 0 {
			continue // the learner misses this one
		}
		if r.IntN(often) == 0 {
			c := choice(r)
			if variants {
				c.Begin, c.Move = r.IntN(6), r.IntN(4)
			}
			steps = append(steps, Step{Kind: OptionsStep, Options: c})
		}
		steps = append(steps, Step{Kind: ImportStep})
		steps = append(steps, studies(r)...)
	}
	return steps
}

func choice(r *rand.Rand) Choice {
	return Choice{Notes: r.IntN(3), Notetypes: r.IntN(3), Merge: r.IntN(2) == 0, Legacy: r.IntN(3) == 0, Changes: r.IntN(4) == 0}
}

func studies(r *rand.Rand) []Step {
	var steps []Step
	for range r.IntN(7) {
		steps = append(steps, Step{Kind: ActStep, Act: weighted(r, acts, func(a *Act) int { return a.Weight })})
	}
	return steps
}

// weighted returns an element of a list, the heavier the likelier.
func weighted[T any](r *rand.Rand, list []T, weight func(*T) int) *T {
	sum := 0
	for i := range list {
		sum += weight(&list[i])
	}
	at := r.IntN(sum)
	for i := range list {
		if at -= weight(&list[i]); at < 0 {
			return &list[i]
		}
	}
	panic("unreachable")
}

// A Dropped is which steps of a plan are left out.
type Dropped map[int]bool

// String writes numbers of steps as parseDropped reads them: 3,7-12.
func (d Dropped) String() string {
	var all []int
	for i := range d {
		all = append(all, i)
	}
	slices.Sort(all)
	var parts []string
	for i := 0; i < len(all); {
		j := i
		for j+1 < len(all) && all[j+1] == all[j]+1 {
			j++
		}
		if i == j {
			parts = append(parts, fmt.Sprint(all[i]))
		} else {
			parts = append(parts, fmt.Sprintf("%d-%d", all[i], all[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ",")
}

func parseDropped(text string) (Dropped, error) {
	out := Dropped{}
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		var from, to int
		if n, _ := fmt.Sscanf(part, "%d-%d", &from, &to); n < 2 {
			if n, err := fmt.Sscanf(part, "%d", &from); n < 1 {
				return nil, fmt.Errorf("`%s` names no steps: %w", text, err)
			}
			to = from
		}
		for i := from; i <= to; i++ {
			out[i] = true
		}
	}
	return out, nil
}
