package apkg

import (
	"os"

	"github.com/deckmill/deckmill/pipeline/atomicfile"
)

// A workspace is the file that is being made, and the temporary files beside it. They stand in its folder and not in the
// system's for temporary files, because that one is often a small one in memory.
type workspace struct {
	path  string
	out   *os.File // becomes the file itself
	temps []*os.File
}

// temp makes a temporary file, open for reading and writing; cleanUp closes and removes it.
func (w *workspace) temp() (*os.File, error) {
	f, err := atomicfile.Temp(w.path)
	if err != nil {
		return nil, err
	}
	w.temps = append(w.temps, f)
	return f, nil
}

// cleanUp removes every temporary file that is still there.
func (w *workspace) cleanUp() {
	for _, f := range w.temps {
		atomicfile.Discard(f)
	}
}

// replaceFile makes the file named path with the bytes that fill writes to w.out. The file appears complete, in the
// place of an older one, or not at all.
func replaceFile(path string, fill func(w *workspace) error) error {
	w := &workspace{path: path}
	defer w.cleanUp()
	out, err := w.temp()
	if err != nil {
		return err
	}
	w.out = out
	if err := fill(w); err != nil {
		return err
	}
	return atomicfile.Commit(out, path)
}
