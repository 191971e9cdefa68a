package apkg

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A Package is a package opened for reading.
type Package struct {
	Container  Container
	Collection *collection.Collection

	file  *os.File
	media map[string]*zip.File // by name in the collection
}

// Read opens the package in the file named path. Close it after use.
//
// It reads the three containers, and bare collections, with the schemas 11 and 14 to 18, as leniently as Anki: unknown
// columns and keys are passed over, wrong JSON types are converted where Anki converts them. What Anki refuses is an
// error that says what is wrong with the package. Everything in it is distrusted: sizes are limited, and no name of a
// media file leads out of a folder.
//
// The collection has the notes in order of introduction, that is by their first position as new cards, then by id; the
// decks that hold cards, with those of their ancestors that are there; the note types in use. Only foreign packages
// have cards in Anki's default deck: then it is one of the decks, with id 1. A card that is no longer new has its former
// position, or 0 where that is not known. Names of media are as Anki would store them (anki-format.md 1.5).
func Read(path string) (*Package, error) {
	p, err := read(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read `%s`: %w", path, err)
	}
	return p, nil
}

func read(path string) (*Package, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	p := &Package{file: file}
	if err := p.load(path); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return p, nil
}

// load reads what file holds.
func (p *Package) load(path string) error {
	magic := make([]byte, len(sqliteMagic))
	if _, err := io.ReadFull(p.file, magic); err == nil && string(magic) == sqliteMagic {
		return p.loadBare(path)
	}
	info, err := p.file.Stat()
	if err != nil {
		return err
	}
	a, err := openArchive(p.file, info.Size())
	if err != nil {
		return err
	}
	if p.Container, err = a.container(); err != nil {
		return err
	}
	if p.Collection, err = loadEntry(a, p.Container); err != nil {
		return err
	}
	p.Collection.Media, p.media, err = a.media(p.Container)
	return err
}

// sqliteMagic is how every SQLite file begins.
const sqliteMagic = "SQLite format 3\x00"

// loadBare reads a collection that is not in a package.
func (p *Package) loadBare(path string) error {
	p.Container = Bare
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return errors.New("the collection is open in Anki, or was not closed properly: " +
			"part of it is still in the file beside it that ends in -wal; close Anki first")
	}
	var err error
	p.Collection, err = loadFile(path)
	return err
}

// loadEntry reads the collection in an archive, by way of a temporary file.
func loadEntry(a *reader, k Container) (*collection.Collection, error) {
	r, err := a.open(k.String(), k == Latest, maxCollection)
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp("", ".deckmill.*.anki2")
	if err != nil {
		return nil, errors.Join(fmt.Errorf("create a temporary file: %w", err), r.Close())
	}
	// What could go wrong with a file of which nothing is needed any more is of no interest.
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = io.Copy(f, r)
	if err := errors.Join(err, r.Close(), f.Close()); err != nil {
		return nil, fmt.Errorf("unpack %s: %w", k, err)
	}
	return loadFile(f.Name())
}

// Open opens a media file of the package by its name. That there is none is fs.ErrNotExist.
func (p *Package) Open(name string) (io.ReadCloser, error) {
	f, ok := p.media[name]
	if !ok {
		return nil, fmt.Errorf("media file `%s`: %w", name, fs.ErrNotExist)
	}
	r, err := openEntry(f, p.Container == Latest, maxMedia)
	if err != nil {
		return nil, fmt.Errorf("media file `%s`: %w", name, err)
	}
	return r, nil
}

// Close releases the package.
func (p *Package) Close() error { return p.file.Close() }
