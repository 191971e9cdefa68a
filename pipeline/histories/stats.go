package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Stats are what histories did.
type Stats struct {
	histories, old           int
	releases, imports, notes int
	moves                    int // to another edition
	changes                  int // imports of packages of changes
	predicted                int // outcomes of notes, compared with Anki's
	forecasts                int // of `deckmill diff`, likewise
	reviews, mended          int
	doubled                  int // notes whose cards Anki made twice for reasons of its own
	commands                 int // builds of the command itself, compared
	unbuildable              int // stopped, and not even a package can be made of it
	stops                    verdict
	edits, acts              map[string]int
	byRule                   map[string]*verdict // by code
	byEdit                   map[string]*verdict // by name
}

// A verdict is how often something was stopped, how often it was imported anyway into a copy that was up to date, and how
// often that hurt.
type verdict struct{ stopped, tried, hurt int }

func newStats() *Stats {
	return &Stats{edits: map[string]int{}, acts: map[string]int{}, byRule: map[string]*verdict{}, byEdit: map[string]*verdict{}}
}

func entry(m map[string]*verdict, key string) *verdict {
	if m[key] == nil {
		m[key] = &verdict{}
	}
	return m[key]
}

// stop counts a stop.
func (s *Stats) stop(e *Edit, codes []string) {
	s.stops.stopped++
	for _, v := range s.verdicts(e, codes) {
		v.stopped++
	}
}

// try counts that what was stopped was imported all the same.
func (s *Stats) try(e *Edit, codes []string, hurt bool) {
	for _, v := range append(s.verdicts(e, codes), &s.stops) {
		v.tried++
		if hurt {
			v.hurt++
		}
	}
}

func (s *Stats) verdicts(e *Edit, codes []string) []*verdict {
	out := []*verdict{entry(s.byEdit, e.Name)}
	for _, c := range codes {
		out = append(out, entry(s.byRule, c))
	}
	return out
}

// add adds the figures of one history.
func (s *Stats) add(o *Stats) {
	s.histories += o.histories
	s.old += o.old
	s.releases += o.releases
	s.imports += o.imports
	s.notes += o.notes
	s.changes += o.changes
	s.moves += o.moves
	s.predicted += o.predicted
	s.forecasts += o.forecasts
	s.reviews += o.reviews
	s.doubled += o.doubled
	s.mended += o.mended
	s.stops.add(&o.stops)
	s.commands += o.commands
	s.unbuildable += o.unbuildable
	for name, n := range o.edits {
		s.edits[name] += n
	}
	for name, n := range o.acts {
		s.acts[name] += n
	}
	for _, both := range [][2]map[string]*verdict{{s.byRule, o.byRule}, {s.byEdit, o.byEdit}} {
		for key, v := range both[1] {
			entry(both[0], key).add(v)
		}
	}
}

func (v *verdict) add(o *verdict) {
	v.stopped += o.stopped
	v.tried += o.tried
	v.hurt += o.hurt
}

// print prints the figures.
func (s *Stats) print(w io.Writer) {
	fmt.Fprintf(w, "%d histories (%d in the old Anki), %d releases, %d imports (%d of packages of changes), %d moves to another edition, %d notes compared, %d predictions and %d forecasts compared, %d reviews\n",
		s.histories, s.old, s.releases, s.imports, s.changes, s.moves, s.notes, s.predicted, s.forecasts, s.reviews)
	fmt.Fprintf(w, "%d builds of the command compared\n", s.commands)
	fmt.Fprintf(w, "%d times Anki made cards of a note twice on its own\n", s.doubled)
	fmt.Fprintf(w, "edits of maintainers: %s\n", list(s.edits))
	fmt.Fprintf(w, "acts of learners: %s\n", list(s.acts))
	fmt.Fprintf(w, "%d edits were stopped and %d of them mended; of %d that were imported anyway %d hurt; of %d no package can be made\n",
		s.stops.stopped, s.mended, s.stops.tried, s.stops.hurt, s.unbuildable)
	for _, m := range []map[string]*verdict{s.byRule, s.byEdit} {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			fmt.Fprintf(w, "  %-36s stopped %4d, imported anyway %4d, hurt %4d\n", key, m[key].stopped, m[key].tried, m[key].hurt)
		}
	}
}

func list(m map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(m)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, m[name]))
	}
	return strings.Join(parts, ", ")
}
