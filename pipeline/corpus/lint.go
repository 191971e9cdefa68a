package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

// A result is what was found in the whole corpus.
type result struct {
	decks    []linted
	findings []finding // in the order of the sources, then as the command prints them
	places   places
	took     time.Duration // of reading our format, compiling and linting
}

// A linted is a deck that was compiled.
type linted struct {
	source *repository
	name   string // slug, or "" for what concerns a whole repository
	notes  int
	found  int // findings, without those of the contract
	broken int // findings about the contract
}

// A finding is a diagnostic and the deck it is about.
type finding struct {
	diag.Diagnostic
	source   *repository
	deck     string
	contract bool // part of the contract of the format: a conversion may break it
}

// lintSources compiles and lints every deck.
func lintSources(sources []repository) (*result, error) {
	r := &result{places: places{}}
	for i := range sources {
		if err := r.lint(&sources[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", sources[i].name, err)
		}
	}
	return r, nil
}

func (r *result) lint(s *repository) error {
	start := time.Now()
	defer func() { r.took += time.Since(start) }()
	repo, err := pipeline.Open(s.fsys)
	if err != nil {
		return err
	}
	if len(repo.Found) > 0 {
		r.add(linted{source: s}, repo.Found)
	}
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{Time: start.Unix()})
		if err != nil {
			return err
		}
		r.add(linted{source: s, name: p.Slug, notes: c.Notes}, c.Diagnostics)
	}
	return nil
}

func (r *result) add(d linted, list diag.List) {
	for _, one := range list {
		f := finding{Diagnostic: one, source: d.source, deck: d.name, contract: isContract(&one)}
		if f.contract {
			d.broken++
		} else {
			d.found++
		}
		r.findings = append(r.findings, f)
	}
	r.decks = append(r.decks, d)
}

// isContract reports whether a finding is part of the contract of the format (rules.md section 1).
func isContract(d *diag.Diagnostic) bool {
	rule, _ := rules.Find(d.Code)
	return rule == nil || rule.Fixed || rule.Contract != nil && rule.Contract(d)
}

// of returns the findings of a rule in one group.
func (r *result) of(code string, g group) []*finding {
	var out []*finding
	for i := range r.findings {
		if f := &r.findings[i]; f.Code == code && f.source.group == g {
			out = append(out, f)
		}
	}
	return out
}

// decksIn counts the decks in which findings are.
func decksIn(found []*finding) int {
	var decks []string
	for _, f := range found {
		decks = append(decks, f.source.name+"\x00"+f.deck)
	}
	slices.Sort(decks)
	return len(slices.Compact(decks))
}
