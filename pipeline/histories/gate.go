package main

import (
	"fmt"
	"slices"
)

// edit lets the maintainer change something. What the gate refuses is mended or undone, after a look at what it would have
// done.
func (h *History) edit(i int, e *Edit) ([]string, error) {
	if h.bases == nil {
		return nil, nil
	}
	before := h.deck.Clone()
	mend, changed := e.Do(&Maintainer{Deck: h.deck, rand: chance(h.seed, i)})
	if !changed || len(before.Suppressed) > 0 && before.layout() != h.deck.layout() || h.old && h.deck.renamesBadly(before) {
		h.tell("      nothing to change")
		h.deck = before
		return nil, nil
	}
	c, err := compile(h.deck, h.options(false))
	if err != nil {
		return nil, err
	}
	h.stats.edits[e.Name]++
	refused := codes(c.Diagnostics)
	if len(refused) == 0 {
		return nil, nil
	}
	h.tell("      stopped: %v", refused)
	if wrong, err := h.command(nil); err != nil || len(wrong) > 0 {
		return wrong, err
	}
	if wrong, err := h.try(e, refused); err != nil || len(wrong) > 0 {
		return wrong, err
	}
	if mend != nil {
		mend()
		c, err := compile(h.deck, h.options(false))
		if err != nil {
			return nil, err
		}
		if refused = codes(c.Diagnostics); len(refused) == 0 {
			h.tell("      mended")
			h.stats.mended++
			return nil, nil
		}
		h.tell("      stopped again: %v", refused)
	}
	h.deck = before
	return nil, nil
}

// try builds what the gate refused, for a copy of the learner's collection that is then thrown away, and counts whether
// it hurts.
func (h *History) try(edit *Edit, refused []string) ([]string, error) {
	h.stats.stop(edit, refused)
	c, err := compile(h.deck, h.options(true))
	if err != nil {
		return nil, err
	}
	if c.Collection == nil {
		h.stats.unbuildable++
		return nil, nil
	}
	version, err := newReleases(h.deck, c, h.dir, "refused", false)
	if err != nil {
		h.stats.unbuildable++ // apkg refuses it too
		return nil, nil
	}
	defer func(now int64) { h.now = now }(h.now)
	h.now = h.buildTime() + moment
	tried := false
	for _, e := range h.follows {
		h.look(e.Language)
		i := slices.IndexFunc(version, func(r *Release) bool { return r.Edition == e })
		if i < 0 || h.imported == nil || h.imported.Edition != e || h.imported.Version != len(h.versions)-1 {
			continue // the learner missed a release: what would hurt others need not hurt them
		}
		tried = true
		if hurts, wrong, err := h.tryRelease(version[i]); err != nil || len(wrong) > 0 || hurts {
			if hurts {
				h.stats.try(edit, refused, true)
			}
			return wrong, err
		}
	}
	if tried {
		h.tell("      it would not have hurt")
		h.stats.try(edit, refused, false)
	}
	return nil, nil
}

// tryRelease imports a release into copies of the learner's collection. hurts says that it hurt, wrong what was not as
// predicted.
func (h *History) tryRelease(r *Release) (hurts bool, wrong []string, err error) {
	for _, choice := range []Choice{{}, {Merge: !h.old}} {
		a, err := h.worker.ask(Request{"do": "try", "package": r.Latest, "options": choice, "now": h.now})
		if err != nil {
			return false, nil, err
		}
		if wrong := h.predict(h.model.Clone(), r, choice, a); len(wrong) > 0 {
			return false, append([]string{"import of what was refused, " + choice.String()}, wrong...), nil
		}
		if hurts := h.judge(r, r, choice, a); len(hurts) > 0 {
			h.tell("      it would have hurt: %s", hurts[0])
			return true, nil, nil
		}
	}
	return false, nil, nil
}

// layout says which fields and cards the note types have, in which order: what learners' Ankis compare.
func (d *Deck) layout() string {
	var out []any
	for _, t := range d.Types {
		out = append(out, t.Num, t.Key, t.Was, t.Cloze, t.SortField)
		for _, f := range t.Fields {
			out = append(out, f.Num, f.Key, f.Was)
		}
		for _, c := range t.Cards {
			out = append(out, c.Num, c.Key, c.Was)
		}
	}
	return fmt.Sprint(out)
}
