// Package atomicfile writes files that are complete or not there: whoever reads the file sees the old one or the new
// one, never half of one.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Mode is the mode of files that are made: readable for everybody, because they are made to be passed on.
const Mode = 0o644

// Write makes the file named path with what fill writes. After an error the file is as it was. Errors name the step
// that failed and wrap the system's.
func Write(path string, fill func(io.Writer) error) error {
	f, err := Temp(path)
	if err != nil {
		return err
	}
	defer Discard(f)
	if err := fill(f); err != nil {
		return err
	}
	return Commit(f, path)
}

// Replace makes the file named path with data and mode. After an error the file is as it was. Errors wrap the system's.
func Replace(path string, data []byte, mode fs.FileMode) error {
	f, err := Temp(path)
	if err != nil {
		return err
	}
	defer Discard(f)
	if _, err := f.Write(data); err != nil {
		return err
	}
	return commit(f, path, mode)
}

// Temp makes a temporary file beside path, in the same folder because only a rename within one file system is atomic.
// Discard it when done; after Commit that does nothing.
func Temp(path string) (*os.File, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return nil, fmt.Errorf("create a temporary file: %w", err)
	}
	return f, nil
}

// Commit makes a complete temporary file the file named path, with Mode.
func Commit(f *os.File, path string) error { return commit(f, path, Mode) }

func commit(f *os.File, path string, mode fs.FileMode) error {
	if err := errors.Join(f.Chmod(mode), f.Sync()); err != nil {
		return fmt.Errorf("finish the temporary file: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("close the temporary file: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("move the finished file to its place: %w", err)
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// Discard closes and removes a temporary file, if it is still there.
func Discard(f *os.File) {
	// Neither error matters: the file was renamed, or its content is of no further use.
	_ = f.Close()
	_ = os.Remove(f.Name())
}

// syncFolder makes a rename survive a power cut where the system can do that. Not all can, and the file is complete
// either way, so errors are of no interest.
func syncFolder(dir string) {
	d, err := os.Open(dir)
	if err != nil {
		return
	}
	_ = d.Sync()
	_ = d.Close()
}
