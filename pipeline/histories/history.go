package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// firstDay is when histories begin, in seconds since 1970. Every release is built a day after the one before; Anki's own
// clock is years ahead, which the worker hides.
const (
	firstDay = 1_700_000_000
	day      = 86_400
	moment   = 60 // between two things that happen on one day
)

// A History is one that runs.
type History struct {
	seed     uint64
	worker   *Worker
	old      bool // Anki before 25.02, where an update stores the time of the import (anki-format.md 4.2)
	dir      string
	stats    *Stats
	variants bool                             // the deck has languages, and perhaps an extended edition
	tool     string                           // the command, which builds a share of the histories as well; "" is none
	say      func(format string, args ...any) // tells the story; nil: nobody listens

	deck     *Deck
	versions [][]*Release                    // what was published together, by edition
	bases    map[string]*collection.Baseline // the last release, by the name of the package
	accepted []*collection.Notetype          // those that got fields or cards at their end, with the finding suppressed
	now      int64

	state   *State
	model   *learner.Collection // what it should be
	follows []Edition           // the packages that the learner imports, of one language each
	latest  map[string]*Release // the last one that the learner imported, by language
	next    Choice              // options of the next import

	// What one import is about (see look).
	releases []*Release // those of the same language, in their order
	imported *Release   // the last one of them that the learner imported; nil: none yet

	empty   map[int64]bool
	touched map[string]int64 // when the learner changed notes since the last import, by guid
}

// run runs the steps of a history that are not dropped. It returns what hurt the learner or was not as predicted; an error
// means that the harness failed.
func (h *History) run(steps []Step, dropped Dropped) ([]string, error) {
	folder := filepath.Join(h.dir, "learner")
	if err := os.Mkdir(folder, 0o755); err != nil {
		return nil, err
	}
	a, err := h.worker.ask(Request{"do": "open", "folder": folder})
	if err != nil {
		return nil, err
	}
	h.model = learner.New()
	if h.old {
		h.model.Version = learner.V23_10
	}
	h.state, h.empty, h.now = a.State, map[int64]bool{}, firstDay
	h.deck = newDeck(chance(h.seed, 1))
	if h.variants {
		(&Maintainer{Deck: h.deck, rand: chance(h.seed, 1<<20)}).addVariants()
	}
	h.latest, h.follows = map[string]*Release{}, []Edition{h.deck.editions()[0]}
	var hurts []string
	for i, s := range steps {
		if dropped[i] {
			continue
		}
		h.now += moment
		h.tell("%3d %s", i, s)
		hurts, err = h.step(i+2, s) // chances 0 and 1 made the plan and the deck
		if err != nil {
			return nil, err
		}
		if len(hurts) > 0 {
			break
		}
	}
	_, err = h.worker.ask(Request{"do": "close"})
	return hurts, err
}

func (h *History) tell(format string, args ...any) {
	if h.say != nil {
		h.say(format, args...)
	}
}

func (h *History) step(i int, s Step) ([]string, error) {
	switch s.Kind {
	case EditStep:
		return h.edit(i, s.Edit)
	case ReleaseStep:
		return h.release(i)
	case OptionsStep:
		h.next = s.Options
		h.next.Merge = h.next.Merge && !h.old // a merge in 23.10 mixes fields up, whatever the package
	case ImportStep:
		return h.importNewest()
	case ActStep:
		return nil, h.act(i, s.Act)
	}
	return nil, nil
}

// buildTime is that of the next release.
func (h *History) buildTime() int64 { return int64(firstDay + day*len(h.versions)) }

// options are those of the next build.
func (h *History) options(ungated bool) pipeline.Options {
	time := h.buildTime()
	if h.deck.ClockBehind {
		time -= 3 * day
	}
	load := func(name string) (*collection.Baseline, error) { return h.bases[name], nil }
	var gone []pipeline.GonePackage
	for _, name := range slices.Sorted(maps.Keys(h.bases)) {
		if !slices.ContainsFunc(h.deck.editions(), func(e Edition) bool { return slug+e.suffixFrom(h.deck) == name }) {
			gone = append(gone, pipeline.GonePackage{Name: name, Place: name + ".apkg"})
		}
	}
	return pipeline.Options{Time: time, LoadBaseline: load, Gone: gone, Ungated: ungated, Changes: true}
}

// release publishes the deck as it is.
func (h *History) release(i int) ([]string, error) {
	c, err := compile(h.deck, h.options(false))
	if err != nil {
		return nil, err
	}
	if c.Collection == nil {
		return []string{fmt.Sprintf("every edit passed, but not the release: %v", c.Diagnostics)}, nil
	}
	if len(h.versions) > 0 {
		h.now = h.buildTime() + moment
	}
	version, err := newReleases(h.deck, c, h.dir, fmt.Sprintf("release-%d", len(h.versions)), true)
	if err != nil {
		return nil, err
	}
	if wrong, err := h.command(version); err != nil || len(wrong) > 0 {
		return wrong, err
	}
	bases, legacy := map[string]*collection.Baseline{}, chance(h.seed, i).IntN(3) == 0
	h.deck.Released, h.deck.ReleasedIn = version[0].guids(), map[string]map[int]string{}
	for _, r := range version {
		r.Version = len(h.versions)
		h.acceptLayouts(r)
		name := slug + r.Edition.suffixFrom(h.deck)
		path := r.Latest
		if legacy {
			path = r.Legacy
		}
		if bases[name], err = readBaseline(path); err != nil {
			return nil, err
		}
		if err := h.keepLast(name, path); err != nil {
			return nil, err
		}
		if guids := h.deck.ReleasedIn[r.Edition.Language]; guids == nil || r.Edition.Extended {
			h.deck.ReleasedIn[r.Edition.Language] = r.guids()
		}
		if r.Edition.Language == original && (r.Edition.Extended || !h.deck.HasExtended) {
			h.deck.Released = r.guids()
		}
	}
	h.versions, h.bases = append(h.versions, version), bases
	h.deck.Suppressed, h.deck.ClockBehind = nil, false
	h.stats.releases += len(version)
	return nil, nil
}

// look makes the history one of the packages in a language.
func (h *History) look(language string) {
	h.releases, h.imported = nil, h.latest[language]
	for _, v := range h.versions {
		for _, r := range v {
			if r.Edition.Language == language {
				h.releases = append(h.releases, r)
			}
		}
	}
}

// acceptLayouts notes which types a release changed in a way that learners are told about, and those that are other in the
// extended edition: who moves is told to tick Merge note types.
func (h *History) acceptLayouts(r *Release) {
	base := h.bases[slug+r.Edition.suffixFrom(r.Deck)]
	for i := range r.Collection.Notetypes {
		t := &r.Collection.Notetypes[i]
		if h.deck.HasExtended && h.differs(r, i) {
			h.accepted = append(h.accepted, t)
		}
		if base == nil || len(h.deck.Suppressed) == 0 {
			continue
		}
		if old := base.Notetype(t.ID); old != nil && !(old.SameFields(t) && old.SameTemplates(t)) {
			h.accepted = append(h.accepted, t)
		}
	}
}

// differs reports whether the i-th note type of a release is other in the extended edition.
func (h *History) differs(r *Release, i int) bool {
	for k, n := range r.Notes {
		if r.Collection.Notes[k].Notetype == i {
			return h.deck.typeOf(n).differs()
		}
	}
	return false
}

// accepts reports whether learners were told that a note type has come to have these fields and cards.
func (h *History) accepts(t *collection.Notetype) bool {
	return slices.ContainsFunc(h.accepted, func(a *collection.Notetype) bool {
		return a.ID == t.ID && a.SameFields(t) && a.SameTemplates(t)
	})
}
