package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A result is what became of one deck.
type result struct {
	place   deck.Place
	id      string
	found   diag.List // those asked for
	shared  diag.List // those of the repository about what the deck shares with others
	broken  bool      // has an error, shown or not: it is not built
	notes   int
	outputs []output
	failure *failure

	last      []sinceLast // by package
	unchanged []string    // packages of which one of changes was asked for, and there are none
	removed   []string    // packages of changes that were out of date, as they are shown
}

// compileAll compiles decks one after the other and hands each to write, if given, while the next is being compiled:
// so at most two are in memory. Results come in the order of decks.
func (s *session) compileAll(r *repository, sel *selection, o pipeline.Options, p *progress, write func(*pipeline.Compiled, *result)) []result {
	results := make([]result, len(sel.decks))
	type job struct {
		compiled *pipeline.Compiled
		result   *result
	}
	jobs := make(chan job)
	go func() {
		defer close(jobs)
		for i, place := range sel.decks {
			p.deck(i+1, len(sel.decks))
			res := &results[i]
			res.place = place
			o.Only = names(sel.packagesOf(r, place))
			o.Published = r.baseline.notetypes()
			o.Gone = r.baseline.goneOf(place)
			o.LoadBaseline = r.baseline.loader(r.PackagesOf(place))
			c, err := r.Compile(place, o)
			if err != nil {
				res.failure = r.baseline.failed(place, err)
				continue
			}
			res.take(r, sel, c)
			if write != nil && !res.broken {
				jobs <- job{compiled: c, result: res}
			}
		}
	}()
	for j := range jobs {
		write(j.compiled, j.result)
	}
	return results
}

// take notes what was found in a deck.
func (res *result) take(r *repository, sel *selection, c *pipeline.Compiled) {
	res.notes, res.last = c.Notes, sinceLastOf(c)
	if c.Deck != nil {
		res.id = c.Deck.ID.Value
	}
	res.broken = c.Collection == nil
	if sel.whole[res.place.Slug] {
		res.shared = c.Shared
	}
	for _, d := range c.Diagnostics {
		if sel.shows(res.place.Slug, d) {
			res.found.Report(d)
		}
	}
	for _, d := range r.Found {
		res.broken = res.broken || d.Severity == diag.Error && concerns(d, res.place)
	}
}

// groupsOf returns the findings asked for: the repository's, then those of each deck.
func groupsOf(r *repository, sel *selection, results []result) []diag.Group {
	var own diag.List
	for _, d := range r.Found {
		if sel.shows("", d) || slices.ContainsFunc(results, func(res result) bool { return res.shared.Has(d) }) {
			own.Report(d)
		}
	}
	own.Sort()
	groups := []diag.Group{{Found: own}}
	for _, res := range results {
		groups = append(groups, diag.Group{Deck: res.place.Slug, ID: res.id, Found: res.found})
	}
	return groups
}

// tally returns "2 errors, 1 warning in 1 of 3 decks", or "" when nothing was found.
func tally(groups []diag.Group, decks int) string {
	var counts []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Hint} {
		n := 0
		for _, g := range groups {
			n += g.Found.Count(s)
		}
		if n > 0 {
			counts = append(counts, diag.Plural(n, s.String()))
		}
	}
	if len(counts) == 0 {
		return ""
	}
	with := 0
	for _, g := range groups {
		if g.Deck != "" && len(g.Found) > 0 {
			with++
		}
	}
	text := strings.Join(counts, ", ")
	switch {
	case with == 0:
		return text
	case with == decks || decks == 1:
		return fmt.Sprintf("%s in %s", text, diag.Plural(with, "deck"))
	}
	return fmt.Sprintf("%s in %d of %s", text, with, diag.Plural(decks, "deck"))
}

// fewFindings is how many findings need no count of each rule: they are seen at a glance.
const fewFindings = 5

// sayCounts says how many findings each of several rules has, the most severe first, above the line that says how many
// there are in all: "  12 stray-bullet (warning)".
func (s *session) sayCounts(groups []diag.Group) {
	counts := diag.CountRules(groups)
	all, most := 0, 0
	for _, c := range counts {
		all, most = all+c.Findings, max(most, c.Findings)
	}
	if len(counts) < 2 || all <= fewFindings || s.isDocument() {
		return
	}
	for _, c := range counts {
		s.say("  %*d %s (%s)", len(strconv.Itoa(most)), c.Findings, c.Code, c.Severity)
	}
}

// worst returns the highest severity among the findings.
func worst(groups []diag.Group) diag.Severity {
	w := diag.Unresolved
	for _, g := range groups {
		for _, d := range g.Found {
			w = max(w, d.Severity)
		}
	}
	return w
}

func failuresOf(r *repository, results []result) []*failure {
	list := r.tree.failures()
	for _, res := range results {
		if res.failure != nil {
			list = append(list, res.failure)
		}
	}
	return list
}
