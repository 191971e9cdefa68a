package main

import (
	"fmt"
)

// edit lets the maintainer change something. What the gate refuses is mended or undone, after a look at what it would have
// done.
func (h *History) edit(i int, e *Edit) ([]string, error) {
	if h.base == nil {
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
func (h *History) try(e *Edit, refused []string) ([]string, error) {
	h.stats.stop(e, refused)
	if h.imported != h.releases[len(h.releases)-1] {
		return nil, nil // the learner missed a release: what would hurt others need not hurt them
	}
	c, err := compile(h.deck, h.options(true))
	if err != nil {
		return nil, err
	}
	if c.Collection == nil {
		h.stats.unbuildable++
		return nil, nil
	}
	r, err := newRelease(h.deck, c, h.dir, "refused", false)
	if err != nil {
		h.stats.unbuildable++ // apkg refuses it too
		return nil, nil
	}
	defer func(now int64) { h.now = now }(h.now)
	h.now = h.buildTime() + moment
	for _, choice := range []Choice{{}, {Merge: !h.old}} {
		a, err := h.worker.ask(Request{"do": "try", "package": r.Latest, "options": choice, "now": h.now})
		if err != nil {
			return nil, err
		}
		if wrong := h.predict(h.model.Clone(), r, choice, a); len(wrong) > 0 {
			return append([]string{"import of what was refused, " + choice.String()}, wrong...), nil
		}
		if hurts := h.judge(r, r, choice, a); len(hurts) > 0 {
			h.tell("      it would have hurt: %s", hurts[0])
			h.stats.try(e, refused, true)
			return nil, nil
		}
	}
	h.tell("      it would not have hurt")
	h.stats.try(e, refused, false)
	return nil, nil
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
