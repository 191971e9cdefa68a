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

// fixRounds bounds how often what was mended is looked at again: a fix may uncover what another mends.
const fixRounds = 10

func fixCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "fix",
		Usage:     "write missing ids and mend what cannot be meant otherwise",
		ArgsUsage: "[PATH...]",
		Description: `Changes how a text is written, never what was meant. Comments and layout of the files stay. PATH is the
name of a deck, its folder, or a file or folder in it; without one, all decks in the folder
decks/ are mended.`,
		UsageText: `  deckmill fix --dry-run      show what would change
  deckmill fix                mend all decks
  deckmill fix anatomy        mend one
  deckmill fix --suggested unknown-key
                              also do what messages of this rule suggest: look at the result!`,
		Flags: []cli.Flag{
			placeFlag(),
			&cli.BoolFlag{Name: "dry-run", Usage: "show what would change, line by line, and write nothing"},
			&cli.StringSliceFlag{Name: "suggested", Usage: "also apply the first suggestion for findings of the rule `CODE`; may be repeated"},
			colorFlag(),
		},
		Action: func(c *cli.Context) error {
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			for _, code := range c.StringSlice("suggested") {
				if _, err := findRule(code); err != nil {
					return err
				}
			}
			return s.fix(c.Args().Slice(), c.Bool("dry-run"), c.StringSlice("suggested"))
		},
	}
}

// fixesShown is how many fixes of a file are listed.
const fixesShown = 20

// A mending is what fix did: the fixes applied to each file, and what the files were before.
type mending struct {
	before  map[string][]byte
	applied map[string][]string // file -> "line 4: add `id: x`"
}

func (s *session) fix(args []string, dryRun bool, suggested []string) error {
	r, err := s.openRepository()
	if err != nil {
		return err
	}
	defer r.close()
	sel, err := s.choose(r, args)
	if err != nil {
		return err
	}
	p := startProgress(s.env, "mending")
	m := mending{before: map[string][]byte{}, applied: map[string][]string{}}
	var results []result
	done := s.interruptible(func() {
		for range fixRounds {
			results = s.compileAll(r, sel, pipeline.Options{Time: s.env.Now().Unix(), DeckID: uuid.NewString}, p, nil)
			if !m.apply(r, results, suggested) {
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
	return s.reportFix(r, sel, &m, results, dryRun)
}

// apply makes the fixes of one round in memory and reports whether there were any.
func (m *mending) apply(r *repository, results []result, suggested []string) bool {
	files := map[string][]diag.Fix{}
	data := map[string][]byte{}
	for _, res := range results {
		for _, d := range res.found {
			i := slices.IndexFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe })
			if i < 0 && len(d.Fixes) > 0 && slices.Contains(suggested, d.Code) {
				i = 0
			}
			if i >= 0 && len(d.Fixes[i].Edits) > 0 {
				file := d.Fixes[i].Edits[0].Span.File
				files[file.Name] = append(files[file.Name], d.Fixes[i])
				data[file.Name] = file.Data
			}
		}
	}
	changed := false
	for _, name := range slices.Sorted(maps.Keys(files)) {
		after, applied := applyFixes(data[name], files[name])
		if bytes.Equal(after, data[name]) {
			continue
		}
		changed = true
		m.note(name, data[name], applied)
		r.tree.changed[name] = after
	}
	return changed
}

// applyFixes makes as many of the fixes as go together; the others wait for the next round.
func applyFixes(data []byte, fixes []diag.Fix) (after []byte, applied []diag.Fix) {
	var edits []diag.Edit
	end := -1 // of the edits so far: the common case needs no trial
	for _, f := range fixes {
		first := slices.MinFunc(f.Edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start }).Span.Start
		last := slices.MaxFunc(f.Edits, func(a, b diag.Edit) int { return a.Span.End - b.Span.End }).Span.End
		if first <= end {
			if _, err := diag.Apply(data, append(slices.Clone(edits), f.Edits...)); err != nil {
				continue
			}
		}
		edits, applied, end = append(edits, f.Edits...), append(applied, f), max(end, last)
	}
	after, err := diag.Apply(data, edits)
	if err != nil { // a fix that contradicts itself
		return data, nil
	}
	return after, applied
}

func (m *mending) note(name string, before []byte, applied []diag.Fix) {
	if _, ok := m.before[name]; !ok {
		m.before[name] = before
	}
	for _, f := range applied { // the line is that of the file as it was in this round
		m.applied[name] = append(m.applied[name], fmt.Sprintf("line %d: %s", f.Edits[0].Span.From().Line, f.Message))
	}
}

func (s *session) reportFix(r *repository, sel *selection, m *mending, results []result, dryRun bool) error {
	names := slices.Sorted(maps.Keys(m.before))
	failures := failuresOf(r, results)
	for _, name := range names {
		if dryRun {
			s.showDiff(name, m.before[name], r.tree.changed[name])
			continue
		}
		if f := r.save(name, m.before[name], r.tree.changed[name]); f != nil {
			failures = append(failures, f)
			continue
		}
		s.listFixes(name, m.applied[name])
	}
	groups := groupsOf(r, sel, results)
	left := 0
	for _, g := range groups {
		left += g.Found.Count(diag.Error)
	}
	switch {
	case len(names) == 0 && left == 0:
		s.say("nothing to mend")
	case left > 0:
		s.say("%s left for you: see `deckmill check`", plural(left, "error"))
	}
	return s.finish(groups, failures, left > 0 || dryRun && len(names) > 0)
}

// listFixes says what was done to a file, in the order in which it was done.
func (s *session) listFixes(name string, messages []string) {
	s.say("%s: %s", diag.Escape(name), plural(len(messages), "change"))
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
	colors := map[byte]string{'+': "32", '-': "31", '@': "36"}
	text := string(diff.Diff(name, before, name, after))
	_, text, _ = strings.Cut(text, "\n") // "diff a b" says nothing new
	for line := range strings.Lines(text) {
		line = diag.Escape(strings.TrimRight(line, "\r\n"))
		if c := colors[(line + " ")[0]]; c != "" && s.color {
			line = "\x1b[" + c + "m" + line + "\x1b[0m"
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
		return &failure{doing: doing, err: fmt.Errorf("it was changed while it was being mended"), help: "run `deckmill fix` again"}
	}
	if err := atomicfile.Replace(filepath.Join(r.root, local), after, info.Mode().Perm()); err != nil {
		return &failure{doing: doing, err: err, help: "check that you may write there"}
	}
	return nil
}
