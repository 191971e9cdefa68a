package apkg

import (
	"bytes"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// opener opens a media file by its name.
type opener = func(name string) (io.ReadCloser, error)

// mediaAdder adds a media file to an archive, as the entry of this name.
type mediaAdder = func(a *archive, entry string, m *collection.Media) error

// writePackage writes the package of c, its entries in the order in which Anki writes them (anki-format.md 1.2).
func writePackage(w *workspace, c *collection.Collection, k Container, p *packers, add mediaAdder) error {
	a, err := newArchive(w, p)
	if err != nil {
		return err
	}
	if err := a.add("meta", plain, strings.NewReader(metaOf(k))); err != nil {
		return err
	}
	if err := addCollection(a, w, c, k); err != nil {
		return err
	}
	stub, err := buildStub(w)
	if err != nil {
		return fmt.Errorf("build the collection for old clients: %w", err)
	}
	if err := a.add(stubName, plain, stub); err != nil {
		return err
	}
	if err := addMedia(a, c.Media, k, add); err != nil {
		return err
	}
	return a.close()
}

// metaOf returns the entry meta: a protobuf message with the version (anki-format.md 1.1).
func metaOf(k Container) string {
	if k == Latest {
		return "\x08\x03"
	}
	return "\x08\x02"
}

// stubName is the entry that clients which know no newer one read.
const stubName = "collection.anki2"

// addCollection builds the database of c in a temporary file and packs it.
func addCollection(a *archive, w *workspace, c *collection.Collection, k Container) error {
	f, err := w.temp()
	if err != nil {
		return err
	}
	if err := buildFile(f, c, k, 4096); err != nil {
		return fmt.Errorf("build the collection: %w", err)
	}
	p := zstdPack
	if k == Legacy {
		p = deflated
	}
	if err := a.add(k.String(), p, f); err != nil {
		return err
	}
	// The room is worth having back before the media come.
	if err := f.Truncate(0); err != nil {
		return fmt.Errorf("empty a temporary file: %w", err)
	}
	return nil
}

// buildFile makes the SQLite file of c in f, which is empty, with pages of so many bytes.
func buildFile(f *os.File, c *collection.Collection, k Container, pageSize int) error {
	d, err := createDatabase(fileURI(f.Name(), ""), pageSize)
	if err != nil {
		return err
	}
	return errors.Join(fill(d, c, k), d.close())
}

// mostIndexed is the number of notes up to which a package of the Latest kind carries the indexes over notes and cards
// that a collection has. Anki's importer reads notes and cards from end to end and demands no index (anki-format.md 2.4);
// they serve only those who open the database themselves. In a package of 100,000 notes they are a quarter of what
// learners download and a fifth of what Anki needs to import it, both measured, so large packages do without.
const mostIndexed = 20_000

// indexes returns the SQL of the indexes of c. Old clients look cards up note by note, so Legacy has them all.
func indexes(c *collection.Collection, k Container) string {
	switch {
	case k == Legacy:
		return baseIndexes + rowIndexes
	case len(c.Notes) > mostIndexed:
		return baseIndexes + schema18Indexes
	}
	return baseIndexes + rowIndexes + schema18Indexes + schema18RowIndexes
}

// fill makes the tables, the rows and then the indexes of c: to sort a whole index at once is faster than to grow it.
func fill(d *database, c *collection.Collection, k Container) error {
	tables, rows := schema18Tables, insertSchema18
	if k == Legacy {
		tables, rows = schema11Tables, insertSchema11
	}
	steps := []func() error{
		func() error { return d.exec(baseTables + tables) },
		func() error { return rows(d, c) },
		func() error { return insertNotes(d, c) },
		func() error { return insertCards(d, c) },
		func() error { return d.exec(indexes(c, k)) },
		func() error { return checkCounts(d, c) },
		func() error { return d.exec("COMMIT") },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// addMedia adds the media files, named by their index, and the list of their names (anki-format.md 1.4).
func addMedia(a *archive, media []collection.Media, k Container, add mediaAdder) error {
	for i := range media {
		if err := add(a, strconv.Itoa(i), &media[i]); err != nil {
			return fmt.Errorf("media file `%s`: %w", media[i].Name, err)
		}
	}
	list := encodeMedia(media)
	if k == Legacy {
		text, err := encodeJSON(mediaNames(media))
		if err != nil {
			return fmt.Errorf("encode the list of media: %w", err)
		}
		list = []byte(text)
	}
	return a.add("media", mediaPacking(k), bytes.NewReader(list))
}

// mediaPacking is what happens to media files, and to the list of them, in a container.
func mediaPacking(k Container) packing {
	if k == Legacy {
		return plain
	}
	return zstdPack
}

// mediaNames returns the media list of a Legacy package.
func mediaNames(media []collection.Media) map[string]string {
	list := make(map[string]string, len(media))
	for i := range media {
		list[strconv.Itoa(i)] = media[i].Name
	}
	return list
}

// addMediaFile adds one media file, and checks while copying that it is the one the collection was compiled with:
// Anki trusts the SHA-1 in the list.
func addMediaFile(a *archive, entry string, k Container, m *collection.Media, open opener) error {
	r, err := open(m.Name)
	if err != nil {
		return err
	}
	sum := sha1.New()
	content := &meter{w: sum}
	// One byte more than it should have is enough to see that the file grew.
	err = a.add(entry, mediaPacking(k), io.TeeReader(io.LimitReader(r, m.Size+1), content))
	if err := errors.Join(err, r.Close()); err != nil {
		return err
	}
	if content.n != uint64(m.Size) || [sha1.Size]byte(sum.Sum(nil)) != m.SHA1 {
		return errors.New("the file changed while it was being packaged; build again")
	}
	return nil
}
