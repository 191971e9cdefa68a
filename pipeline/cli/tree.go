package cli

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// A tree is a repository's files as the pipeline reads them: those of the disk, some of them replaced by bytes that are
// not written yet. It remembers which files could not be read.
type tree struct {
	fs.FS   // the disk, from which no symbolic link leads out
	changed map[string][]byte

	mu     sync.Mutex
	failed map[string]error
}

func newTree(disk fs.FS) *tree {
	return &tree{FS: disk, changed: map[string][]byte{}, failed: map[string]error{}}
}

// Open opens a file of the disk, or a changed one.
func (t *tree) Open(name string) (fs.File, error) {
	if data, ok := t.changed[name]; ok {
		return &changedFile{Reader: bytes.NewReader(data), changedInfo: changedInfo{path.Base(name), int64(len(data)), false}}, nil
	}
	f, err := t.FS.Open(name)
	t.note(name, err)
	return f, err
}

// ReadFile reads a file, the changed one if there is one.
func (t *tree) ReadFile(name string) ([]byte, error) {
	if data, ok := t.changed[name]; ok {
		return data, nil
	}
	data, err := fs.ReadFile(t.FS, name)
	t.note(name, err)
	return data, err
}

// ReadDir lists a folder, with the changed files in it that the disk has not.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.FS, name)
	added := false
	for _, file := range slices.Sorted(maps.Keys(t.changed)) {
		rest, below := strings.CutPrefix(file, name+"/")
		child, _, isDir := strings.Cut(rest, "/")
		if !below || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == child }) {
			continue
		}
		added = true
		entries = append(entries, fs.FileInfoToDirEntry(changedInfo{child, int64(len(t.changed[file])), isDir}))
	}
	if added {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	t.note(name, err)
	return entries, err
}

// Stat follows links within the repository.
func (t *tree) Stat(name string) (fs.FileInfo, error) {
	if info, ok := t.changedInfo(name); ok {
		return info, nil
	}
	return fs.Stat(t.FS, name)
}

// Lstat does not follow links.
func (t *tree) Lstat(name string) (fs.FileInfo, error) {
	if info, ok := t.changedInfo(name); ok {
		return info, nil
	}
	return fs.Lstat(t.FS, name)
}

// changedInfo describes a changed file, or a folder that is there only for one.
func (t *tree) changedInfo(name string) (changedInfo, bool) {
	if data, ok := t.changed[name]; ok {
		return changedInfo{path.Base(name), int64(len(data)), false}, true
	}
	for file := range t.changed {
		if !strings.HasPrefix(file, name+"/") {
			continue
		}
		if _, err := fs.Lstat(t.FS, name); errors.Is(err, fs.ErrNotExist) {
			return changedInfo{path.Base(name), 0, true}, true
		}
	}
	return changedInfo{}, false
}

// ReadLink returns where a link leads.
func (t *tree) ReadLink(name string) (string, error) { return fs.ReadLink(t.FS, name) }

func (t *tree) note(name string, err error) {
	if !isWorldly(err) {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failed[name] = err
}

// failures returns what could not be read, by name.
func (t *tree) failures() []*failure {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []*failure
	for _, name := range slices.Sorted(maps.Keys(t.failed)) {
		list = append(list, &failure{doing: "cannot read `" + name + "`", err: t.failed[name], file: name,
			help: "check that you may read it"})
	}
	return list
}

// A changedFile is a changed file, opened.
type changedFile struct {
	*bytes.Reader
	changedInfo
}

func (f *changedFile) Size() int64                { return f.changedInfo.Size() }
func (f *changedFile) Stat() (fs.FileInfo, error) { return f.changedInfo, nil }
func (f *changedFile) Close() error               { return nil }

// A changedInfo describes a changed file or its folder. Their time is not known and nobody asks for it.
type changedInfo struct {
	name  string
	size  int64
	isDir bool
}

func (i changedInfo) Name() string       { return i.name }
func (i changedInfo) Size() int64        { return i.size }
func (i changedInfo) IsDir() bool        { return i.isDir }
func (i changedInfo) ModTime() time.Time { return time.Time{} }
func (i changedInfo) Sys() any           { return nil }

func (i changedInfo) Mode() fs.FileMode {
	if i.isDir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
