package apkg

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Limits of what is unpacked, in bytes. They lie far above real packages, which reach a compression of 107:1, and keep
// a small file from filling a disk or a day.
const (
	maxCollection = 4 << 30
	maxMedia      = 1 << 30
	maxList       = 64 << 20 // the list of media
	freeBytes     = 16 << 20 // may be unpacked from anything, however small
	maxRatio      = 500      // unpacked to packed bytes, beyond freeBytes
)

// A reader is the zip file of a package.
type reader struct {
	entries map[string]*zip.File
	budget  int64 // bytes that may still be unpacked while the package is opened
}

// openArchive reads the directory of a zip file of so many bytes.
func openArchive(r io.ReaderAt, size int64) (*reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		what := "neither a package (a zip file) nor a collection"
		if begin := make([]byte, 2); readFull(r, begin) && string(begin) == "PK" {
			what = "a part of a package: its end is missing or damaged"
		}
		return nil, fmt.Errorf("this is %s: %w", what, err)
	}
	a := &reader{entries: make(map[string]*zip.File, len(z.File)), budget: freeBytes + maxRatio*size}
	for _, f := range z.File {
		if _, ok := a.entries[f.Name]; ok {
			return nil, fmt.Errorf("the package holds two entries of the name `%s`", f.Name)
		}
		a.entries[f.Name] = f
	}
	return a, nil
}

// readFull reports whether the bytes at the beginning of r could be read into b.
func readFull(r io.ReaderAt, b []byte) bool {
	n, _ := r.ReadAt(b, 0)
	return n == len(b)
}

// open opens an entry of the archive at the cost of its budget.
func (a *reader) open(name string, compressed bool, limit int64) (io.ReadCloser, error) {
	f, ok := a.entries[name]
	if !ok {
		return nil, fmt.Errorf("the package holds no entry `%s`", name)
	}
	r, err := openEntry(f, compressed, min(limit, a.budget))
	if err != nil {
		return nil, fmt.Errorf("entry `%s`: %w", name, err)
	}
	return &charged{ReadCloser: r, budget: &a.budget}, nil
}

// readAll returns the content of an entry.
func (a *reader) readAll(name string, compressed bool, limit int64) ([]byte, error) {
	r, err := a.open(name, compressed, limit)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, fmt.Errorf("entry `%s`: %w", name, err)
	}
	return content, nil
}

// openEntry opens an entry of a zip file for reading, unpacked, up to limit bytes.
func openEntry(f *zip.File, compressed bool, limit int64) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, errors.New("it is encrypted")
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return nil, fmt.Errorf("compression method %d is none that Anki reads", f.Method)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	if packed := f.CompressedSize64; packed < maxCollection/maxRatio {
		limit = min(limit, freeBytes+maxRatio*int64(packed))
	}
	e := &entryReader{zip: r, r: r, left: limit}
	if compressed {
		e.zstd, err = zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, errors.Join(err, r.Close())
		}
		e.r = e.zstd
	}
	return e, nil
}

// An entryReader reads an entry and stops with an error at its limit.
type entryReader struct {
	zip  io.ReadCloser
	zstd *zstd.Decoder // nil when the entry is not compressed once more
	r    io.Reader
	left int64
}

// Read reads up to len(p) bytes.
func (e *entryReader) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if e.left -= int64(n); e.left < 0 {
		return 0, errors.New("it unpacks to more than any real package holds; this looks like an attack")
	}
	return n, err
}

// Close ends the reading.
func (e *entryReader) Close() error {
	if e.zstd != nil {
		e.zstd.Close()
	}
	return e.zip.Close()
}

// charged takes what is read from a budget.
type charged struct {
	io.ReadCloser
	budget *int64
}

// Read reads up to len(p) bytes.
func (c *charged) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	*c.budget -= int64(n)
	return n, err
}
