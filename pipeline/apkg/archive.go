package apkg

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

// A packing is what happens to the bytes of an entry.
type packing uint8

const (
	plain    packing = iota // stored as they are
	zstdPack                // compressed with zstd, and stored: zip knows nothing of it
	deflated                // compressed by zip's own method
)

// An archive is a zip file that is being written. Anki, and every other reader, finds sizes and checksums where they
// were before zip learned to stream: each entry is first packed into a spool file. All times are the first of zip's
// calendar, so that equal content gives equal bytes.
type archive struct {
	*packers
	zip   *zip.Writer
	spool *os.File
}

// packers are what entries are packed with. To make them takes longer than to pack a small package, so the archives of
// a Writer share them.
type packers struct {
	zstd    *zstd.Encoder
	deflate *flate.Writer // nil before it is needed: only Legacy packages have an entry that is deflated
	buffer  [1 << 18]byte // for copies
}

func newPackers() (*packers, error) {
	encoder, err := newEncoder(zstdWorkers)
	return &packers{zstd: encoder}, err
}

// deflater returns a deflate encoder that writes to w.
func (p *packers) deflater(w io.Writer) (*flate.Writer, error) {
	if p.deflate != nil {
		p.deflate.Reset(w)
		return p.deflate, nil
	}
	var err error
	if p.deflate, err = flate.NewWriter(w, 6); err != nil {
		return nil, fmt.Errorf("start deflate: %w", err)
	}
	return p.deflate, nil
}

// dosEpoch is 1980-01-01 as zip writes dates.
const dosEpoch = 1<<5 | 1

// newArchive begins an archive in the workspace's file.
func newArchive(w *workspace, p *packers) (*archive, error) {
	spool, err := w.temp()
	if err != nil {
		return nil, err
	}
	return &archive{packers: p, zip: zip.NewWriter(w.out), spool: spool}, nil
}

// zstdWorkers is the number of goroutines that share the compression of one stream: one looks for matches, one codes
// them. The bytes do not depend on it, which a test holds up.
const zstdWorkers = 2

// newEncoder returns a zstd encoder with the settings of all our packages. The level is the best that is still fast: a
// package is made once and downloaded often. A zero frame is what an empty list must be (anki-format.md 1.3).
func newEncoder(workers int) (*zstd.Encoder, error) {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(workers),
		zstd.WithZeroFrames(true))
	if err != nil {
		return nil, fmt.Errorf("start zstd: %w", err)
	}
	return e, nil
}

// add adds an entry with the bytes of r.
func (a *archive) add(name string, p packing, r io.Reader) error {
	header := zip.FileHeader{Name: name, ReaderVersion: 20, CreatorVersion: 20, Method: zip.Store}
	//lint:ignore SA1019 the field that replaces it also writes an extra field with the time, which Anki's packages lack
	header.ModifiedDate = dosEpoch
	if p == deflated {
		header.Method = zip.Deflate
	}
	if err := a.pack(&header, p, r); err != nil {
		return fmt.Errorf("pack entry %s: %w", name, err)
	}
	w, err := a.zip.CreateRaw(&header)
	if err != nil {
		return fmt.Errorf("begin entry %s: %w", name, err)
	}
	if _, err := a.spool.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("rewind the temporary file: %w", err)
	}
	if _, err := io.CopyBuffer(w, justReader{a.spool}, a.buffer[:]); err != nil {
		return fmt.Errorf("write entry %s: %w", name, err)
	}
	return nil
}

// pack packs the bytes of r into the spool file, and fills sizes and checksum in.
func (a *archive) pack(header *zip.FileHeader, p packing, r io.Reader) error {
	if _, err := a.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := a.spool.Truncate(0); err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(a.spool, 1<<18)
	packed := &meter{w: buffer}
	content := packed // what zip takes for the content of the file
	var err error
	switch p {
	case plain:
		_, err = io.Copy(packed, r)
	case zstdPack:
		a.zstd.Reset(packed)
		_, err = io.Copy(a.zstd, r)
		err = errors.Join(err, a.zstd.Close())
	case deflated:
		var d *flate.Writer
		if d, err = a.deflater(packed); err != nil {
			return err
		}
		content = &meter{w: d}
		_, err = io.Copy(content, r)
		err = errors.Join(err, d.Close())
	}
	header.CRC32 = content.crc
	header.UncompressedSize64 = content.n
	header.CompressedSize64 = packed.n
	return errors.Join(err, buffer.Flush())
}

// close writes the directory of the archive.
func (a *archive) close() error {
	if err := a.zip.Close(); err != nil {
		return fmt.Errorf("write the archive's directory: %w", err)
	}
	return nil
}

// A meter counts what passes through it and sums it up.
type meter struct {
	w   io.Writer
	n   uint64
	crc uint32
}

func (m *meter) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.n += uint64(n)
	m.crc = crc32.Update(m.crc, crc32.IEEETable, p[:n])
	return n, err
}

// justReader hides that a file would rather copy itself, for which it makes a buffer each time.
type justReader struct{ io.Reader }
