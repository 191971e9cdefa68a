package pipeline

import (
	"errors"

	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/csvfile"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

// AgainstPackage reads the notes of a package, or of a collection, that decks are compared with (see Repository.Against).
// name is what findings call it. An error says what is wrong with the file, and does not name it.
func AgainstPackage(name, path string) (*lint.Foreign, error) {
	p, err := apkg.Read(path)
	if err != nil {
		return nil, unnamed(err)
	}
	f := lint.ForeignCollection(name, p.Collection)
	return f, p.Close()
}

// unnamed returns what package apkg says about a file without the file's name.
func unnamed(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

// AgainstTable reads the notes of a CSV file: the first column is the question, the second the answer.
func AgainstTable(name string, data []byte) (*lint.Foreign, error) {
	rows, err := csvfile.Read(data)
	if err != nil {
		return nil, err
	}
	file := source.NewFile(name, data)
	notes := make([]lint.ForeignNote, len(rows))
	for i, r := range rows {
		n := lint.ForeignNote{Span: file.Span(r.Start, r.End), First: r.Fields[0], Question: lint.Compared(r.Fields[0])}
		if len(r.Fields) > 1 {
			n.Answer = r.Fields[1]
		}
		notes[i] = n
	}
	return lint.NewForeign(name, notes), nil
}
