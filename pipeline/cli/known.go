package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// A known is the findings that are no news: those of an earlier revision, of a saved report, or of both. Without either
// every finding is news.
type known struct {
	report string    // path of the file; may be empty
	rev    *revision // may be nil
	prints map[string]bool
	hidden int // findings left out because they are known
}

func newKnown(env Env, newSince, report string) *known {
	k := &known{report: report, prints: map[string]bool{}}
	if newSince != "" {
		k.rev = newRevision(env, newSince)
		k.rev.instead = "compare with a saved report instead: `--known FILE`"
	}
	return k
}

// close removes what load left on the disk. load may still run.
func (k *known) close() {
	if k.rev != nil {
		k.rev.close()
	}
}

// load finds out what is known about the repository r.
func (k *known) load(s *session, r *repository, p *progress) error {
	if k.report != "" {
		if err := k.loadReport(s.dir); err != nil {
			return err
		}
	}
	if k.rev != nil {
		return k.loadRevision(s, r.root, p)
	}
	return nil
}

func (k *known) loadReport(dir string) error {
	path := k.report
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return &failure{doing: "cannot read `" + k.report + "`", err: err, help: "`deckmill check --format json > FILE` writes such a report"}
	}
	prints, err := diag.ReadFingerprints(data)
	if err != nil {
		return &usageError{message: fmt.Sprintf("`%s` is no report of findings: %v", k.report, err),
			help: "`deckmill check --format json > FILE` writes one"}
	}
	for _, print := range prints {
		k.prints[print] = true
	}
	return nil
}

// loadRevision checks all decks of the revision, whatever is checked now: a deck may have had another name then.
func (k *known) loadRevision(s *session, root string, p *progress) error {
	folder, err := k.rev.checkout(root)
	if err != nil {
		return err
	}
	r, err := openRoot(folder)
	if err != nil {
		return err
	}
	defer r.close()
	sel := &selection{all: true, decks: r.Decks}
	results := s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), Notes: p.notes}, p, nil)
	if failures := failuresOf(r, results); len(failures) > 0 {
		return failures[0]
	}
	groups := groupsOf(r, sel, results)
	lint.Fingerprint(groups)
	for _, g := range groups {
		for _, print := range g.Prints {
			k.prints[print] = true
		}
	}
	return nil
}

// hide returns groups without the findings that are known.
func (k *known) hide(groups []diag.Group) []diag.Group {
	if k.rev == nil && k.report == "" {
		return groups
	}
	lint.Fingerprint(groups)
	news := make([]diag.Group, len(groups))
	for i, g := range groups {
		news[i] = diag.Group{Deck: g.Deck, ID: g.ID}
		for j, d := range g.Found {
			if k.prints[g.Prints[j]] {
				k.hidden++
				continue
			}
			news[i].Found.Report(d)
			news[i].Prints = append(news[i].Prints, g.Prints[j])
		}
	}
	return news
}

// verdict says in a line what check found, and how much of it is not shown.
func (k *known) verdict(sel *selection, groups []diag.Group, results []result) string {
	if k.hidden == 0 {
		return verdict(sel, groups, results)
	}
	hidden := diag.Plural(k.hidden, "known finding") + " not shown"
	if text := tally(groups, len(sel.decks)); text != "" {
		return text + "; " + hidden
	}
	return "no new mistakes found; " + hidden
}
