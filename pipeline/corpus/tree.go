package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A content makes the bytes of a file when they are wanted: sixteen decks may have the same five hundred pictures.
type content func() ([]byte, error)

func bytesOf(text string) content {
	return func() ([]byte, error) { return []byte(text), nil }
}

func onDisk(name string) content {
	return func() ([]byte, error) { return os.ReadFile(name) }
}

// A tree is a file system whose files are made up.
type tree struct {
	files   map[string]content
	folders map[string][]string // names of what is in them, sorted
}

func newTree(files map[string]content) *tree {
	t := &tree{files: files, folders: map[string][]string{".": nil}}
	for name := range files {
		for name != "." {
			dir := path.Dir(name)
			if !slices.Contains(t.folders[dir], path.Base(name)) {
				t.folders[dir] = append(t.folders[dir], path.Base(name))
			}
			name = dir
		}
	}
	for _, names := range t.folders {
		slices.Sort(names)
	}
	return t
}

// Open opens a file or folder.
func (t *tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if names, ok := t.folders[name]; ok {
		f := &openFolder{entry: entry{t, name}}
		for _, n := range names {
			f.entries = append(f.entries, entry{t, path.Join(name, n)})
		}
		return f, nil
	}
	read, ok := t.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	data, err := read()
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &openFile{Reader: bytes.NewReader(data), info: info{entry{t, name}, int64(len(data))}}, nil
}

// An entry is a file or folder by name.
type entry struct {
	tree *tree
	path string
}

func (e entry) Name() string { return path.Base(e.path) }
func (e entry) IsDir() bool  { return e.tree.files[e.path] == nil }

// Type says whether it is a folder.
func (e entry) Type() fs.FileMode {
	if e.IsDir() {
		return fs.ModeDir
	}
	return 0
}

// Info opens the file to see how long it is.
func (e entry) Info() (fs.FileInfo, error) {
	f, err := e.tree.Open(e.path)
	if err != nil {
		return nil, err
	}
	return f.Stat()
}

// An info is what is known of a file or folder.
type info struct {
	entry
	size int64
}

func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode  { return i.Type() | 0o444 }

type openFile struct {
	*bytes.Reader
	info info
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	entry
	entries []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return info{f.entry, 0}, nil }
func (f *openFolder) Close() error               { return nil }

// Read fails: a folder has no bytes.
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
}

// ReadDir returns the next n entries; all that are left when n is not positive.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.entries) {
		if n > 0 && len(f.entries) == 0 {
			return nil, io.EOF
		}
		n = len(f.entries)
	}
	out := f.entries[:n]
	f.entries = f.entries[n:]
	return out, nil
}

// writeSources writes repositories to disk, so that the command can be run on them.
func writeSources(dir string, sources []repository) error {
	for _, s := range sources {
		to := filepath.Join(dir, strings.ReplaceAll(s.name, "/", "-"))
		err := fs.WalkDir(s.fsys, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			to := filepath.Join(to, filepath.FromSlash(name))
			if d.IsDir() {
				return os.MkdirAll(to, 0o777)
			}
			data, err := fs.ReadFile(s.fsys, name)
			if err != nil {
				return err
			}
			return os.WriteFile(to, data, 0o666)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
