package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A draft is a text that stands for a file of the repository: what an editor shows and has not saved.
type draft struct {
	path string // as the user wrote it
	text []byte
}

// newDraft reads the text of a draft; without --stdin there is none.
func newDraft(env Env, c *cli.Context) (*draft, error) {
	path := c.String("path")
	switch {
	case !c.Bool("stdin") && path == "":
		return nil, nil
	case !c.Bool("stdin"):
		return nil, &usageError{message: "`--path` says what the text on standard input is, but `--stdin` is missing",
			help: "add `--stdin`, or name the file without `--path`"}
	case path == "":
		return nil, &usageError{message: "of which file is the text on standard input?", help: "name it with `--path FILE`"}
	case c.NArg() > 0:
		return nil, &usageError{message: fmt.Sprintf("with `--stdin`, only the file of `--path` is checked, and not `%s`", c.Args().First()),
			help: "leave one of the two out"}
	}
	most := int64(deck.MaxYAML)
	if yamltree.IsTable(path) {
		most = deck.MaxTable
	}
	text, err := io.ReadAll(io.LimitReader(env.Stdin, most+1))
	if err != nil {
		return nil, &failure{doing: "cannot read the standard input", err: err}
	}
	if int64(len(text)) > most {
		return nil, &usageError{message: fmt.Sprintf("the text on standard input is larger than %d MiB, the limit for a file of a deck", most>>20),
			help: "spread the notes over several files below the deck's folder `notes/`"}
	}
	return &draft{path: path, text: text}, nil
}

// chooseDraft puts a draft into the repository and chooses its file; without one it chooses what the arguments name.
func (s *session) chooseDraft(r *repository, d *draft, args []string) (*selection, error) {
	if d == nil {
		return s.choose(r, args)
	}
	rel, err := s.relative(r.root, d.path)
	if err != nil {
		return nil, err
	}
	if info, err := r.tree.Stat(rel); err == nil && info.IsDir() {
		return nil, &usageError{message: fmt.Sprintf("`%s` is a folder", d.path), help: "name a file with `--path`"}
	}
	r.tree.changed[rel] = d.text
	if err := r.reopen(); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(r.Decks, func(p deck.Place) bool {
		return rel == p.Main || p.Dir != "" && strings.HasPrefix(rel, p.Dir+"/")
	})
	if pipeline.IsShared(rel) {
		return &selection{decks: r.Decks, whole: map[string]bool{}, paths: []string{rel}}, nil
	}
	if i < 0 && slices.ContainsFunc(r.Found, func(f diag.Diagnostic) bool { return f.Span.Path() == rel }) {
		return &selection{whole: map[string]bool{}, paths: []string{rel}}, nil
	}
	if i < 0 {
		return nil, &usageError{message: fmt.Sprintf("`%s` would belong to no deck", d.path),
			help: "a deck is a file `decks/my-deck.yaml`, or a folder with `decks/my-deck/deck.yaml` and more files in `notes/`"}
	}
	return &selection{decks: []deck.Place{r.Decks[i]}, whole: map[string]bool{}, paths: []string{rel}}, nil
}
