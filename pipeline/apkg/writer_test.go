package apkg

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWriterCopies writes packages that share media files under other indexes and names. Each file is opened once a
// container, and the bytes are those of packages that know nothing of each other.
func TestWriterCopies(t *testing.T) {
	dir := t.TempDir()
	packages := []struct {
		media     map[string]string
		container Container
		opened    string // by name
	}{
		{fixtureMedia, Latest, "_style.css bild ü.svg sound-1.mp3"},
		{map[string]string{"a new.txt": "new", "sound-1.mp3": fixtureMedia["sound-1.mp3"]}, Latest, "a new.txt"},
		{map[string]string{"renamed.mp3": fixtureMedia["sound-1.mp3"], "z.txt": "new"}, Latest, ""},
		{map[string]string{"bild ü.svg": fixtureMedia["bild ü.svg"], "z.txt": "new"}, Legacy, "bild ü.svg z.txt"},
		{map[string]string{"bild ü.svg": fixtureMedia["bild ü.svg"]}, Legacy, ""},
	}
	var opened []string
	contents := map[string]string{}
	open := func(name string) (io.ReadCloser, error) {
		opened = append(opened, name)
		return io.NopCloser(strings.NewReader(contents[name])), nil
	}
	w := NewWriter(open)
	defer w.Close()
	for i, p := range packages {
		c := fixture()
		c.Media, contents, opened = mediaOf(p.media), p.media, nil
		path := filepath.Join(dir, fmt.Sprint(i, ".apkg"))
		if err := w.Write(path, c, p.container); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(opened, " "); got != p.opened {
			t.Errorf("package %d opened %q, want %q", i, got, p.opened)
		}
		alone := filepath.Join(dir, "alone.apkg")
		if err := Write(alone, c, p.container, open); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(readFile(t, path), readFile(t, alone)) {
			t.Errorf("package %d is not what it is alone", i)
		}
	}
}

// TestWriterNotices changes a package before the next one copies from it.
func TestWriterNotices(t *testing.T) {
	first, second := filepath.Join(t.TempDir(), "first.apkg"), filepath.Join(t.TempDir(), "second.apkg")
	tests := map[string]struct {
		change func(data []byte) []byte
		want   string
	}{
		"other bytes": {func(data []byte) []byte {
			at := bytes.LastIndex(data, []byte(fixtureMedia["bild ü.svg"])) // too small to be compressed
			data[at] = '>'
			return data
		}, "media file `bild ü.svg`: a package changed while another one was being made; build again"},
		"no package": {func([]byte) []byte { return []byte("x") }, "read `" + first + "` again: this is neither a package"},
		"gone":       {nil, "no such file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			w := NewWriter(openFixture)
			defer w.Close()
			c := fixture()
			if err := w.Write(first, c, Latest); err != nil {
				t.Fatal(err)
			}
			data := readFile(t, first)
			if err := os.Remove(first); err != nil {
				t.Fatal(err)
			}
			if test.change != nil {
				if err := os.WriteFile(first, test.change(data), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			err := w.Write(second, c, Latest)
			if err == nil || !strings.Contains(err.Error(), "cannot write `"+second+"`: ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if _, err := os.Stat(second); err == nil {
				t.Error("the package was written")
			}
		})
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
