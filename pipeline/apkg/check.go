package apkg

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// check returns what of anki-format.md section 12 the package would break, as far as a look at c can tell.
func check(path string, c *collection.Collection, k Container) error {
	if k != Latest && k != Legacy {
		return fmt.Errorf("%v is not a container that can be written", k)
	}
	if err := checkFileName(filepath.Base(path)); err != nil {
		return err
	}
	return errors.Join(checkDecks(c.Decks), checkNotetypes(c.Notetypes), checkMedia(c.Media), checkNotes(c))
}

// checkFileName refuses the names under which Anki takes a file for a whole collection, and replaces the learner's own
// with it (anki-format.md 1).
func checkFileName(name string) error {
	name = strings.ToLower(name)
	if name == "collection.apkg" || strings.HasSuffix(name, ".colpkg") ||
		strings.HasPrefix(name, "backup-") && strings.HasSuffix(name, ".apkg") {
		return fmt.Errorf("a file of the name `%s` would be to Anki a whole collection, and replace the learner's", name)
	}
	return nil
}

// A registry finds what must be unique and is not.
type registry[K comparable] struct {
	what string
	seen map[K]struct{}
}

func newRegistry[K comparable](what string, size int) registry[K] {
	return registry[K]{what: what, seen: make(map[K]struct{}, size)}
}

// add reports an error when key was there before.
func (r registry[K]) add(key K) error {
	size := len(r.seen)
	r.seen[key] = struct{}{}
	if len(r.seen) == size {
		return fmt.Errorf("two %s `%v`", r.what, key)
	}
	return nil
}

// checkDecks checks ids and names, and that all ancestors are there.
func checkDecks(decks []collection.Deck) error {
	ids, folded := newRegistry[int64]("decks with id", len(decks)), newRegistry[string]("decks named", len(decks))
	for _, d := range decks {
		if d.ID <= 1 {
			return fmt.Errorf("deck `%s` has id %d; 0 is nothing and 1 is Anki's default deck", d.Name, d.ID)
		}
		for component := range strings.SplitSeq(d.Name, "::") {
			if clean := names.DeckComponent(component); clean != component {
				return fmt.Errorf("the deck name `%s` is not what Anki would store: `%s` becomes `%s`", d.Name, component, clean)
			}
		}
		if err := errors.Join(ids.add(d.ID), folded.add(names.Fold(d.Name))); err != nil {
			return err
		}
	}
	for _, d := range decks {
		i := strings.LastIndex(d.Name, "::")
		if i < 0 {
			continue
		}
		if _, ok := folded.seen[names.Fold(d.Name[:i])]; !ok {
			return fmt.Errorf("deck `%s` is there, but not its parent", d.Name)
		}
	}
	return nil
}

// checkMedia checks names and sizes (anki-format.md 1.4, 1.5).
func checkMedia(media []collection.Media) error {
	const largest = 100 << 20 // more is never synced
	folded := newRegistry[string]("media files named", len(media))
	for i := range media {
		m := &media[i]
		if clean := names.Media(m.Name); clean != m.Name || !safeName(m.Name) {
			return fmt.Errorf("the name of the media file `%s` is none that Anki would keep", m.Name)
		}
		if m.Size <= 0 || m.Size > largest {
			return fmt.Errorf("media file `%s` has %d bytes; Anki syncs files of 1 to %d bytes", m.Name, m.Size, largest)
		}
		if err := folded.add(names.Fold(m.Name)); err != nil {
			return err
		}
	}
	return nil
}

// safeName reports whether name is one ordinary component of a path, on every system (anki-format.md 1.5).
func safeName(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, `/\:`) && !strings.Contains(name, "\x00")
}
