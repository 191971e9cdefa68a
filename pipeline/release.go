package pipeline

import (
	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
)

// ReadRelease reads a package, of any generation and tool, to be compared with another. Errors are those of ReadBaseline,
// except that notes may share a guid.
func ReadRelease(path string) (*collection.Collection, error) {
	p, err := apkg.Read(path)
	if err != nil {
		return nil, readError(err)
	}
	return p.Collection, p.Close()
}
