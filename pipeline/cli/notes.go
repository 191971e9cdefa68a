package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diff"
)

func notesCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "notes",
		Usage:     "write release notes for learners",
		ArgsUsage: "[OLD] NEW",
		Description: `OLD is the last release, NEW the one that they are about, each as for deckmill diff. For a
first release name NEW alone. The notes are Markdown: what to do, what is new, what changed,
and what was retired, with a search that finds it in Anki. Name the sources as NEW, since
packages do not say which notes were retired, nor why.`,
		UsageText: `  deckmill notes old .                    from the last release's packages and all decks
  deckmill notes .                        for a first release
  deckmill notes --commits v1.0.0..v1.1.0 old .
                                          with the subjects of the commits between two tags`,
		Flags: []cli.Flag{
			placeFlag(),
			&cli.StringFlag{Name: "commits", Usage: "say why: with the subjects of the commits in `RANGE`, as in v1.0.0..v1.1.0, that touch a deck"},
		},
		Action: func(c *cli.Context) error {
			s, err := newFormatSession(env, c, []string{formatMarkdown})
			if err != nil {
				return err
			}
			defer s.close()
			return s.notes(c.Args().Slice(), c.String("commits"))
		},
	}
}

func (s *session) notes(args []string, commits string) error {
	if len(args) != 1 && len(args) != 2 {
		return &usageError{message: "release notes are about one release, or about two: the last one and the new one", command: "notes"}
	}
	r, err := s.compareArguments(args)
	if err != nil {
		return err
	}
	var subjects [][]string
	if commits != "" {
		if subjects, err = s.subjects(r, commits); err != nil {
			return err
		}
	}
	if err := diff.WriteNotes(s.env.Stdout, r.Report, subjects); err != nil {
		return &failure{doing: "cannot print the release notes", err: err}
	}
	s.warnOfNotes(r, subjects)
	return nil
}

// warnOfNotes says what in release notes is likely not meant, or left out.
func (s *session) warnOfNotes(r *comparisons, subjects [][]string) {
	for i, d := range r.Decks {
		vanished, gone := d.Count(diff.Vanished), d.Count(diff.Gone)
		if d.New.Notes > 0 && vanished > 0 {
			printProblem(s.env.Stderr, fmt.Sprintf("in `%s`, notes are gone without a word in `retired:` (%d): learners read that they are no longer in the deck", d.Name, vanished),
				"`deckmill diff` names them; put them back, or retire them with a reason")
		}
		if d.New.Notes > 0 && gone > 0 {
			printProblem(s.env.Stderr, fmt.Sprintf("in `%s`, notes are gone (%d), and packages do not say whether they were retired, nor why", d.Name, gone),
				fmt.Sprintf("compare with the sources: `deckmill notes %s .`", r.Old))
		}
		if d.New.Early > 0 {
			printProblem(s.env.Stderr, fmt.Sprintf("`%s` dates notes after today (%d): until then every import of a later version replaces what learners change in them",
				d.Name, d.New.Early), "build it with the true time")
		}
		if d.Old.Notes == 0 && i < len(subjects) && len(subjects[i]) > 0 {
			printProblem(s.env.Stderr, fmt.Sprintf("`%s` is new: its commits are left out", d.Name), "`--commits` says why something changed")
		}
	}
}

// subjects returns the first lines of the commits of a range that touch each deck, the newest first.
func (s *session) subjects(r *comparisons, revisions string) ([][]string, error) {
	root, err := findRoot(s.dir)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(revisions, "-") || !strings.Contains(revisions, "..") {
		return nil, &usageError{message: fmt.Sprintf("`--commits` cannot be `%s`", revisions), help: "write a range of revisions, as in `v1.0.0..v1.1.0`"}
	}
	here := gitFolder{context.Background(), s.env, root, []string{"GIT_LITERAL_PATHSPECS=1"}}
	out := make([][]string, len(r.slugs))
	for i, slug := range r.slugs {
		base := pipeline.DecksDir + "/" + slug
		text, err := here.run("", "log", "--no-merges", "--format=%s", revisions, "--", base, base+".yaml")
		if err != nil {
			return nil, &failure{doing: fmt.Sprintf("cannot read the commits `%s`", revisions), err: err,
				help: "`git tag` lists the tags there are; a shallow clone lacks old ones: `git fetch --unshallow --tags`"}
		}
		if text != "" {
			out[i] = strings.Split(text, "\n")
		}
	}
	return out, nil
}
