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
found there is shown. Without a PATH, all decks in the folder decks/ are checked.`,
		UsageText: `  deckmill check                                  all decks
  deckmill check anatomy                          the deck decks/anatomy/ or decks/anatomy.yaml
  deckmill check decks/anatomy/notes/heart.yaml   one file
  deckmill check --fail-on error                  succeed as long as the decks can be built
  deckmill check --against other.apkg             which notes are in that package already?`,
		Flags: append(reportFlags(),
			&cli.StringFlag{Name: "fail-on", Value: "warning", Usage: "exit with status 1 for a `SEVERITY` or worse: error, warning (the default) or hint"},
			&cli.StringSliceFlag{Name: "against", Usage: "also look for notes that are in `FILE`: a package (.apkg) or a table (.csv, .tsv, .txt); may be repeated"}),
		Action: func(c *cli.Context) error {
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			return s.check(c.Args().Slice(), c.String("fail-on"), c.StringSlice("against"))
		},
	}
}

func (s *session) check(args []string, failOn string, against []string) error {
	limits := map[string]diag.Severity{"error": diag.Error, "warning": diag.Warning, "hint": diag.Hint}
	if err := oneOf("--fail-on", failOn, []string{"error", "warning", "hint"}); err != nil {
		return err
	}
	r, err := s.openRepository()
	if err != nil {
		return err
	}
	defer r.close()
	sel, err := s.choose(r, args)
	if err != nil {
		return err
	}
	if r.Against, err = s.readForeign(against); err != nil {
		return err
	}
	p := startProgress(s.env, "checking")
	var results []result
	done := s.interruptible(func() {
		results = s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), Notes: p.notes}, p, nil)
	})
	p.stop()
	if !done {
		return errInterrupted
	}
	groups := groupsOf(r, sel, results)
	if err := s.print(r, groups); err != nil {
		return err
	}
	failures := failuresOf(r, results)
	if len(failures) == 0 || worst(groups) > diag.Unresolved {
		s.say("%s", verdict(sel, groups, results))
	}
	return s.finish(groups, failures, worst(groups) >= limits[failOn])
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
	return fmt.Sprintf("%s, %s: no mistakes found", plural(len(sel.decks), "deck"), plural(notes, "note"))
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
