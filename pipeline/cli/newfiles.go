package cli

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/atomicfile"
	"github.com/deckmill/deckmill/pipeline/scaffold"
)

// newFiles writes files into a folder, all of them or none. What is there stays as it is.
type newFiles struct {
	root string   // absolute; made if it is absent
	made []string // files and folders that were made, in that order; absolute
}

// A kept is a file that was not written, and the one that is there.
type kept struct{ path, there string }

// missing parts the files that are to be written from those that are there, themselves or others that do the same.
func missing(root string, files []scaffold.File) (write []scaffold.File, left []kept) {
	for _, f := range files {
		if there := standsFor(root, f); there != "" {
			left = append(left, kept{f.Path, there})
			continue
		}
		write = append(write, f)
	}
	return write, left
}

// standsFor returns the file that is there in the place of f, or "".
func standsFor(root string, f scaffold.File) string {
	if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(f.Path))); err == nil {
		return f.Path
	}
	for _, pattern := range f.Alike {
		dir := path.Dir(pattern)
		entries, _ := os.ReadDir(filepath.Join(root, dir)) // a folder that cannot be read is found out when it is written to
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			if ok, _ := path.Match(pattern, strings.ToLower(name)); ok && !e.IsDir() {
				return name
			}
		}
	}
	return ""
}

// write writes the files. When one cannot be written, or the user stops it, those that were are removed again.
func (n *newFiles) write(env Env, files []scaffold.File) error {
	interrupt := make(chan os.Signal, 1)
	stop := env.Notify(interrupt)
	defer stop()
	err := n.makeFolder(n.root, n.root)
	for _, f := range files {
		if err == nil {
			err = n.writeFile(f)
		}
		select {
		case <-interrupt:
			err = errInterrupted
		default:
		}
	}
	if err != nil {
		n.remove()
	}
	return err
}

func (n *newFiles) writeFile(f scaffold.File) error {
	target := filepath.Join(n.root, filepath.FromSlash(f.Path))
	if err := n.checkInside(path.Dir(f.Path)); err != nil {
		return err
	}
	if err := n.makeFolder(filepath.Dir(target), path.Dir(f.Path)); err != nil {
		return err
	}
	if err := atomicfile.Replace(target, f.Data, atomicfile.Mode); err != nil {
		return newFileFailure("cannot write `"+f.Path+"`", err)
	}
	n.made = append(n.made, target)
	return nil
}

// checkInside makes sure that no symbolic link on the way to a folder, which need not exist, leads out of the root.
func (n *newFiles) checkInside(dir string) error {
	disk, err := os.OpenRoot(n.root)
	if err != nil {
		return newFileFailure("cannot open the folder `"+n.root+"`", err)
	}
	defer disk.Close()
	for at := dir; ; at = path.Dir(at) {
		_, err := disk.Stat(filepath.FromSlash(at))
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, fs.ErrNotExist):
			return newFileFailure("cannot write into `"+at+"`", err)
		}
	}
}

// makeFolder makes a folder and those above it that are absent.
func (n *newFiles) makeFolder(dir, shown string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if up := filepath.Dir(dir); up != dir {
		if err := n.makeFolder(up, filepath.Dir(shown)); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return newFileFailure("cannot make the folder `"+filepath.ToSlash(shown)+"`", err)
	}
	n.made = append(n.made, dir)
	return nil
}

// remove takes away what was made. A folder in which somebody else has put something meanwhile stays.
func (n *newFiles) remove() {
	for _, made := range slices.Backward(n.made) {
		_ = os.Remove(made)
	}
	n.made = nil
}

func newFileFailure(doing string, err error) *failure {
	f := &failure{doing: doing, err: err, help: "check that you may write there; nothing was written"}
	if isInTheWay(err) || errors.Is(err, fs.ErrExist) {
		f.help = "move it away; nothing was written"
		f.err = errInTheWay
	}
	return f
}

// errInTheWay says what isInTheWay finds; unlike those errors it does not speak of `--out`.
var errInTheWay = errors.New("a file or folder of the same name is in the way")
