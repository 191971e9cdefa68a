package cli

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// fixRounds bounds how often what was mended is looked at again: a fix may uncover what another mends.
const fixRounds = 30

// A mending is what fix did: the fixes applied to each file, and what the files were before. A file whose fixes undo each
// other is refused: it stays as it was.
type mending struct {
	before  map[string][]byte
	rounds  map[string][]round       // file -> what it was at first and after each round
	edits   map[string][][]diag.Edit // file -> the edits of each round, which ascend
	applied map[string][]string      // file -> "line 4: add `id: x`"
	refused map[string][]string      // file -> the rules whose fixes would go on for ever
}

// A round is the state of a file, as a hash, and the rules whose fixes led there.
type round struct {
	hash  [sha256.Size]byte
	codes []string
}

func newMending() *mending {
	return &mending{before: map[string][]byte{}, rounds: map[string][]round{}, edits: map[string][][]diag.Edit{}, applied: map[string][]string{}, refused: map[string][]string{}}
}

// A proposal is a fix that is to be made, and the rule it comes from.
type proposal struct {
	diag.Fix
	code string
}

// proposals returns the fixes to make in each file: the first safe one of each finding, else the first suggestion if it
// was asked for.
func proposals(groups []diag.Group, suggested []string) map[string][]proposal {
	files := map[string][]proposal{}
	for _, g := range groups {
		for _, d := range g.Found {
			i := slices.IndexFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe })
			if i < 0 && len(d.Fixes) > 0 && slices.Contains(suggested, d.Code) {
				i = 0
			}
			if i >= 0 && len(d.Fixes[i].Edits) > 0 && inOneFile(d.Fixes[i]) {
				name := d.Fixes[i].Edits[0].Span.Path()
				files[name] = append(files[name], proposal{d.Fixes[i], d.Code})
			}
		}
	}
	return files
}

// inOneFile reports whether all edits of a fix are in one file: the values of a note may stand in several tables.
func inOneFile(f diag.Fix) bool {
	return !slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return e.Span.File != f.Edits[0].Span.File })
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
	var edits []diag.Edit
	for _, f := range applied {
		m.applied[name] = append(m.applied[name], fmt.Sprintf("line %d: %s", m.line(name, f.Edits[0].Span), f.Message))
		edits = append(edits, f.Edits...)
	}
	slices.SortFunc(edits, func(a, b diag.Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.New, b.New))
	})
	m.edits[name] = append(m.edits[name], slices.Compact(edits))
}

// line returns the line where a span of the present round stood in the file as its author knows it, before the first.
func (m *mending) line(name string, span source.Span) int {
	file, at := span.File, span.Start
	for _, edits := range slices.Backward(m.edits[name]) {
		file, at = edits[0].Span.File, offsetBefore(edits, at)
	}
	return file.Span(at, at).From().Line
}

// offsetBefore returns where in a file a byte stood before edits, which ascend, were made. What an edit wrote stood where
// the edit begins.
func offsetBefore(edits []diag.Edit, at int) int {
	shift := 0
	for _, e := range edits {
		if at < e.Span.Start+shift {
			break
		}
		if at < e.Span.Start+shift+len(e.New) {
			return e.Span.Start
		}
		shift += len(e.New) - (e.Span.End - e.Span.Start)
	}
	return at - shift
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
	made := map[diag.Edit]bool{} // by several fixes: the same new column of a table
	end := -1                    // of the edits so far: the common case needs no trial
	for _, f := range fixes {
		f.Edits = slices.DeleteFunc(slices.Clone(f.Edits), func(e diag.Edit) bool { return made[e] })
		if len(f.Edits) == 0 {
			continue
		}
		first := slices.MinFunc(f.Edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start }).Span.Start
		last := slices.MaxFunc(f.Edits, func(a, b diag.Edit) int { return a.Span.End - b.Span.End }).Span.End
		if first <= end {
			if _, err := diag.Apply(data, append(slices.Clone(edits), f.Edits...)); err != nil {
				continue
			}
		}
		edits, applied, end = append(edits, f.Edits...), append(applied, f), max(end, last)
		for _, e := range f.Edits {
			made[e] = true
		}
	}
	after, err := diag.Apply(data, edits)
	if err != nil { // a fix that contradicts itself
		return data, nil
	}
	return after, applied
}
