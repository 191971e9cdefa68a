package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/deckmill/deckmill/pipeline"
)

// A revision is a repository as it was in a commit: its files, written into a temporary folder by Git as a checkout would
// write them. Nothing else in the repository is touched: neither its index nor its files.
type revision struct {
	name    string // as the user wrote it: a tag, a branch, a commit
	instead string // what would do without Git
	env     Env
	ctx     context.Context // of Git
	stop    context.CancelFunc

	mu  sync.Mutex // held while Git works
	dir string     // temporary; "" before checkout
}

// newRevision names a revision. Whoever calls it must call close, also when checkout was never called or still runs.
func newRevision(env Env, name string) *revision {
	ctx, stop := context.WithCancel(context.Background())
	return &revision{name: name, instead: "name the package that learners have instead", env: env, ctx: ctx, stop: stop}
}

// close ends Git if it is at work and removes what checkout wrote.
func (v *revision) close() {
	v.stop()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.dir != "" {
		_ = os.RemoveAll(v.dir) // a temporary folder: the system removes what we cannot
	}
}

// checkout writes the decks of the repository in the folder root as they were, and returns the folder they are in then.
func (v *revision) checkout(root string) (folder string, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ctx.Err() != nil { // closed
		return "", errInterrupted
	}
	here := gitFolder{v.ctx, v.env, root, nil}
	prefix, err := here.run("", "rev-parse", "--show-prefix")
	if err != nil {
		return "", v.noRepository(root, err)
	}
	gitDir, err := here.run("", "rev-parse", "--absolute-git-dir")
	if err != nil {
		return "", v.noRepository(root, err)
	}
	commit, err := v.commit(here)
	if err != nil {
		return "", err
	}
	if v.dir, err = os.MkdirTemp("", "deckmill-"); err != nil {
		return "", &failure{doing: "cannot make a temporary folder", err: err}
	}
	tree := filepath.Join(v.dir, "tree")
	if err := os.Mkdir(tree, 0o700); err != nil {
		return "", &failure{doing: "cannot make a temporary folder", err: err}
	}
	// With a work tree of its own, attributes of files are those of the revision.
	there := gitFolder{v.ctx, v.env, tree, []string{"GIT_DIR=" + gitDir, "GIT_WORK_TREE=" + tree,
		"GIT_INDEX_FILE=" + filepath.Join(v.dir, "index"), "GIT_LITERAL_PATHSPECS=1"}}
	if err := v.write(there, commit, prefix); err != nil {
		return "", err
	}
	return filepath.Join(tree, filepath.FromSlash(prefix)), nil
}

// isRevision reports whether a revision of the repository in root has this name.
func isRevision(env Env, root, name string) bool {
	_, err := git(env, root, "rev-parse", "--verify", "--quiet", name+"^{commit}")
	return err == nil && !strings.HasPrefix(name, "-")
}

// commit returns the full name of the commit.
func (v *revision) commit(here gitFolder) (string, error) {
	if !strings.HasPrefix(v.name, "-") { // no revision begins so, but options do
		if commit, err := here.run("", "rev-parse", "--verify", "--quiet", v.name+"^{commit}"); err == nil {
			return commit, nil
		}
	}
	help := "`git tag`, `git branch --all` and `git log --oneline` list what there is"
	if shallow, err := here.run("", "rev-parse", "--is-shallow-repository"); err == nil && shallow == "true" {
		help = fmt.Sprintf("this clone holds only the newest commits: run `git fetch --depth=1 origin %s` first, and name `FETCH_HEAD` instead",
			strings.TrimPrefix(v.name, "origin/"))
	}
	return "", &usageError{message: fmt.Sprintf("there is no revision `%s`", v.name), help: help}
}

// write writes what we read of the commit into Git's work tree.
func (v *revision) write(there gitFolder, commit, prefix string) error {
	if _, err := there.run("", "read-tree", commit); err != nil {
		return v.failed(err)
	}
	decks, err := there.run("", "ls-files", "-z", "--", prefix+pipeline.DecksDir)
	if err != nil {
		return v.failed(err)
	}
	if decks == "" {
		return &usageError{message: fmt.Sprintf("revision `%s` has no decks: its folder `%s` is missing or empty", v.name, prefix+pipeline.DecksDir),
			help: "name a later one"}
	}
	rest, err := there.run("", "ls-files", "-z", "--", prefix+"deckmill.yaml", prefix+"notetypes")
	if err != nil {
		return v.failed(err)
	}
	if _, err := there.run(decks+rest, "checkout-index", "--quiet", "-z", "--stdin"); err != nil {
		return v.failed(err)
	}
	return nil
}

func (v *revision) noRepository(root string, err error) error {
	if strings.HasPrefix(err.Error(), "not a git repository") {
		return &usageError{message: fmt.Sprintf("there is no revision `%s`: the folder `%s` is not under Git", v.name, root),
			help: v.instead + "; `git init` puts a folder under Git"}
	}
	return v.failed(err)
}

func (v *revision) failed(err error) *failure {
	f := &failure{doing: "cannot read revision `" + v.name + "`", err: err}
	if errors.Is(err, exec.ErrNotFound) {
		f.err, f.help = errors.New("the command `git` is not installed"), "install Git (https://git-scm.com)"
	}
	return f
}
