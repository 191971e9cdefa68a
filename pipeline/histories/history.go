package main

import (
	"fmt"
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
	seed   uint64
	worker *Worker
	old    bool // Anki before 25.02, where an update stores the time of the import (anki-format.md 4.2)
	dir    string
	stats  *Stats
	tool   string                           // the command, which builds a share of the histories as well; "" is none
	say    func(format string, args ...any) // tells the story; nil: nobody listens

	deck     *Deck
	releases []*Release
	base     *collection.Baseline
	basePath string                 // of its package
	accepted []*collection.Notetype // those that got fields or cards at their end, with the finding suppressed
	now      int64

	state    *State
	model    *learner.Collection // what it should be
	imported *Release            // the last one that the learner imported; nil: none yet
	next     Choice              // options of the next import
	empty    map[int64]bool
	touched  map[string]int64 // when the learner changed notes since the last import, by guid
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
func (h *History) buildTime() int64 { return int64(firstDay + day*len(h.releases)) }

// options are those of the next build.
func (h *History) options(ungated bool) pipeline.Options {
	time := h.buildTime()
	if h.deck.ClockBehind {
		time -= 3 * day
	}
	return pipeline.Options{Time: time, Baseline: h.base, Ungated: ungated, Changes: true}
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
	if len(h.releases) > 0 {
		h.now = h.buildTime() + moment
	}
	r, err := newRelease(h.deck, c, h.dir, fmt.Sprintf("release-%d", len(h.releases)), true)
	if err != nil {
		return nil, err
	}
	bytes, err := os.ReadFile(r.Latest)
	if err != nil {
		return nil, err
	}
	if wrong, err := h.command(bytes); err != nil || len(wrong) > 0 {
		return wrong, err
	}
	h.acceptLayouts(r)
	h.releases = append(h.releases, r)
	if h.basePath = r.Latest; chance(h.seed, i).IntN(3) == 0 {
		h.basePath = r.Legacy
	}
	if h.base, err = readBaseline(h.basePath); err != nil {
		return nil, err
	}
	h.deck.Suppressed, h.deck.ClockBehind, h.deck.Released = nil, false, r.guids()
	h.stats.releases++
	return nil, nil
}

// acceptLayouts notes which types a release changed in a way that learners are told about.
func (h *History) acceptLayouts(r *Release) {
	if h.base == nil || len(r.Deck.Suppressed) == 0 {
		return
	}
	for i := range r.Collection.Notetypes {
		t := &r.Collection.Notetypes[i]
		if old := h.base.Notetype(t.ID); old != nil && !(old.SameFields(t) && old.SameTemplates(t)) {
			h.accepted = append(h.accepted, t)
		}
	}
}

// accepts reports whether learners were told that a note type has come to have these fields and cards.
func (h *History) accepts(t *collection.Notetype) bool {
	return slices.ContainsFunc(h.accepted, func(a *collection.Notetype) bool {
		return a.ID == t.ID && a.SameFields(t) && a.SameTemplates(t)
	})
}

// importNewest lets the learner import the newest release.
func (h *History) importNewest() ([]string, error) {
	r, choice := h.releases[len(h.releases)-1], h.next
	h.next = Choice{}
	part, path := r, r.Latest
	switch {
	case choice.Changes && r.Changes != nil && len(h.releases) > 1 && h.imported == h.releases[len(h.releases)-2]:
		part, path = r.Changes, r.Changes.Latest
		h.stats.changes++
	case choice.Legacy:
		path = r.Legacy
	}
	a, err := h.worker.ask(Request{"do": "import", "package": path, "options": choice, "now": h.now})
	if err != nil {
		return nil, err
	}
	hurts := append(h.judge(r, part, choice, a), h.predict(h.model, part, choice, a)...)
	wrong, err := h.forecast(part, choice, a)
	if err != nil {
		return nil, err
	}
	hurts = append(hurts, wrong...)
	if len(hurts) > 0 || a.Error != "" {
		return hurts, nil
	}
	h.stats.imports++
	h.stats.notes += len(r.Notes)
	h.imported, h.state = r, a.State
	h.empty, h.touched = map[int64]bool{}, map[string]int64{}
	for _, id := range a.Check.Empty {
		h.empty[id] = true
	}
	return nil, nil
}

// act lets the learner do something, in Anki and in the model.
func (h *History) act(i int, a *Act) error {
	if h.imported == nil {
		return nil
	}
	own := map[string]bool{}
	for guid := range h.imported.byGUID {
		own[guid] = true
	}
	q := a.Do(&Study{State: h.state, own: own, deck: h.imported.Deck, rand: chance(h.seed, i)})
	if q == nil {
		return nil
	}
	q["now"] = h.now
	answer, err := h.worker.ask(Request{"do": "act", "actions": []Request{q}})
	if err != nil {
		return err
	}
	if q["do"] == "edit" || q["do"] == "tag" {
		h.touched[q["note"].(string)] = h.now
	}
	h.stats.acts[a.Name]++
	h.stats.reviews += len(answer.State.Reviews) - len(h.state.Reviews)
	before := h.state
	h.state = answer.State
	return h.mirror(q, before)
}
