package cli

import (
	"io/fs"
	"maps"
	"slices"
	"sync"
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

// Open opens a file of the disk.
func (t *tree) Open(name string) (fs.File, error) {
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

// ReadDir lists a folder.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.FS, name)
	t.note(name, err)
	return entries, err
}

// Stat follows links within the repository.
func (t *tree) Stat(name string) (fs.FileInfo, error) { return fs.Stat(t.FS, name) }

// Lstat does not follow links.
func (t *tree) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(t.FS, name) }

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
