package pipeline

import (
	"errors"
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A BaselineError says why something cannot be the last release of a deck, and what to do about it. Its words are for
// the user and name neither the file nor the deck.
type BaselineError struct {
	Message, Help string
	Package       string // of the repository, that it cannot be the last release of; known when Other is set

	// Other says that it is a release, but of another deck: the wrong one was named.
	Other bool
}

func (e *BaselineError) Error() string { return e.Message }

// baselines begins to make the baseline of the first edition and returns a function that makes or waits for that of the
// i-th. A deck without an id has none: its notes are nobody's yet.
func (o *Options) baselines(editions []*edition) func(i int) (*collection.Baseline, error) {
	switch {
	case !editions[0].deck.ID.Given():
		return func(int) (*collection.Baseline, error) { return nil, nil }
	case o.LoadBaseline == nil:
		return func(i int) (*collection.Baseline, error) {
			if i > 0 {
				return nil, nil
			}
			return o.Baseline, nil
		}
	}
	type loaded struct {
		baseline *collection.Baseline
		err      error
	}
	first := make(chan loaded, 1)
	go func() {
		b, err := o.LoadBaseline(editions[0].name())
		first <- loaded{b, err}
	}()
	return func(i int) (*collection.Baseline, error) {
		if i > 0 {
			return o.LoadBaseline(editions[i].name())
		}
		l := <-first
		return l.baseline, l.err
	}
}

// ReadBaseline reads a package, of any generation and tool, as the last release of a deck. name is what findings call it.
// An error says what is wrong with the file, and does not name it.
func ReadBaseline(name, path string) (*collection.Baseline, error) {
	c, err := ReadRelease(path)
	if err != nil {
		return nil, err
	}
	b := collection.NewBaseline(name, c)
	if err := checkGUIDs(b); err != nil {
		return nil, err
	}
	return b, nil
}

// readError returns what package apkg says about a file, without the file's name, and what to do about a new one.
func readError(err error) error {
	var newer *apkg.NewerError
	if errors.As(err, &newer) {
		return &BaselineError{Message: newer.Error(),
			Help: "update Deckmill, or let Anki import it and export it again with *Support older Anki versions*"}
	}
	return unnamed(err)
}

// checkGUIDs makes sure that Anki can tell the notes of a release apart: it knows them by their guid alone, and of two
// with the same it updates either (anki-format.md 3.3).
func checkGUIDs(b *collection.Baseline) error {
	help := "no update of such a package is safe: build without a baseline, and tell learners to delete the old deck when they import the new one"
	empty := 0
	for i := range b.Collection.Notes {
		n := &b.Collection.Notes[i]
		switch {
		case n.GUID == "":
			empty++
		case b.Note(n.GUID) != n:
			return &BaselineError{Help: help,
				Message: fmt.Sprintf("two of its notes have the guid `%s`, by which Anki would know them apart: `%s` and `%s`",
					n.GUID, firstText(b.Note(n.GUID)), firstText(n))}
		}
	}
	if empty > 0 {
		return &BaselineError{Help: help,
			Message: fmt.Sprintf("%d of its %s no guid, by which Anki would know them again", empty, diag.Plural(len(b.Collection.Notes), "note")+" have")}
	}
	return nil
}

// firstText returns the beginning of a note's first field, to name the note by.
func firstText(n *collection.Note) string { return lint.Clip(n.Fields[0]) }

// PackageHead returns the decks and note types in a package, of any generation and tool, without reading its notes: see
// OwnerOf and Options.Published. Errors are those of ReadBaseline.
func PackageHead(path string) (*apkg.Head, error) {
	head, err := apkg.ReadHead(path)
	if err != nil {
		return nil, readError(err)
	}
	return head, nil
}

// A PackageOf is one package of a deck of the repository: one of its editions.
type PackageOf struct {
	deck.Place
	Edition deck.Edition
	Name    string // of its files, without extension
}

// OwnerOf returns the package of the repository whose release holds decks, by their ids: those in packages of ours are made
// of the deck's id, whatever it was called then. Editions that share their identity differ in the name of the file alone,
// which has no extension.
func (r *Repository) OwnerOf(decks []collection.Deck, file string) (p PackageOf, ok bool) {
	for _, place := range r.Decks {
		id := r.ID(place)
		for _, own := range r.PackagesOf(place) {
			if !collection.OfDeck(decks, id, own.Edition.Own()) {
				continue
			}
			if own.Name == file {
				return own, true
			}
			if !ok {
				p, ok = own, true
			}
		}
	}
	return p, ok
}

// PackagesOf returns the packages of a deck, the original first. The list is the repository's: it must not be changed.
func (r *Repository) PackagesOf(p deck.Place) []PackageOf { return r.heads[p.Slug].packages }

// packagesOf reads which packages a deck has; what is wrong with its variants is reported when it is compiled.
func packagesOf(p deck.Place, h *head) []PackageOf {
	editions, _ := deck.DecodeEditions(h.doc.Root, func(diag.Diagnostic) {})
	list := make([]PackageOf, len(editions))
	for i, e := range editions {
		list[i] = PackageOf{p, e, p.Slug + e.Suffix()}
	}
	return list
}

// ID returns the id of a deck, as it is written; "" without one.
func (r *Repository) ID(p deck.Place) string { return scalarOf(r.heads[p.Slug].doc.Root, "id") }

// Name returns the name of a deck, as it is written; "" without one.
func (r *Repository) Name(p deck.Place) string { return scalarOf(r.heads[p.Slug].doc.Root, "deck") }

func scalarOf(root *yamltree.Node, key string) string {
	if n := root.Get(key); n != nil && n.Kind == yamltree.Scalar {
		return n.Value
	}
	return ""
}

// checkRelated returns an error when a baseline is the release of another deck: it was not made of d, under whatever name,
// no note is in both, and its texts are others. Where they are the same, the deck has got another id: rules say so.
func checkRelated(d *deck.Deck, c *collection.Collection, b *collection.Baseline) error {
	if b == nil || collection.OfDeck(b.Collection.Decks, d.ID.Value, d.Edition.Own()) {
		return nil
	}
	for i := range c.Notes {
		if b.Note(c.Notes[i].GUID) != nil {
			return nil
		}
	}
	if len(c.Notes) == 0 || hasTexts(c, b.Collection) {
		return nil
	}
	holds := "it holds no notes"
	if len(b.Collection.Decks) > 0 {
		holds = fmt.Sprintf("it holds the deck `%s`, and not one note of the deck `%s`", b.Collection.Decks[0].Name, d.Name.Value)
	}
	return &BaselineError{Message: holds, Package: d.Slug + d.Edition.Suffix(), Other: true,
		Help: "name the last release of this deck; for a deck that was never released, leave `--baseline` out. " +
			"Was the `id` of the deck changed, or those of all its notes? Then write the old ones again: learners would get every note anew"}
}

// hasTexts reports whether most notes of old are in c too, word for word, whatever their guids.
func hasTexts(c, old *collection.Collection) bool {
	text := func(n *collection.Note) string { return strings.Join(n.Fields, "\x1f") }
	texts := make(map[string]bool, len(c.Notes))
	for i := range c.Notes {
		texts[text(&c.Notes[i])] = true
	}
	same := 0
	for i := range old.Notes {
		if texts[text(&old.Notes[i])] {
			same++
		}
	}
	return 2*same > len(old.Notes)
}
