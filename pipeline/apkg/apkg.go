// Package apkg writes a collection as an Anki package and reads packages of any tool. It is the only user of SQLite, of
// zip and of zstd (anki-format.md sections 1 and 2). It generates nothing: ids, cards and positions are those of the
// collection it is given, and what Anki would silently repair it refuses to write.
package apkg

import (
	"fmt"
	"io"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A Container is a generation of package.
type Container uint8

// The containers (anki-format.md 1.1). Write makes the first two; Read meets all of them.
const (
	Latest  Container = iota // meta, zstd, collection.anki21b with schema 18
	Legacy                   // collection.anki21 with schema 11, for clients up to 2.1.55
	Legacy1                  // collection.anki2 with schema 11, as other tools and old clients write it
	Bare                     // no package: the SQLite file of a whole collection, without its media
)

// String returns the name of the container's collection file, which is how one container is told from another.
func (k Container) String() string {
	switch k {
	case Latest:
		return "collection.anki21b"
	case Legacy:
		return "collection.anki21"
	case Legacy1:
		return "collection.anki2"
	case Bare:
		return "bare collection"
	}
	return fmt.Sprintf("container %d", uint8(k))
}

// Write writes c as a package to the file named path, atomically: the file is complete or untouched. open opens the
// media files of c by name; a file whose bytes do not have the size and SHA-1 that c says is an error.
//
// Equal collections give equal bytes. Temporary files stand in the folder of path, under names that start with a dot,
// and are gone when Write returns. k is Latest or Legacy. A collection that breaks a line of anki-format.md section 12
// that can be checked here is refused: such an error is a fault of this program, not of the deck.
//
// A card's modification time is that of its note, so an unchanged note gives unchanged rows; a deck's is c.Time.
func Write(path string, c *collection.Collection, k Container, open func(name string) (io.ReadCloser, error)) error {
	if err := check(path, c, k); err != nil {
		return fmt.Errorf("refusing to write `%s`: %w", path, err)
	}
	if err := replaceFile(path, func(w *workspace) error { return writePackage(w, c, k, open) }); err != nil {
		return fmt.Errorf("cannot write `%s`: %w", path, err)
	}
	return nil
}
