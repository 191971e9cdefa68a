package diff

import (
	"sync"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// A prediction is what package learner says of imports over the old release.
type prediction struct {
	runs   [len(Combinations)]run
	styles [len(Combinations)]styles
	at     []int // by note of the new release: its index in the logs

	presets *learner.Collection // what a learner has who took the presets of both releases
}

// A run is an import under one combination: into a collection that holds the old release as it is, and into one whose
// learner has changed every note of it since.
type run struct {
	log, edited         *learner.Log
	refused, refusedToo error // why Anki refuses the package; then there is no log
}

// predict imports the old release with Anki's usual options, then the new one under each combination into copies of what
// that gives. The old one is imported as soon as it was built, edits are made right after that, and the new one is
// imported when it was built: so the times of the two releases decide, as between a learner who follows them. Only where
// the old release was built after now, edits are made before that: Anki stamps them with the clock.
func predict(m *matching, now int64) (*prediction, error) {
	l := learner.New()
	imported := m.base.Collection.Latest()
	changed := imported + 1
	if 0 < now && now < changed {
		changed = now
	}
	e := m.essentials(changed)
	before, after := e.before, e.after
	if _, err := l.Import(before, Combinations[0], imported); err != nil {
		return nil, err
	}
	edited := l.Clone()
	for i := range before.Notes {
		edited.Edit(before.Notes[i].GUID, changed, func(n *learner.Note) { n.Tags = append(n.Tags, "edited") })
	}
	later := max(imported+1, m.after.Latest()) + 1
	p := &prediction{at: e.at}
	for i, o := range Combinations {
		r := &p.runs[i]
		plain, other := l.Clone(), edited.Clone()
		var work sync.WaitGroup
		work.Go(func() { r.log, r.refused = plain.Import(after, o, later) })
		work.Go(func() { r.edited, r.refusedToo = other.Import(after, o, later) })
		work.Wait()
	}
	p.predictStyles(m, imported, changed, later)
	p.predictPresets(e, imported, later)
	return p, nil
}

// predictPresets imports both releases with their presets. Where Anki refuses one, nothing of it is there.
func (p *prediction) predictPresets(e essentials, imported, later int64) {
	p.presets = learner.New()
	if len(e.before.Presets)+len(e.after.Presets) == 0 {
		return
	}
	_, _ = p.presets.Import(e.before, learner.Options{Presets: true}, imported)
	_, _ = p.presets.Import(e.after, learner.Options{Presets: true}, later)
}

// Refused is the outcome of a note when Anki refuses the whole package.
const Refused = learner.Conflicting + 1

// outcomes returns what becomes of a note of the new package, by its index.
func (p *prediction) outcomes(i int) (plain, edited Outcomes) {
	at := p.at[i]
	for k := range p.runs {
		r := &p.runs[k]
		plain[k], edited[k] = Refused, Refused
		if r.log != nil {
			plain[k] = r.log.Notes[at]
		}
		if r.edited != nil {
			edited[k] = r.edited.Notes[at]
		}
	}
	return plain, edited
}

// imports sums up each import.
func (p *prediction) imports() [len(Combinations)]Import {
	var out [len(Combinations)]Import
	for k, r := range p.runs {
		m := &out[k]
		m.Options = Combinations[k]
		if r.log == nil {
			m.Refused = r.refused.Error()
			continue
		}
		m.OneWay = r.log.OneWaySync
		m.Cards = r.log.Generated
		m.Styles = len(p.styles[k].lost)
		for _, at := range p.at {
			m.Notes[r.log.Notes[at]]++
			m.Cards += r.log.Cards[at]
			if r.edited != nil && r.edited.Notes[at] == learner.Updated {
				m.Edits++
			}
		}
	}
	return out
}

// A TypeFate is what becomes of a note type of the new package.
type TypeFate struct {
	learner.NotetypeOutcome
	Name string // with the learner; "" when it is not imported

	// StyleLost says that what a learner changed in the styling or the templates after Old and before New was built is
	// replaced; StyleKept, that it is not with *Update note types: Never*.
	StyleLost, StyleKept bool

	is *learner.Notetype // that the learner has then; nil when it is not imported
}

// Arrives reports whether a learner has the note type as it is in the package after the import, for the notes of before.
func (f TypeFate) Arrives() bool {
	return f.NotetypeOutcome == learner.Replaced || f.NotetypeOutcome == learner.Added || f.NotetypeOutcome == learner.Merged
}

// fates returns what becomes of a note type of the new package, by its index. id is its id.
func (p *prediction) fates(i int, id int64) (out [len(Combinations)]TypeFate) {
	for k, r := range p.runs {
		out[k].NotetypeOutcome = learner.Kept
		if r.log == nil {
			continue
		}
		l := r.log.Notetypes[i]
		out[k].NotetypeOutcome = l.Outcome
		if out[k].is = l.Notetype; l.Notetype != nil {
			out[k].Name = l.Notetype.Name
		}
		out[k].StyleLost = p.styles[k].lost[id]
		out[k].StyleKept = out[k].StyleLost && !p.styles[k].lostAnyway[id]
	}
	return out
}

// copies returns the names of the media files that an import with Anki's usual options copies.
func (p *prediction) copies() map[string]bool {
	out := map[string]bool{}
	if log := p.runs[0].log; log != nil {
		for _, m := range log.Media {
			out[m.Name] = true
		}
	}
	return out
}
