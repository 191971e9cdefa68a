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

// The containers (anki-format.md 1.1). A Writer makes the first two; Read meets all of them.
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

// Write writes one package, as a Writer does.
func Write(path string, c *collection.Collection, k Container, open func(name string) (io.ReadCloser, error)) error {
	w := NewWriter(open)
	defer w.Close()
	return w.Write(path, c, k)
}
