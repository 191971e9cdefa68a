package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/diff"
)

func diffCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "say what learners get who have one version and import another",
		ArgsUsage: "OLD NEW",
		Description: `OLD is what learners have, NEW what they would import: each a package (.apkg) of any tool, a
folder of packages, a deck (its name, folder or file), all decks (.), or a Git revision
(git:v1.0.0). Says what Anki will do with every note under each of its import options, what
becomes of learners' own changes, and which part of the version number to count up:

  major  an update does not arrive, history no longer fits what is asked, or learners have
         something to do (tick Merge note types, empty cards, rename a deck)
  minor  there is something else to learn: notes, cards or decks are new, notes are retired
  patch  only texts, tags, looks and names change
  none   importing it changes nothing`,
		UsageText: `  deckmill diff anatomy-1.0.apkg anatomy     the deck as it is now, for learners of 1.0
  deckmill diff git:v1.0.0 .                 all decks, since a tag
  deckmill diff --full old.apkg new.apkg     every note, with its changes word by word
  deckmill diff --format markdown git:main . for a pull request`,
		Flags: []cli.Flag{
			placeFlag(),
			&cli.BoolFlag{Name: "full", Usage: "list all notes, with the whole of their changes"},
			&cli.StringFlag{Name: "format", Usage: "print as `FORMAT`: text, json or markdown (for pull requests and release notes)"},
			&cli.BoolFlag{Name: "exit-code", Usage: "exit with status 1 when importing NEW changes anything"},
			colorFlag(),
		},
		Action: func(c *cli.Context) error {
			s, err := newFormatSession(env, c, diffFormats)
			if err != nil {
				return err
			}
			defer s.close()
			return s.diff(c.Args().Slice(), diffOptions{full: c.Bool("full"), exitCode: c.Bool("exit-code")})
		},
	}
}

// diffFormats are the forms in which a diff is printed.
var diffFormats = []string{formatText, formatJSON, formatMarkdown}

const formatMarkdown = "markdown"

type diffOptions struct{ full, exitCode bool }

func (s *session) diff(args []string, o diffOptions) error {
	if len(args) != 2 {
		return &usageError{message: "`deckmill diff` compares two things: what learners have, and what they would import", command: "diff"}
	}
	compared, err := s.compareArguments(args)
	if err != nil {
		return err
	}
	r := compared.Report
	switch s.format {
	case formatJSON:
		err = diff.WriteJSON(s.env.Stdout, r)
	case formatMarkdown:
		err = diff.WriteMarkdown(s.env.Stdout, r, o.full) // no line of it begins with card text
	default:
		err = diff.WriteText(s.out, r, diff.TextOptions{Color: s.color, Full: o.full})
	}
	if err != nil {
		return &failure{doing: "cannot print the differences", err: err}
	}
	if o.exitCode && r.Bump() > diff.None {
		return errFindings
	}
	return nil
}

// comparisons are what came of comparing two sides.
type comparisons struct {
	*diff.Report
	slugs []string // of each deck
}

// compareArguments compares the two sides that a command line names, or the only one with nothing.
func (s *session) compareArguments(args []string) (*comparisons, error) {
	sides := []*side{{whole: true}}
	if len(args) == 2 {
		sides = nil
	}
	defer func() {
		for _, v := range sides {
			v.close()
		}
	}()
	for _, name := range args {
		v, err := s.openSide(name)
		sides = append(sides, v)
		if err != nil {
			return nil, err
		}
	}
	if isSame(sides[0], sides[1]) {
		return nil, &usageError{message: fmt.Sprintf("`%s` is compared with itself", args[0]),
			help: "name what learners have first, then what they will import"}
	}
	p := startProgress(s.env, "comparing")
	var out *comparisons
	var err error
	done := s.interruptible(func() { out, err = s.compare(sides[0], sides[1], p) })
	p.stop()
	var broken *brokenDeck
	switch {
	case !done:
		return nil, errInterrupted
	case errors.As(err, &broken):
		return nil, s.sayBroken(broken)
	}
	return out, err
}

// isSame reports whether two sides are one.
func isSame(a, b *side) bool {
	if len(a.decks) == 1 && len(b.decks) == 1 && a.decks[0].path != "" && b.decks[0].path != "" {
		return isSameFile(a.decks[0].path, b.decks[0].path)
	}
	return a.name == b.name
}

func (s *session) compare(before, after *side, p *progress) (*comparisons, error) {
	for _, v := range []*side{before, after} {
		if v.rev == nil {
			continue
		}
		root, err := findRoot(s.dir)
		if err != nil {
			return nil, err
		}
		if err := v.checkout(root); err != nil {
			return nil, err
		}
	}
	pairs, err := pairDecks(before, after)
	if err != nil {
		return nil, err
	}
	if len(pairs) == 0 {
		return nil, &usageError{message: fmt.Sprintf("no deck of `%s` is in `%s`", before.name, after.name), help: "name both decks, or both packages"}
	}
	out := &comparisons{Report: &diff.Report{Old: before.name, New: after.name}}
	for i, pair := range pairs {
		p.deck(i+1, len(pairs))
		c := comparison{s: s, before: before, after: after, pair: pair, progress: p}
		d, err := c.run()
		if err != nil {
			return nil, err
		}
		out.Decks = append(out.Decks, d)
		out.slugs = append(out.slugs, pair.slug())
	}
	return out, nil
}

// A comparison is that of one deck.
type comparison struct {
	s             *session
	before, after *side
	pair          deckPair
	progress      *progress
}

// run reads both sides and compares them.
func (c *comparison) run() (*diff.Diff, error) {
	var before, after diff.Release
	var errOld, errNew error
	done := make(chan struct{})
	go func() {
		defer close(done)
		if c.pair.new != nil && c.pair.new.path != "" {
			after, errNew = c.readPackage(c.pair.new)
		}
	}()
	now, err := c.now()
	if err != nil {
		return nil, err
	}
	if d := c.pair.old; d != nil && d.path != "" {
		before, errOld = c.readPackage(d)
	} else if d != nil {
		before, errOld = c.compile(c.before, d, now-daysEarlier, nil)
		before.Undated = true
	}
	<-done
	if err := errors.Join(errOld, errNew); err != nil {
		if errOld != nil {
			return nil, errOld
		}
		return nil, errNew
	}
	if d := c.pair.new; d != nil && d.path == "" {
		var base *collection.Baseline
		if before.Collection != nil {
			base = collection.NewBaseline(before.Name, before.Collection)
			base.Undated = before.Undated
		}
		if after, err = c.compile(c.after, d, now, base); err != nil {
			return nil, err
		}
	}
	if c.pair.new == nil {
		after.WhyGone = c.whyGone(before)
	}
	d, err := diff.Compare(before, after)
	if err != nil {
		return nil, &failure{doing: "cannot import `" + before.Name + "`", err: err, help: "learners cannot have it: Anki refuses it"}
	}
	return d, nil
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

// now returns the time that sources are compiled with.
func (c *comparison) now() (int64, error) {
	v := c.after
	if v.repo == nil || v.rev != nil {
		v = c.before
	}
	root := c.s.dir
	if v.repo != nil && v.rev == nil {
		root = v.repo.root
	}
	return buildTime(c.s.env, root, "", filepath.Join(root, "dist"))
}

func (c *comparison) readPackage(d *sideDeck) (diff.Release, error) {
	r, err := pipeline.ReadRelease(d.path)
	if err != nil {
		return diff.Release{}, baselineFailure(d.shown, err)
	}
	return diff.Release{Name: d.shown, Date: dateOf(r.Time), Collection: r}, nil
}

func (c *comparison) compile(v *side, d *sideDeck, seconds int64, base *collection.Baseline) (diff.Release, error) {
	o := pipeline.Options{Time: seconds, Baseline: base, Ungated: true, Notes: c.progress.notes}
	compiled, err := v.repo.Compile(d.place, o)
	var stranger *pipeline.BaselineError
	if errors.As(err, &stranger) && stranger.Other { // nothing in common: compared all the same
		o.Baseline = nil
		compiled, err = v.repo.Compile(d.place, o)
	}
	if err != nil {
		return diff.Release{}, asFailure(err, "cannot read the deck `"+d.shown+"`")
	}
	if compiled.Collection == nil {
		return diff.Release{}, &brokenDeck{side: v, deck: d, found: compiled.Diagnostics}
	}
	return diff.Release{Name: d.shown, Collection: compiled.Collection, Retired: compiled.Retired}, nil
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
