package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
)

// A side is what one of the two words behind `diff` names: packages, or sources of decks.
type side struct {
	name  string // as the user wrote it
	rev   *revision
	repo  *repository // of sources; nil for packages
	decks []sideDeck
	whole bool // everything there is, and not one deck of it: what it lacks the other side need not have either
}

// A sideDeck is one deck of a side.
type sideDeck struct {
	slug   string // the name of its package, without extension
	shown  string // what the user calls it
	path   string // of the package; "" for sources
	source pipeline.PackageOf

	// Known once identify was called.
	id      string            // of sources; may be ""
	content []collection.Deck // of a package
}

// packageEnds are the ends of the names of files that are packages or collections.
var packageEnds = []string{".apkg", ".colpkg", ".anki2", ".anki21"}

// openSide finds out what a word names. Nothing but names is read yet. Whoever calls it must call close.
func (s *session) openSide(name string) (*side, error) {
	v := &side{name: name}
	if rev, ok := strings.CutPrefix(name, revisionPrefix); ok {
		if rev == "" {
			return nil, &usageError{message: "`git:` names no revision", help: "write `git:v1.0.0`, `git:main` or `git:HEAD~3`"}
		}
		v.rev, v.whole = newRevision(s.env, rev), true
		return v, nil
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(s.dir, path)
	}
	info, err := os.Stat(path)
	isPackage := slices.Contains(packageEnds, strings.ToLower(filepath.Ext(name)))
	switch {
	case isPackage && err != nil:
		return nil, &failure{doing: "cannot read `" + name + "`", err: err, help: "check the name of the package"}
	case isPackage && !info.IsDir():
		v.decks = []sideDeck{{slug: slugOf(name), shown: name, path: path}}
		return v, nil
	case err == nil && info.IsDir() && !exists(filepath.Join(path, pipeline.DecksDir)): // else it is a repository
		if v.decks, err = packagesIn(name, path); err != nil || len(v.decks) > 0 {
			v.whole = true
			return v, err
		}
	case err == nil && !info.IsDir() && !strings.HasSuffix(name, ".yaml"):
		return nil, &usageError{message: fmt.Sprintf("`%s` is neither a package nor a deck", name),
			help: "name a package (.apkg), a folder of packages, a deck, `.` for all decks, or a Git revision as in `git:v1.0.0`"}
	}
	return v, s.openSources(v, err == nil && info.IsDir())
}

// openSources takes a side for sources of the repository. isFolder says that it is the name of a folder.
func (s *session) openSources(v *side, isFolder bool) error {
	repo, err := s.openRepository()
	if err != nil {
		return err
	}
	v.repo = repo
	sel, err := s.choose(repo, []string{v.name})
	if err != nil {
		return s.noSource(v.name, isFolder, repo, err)
	}
	v.whole = sel.all
	v.take(sel.decks)
	return nil
}

// noSource says better why a word names no sources of a repository, where there is more to say than err does: it is a folder
// elsewhere that has no packages, or a revision.
func (s *session) noSource(name string, isFolder bool, repo *repository, err error) error {
	var usage *usageError
	if !errors.As(err, &usage) {
		return err
	}
	if isFolder {
		if _, outside := s.relative(repo.root, name); outside != nil {
			return &usageError{message: fmt.Sprintf("the folder `%s` has no packages", name),
				help: "name a folder with packages (.apkg), or a package; " + usage.help}
		}
		return err
	}
	rev := newRevision(s.env, name)
	defer rev.close()
	if _, unknown := rev.commit(gitFolder{rev.ctx, s.env, repo.root, nil}); unknown == nil {
		return &usageError{message: usage.message, help: fmt.Sprintf("write `git:%s` for the revision", name)}
	}
	return err
}

// checkout reads the sources of a revision.
func (v *side) checkout(root string) error {
	if v.rev == nil {
		return nil
	}
	folder, err := v.rev.checkout(root)
	if err != nil {
		return err
	}
	if v.repo, err = openRoot(folder); err != nil {
		return err
	}
	v.take(v.repo.Decks)
	return nil
}

func (v *side) take(places []deck.Place) {
	for _, place := range places {
		for _, p := range v.repo.PackagesOf(place) {
			shown := p.Name
			if v.rev != nil {
				shown = v.name + " " + p.Name
			}
			v.decks = append(v.decks, sideDeck{slug: p.Name, shown: shown, source: p})
		}
	}
}

// close removes what is left on the disk. checkout may still run.
func (v *side) close() {
	if v == nil {
		return
	}
	if v.repo != nil {
		v.repo.close()
	}
	if v.rev != nil {
		v.rev.close()
	}
}

// packagesIn returns the packages in a folder. Those for old clients hold the same as the others.
func packagesIn(name, path string) ([]sideDeck, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, &failure{doing: "cannot list the folder `" + name + "`", err: err}
	}
	var out []sideDeck
	for _, e := range entries {
		file := e.Name()
		if !e.IsDir() && isRelease(file) {
			out = append(out, sideDeck{slug: slugOf(file), shown: filepath.Join(name, file), path: filepath.Join(path, file)})
		}
	}
	return out, nil
}

// slugOf returns the name of a deck whose package has this name.
func slugOf(file string) string {
	base := filepath.Base(file)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	return strings.TrimSuffix(base, ".legacy")
}
