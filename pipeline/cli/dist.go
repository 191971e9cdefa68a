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
	"github.com/deckmill/deckmill/pipeline/atomicfile"
)

// checksumsFile lists the files of a folder with their SHA-256, as `sha256sum -c` reads it.
const checksumsFile = "checksums.txt"

// An outDir is the folder that a build writes into.
type outDir struct {
	path  string // absolute
	shown string // how its files are named to the user
}

// newOutDir resolves the option --out: without it the folder is `dist` beside `decks`; a path of the command line counts
// from the working folder.
func newOutDir(root, dir, option string) outDir {
	switch {
	case option == "":
		return outDir{path: filepath.Join(root, "dist"), shown: "dist"}
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

// write writes the files of one deck. After a failure it also returns what was written before; the other files are still
// those of an earlier build.
func (d outDir) write(c *pipeline.Compiled, legacy bool) ([]output, *failure) {
	paths, err := c.Write(pipeline.Output{Dir: d.path, Legacy: legacy})
	var outputs []output
	for _, p := range paths {
		o, err := outputOf(p, filepath.Join(d.shown, filepath.Base(p)), c)
		if err != nil {
			return outputs, d.failed(filepath.Base(p), err)
		}
		outputs = append(outputs, o)
	}
	var failed *pipeline.WriteError
	if errors.As(err, &failed) {
		return outputs, d.failed(failed.Name, failed.Err)
	}
	return outputs, nil
}

// removeChanges removes packages of changes that an earlier build of the deck left, unless there are new ones: who imports
// them, as they are meant to be, would get the old texts back. It returns them as they are shown.
func (d outDir) removeChanges(c *pipeline.Compiled) (removed []string, err *failure) {
	for _, p := range c.Packages {
		if p.Changes != nil && len(p.Changes.Notes) > 0 {
			continue
		}
		shown := filepath.Join(d.shown, p.Name+changesEnd)
		switch err := os.Remove(filepath.Join(d.path, p.Name+changesEnd)); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return removed, &failure{doing: "cannot remove `" + shown + "`, which is out of date", err: err}
		default:
			removed = append(removed, shown)
		}
	}
	return removed, nil
}

// failed says which file could not be written.
func (d outDir) failed(name string, err error) *failure {
	return &failure{doing: "cannot write `" + filepath.Join(d.shown, name) + "`", err: err,
		help: "check that you may write there, or choose another folder with `--out DIR`"}
}

// old returns those of these packages that an earlier build left, as they are shown.
func (d outDir) old(names []string) []string {
	var out []string
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(d.path, name+packageEnd)); err == nil {
			out = append(out, filepath.Join(d.shown, name+packageEnd))
		}
	}
	return out
}

// removeTemporary removes what an interrupted build left half written. What cannot be removed stays: it is in nobody's
// way.
func (d outDir) removeTemporary(packages []pipeline.PackageOf) {
	prefixes := []string{"." + checksumsFile + "."}
	for _, p := range packages {
		prefixes = append(prefixes, "."+p.Name+".")
	}
	entries, _ := os.ReadDir(d.path)
	for _, e := range entries {
		name := e.Name()
		if strings.Contains(name, ".tmp") && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			os.Remove(filepath.Join(d.path, name))
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
	if err := atomicfile.Replace(filepath.Join(d.path, checksumsFile), b.Bytes(), atomicfile.Mode); err != nil {
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
