package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/scaffold"
)

func initCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "make a folder a repository of decks, ready for GitHub",
		ArgsUsage: "[DIR]",
		Description: `Writes into the folder DIR, or this one, what a public deck needs: a first deck, a README, the
licence, a guide for those who contribute, a form for reporting mistakes, settings of editors,
and workflows with which GitHub checks every pull request and builds every release. In a
folder that has some of it, or decks, what is missing is added; nothing that is there is
changed.

On a terminal, what no option says is asked for; elsewhere what would be proposed is taken.`,
		UsageText: `  deckmill init                            in this folder
  deckmill init spanish                    in the folder spanish, which is made
  deckmill init spanish --title 'Spanish verbs' --license CC0-1.0 --yes
                                           without a question`,
		Flags: slices.Insert(answerFlags(), 2, cli.Flag(&cli.StringFlag{Name: "slug", Usage: "what the deck's files are called: `SLUG`, small letters, digits and hyphens (default made from the title)"})),
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return &usageError{message: "one folder at a time, please", command: "init"}
			}
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			return s.initRepository(newAsker(env, c), c.Args().First())
		},
	}
}

func (s *session) initRepository(a *asker, dir string) error {
	if err := checkFolder(s.dir); err != nil {
		return err
	}
	root := s.dir
	if dir != "" {
		root = resolveDir(s.dir, dir)
	}
	if err := checkTop(root); err != nil {
		return err
	}
	r, err := openIfDecks(root)
	if err != nil {
		return err
	}
	if r != nil {
		defer r.close()
	}
	about := scaffold.Repository{Year: s.env.Now().Year(), Deckmill: installable()}
	if r.hasDecks() {
		if err := s.askRepository(a, r, &about); err != nil {
			return err
		}
		return s.writeRepository(root, about.Files(), "", about)
	}
	d := scaffold.Deck{Slug: a.options.String("slug")}
	if err := r.checkNewSlug(d.Slug); d.Slug != "" && err != nil {
		return err
	}
	if err := s.askDeck(a, r, &d, proposedTitle(root)); err != nil {
		return err
	}
	about.Title, about.License, about.Authors = d.Title, d.License, d.Authors
	return s.writeRepository(root, append(d.Files(), about.Files()...), d.Slug, about)
}

// openIfDecks opens the repository in a folder; it is nil where there is no folder `decks`.
func openIfDecks(root string) (*repository, error) {
	if info, err := os.Stat(filepath.Join(root, pipeline.DecksDir)); err != nil || !info.IsDir() {
		return nil, nil
	}
	return openRoot(root)
}

// hasDecks reports whether a repository, which may be nil, holds decks or what is meant as one.
func (r *repository) hasDecks() bool { return r != nil && len(r.Decks)+len(r.Found) > 0 }

// checkTop makes sure that a folder, which need not exist, can be the top of a repository: GitHub looks for `.github`
// nowhere else, and decks belong into the one folder `decks`.
func checkTop(root string) error {
	if info, err := os.Stat(root); err == nil && !info.IsDir() {
		return &usageError{message: fmt.Sprintf("`%s` is no folder", root), help: "name another folder: `deckmill init DIR`"}
	}
	for at := root; ; at = filepath.Dir(at) {
		if at != root {
			if err := checkAbove(root, at); err != nil {
				return err
			}
		}
		if exists(filepath.Join(at, ".git")) || at == filepath.Dir(at) {
			return nil
		}
	}
}

// checkAbove refuses a folder below one that is a repository.
func checkAbove(root, above string) error {
	r, err := openIfDecks(above)
	if err != nil {
		return nil // it is not ours
	}
	if r != nil {
		defer r.close()
	}
	switch {
	case r.hasDecks():
		return &usageError{message: fmt.Sprintf("`%s` lies inside the repository `%s`, which has decks", root, above),
			help: fmt.Sprintf("`deckmill new` begins another deck there; `deckmill init %s` adds what the repository lacks", shellWord(above))}
	case exists(filepath.Join(above, ".git")):
		return &usageError{message: fmt.Sprintf("`%s` is not the top of its Git repository, where GitHub looks for workflows", root),
			help: fmt.Sprintf("run `deckmill init %s`; for a repository of its own, run `git init` in the folder first", shellWord(above))}
	}
	return nil
}

// proposedTitle makes a title of a folder's name.
func proposedTitle(root string) string {
	if title := titleOf(filepath.Base(root)); title != "" {
		if message, _ := deck.CheckName(title); message == "" {
			return title
		}
	}
	return ""
}

// askRepository asks what is not known of a repository that has decks, if a file that is missing depends on it.
func (s *session) askRepository(a *asker, r *repository, about *scaffold.Repository) (err error) {
	for _, option := range []string{"slug", "language", "notetype", "folder"} {
		if a.options.IsSet(option) {
			return &usageError{message: fmt.Sprintf("`--%s` is about a first deck, and there are decks here already", option),
				help: "`deckmill new` begins another one"}
		}
	}
	about.License = scaffold.Licenses()[0]
	write, _ := missing(r.root, about.Files())
	if !slices.ContainsFunc(write, scaffold.File.Personal) {
		return nil
	}
	title := proposedTitle(r.root)
	if len(r.Decks) == 1 && r.Name(r.Decks[0]) != "" {
		title = r.Name(r.Decks[0])
	}
	if about.Title, err = a.ask(question{option: "title", text: "What the repository is called", proposal: title, example: "'Spanish verbs'"}); err != nil {
		return err
	}
	if about.License, err = a.ask(askLicense(r.License())); err != nil {
		return err
	}
	about.Authors, err = a.authors(s.env, s.dir)
	return err
}

// writeRepository writes what is missing, and says what to do next. slug is that of the new deck, if there is one.
func (s *session) writeRepository(root string, files []scaffold.File, slug string, about scaffold.Repository) error {
	write, left := missing(root, files)
	n := &newFiles{root: root}
	if err := n.write(s.env, write); err != nil {
		return err
	}
	s.sayWritten(write)
	for _, k := range left {
		if k.path == k.there {
			s.say("left %s as it was", diag.Escape(k.there))
		} else {
			s.say("left out %s, because there is %s", diag.Escape(k.path), diag.Escape(k.there))
		}
	}
	if len(write) == 0 {
		s.say("nothing was missing")
		return nil
	}
	s.sayNext(root, slug, about)
	return nil
}

// sayNext says what to do with a new repository.
func (s *session) sayNext(root, slug string, about scaffold.Repository) {
	var steps [][2]string
	if root != s.env.Dir {
		steps = append(steps, [2]string{"cd " + shellWord(s.relativeTo(root)), ""})
	}
	steps = append(steps, [2]string{"deckmill check", "look for mistakes"})
	built := "dist/" + slug + ".apkg"
	if slug == "" {
		built = "the packages into dist/"
	}
	steps = append(steps, [2]string{"deckmill build", "write " + built + ", for Anki: File, Import"})
	if !exists(filepath.Join(root, ".git")) {
		steps = append(steps, [2]string{"git init -b main", "then commit, and push to an empty repository on GitHub"})
	}
	s.say("\nnext:")
	for _, step := range steps {
		s.say("%s", strings.TrimRight(fmt.Sprintf("  %-17s %s", diag.Escape(step[0]), step[1]), " "))
	}
	if about.Deckmill == unpinned {
		s.say("\nThis deckmill does not know its version, so `%s` says `%s`:\nwrite a tag or a commit there, so that GitHub always runs the same.", versionFile, unpinned)
	}
}

// relativeTo returns a folder as one names it from here.
func (s *session) relativeTo(root string) string {
	if rel, err := filepath.Rel(s.env.Dir, root); err == nil {
		return rel
	}
	return root
}
