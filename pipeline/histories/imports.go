package main

import "slices"

// importNewest lets the learner import the newest packages of what the learner follows.
func (h *History) importNewest() ([]string, error) {
	choice := h.next
	h.next = Choice{}
	h.follow(choice)
	for i, e := range h.follows {
		if i > 0 {
			h.now += moment
		}
		if hurts, err := h.importPackage(e, choice); err != nil || len(hurts) > 0 {
			return hurts, err
		}
	}
	return nil, nil
}

// follow lets the learner begin another language, or move to the other edition of one.
func (h *History) follow(c Choice) {
	all := h.deck.newest(h.versions)
	if c.Begin > 0 {
		e := all[c.Begin%len(all)]
		if !slices.ContainsFunc(h.follows, func(f Edition) bool { return f.Language == e.Language }) {
			h.tell("      the learner begins %s", e)
			h.follows = append(h.follows, e)
		}
	}
	if c.Move > 0 {
		f := &h.follows[c.Move%len(h.follows)]
		moved := Edition{Language: f.Language, Extended: !f.Extended}
		if slices.Contains(all, moved) {
			h.tell("      the learner moves to %s", moved)
			*f = moved
			h.stats.moves++
		}
	}
}

// importPackage lets the learner import the newest package of an edition.
func (h *History) importPackage(e Edition, choice Choice) ([]string, error) {
	version := h.versions[len(h.versions)-1]
	i := slices.IndexFunc(version, func(r *Release) bool { return r.Edition == e })
	if i < 0 {
		return nil, nil // it is not published any more
	}
	h.look(e.Language)
	r := version[i]
	part, path := r, r.Latest
	switch {
	case choice.Changes && r.Changes != nil && h.imported != nil && h.imported.Edition == e && h.imported.Version == r.Version-1:
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
	h.latest[e.Language], h.state, h.touched = r, a.State, h.touchedBeside(r)
	h.empty = map[int64]bool{}
	for _, id := range a.Check.Empty {
		h.empty[id] = true
	}
	return nil, nil
}

// touchedBeside returns when the learner changed notes, without those of a release.
func (h *History) touchedBeside(r *Release) map[string]int64 {
	out := map[string]int64{}
	for guid, at := range h.touched {
		if r.note(guid) == nil {
			out[guid] = at
		}
	}
	return out
}

// act lets the learner do something, in Anki and in the model.
func (h *History) act(i int, a *Act) error {
	own := map[string]bool{}
	var imported *Release
	for _, e := range h.follows {
		if r := h.latest[e.Language]; r != nil {
			imported = r
			for guid := range r.byGUID {
				own[guid] = true
			}
		}
	}
	if imported == nil {
		return nil
	}
	q := a.Do(&Study{State: h.state, own: own, deck: imported.Deck, rand: chance(h.seed, i)})
	if q == nil {
		return nil
	}
	q["now"] = h.now
	answer, err := h.worker.ask(Request{"do": "act", "actions": []Request{q}})
	if err != nil {
		return err
	}
	if q["do"] == "edit" || q["do"] == "tag" {
		if h.touched == nil {
			h.touched = map[string]int64{}
		}
		h.touched[q["note"].(string)] = h.now
	}
	h.stats.acts[a.Name]++
	h.stats.reviews += len(answer.State.Reviews) - len(h.state.Reviews)
	before := h.state
	h.state = answer.State
	return h.mirror(q, before)
}
