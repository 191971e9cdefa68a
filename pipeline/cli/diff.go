package cli

import (
	"errors"
	"fmt"
	"runtime/debug"

	"github.com/urfave/cli/v2"

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
  minor  there is something else to learn: notes, cards or decks are new, notes are retired,
         new cards go to another deck than those that learners have
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

// gcPercent lets the heap grow to twice what is live, and not to three times as for builds (package main): where the front of
// a card changed and with it 100,000 notes may get other cards, that is the difference between 450 and 610 MB.
const gcPercent = 100

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
	if s.env.Environ["GOGC"] == "" {
		debug.SetGCPercent(gcPercent)
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
	now, err := s.sourceTime(after, before)
	if err != nil {
		return nil, err
	}
	out := &comparisons{Report: &diff.Report{Old: before.name, New: after.name}}
	for i, pair := range pairs {
		p.deck(i+1, len(pairs))
		c := comparison{s: s, before: before, after: after, pair: pair, now: now, progress: p}
		d, err := c.run()
		if err != nil {
			return nil, err
		}
		if len(pairs) > 1 {
			d.Detach()
		}
		out.Decks = append(out.Decks, d)
		out.slugs = append(out.slugs, pair.slug())
	}
	return out, nil
}
