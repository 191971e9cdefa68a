package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
)

// checksumsFile lists the files of a folder with their SHA-256, as `sha256sum -c` reads it.
const checksumsFile = "checksums.txt"

// An outDir is the folder that a build writes into.
type outDir struct {
	path  string // absolute
	shown string // how its files are named to the user
}

// newOutDir resolves the option --out: the default lies beside `decks`, another path is one of the command line.
func newOutDir(root, dir, option string) outDir {
	switch {
	case option == "dist":
		return outDir{path: filepath.Join(root, option), shown: option}
	case filepath.IsAbs(option):
		return outDir{path: filepath.Clean(option), shown: filepath.Clean(option)}
	}
	return outDir{path: filepath.Join(dir, option), shown: filepath.Clean(option)}
}

func (d outDir) make() error {
	if err := os.MkdirAll(d.path, 0o755); err != nil {
		return &failure{doing: "cannot make the folder `" + d.shown + "`", err: err,
			help: "check that you may write there, or choose another folder with `--out DIR`"}
	}
	return nil
}

// write writes the files of one deck. After a failure the files of an earlier build are still there.
func (d outDir) write(c *pipeline.Compiled, legacy bool) ([]output, *failure) {
	paths, err := c.Write(pipeline.Output{Dir: d.path, Legacy: legacy})
	if err != nil {
		return nil, d.failed(c.Slug, len(paths), legacy, err)
	}
	var outputs []output
	for _, p := range paths {
		o, err := outputOf(p, filepath.Join(d.shown, filepath.Base(p)), c)
		if err != nil {
			return nil, d.failed(c.Slug, len(paths)-1, legacy, err)
		}
		outputs = append(outputs, o)
	}
	return outputs, nil
}

// failed says which file could not be written: the one after those that were.
func (d outDir) failed(slug string, written int, legacy bool, err error) *failure {
	names := []string{slug + ".apkg", slug + ".csv"}
	if legacy {
		names = slices.Insert(names, 1, slug+".legacy.apkg")
	}
	name := names[min(written, len(names)-1)]
	help := "check that you may write there, or choose another folder with `--out DIR`"
	return &failure{doing: "cannot write `" + filepath.Join(d.shown, name) + "`", err: err, help: help}
}

// old returns the packages of these decks that an earlier build left, as they are shown.
func (d outDir) old(slugs []string) []string {
	var out []string
	for _, slug := range slugs {
		if _, err := os.Stat(filepath.Join(d.path, slug+".apkg")); err == nil {
			out = append(out, filepath.Join(d.shown, slug+".apkg"))
		}
	}
	return out
}

// removeTemporary removes what an interrupted build left half written.
func (d outDir) removeTemporary(decks []deck.Place) {
	for _, p := range decks {
		left, _ := filepath.Glob(filepath.Join(d.path, "."+p.Slug+".*.tmp*"))
		for _, name := range left {
			os.Remove(name)
		}
	}
}

// writeChecksums brings checksums.txt up to date. After a build of everything it lists the files of this build; after
// another it keeps the lines of the other files that are still there, which nobody has touched.
func (d outDir) writeChecksums(outputs []output, everything bool) *failure {
	sums := map[string]string{}
	if !everything {
		sums = d.oldChecksums()
	}
	for _, o := range outputs {
		name := filepath.Base(o.path)
		sum, err := sumFile(filepath.Join(d.path, name))
		if err != nil {
			return &failure{doing: "cannot read `" + o.path + "`", err: err}
		}
		sums[name] = sum
	}
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s  %s\n", sums[name], name)
	}
	if err := replaceFile(filepath.Join(d.path, checksumsFile), b.Bytes(), 0o644); err != nil {
		return &failure{doing: "cannot write `" + filepath.Join(d.shown, checksumsFile) + "`", err: err,
			help: "check that you may write there, or choose another folder with `--out DIR`"}
	}
	return nil
}

// oldChecksums reads the checksums of the files that are still there. A file of another form counts as empty: it is
// ours to write.
func (d outDir) oldChecksums() map[string]string {
	sums := map[string]string{}
	data, err := os.ReadFile(filepath.Join(d.path, checksumsFile))
	if err != nil {
		return sums
	}
	for line := range strings.Lines(string(data)) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && len(sum) == 2*sha256.Size && filepath.Base(name) == name && exists(filepath.Join(d.path, name)) {
			sums[name] = sum
		}
	}
	return sums
}

func sumFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// replaceFile writes a file so that it appears complete, in the place of an older one, or not at all.
func replaceFile(path string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
