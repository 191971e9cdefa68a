package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"syscall"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A failure is something that is not wrong with the decks looked at: a full disk, a folder that may not be written.
type failure struct {
	doing string // "cannot write `dist/x.apkg`"
	err   error
	help  string // when the error itself suggests none
	file  string // the file of the repository that could not be read, if it is that
	usage bool   // it is the command line's fault

	found diag.List // mistakes that are the reason, in sources that are not looked at themselves; nil for other failures
}

func (f *failure) Error() string { return f.doing + ": " + reason(f.err) }

func (f *failure) Unwrap() error { return f.err }

func (f *failure) print(w io.Writer) {
	_ = diag.WriteText(w, f.found, diag.TextOptions{Max: 3}) // what cannot be printed here, nothing below can be either
	help := remedy(f.err)
	if help == "" {
		help = f.help
	}
	printProblem(w, f.Error(), help)
}

// reason says in plain words why a system call failed, without the names of temporary files.
func reason(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	var errno syscall.Errno
	switch {
	case isFull(err):
		return "the disk is full"
	case isTooLarge(err):
		return "the file is larger than this system allows"
	case errors.Is(err, syscall.EROFS):
		return "the disk can only be read"
	case isInTheWay(err):
		return "a file or folder of the same name is in the way"
	case leadsOut(err):
		return "a link leads out of the repository"
	case errors.Is(err, syscall.EISDIR):
		return "a folder is in the way of a file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &errno):
		return errno.Error()
	case errors.As(err, &path):
		return path.Err.Error()
	case errors.As(err, &link):
		return link.Err.Error()
	}
	return ownDoing.ReplaceAllString(err.Error(), "")
}

// ownDoing is how errors of package apkg begin; the failure says that already.
var ownDoing = regexp.MustCompile("^cannot write `[^`]*`: ")

// isFull reports whether there is no room on the disk. SQLite says so in words of its own.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || err != nil && strings.Contains(err.Error(), "disk is full")
}

// isTooLarge reports whether a limit on the size of files was reached.
func isTooLarge(err error) bool {
	return errors.Is(err, syscall.EFBIG) || err != nil && strings.Contains(err.Error(), "file too large")
}

func remedy(err error) string {
	switch {
	case leadsOut(err):
		return "put a folder there: nothing outside the repository is read or written"
	case isFull(err):
		return "free some space and run the command again"
	case isTooLarge(err):
		return "raise the limit for the size of a file (`ulimit -f`) and run the command again"
	case isInTheWay(err):
		return "move it away, or choose another folder with `--out DIR`"
	}
	return ""
}

func isInTheWay(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.EEXIST)
}

// leadsOut reports whether a symbolic link on the way leads out of the folder that was opened. Package os has no name for
// that error.
func leadsOut(err error) bool {
	return err != nil && strings.Contains(err.Error(), "path escapes from parent")
}

// printFailures prints several, each with a message of its own; equal ones are printed once.
func printFailures(w io.Writer, list []*failure) {
	seen := map[string]bool{}
	for _, f := range list {
		if key := f.Error(); !seen[key] {
			seen[key] = true
			f.print(w)
		}
	}
}

// isWorldly reports whether a file could not be read for a reason that lies outside of the sources. A file that is
// absent, no file, or outside of the repository is a mistake in a deck, which is reported as such.
func isWorldly(err error) bool {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return false
	}
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return errors.Is(err, fs.ErrPermission)
	}
	switch errno {
	case syscall.ENOTDIR, syscall.EISDIR, syscall.ELOOP, syscall.ENAMETOOLONG, syscall.EINVAL:
		return false
	}
	return true
}

func quoteList(words []string, limit int) string {
	var quoted []string
	for i, w := range words {
		if i == limit {
			quoted = append(quoted, fmt.Sprintf("%d more", len(words)-limit))
			break
		}
		quoted = append(quoted, "`"+w+"`")
	}
	return strings.Join(quoted, ", ")
}
