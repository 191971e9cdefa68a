package cli

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/scaffold"
)

func newCommand(env Env) *cli.Command {
	return &cli.Command{
		Name:      "new",
		Usage:     "begin a new deck",
		ArgsUsage: "[SLUG]",
		Description: `Writes decks/SLUG.yaml, or with --folder the folder decks/SLUG/, with an id of its own and two
notes that show how notes are written. SLUG is what the deck's files and packages are called:
small letters, digits and hyphens. Without one, it is made from the deck's name in Anki.

On a terminal, what no option says is asked for; elsewhere what would be proposed is taken.
Nothing that is there is changed.`,
		UsageText: `  deckmill new                             ask for everything
  deckmill new spanish-verbs               decks/spanish-verbs.yaml
  deckmill new anatomy --folder            decks/anatomy/, for pictures and many notes
  deckmill new hiragana --title 'Japanese::ひらがな' --language ja --notetype basic-typing --yes`,
		Flags: answerFlags(),
		Action: func(c *cli.Context) error {
			if c.NArg() > 1 {
				return &usageError{message: "one deck at a time, please", command: "new"}
			}
			s, err := newSession(env, c)
			if err != nil {
				return err
			}
			defer s.close()
			return s.newDeck(newAsker(env, c), c.Args().First())
		},
	}
}

func (s *session) newDeck(a *asker, slug string) error {
	r, err := s.openRepository()
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.checkNewSlug(slug); slug != "" && err != nil {
		return err
	}
	if slug == "" && !a.person && !a.options.IsSet("title") {
		return &usageError{message: "what is the new deck called?", help: "name its files, as in `deckmill new spanish-verbs`, or say `--title 'Spanish verbs'`"}
	}
	d := scaffold.Deck{Slug: slug}
	if err := s.askDeck(a, r, &d, titleOf(slug)); err != nil {
		return err
	}
	files := append(d.Files(), scaffold.Schema())
	write, _ := missing(r.root, files)
	n := &newFiles{root: r.root}
	if err := n.write(s.env, write); err != nil {
		return err
	}
	s.sayWritten(write)
	s.say("next: write your notes into `%s`, then `deckmill check` and `deckmill build`", notesFile(d))
	return nil
}

// askDeck asks what a new deck is like. Its slug may be known.
func (s *session) askDeck(a *asker, r *repository, d *scaffold.Deck, title string) (err error) {
	d.ID, d.Notetype, d.Folder = uuid.NewString(), a.options.String("notetype"), a.options.Bool("folder")
	if err := oneOf("--notetype", d.Notetype, scaffold.Notetypes()); err != nil {
		return err
	}
	if d.Title, err = a.ask(askTitle(title, r)); err != nil {
		return err
	}
	if d.Slug == "" {
		if d.Slug, err = s.askSlug(a, r, d.Title); err != nil {
			return err
		}
	}
	if d.Language, err = a.ask(askLanguage()); err != nil {
		return err
	}
	if d.License, err = a.ask(askLicense(proposedLicense(r))); err != nil {
		return err
	}
	d.Authors, err = a.authors(s.env, s.dir)
	return err
}

// proposedLicense returns the licence of the repository's other decks, if they agree on one.
func proposedLicense(r *repository) string {
	if r != nil && len(r.Decks) > 0 {
		return r.License()
	}
	return scaffold.Licenses()[0]
}

// askSlug returns what the files of a deck with this title are called. It asks only when that cannot be made of the title.
func (s *session) askSlug(a *asker, r *repository, title string) (string, error) {
	slug, ok := pipeline.Slug(title)
	if ok && r.checkNewSlug(slug) == nil {
		return slug, nil
	}
	if a.person {
		return a.ask(question{option: "slug", text: "What its files are called: small letters, digits and hyphens", check: func(slug string) (message, help string) {
			if err := r.checkNewSlug(slug); err != nil {
				return err.message, err.help
			}
			return "", ""
		}})
	}
	if ok {
		return "", r.checkNewSlug(slug)
	}
	help := "name them: `deckmill new my-deck`"
	if a.options.Command.Name == "init" {
		help = "name them with `--slug my-deck`"
	}
	return "", &usageError{message: fmt.Sprintf("what are the files of `%s` called? They have small letters a to z, digits and `-` only", title), help: help}
}

// checkNewSlug returns what is wrong with a name for the files of a new deck, or nil. r may be nil: there are no decks yet.
func (r *repository) checkNewSlug(slug string) *usageError {
	if message, help := pipeline.CheckSlug(slug); message != "" {
		if better, ok := pipeline.Slug(slug); ok {
			help = fmt.Sprintf("write `%s`: small letters a to z, digits, and single `-` between them", better)
		}
		return &usageError{message: message, help: help}
	}
	if r == nil {
		return nil
	}
	base := pipeline.DecksDir + "/" + slug
	for _, name := range []string{base + ".yaml", base + ".yml", base} {
		if _, err := r.disk.Lstat(name); err == nil {
			return &usageError{message: fmt.Sprintf("`%s` is there already", name), help: "choose another name, or edit that deck"}
		}
	}
	return nil
}

// titleOf makes a title of a slug: `spanish-verbs` is `Spanish verbs`.
func titleOf(slug string) string {
	words := strings.Join(strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' || unicode.IsSpace(r) }), " ")
	r, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + words[size:]
}

// notesFile returns the file in which a new deck's notes stand.
func notesFile(d scaffold.Deck) string {
	files := d.Files()
	return files[len(files)-1].Path
}

func (s *session) sayWritten(files []scaffold.File) {
	for _, f := range files {
		s.say("wrote %s", diag.Escape(f.Path))
	}
}
