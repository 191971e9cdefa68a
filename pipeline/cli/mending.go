package cli

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// fixRounds bounds how often what was mended is looked at again: a fix may uncover what another mends.
const fixRounds = 30

// A mending is what fix did: the fixes applied to each file, and what the files were before. A file whose fixes undo each
// other is refused: it stays as it was.
type mending struct {
	before  map[string][]byte
	rounds  map[string][]round  // file -> what it was at first and after each round
	applied map[string][]string // file -> "line 4: add `id: x`"
	refused map[string][]string // file -> the rules whose fixes would go on for ever
}

// A round is the state of a file, as a hash, and the rules whose fixes led there.
type round struct {
	hash  [sha256.Size]byte
	codes []string
}

func newMending() *mending {
	return &mending{before: map[string][]byte{}, rounds: map[string][]round{}, applied: map[string][]string{}, refused: map[string][]string{}}
}

// A proposal is a fix that is to be made, and the rule it comes from.
type proposal struct {
	diag.Fix
	code string
}

// proposals returns the fixes to make in each file: the first safe one of each finding, else the first suggestion if it
// was asked for.
func proposals(results []result, suggested []string) map[string][]proposal {
	files := map[string][]proposal{}
	for _, res := range results {
		for _, d := range res.found {
			i := slices.IndexFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe })
			if i < 0 && len(d.Fixes) > 0 && slices.Contains(suggested, d.Code) {
				i = 0
			}
			if i >= 0 && len(d.Fixes[i].Edits) > 0 {
				name := d.Fixes[i].Edits[0].Span.Path()
				files[name] = append(files[name], proposal{d.Fixes[i], d.Code})
			}
		}
	}
	return files
}

// apply makes the fixes of one round in memory and reports whether anything has changed, so that another round is due.
func (m *mending) apply(t *tree, files map[string][]proposal) bool {
	changed := false
	for name, fixes := range files {
		if m.refused[name] != nil {
			continue
		}
		data := fixes[0].Edits[0].Span.File.Data
		after, applied := applyFixes(data, fixes)
		if bytes.Equal(after, data) {
			continue
		}
		changed = true
		t.changed[name] = after
		m.note(name, data, applied)
		if codes := m.endless(name, after, applied); codes != nil {
			m.refuse(t, name, codes)
		}
	}
	return changed
}

func (m *mending) note(name string, data []byte, applied []proposal) {
	if _, ok := m.before[name]; !ok {
		m.before[name] = data
		m.rounds[name] = []round{{hash: sha256.Sum256(data)}}
	}
	for _, f := range applied { // the line is that of the file as it was in this round
		m.applied[name] = append(m.applied[name], fmt.Sprintf("line %d: %s", f.Edits[0].Span.From().Line, f.Message))
	}
}

// endless returns the rules whose fixes would be made for ever, if any: a file is what it was already, or still changes
// after many rounds.
func (m *mending) endless(name string, after []byte, applied []proposal) []string {
	this := round{hash: sha256.Sum256(after)}
	for _, f := range applied {
		this.codes = append(this.codes, f.code)
	}
	before := slices.IndexFunc(m.rounds[name], func(r round) bool { return r.hash == this.hash })
	m.rounds[name] = append(m.rounds[name], this)
	if before < 0 && len(m.rounds[name]) <= fixRounds {
		return nil
	}
	if before < 0 {
		before = len(m.rounds[name]) - 2
	}
	var codes []string
	for _, r := range m.rounds[name][before+1:] {
		codes = append(codes, r.codes...)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// refuse leaves a file as it was before the first round.
func (m *mending) refuse(t *tree, name string, codes []string) {
	m.refused[name] = codes
	delete(t.changed, name)
	delete(m.before, name)
	delete(m.applied, name)
}

// applyFixes makes as many of the fixes as go together; the others wait for the next round.
func applyFixes(data []byte, fixes []proposal) (after []byte, applied []proposal) {
	var edits []diag.Edit
	end := -1 // of the edits so far: the common case needs no trial
	for _, f := range fixes {
		first := slices.MinFunc(f.Edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start }).Span.Start
		last := slices.MaxFunc(f.Edits, func(a, b diag.Edit) int { return a.Span.End - b.Span.End }).Span.End
		if first <= end {
			if _, err := diag.Apply(data, append(slices.Clone(edits), f.Edits...)); err != nil {
				continue
			}
		}
		edits, applied, end = append(edits, f.Edits...), append(applied, f), max(end, last)
	}
	after, err := diag.Apply(data, edits)
	if err != nil { // a fix that contradicts itself
		return data, nil
	}
	return after, applied
}
