package apkg

import (
	"archive/zip"
	"cmp"
	"crypto/sha1"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

// container returns which generation of package the archive is (anki-format.md 1.1).
func (a *reader) container() (Container, error) {
	if _, ok := a.entries["meta"]; !ok {
		switch {
		case a.entries[Legacy.String()] != nil:
			return Legacy, nil
		case a.entries[Legacy1.String()] != nil:
			return Legacy1, nil
		}
		return 0, errors.New("this zip file is no Anki package: it holds neither `meta` nor `collection.anki21` nor `collection.anki2`")
	}
	meta, err := a.readAll("meta", false, maxList)
	if err != nil {
		return 0, err
	}
	version := uint64(0)
	err = eachField(meta, func(n protowire.Number, v protoValue) error {
		if n == 1 {
			version = v.number
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("entry `meta` is damaged: %w", err)
	}
	switch version {
	case 1:
		return Legacy1, nil
	case 2:
		return Legacy, nil
	case 3:
		return Latest, nil
	}
	return 0, &NewerError{fmt.Sprintf("generation %d; 1 to 3 are known", version)}
}

// A mediaEntry is a media file and the entry of the archive that holds it.
type mediaEntry struct {
	collection.Media
	entry string
}

// media reads the list of media (anki-format.md 1.4), and hashes the files of containers whose list has no hashes.
func (a *reader) media(k Container) ([]collection.Media, map[string]*zip.File, error) {
	list, err := a.mediaList(k)
	if err != nil {
		return nil, nil, fmt.Errorf("the list of media: %w", err)
	}
	slices.SortFunc(list, func(x, y mediaEntry) int { return cmp.Compare(x.Name, y.Name) })
	var media []collection.Media
	files := make(map[string]*zip.File, len(list))
	for i := range list {
		m := &list[i]
		if !safeName(m.Name) || !utf8.ValidString(m.Name) {
			return nil, nil, fmt.Errorf("the list of media holds the name %q, which no file of a collection can have", m.Name)
		}
		f := a.entries[m.entry]
		if f == nil {
			return nil, nil, fmt.Errorf("media file `%s` is listed, but its entry `%s` is not in the package", m.Name, m.entry)
		}
		if files[m.Name] != nil {
			return nil, nil, fmt.Errorf("media file `%s` is listed twice", m.Name)
		}
		files[m.Name] = f
		if k != Latest {
			if err := a.hash(m); err != nil {
				return nil, nil, fmt.Errorf("media file `%s`: %w", m.Name, err)
			}
		}
		media = append(media, m.Media)
	}
	return media, files, nil
}

// hash fills size and SHA-1 of a media file in.
func (a *reader) hash(m *mediaEntry) error {
	r, err := a.open(m.entry, false, maxMedia)
	if err != nil {
		return err
	}
	sum := sha1.New()
	m.Size, err = io.Copy(sum, r)
	m.SHA1 = [sha1.Size]byte(sum.Sum(nil))
	return errors.Join(err, r.Close())
}

// mediaList reads the list, in any order.
func (a *reader) mediaList(k Container) ([]mediaEntry, error) {
	if a.entries["media"] == nil && k != Latest {
		return nil, nil // Anki takes this for an empty list
	}
	content, err := a.readAll("media", k == Latest, maxList)
	if err != nil {
		return nil, err
	}
	if k == Latest {
		return decodeMedia(content)
	}
	var byEntry map[string]string
	if err := json.Unmarshal(content, &byEntry); err != nil {
		return nil, fmt.Errorf("no JSON object of names: %w", err)
	}
	var list []mediaEntry
	for _, entry := range slices.Sorted(maps.Keys(byEntry)) {
		name := byEntry[entry]
		if _, err := strconv.ParseUint(entry, 10, 64); err != nil {
			return nil, fmt.Errorf("key `%s` is no number", entry)
		}
		if !safeName(name) {
			return nil, fmt.Errorf("the name %q is unsafe", name)
		}
		list = append(list, mediaEntry{Media: collection.Media{Name: names.Media(name)}, entry: entry})
	}
	return list, nil
}

// decodeMedia decodes the list of a Latest package.
func decodeMedia(content []byte) ([]mediaEntry, error) {
	var list []mediaEntry
	err := eachField(content, func(n protowire.Number, v protoValue) error {
		if n != 1 {
			return nil
		}
		m := mediaEntry{entry: strconv.Itoa(len(list))}
		var sum []byte
		err := eachField(v.bytes, func(n protowire.Number, v protoValue) error {
			switch n {
			case 1:
				m.Name = string(v.bytes)
			case 2:
				m.Size = int64(uint32(v.number))
			case 3:
				sum = v.bytes
			}
			return nil
		})
		if err != nil {
			return err
		}
		if len(sum) != sha1.Size {
			return fmt.Errorf("the SHA-1 of `%s` has %d bytes, not 20", m.Name, len(sum))
		}
		if names.Media(m.Name) != m.Name {
			return fmt.Errorf("the name `%s` is none that Anki would store", m.Name)
		}
		m.SHA1 = [sha1.Size]byte(sum)
		list = append(list, m)
		return nil
	})
	return list, err
}
