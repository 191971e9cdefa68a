package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/rogpeppe/go-internal/diff"
	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/atomicfile"
	"github.com/deckmill/deckmill/pipeline/diag"
)

func fixCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "fix",
		Usage:     "write missing ids and mend what cannot be meant otherwise",
		ArgsUsage: "[PATH...]",
		Description: `Changes how a text is written, never what was meant. Comments and layout of the files stay. PATH is the
name of a deck, its folder, or a file or folder in it; without one, all decks in the folder
decks/ are mended.

With --baseline, notes that have lost the ids by which learners know them get no new ones, and
suggestions of the rules about the last release can be applied.`,
		UsageText: `  deckmill fix --diff         show what would change
  deckmill fix                mend all decks
  deckmill fix anatomy        mend one
  deckmill fix --suggested unknown-key
                              also do what messages of this rule suggest: look at the result!
  deckmill fix --baseline last --suggested note-vanished
                              give renamed notes their identity back; packages are in last/`,
		Flags: []cli.Flag{
			placeFlag(),
			&cli.BoolFlag{Name: "diff", Usage: "show what would change as a unified diff, and write nothing"},
			&cli.StringSliceFlag{Name: "suggested", Usage: "also apply the first suggestion for findings of the rule `CODE`; may be repeated"},
			baselineFlag(", or git:REV"),
			colorFlag(),
		},
		Action: func(c *cli.Context) error {
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			last, err := newBaseline(s, c)
			if err != nil {
				return err
			}
			defer last.close()
			suggested, err := withSuggestions(c.StringSlice("suggested"), last)
			if err != nil {
				return err
			}
			return s.fix(c.Args().Slice(), c.Bool("diff"), suggested, last)
		},
	}
}

// withSuggestions returns the codes of rules whose suggestions are to be applied.
func withSuggestions(codes []string, last *baseline) ([]string, error) {
	var out []string
	for _, code := range codes {
		rule, err := findRule(code)
		if err != nil {
			return nil, err
		}
		if rule.Fix == "" {
			return nil, &usageError{message: fmt.Sprintf("the rule `%s` suggests nothing: what it reports needs a person", rule.Code),
				help: fmt.Sprintf("`deckmill explain %s` says more", rule.Code)}
		}
		if rule.Baseline != nil && last == nil {
			return nil, &usageError{message: fmt.Sprintf("the rule `%s` compares with the last release, and none is named", rule.Code),
				help: "name what learners have with `--baseline FILE`"}
		}
		out = append(out, rule.Code)
	}
	return out, nil
}

// fixesShown is how many fixes of a file are listed.
const fixesShown = 20

func (s *session) fix(args []string, onlyDiff bool, suggested []string, last *baseline) error {
	r, sel, err := s.openDecks(args)
	if err != nil {
		return err
	}
	defer r.close()
	p := startProgress(s.env, "mending")
	m := newMending()
	var results []result
	done := s.interruptible(func() {
		defer last.done()
		if err = last.open(r, sel); err != nil {
			return
		}
		for {
			results = s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), DeckID: uuid.NewString}, p, nil)
			r.ProposeID(uuid.NewString)
			if !m.apply(r.tree, proposals(groupsOf(r, sel, results), suggested)) {
				return
			}
			if err = r.reopen(); err != nil {
				return
			}
		}
	})
	p.stop()
	if !done {
		return errInterrupted
	}
	if err != nil {
		return err
	}
	return s.reportFix(r, sel, m, results, onlyDiff)
}

func (s *session) reportFix(r *repository, sel *selection, m *mending, results []result, onlyDiff bool) error {
	names := slices.Sorted(maps.Keys(m.before))
	failures := failuresOf(r, results)
	for _, name := range names {
		if onlyDiff {
			s.showDiff(name, m.before[name], r.tree.changed[name])
			continue
		}
		if f := r.save(name, m.before[name], r.tree.changed[name]); f != nil {
			failures = append(failures, f)
			continue
		}
		s.listFixes(name, m.applied[name])
	}
	for _, name := range slices.Sorted(maps.Keys(m.refused)) {
		s.say("%s: left as it was, because the fixes of %s would go on for ever: mend it by hand", diag.Escape(name),
			quoteList(m.refused[name], len(m.refused[name])))
	}
	groups := groupsOf(r, sel, results)
	left := 0
	for _, g := range groups {
		left += g.Found.Count(diag.Error)
	}
	switch {
	case len(names) == 0 && len(m.refused) == 0 && left == 0 && len(failures) == 0:
		s.say("nothing to mend")
	case left > 0 && s.baseline != "":
		s.say("%s left for you: see `deckmill check --baseline %s`", diag.Plural(left, "error"), diag.Escape(s.baseline))
	case left > 0:
		s.say("%s left for you: see `deckmill check`", diag.Plural(left, "error"))
	}
	return s.finish(groups, failures, left > 0 || len(m.refused) > 0 || onlyDiff && len(names) > 0)
}

// listFixes says what was done to a file, in the order in which it was done.
func (s *session) listFixes(name string, messages []string) {
	s.say("%s: %s", diag.Escape(name), diag.Plural(len(messages), "change"))
	for i, message := range messages {
		if i == fixesShown {
			s.say("  and %d more", len(messages)-i)
			return
		}
		s.say("  %s", diag.Escape(message))
	}
}

// showDiff prints the difference between two versions of a file.
func (s *session) showDiff(name string, before, after []byte) {
	styles := map[byte]diag.Style{'+': diag.Green, '-': diag.Red, '@': diag.Cyan}
	text := string(diff.Diff(name, before, name, after))
	_, text, _ = strings.Cut(text, "\n") // "diff a b" says nothing new
	for line := range strings.Lines(text) {
		line = diag.Escape(strings.TrimRight(line, "\r\n"))
		if s.color {
			line = styles[(line + " ")[0]].Paint(line)
		}
		s.say("%s", line)
	}
}

// save writes a mended file in the place of the old one, unless someone else has changed it meanwhile.
func (r *repository) save(name string, before, after []byte) *failure {
	doing := "cannot write `" + name + "`"
	local := filepath.FromSlash(name)
	info, err := r.disk.Lstat(local)
	if err != nil {
		return &failure{doing: doing, err: err}
	}
	now, err := fs.ReadFile(r.disk.FS(), name)
	if err != nil {
		return &failure{doing: doing, err: err}
	}
	if !info.Mode().IsRegular() || !bytes.Equal(now, before) {
		return &failure{doing: doing, err: fmt.Errorf("it was changed while it was being mended"), help: "run the command again"}
	}
	if err := atomicfile.Replace(filepath.Join(r.root, local), after, info.Mode().Perm()); err != nil {
		return &failure{doing: doing, err: err, help: "check that you may write there"}
	}
	return nil
}
