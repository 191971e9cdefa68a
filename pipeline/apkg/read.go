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

// A NewerError says that a package was made after this program.
type NewerError struct {
	what string // what it is of
}

func (e *NewerError) Error() string { return "the package is of " + e.what }

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
	p := &Package{}
	load := func(l *loader) (err error) {
		p.Collection, err = l.load()
		return err
	}
	a, err := p.open(path, load)
	if err == nil && a != nil {
		p.Collection.Media, p.media, err = a.media(p.Container)
	}
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// A Head is what a package says before its notes.
type Head struct {
	Decks     []collection.Deck     // all of them, sorted by name
	Notetypes []collection.Notetype // all of them, sorted by id
}

// ReadHead returns the decks and note types in the package in the file named path, without reading what is in them. It is
// the quick way to find out whose package it is. Errors are those of Read.
func ReadHead(path string) (*Head, error) {
	var head Head
	p := &Package{}
	_, err := p.open(path, func(l *loader) error {
		head = Head{Decks: l.allDecks(), Notetypes: l.allNotetypes()}
		return nil
	})
	if err := errors.Join(err, p.Close()); err != nil {
		return nil, fmt.Errorf("cannot read `%s`: %w", path, err)
	}
	return &head, nil
}

// open opens the file named path and reads its collection as far as load does. There is no archive for a bare one.
func (p *Package) open(path string, load func(*loader) error) (*reader, error) {
	var err error
	if p.file, err = os.Open(path); err != nil {
		return nil, err
	}
	magic := make([]byte, len(sqliteMagic))
	if _, err := io.ReadFull(p.file, magic); err == nil && string(magic) == sqliteMagic {
		return nil, p.loadBare(path, load)
	}
	info, err := p.file.Stat()
	if err != nil {
		return nil, err
	}
	a, err := openArchive(p.file, info.Size())
	if err != nil {
		return nil, err
	}
	if p.Container, err = a.container(); err != nil {
		return nil, err
	}
	return a, loadEntry(a, p.Container, load)
}

// sqliteMagic is how every SQLite file begins.
const sqliteMagic = "SQLite format 3\x00"

// loadBare reads a collection that is not in a package.
func (p *Package) loadBare(path string, load func(*loader) error) error {
	p.Container = Bare
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return errors.New("the collection is open in Anki, or was not closed properly: " +
			"part of it is still in the file beside it that ends in -wal; close Anki first")
	}
	return loadFile(path, load)
}

// loadEntry reads the collection in an archive, by way of a temporary file.
func loadEntry(a *reader, k Container, load func(*loader) error) error {
	r, err := a.open(k.String(), k == Latest, maxCollection)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp("", ".deckmill.*.anki2")
	if err != nil {
		return errors.Join(fmt.Errorf("create a temporary file: %w", err), r.Close())
	}
	// What could go wrong with a file of which nothing is needed any more is of no interest.
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = io.Copy(f, r)
	if err := errors.Join(err, r.Close(), f.Close()); err != nil {
		return fmt.Errorf("unpack %s: %w", k, err)
	}
	return loadFile(f.Name(), func(l *loader) error {
		// It is open by now. Where the system lets go of its name so early, none is left when the process is stopped.
		_ = os.Remove(f.Name())
		return load(l)
	})
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
func (p *Package) Close() error {
	if p.file == nil { // it could not be opened
		return nil
	}
	return p.file.Close()
}
