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
and what was retired, with a search that finds it in Anki.`,
		UsageText: `  deckmill notes old dist                 from two folders of packages
  deckmill notes dist                     for a first release
  deckmill notes --commits v1.0.0..v1.1.0 old dist
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
	return nil
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
