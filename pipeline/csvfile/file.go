package csvfile

import (
	"io"

	"github.com/deckmill/deckmill/pipeline/atomicfile"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// WriteFile writes the notes of c to the file named path, which is complete afterwards or as it was before.
func WriteFile(path string, c *collection.Collection) error {
	return atomicfile.Write(path, func(w io.Writer) error { return Write(w, c) })
}
