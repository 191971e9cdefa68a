package cli

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

func checkCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "look for mistakes in decks; nothing is written",
		ArgsUsage: "[PATH...]",
		Description: `PATH is the name of a deck, its folder, or a file or folder in it; then only what is
found there is shown. Without a PATH, all decks in the folder decks/ are checked.

With --baseline, decks are also compared with what learners have, to find what would be
lost or doubled for them: give the package of the last release, a folder with those of all
decks, or its sources as git:REV, where REV is a tag, a branch or a commit.`,
		UsageText: `  deckmill check                                  all decks
  deckmill check anatomy                          the deck decks/anatomy/ or decks/anatomy.yaml
  deckmill check decks/anatomy/notes/heart.yaml   one file
  deckmill check --fail-on error                  succeed as long as the decks can be built
  deckmill check --new-since main                 only what was not yet so in the branch main
  deckmill check --stdin --path decks/anatomy.yaml < draft.yaml
                                                  a text that is not saved yet, as editors do
  deckmill check --baseline last                  would learners lose anything? Packages are in last/
  deckmill check --baseline git:v1.0.0            the same, with the sources of a tag
  deckmill check --against other.apkg             which notes are in that package already?`,
		Flags: append(reportFlags(),
			&cli.StringFlag{Name: "fail-on", Value: "warning", Usage: "exit with status 1 for a `SEVERITY` or worse: error, warning (the default) or hint"},
			&cli.StringFlag{Name: "new-since", Usage: "show only findings that the Git revision `REV` does not have: a tag, a branch, a commit"},
			&cli.StringFlag{Name: "known", Usage: "show only findings that are not in `FILE`, written by --format json"},
			&cli.BoolFlag{Name: "stdin", Usage: "read the text of the file named by --path from standard input"},
			&cli.StringFlag{Name: "path", Usage: "with --stdin: the `FILE` that the text stands for; it need not exist yet"},
			baselineFlag(", or git:REV"),
			&cli.StringSliceFlag{Name: "against", Usage: "also look for notes that are in `FILE`: a package (.apkg) or a table (.csv, .tsv, .txt); may be repeated"}),
		Action: func(c *cli.Context) error {
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			known := newKnown(env, c.String("new-since"), c.String("known"))
			defer known.close()
			draft, err := newDraft(env, c)
			if err != nil {
				return err
			}
			last, err := newBaseline(s, c)
			if err != nil {
				return err
			}
			defer last.close()
			return s.check(c.Args().Slice(), checkOptions{failOn: c.String("fail-on"), against: c.StringSlice("against"), draft: draft, known: known, baseline: last})
		},
	}
}

type checkOptions struct {
	failOn  string   // a severity
	against []string // paths of packages and tables
	draft   *draft   // nil without --stdin
	known   *known

	baseline *baseline // may be nil
}

func (s *session) check(args []string, o checkOptions) error {
	limits := map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "hint": diag.Hint}
	if err := oneOf("--fail-on", o.failOn, []string{"error", "warning", "hint"}); err != nil {
		return err
	}
	r, err := s.openRepository()
	if err != nil {
		return err
	}
	defer r.close()
	sel, err := s.chooseDraft(r, o.draft, args)
	if err != nil {
		return err
	}
	if r.Against, err = s.readForeign(o.against); err != nil {
		return err
	}
	p := startProgress(s.env, "checking")
	var results []result
	done := s.interruptible(func() {
		defer o.baseline.done()
		if err = o.baseline.open(r, sel); err != nil {
			return
		}
		if err = o.known.load(s, r, p); err != nil {
			return
		}
		results = s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), Notes: p.notes}, p, nil)
	})
	p.stop()
	if !done {
		return errInterrupted
	}
	if err != nil {
		return err
	}
	groups := o.known.hide(groupsOf(r, sel, results))
	if err := s.print(r, groups); err != nil {
		return err
	}
	failures := failuresOf(r, results)
	text := o.known.verdict(sel, groups, results)
	if len(failures) == 0 || worst(groups) > diag.Unresolved {
		s.sayReleases(r, results)
		s.sayCounts(groups)
		s.say("%s", text)
	}
	s.summarize(r, "check", withFailures(text, failures), groups, results)
	return s.finish(groups, failures, worst(groups) >= limits[o.failOn])
}

// verdict says in a line what check found.
func verdict(sel *selection, groups []diag.Group, results []result) string {
	if text := tally(groups, len(sel.decks)); text != "" {
		return text
	}
	if len(sel.paths) > 0 { // not whole decks: their numbers would mislead
		return "no mistakes found"
	}
	notes := 0
	for _, res := range results {
		notes += res.notes
	}
	return fmt.Sprintf("%s, %s: no mistakes found", diag.Plural(len(sel.decks), "deck"), diag.Plural(notes, "note"))
}

// interruptible runs work and reports whether it came to its end. After control-C it goes on in the background until
// the process ends.
func (s *session) interruptible(work func()) bool {
	interrupt := make(chan os.Signal, 1)
	stop := s.env.Notify(interrupt)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
		return true
	case <-interrupt:
		return false
	}
}
