package apkg

import (
	"archive/zip"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// A Writer writes packages that share media files, as the editions of a deck do. What one package has packed is copied
// into the next ones, which a build of 32 languages and editions would spend most of its time on. The bytes of a package
// are the same as without the others.
type Writer struct {
	open    opener
	packers *packers       // nil before the first package
	last    writtenPackage // not read yet, because there may be no other
	entries map[packedMedia]*zip.File
	files   []*os.File // that entries are in
}

// packedMedia is a media file in a container.
type packedMedia struct {
	sha1      [sha1.Size]byte
	container Container
}

// A writtenPackage is a package whose media files were packed for it.
type writtenPackage struct {
	path      string // empty: there is none
	media     []collection.Media
	container Container
}

// NewWriter returns a writer of packages whose media files open opens by name; a file whose bytes do not have the size
// and SHA-1 that a collection says is an error. Packages must stay as they were written until it is closed.
func NewWriter(open func(name string) (io.ReadCloser, error)) *Writer {
	return &Writer{open: open, entries: map[packedMedia]*zip.File{}}
}

// Write writes c as a package to the file named path, atomically: the file is complete or untouched.
//
// Equal collections give equal bytes. Temporary files stand in the folder of path, under names that start with a dot,
// and are gone when Write returns. k is Latest or Legacy. A collection that breaks a line of anki-format.md section 12
// that can be checked here is refused: such an error is a fault of this program, not of the deck.
//
// A card's modification time is that of its note, so an unchanged note gives unchanged rows; a deck's is c.Time.
func (w *Writer) Write(path string, c *collection.Collection, k Container) error {
	if err := check(path, c, k); err != nil {
		return fmt.Errorf("refusing to write `%s`: %w", path, err)
	}
	if err := w.prepare(); err != nil {
		return fmt.Errorf("cannot write `%s`: %w", path, err)
	}
	packed := false
	add := func(a *archive, entry string, m *collection.Media) error {
		if from := w.entries[packedMedia{m.SHA1, k}]; from != nil {
			return a.copy(entry, from)
		}
		packed = true
		return addMediaFile(a, entry, k, m, w.open)
	}
	if err := replaceFile(path, func(ws *workspace) error { return writePackage(ws, c, k, w.packers, add) }); err != nil {
		return fmt.Errorf("cannot write `%s`: %w", path, err)
	}
	if packed {
		w.last = writtenPackage{path: path, media: c.Media, container: k}
	}
	return nil
}

// prepare makes ready what the packages share.
func (w *Writer) prepare() error {
	if w.packers == nil {
		var err error
		if w.packers, err = newPackers(); err != nil {
			return err
		}
	}
	return w.readLast()
}

// readLast finds the media files in the last package that some were packed for.
func (w *Writer) readLast() error {
	p := w.last
	if p.path == "" {
		return nil
	}
	w.last = writtenPackage{}
	f, err := os.Open(p.path)
	if err != nil {
		return err
	}
	w.files = append(w.files, f)
	info, err := f.Stat()
	if err != nil {
		return err
	}
	a, err := openArchive(f, info.Size())
	if err != nil {
		return fmt.Errorf("read `%s` again: %w", p.path, err)
	}
	for i := range p.media {
		if entry := a.entries[strconv.Itoa(i)]; entry != nil {
			w.entries[packedMedia{p.media[i].SHA1, p.container}] = entry
		}
	}
	return nil
}

// Close closes the packages that were read again. They were only read, so there is nothing that could fail.
func (w *Writer) Close() {
	for _, f := range w.files {
		_ = f.Close()
	}
	*w = Writer{}
}

// copy adds an entry with the packed bytes of an entry of another archive. All our media entries are stored: zip knows
// nothing of how they are packed, and their checksum is that of the packed bytes.
func (a *archive) copy(name string, from *zip.File) error {
	header := from.FileHeader
	header.Name = name
	r, err := from.OpenRaw()
	if err != nil {
		return fmt.Errorf("read entry %s: %w", from.Name, err)
	}
	w, err := a.zip.CreateRaw(&header)
	if err != nil {
		return fmt.Errorf("begin entry %s: %w", name, err)
	}
	packed := &meter{w: w}
	if _, err := io.CopyBuffer(packed, r, a.buffer[:]); err != nil {
		return fmt.Errorf("write entry %s: %w", name, err)
	}
	if packed.n != header.CompressedSize64 || packed.crc != header.CRC32 {
		return errors.New("a package changed while another one was being made; build again")
	}
	return nil
}
