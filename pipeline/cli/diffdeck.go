package cli

import (
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/diff"
)

// A comparison is that of one deck.
type comparison struct {
	s             *session
	before, after *side
	pair          deckPair
	now           int64 // the time that sources are compiled with, in seconds
	progress      *progress
}

// run reads both sides and compares them.
func (c *comparison) run() (*diff.Diff, error) {
	before, after, err := c.read()
	if err != nil {
		return nil, err
	}
	d, err := diff.Compare(before, after, c.s.env.Now().Unix())
	if err != nil {
		return nil, &failure{doing: "cannot import `" + before.Name + "`", err: err, help: "learners cannot have it: Anki refuses it"}
	}
	return d, nil
}

// read reads both sides: two packages at the same time, sources on top of what is old.
func (c *comparison) read() (before, after diff.Release, err error) {
	var reading sync.WaitGroup
	var failed error
	if d := c.pair.new; d != nil && d.path != "" {
		reading.Go(func() { after, failed = readPackage(d) })
	}
	if d := c.pair.old; d != nil && d.path != "" {
		before, err = readPackage(d)
	} else if d != nil {
		before, err = c.compile(c.before, d, c.now-daysEarlier, nil)
		before.Undated = true
	}
	reading.Wait()
	switch d := c.pair.new; {
	case err != nil:
	case failed != nil:
		err = failed
	case d == nil:
		after.WhyGone, after.Package = c.whyGone(before), c.after.repo == nil
	case d.path == "":
		after, err = c.compile(c.after, d, c.now, baselineOf(before))
	}
	return before, after, err
}

// baselineOf returns a release as that on top of which the next one is built; nil when there is none.
func baselineOf(r diff.Release) *collection.Baseline {
	if r.Collection == nil {
		return nil
	}
	b := collection.NewBaseline(r.Name, r.Collection)
	b.Undated = r.Undated
	return b
}

// whyGone returns the reason that sources give for a deck's being gone, or "".
func (c *comparison) whyGone(before diff.Release) string {
	if c.after.repo == nil {
		return ""
	}
	reason, _ := c.after.repo.WhyGone(pipeline.PastDeck{ID: c.pair.old.id, Decks: before.Collection.Decks})
	return reason
}

// daysEarlier is by how much the sources of a release are taken to be older than what is compared with them, in seconds.
// Their true time is in no source, and which it is makes no difference.
const daysEarlier = 24 * 60 * 60

// sourceTime returns the time that sources are compiled with, if a side has any: that of a build.
func (s *session) sourceTime(sides ...*side) (int64, error) {
	for _, v := range sides {
		if v.repo == nil {
			continue
		}
		root := s.dir
		if v.rev == nil {
			root = v.repo.root
		}
		return buildTime(s.env, root, "", filepath.Join(root, "dist"))
	}
	return 0, nil
}

func readPackage(d *sideDeck) (diff.Release, error) {
	r, err := pipeline.ReadRelease(d.path)
	if err != nil {
		return diff.Release{}, baselineFailure(d.shown, err)
	}
	return diff.Release{Name: d.shown, Date: dateOf(r.Time), Collection: r, Package: true, File: filepath.Base(d.path)}, nil
}

func (c *comparison) compile(v *side, d *sideDeck, seconds int64, base *collection.Baseline) (diff.Release, error) {
	// Only: a deck of 32 editions would be compiled 32 times as a whole.
	o := pipeline.Options{Time: seconds, Ungated: true, Only: []string{d.slug}, Notes: c.progress.notes}
	o.LoadBaseline = func(name string) (*collection.Baseline, error) {
		if name == d.slug {
			return base, nil
		}
		return nil, nil
	}
	compiled, err := v.repo.Compile(d.source.Place, o)
	var stranger *pipeline.BaselineError
	if errors.As(err, &stranger) && stranger.Other { // nothing in common: compared all the same
		o.LoadBaseline = nil
		compiled, err = v.repo.Compile(d.source.Place, o)
	}
	if err != nil {
		return diff.Release{}, asFailure(err, "cannot read the deck `"+d.shown+"`")
	}
	if compiled.Collection == nil {
		return diff.Release{}, &brokenDeck{side: v, deck: d, found: compiled.Diagnostics}
	}
	p := compiled.Named(d.slug)
	return diff.Release{Name: d.shown, Collection: p.Collection, Retired: p.Retired, File: p.Name + ".apkg"}, nil
}

// A brokenDeck is an error: a deck that cannot be built, so that nobody can say what learners would get.
type brokenDeck struct {
	side  *side
	deck  *sideDeck
	found diag.List
}

func (b *brokenDeck) Error() string { return "the deck `" + b.deck.shown + "` cannot be built" }

// sayBroken prints the errors of a deck.
func (s *session) sayBroken(b *brokenDeck) error {
	errs := slices.DeleteFunc(b.found, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	if err := s.wrote(diag.WriteText(s.env.Stderr, errs, diag.TextOptions{Max: 3})); err != nil {
		return err
	}
	help := "name another revision"
	if b.side.rev == nil {
		help = "`deckmill check " + b.deck.slug + "` says more"
	}
	printProblem(s.env.Stderr, b.Error()+", so nobody can say what learners would get", help)
	return errFindings
}

// dateOf returns the day of a time, in UTC.
func dateOf(seconds int64) string {
	if seconds <= 0 {
		return ""
	}
	return time.Unix(seconds, 0).UTC().Format(time.DateOnly)
}
