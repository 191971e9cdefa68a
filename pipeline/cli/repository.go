package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// A repository is the folder with the decks, opened.
type repository struct {
	*pipeline.Repository
	root string // absolute
	disk *os.Root
	tree *tree

	baseline *baseline // the last release of its decks, if one was named
}

// openRepository finds and opens the repository that a session is about.
func (s *session) openRepository() (*repository, error) {
	root, err := findRoot(s.dir)
	if err != nil {
		return nil, err
	}
	return openRoot(root)
}

// openRoot opens the repository whose folder `decks` is in root.
func openRoot(root string) (*repository, error) {
	disk, err := os.OpenRoot(root)
	if err != nil {
		return nil, &failure{doing: "cannot open the folder `" + root + "`", err: err}
	}
	r := &repository{root: root, disk: disk, tree: newTree(disk.FS())}
	if err := r.reopen(); err != nil {
		disk.Close()
		return nil, err
	}
	return r, nil
}

// reopen reads the repository anew: what was compiled cannot be compiled again.
func (r *repository) reopen() error {
	opened, err := pipeline.Open(r.tree)
	if err != nil {
		return &failure{doing: "cannot list the decks", err: err}
	}
	r.Repository = opened
	return nil
}

func (r *repository) close() { r.disk.Close() }

// findRoot returns the nearest folder, dir or above it, in which there is a folder `decks`. It does not look above a
// Git repository.
func findRoot(dir string) (string, error) {
	if err := checkFolder(dir); err != nil {
		return "", err
	}
	for at := dir; ; at = filepath.Dir(at) {
		if info, err := os.Stat(filepath.Join(at, pipeline.DecksDir)); err == nil && info.IsDir() {
			return at, nil
		}
		_, err := os.Lstat(filepath.Join(at, ".git"))
		if err == nil || at == filepath.Dir(at) {
			return "", &usageError{message: "there are no decks here: neither this folder nor one above it has a folder `decks`",
				help: "go to the folder of your decks, or name it with `-C DIR`; to begin, `deckmill init` writes a first deck and all around it"}
		}
	}
}

// checkFolder makes sure that a session is about a folder.
func checkFolder(dir string) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return &usageError{message: fmt.Sprintf("there is no folder `%s`", dir), help: "check what stands behind `-C`"}
	}
	return nil
}

// A selection is what a command line names: decks, and in them the paths whose findings are shown.
type selection struct {
	decks []deck.Place
	all   bool            // every deck: what is wrong with the repository as a whole is shown too
	whole map[string]bool // slugs of the decks named as a whole
	only  []string        // names of the packages that were named, or whose decks were
	paths []string        // paths named, relative to the root
}

// choose finds the decks and paths that the arguments name; without any, all decks.
func (s *session) choose(r *repository, args []string) (*selection, error) {
	sel := &selection{whole: map[string]bool{}}
	if len(args) == 0 {
		sel.all = true
	}
	for _, arg := range args {
		if err := s.add(r, sel, arg); err != nil {
			return nil, err
		}
	}
	named := sel.decks
	sel.decks = nil
	for _, p := range r.Decks {
		if sel.all || slices.Contains(named, p) {
			sel.decks = append(sel.decks, p)
		}
	}
	if sel.all && len(r.Decks) == 0 && len(r.Found) == 0 {
		return nil, &usageError{message: "the folder `decks` has no decks",
			help: "`deckmill new` begins one"}
	}
	return sel, nil
}

// openDecks opens the repository that a session is about and finds what the arguments name in it, as choose does. Whoever
// calls it must close the repository.
func (s *session) openDecks(args []string) (*repository, *selection, error) {
	r, err := s.openRepository()
	if err != nil {
		return nil, nil, err
	}
	sel, err := s.choose(r, args)
	if err != nil {
		r.close()
		return nil, nil, err
	}
	return r, sel, nil
}

// add finds what one argument names: a slug, a package of a deck with variants, or a path to a deck, to its folder or to something in it.
func (s *session) add(r *repository, sel *selection, arg string) error {
	for _, p := range r.Decks {
		if p.Slug == arg {
			sel.only = append(sel.only, names(r.PackagesOf(p))...)
			sel.addWhole(p)
			return nil
		}
	}
	if sel.addPackage(r, arg) {
		return nil
	}
	rel, err := s.relative(r.root, arg)
	if err != nil {
		return err
	}
	if rel == "." || rel == pipeline.DecksDir {
		sel.all = true
		return nil
	}
	_, statErr := r.disk.Lstat(filepath.FromSlash(rel))
	for _, p := range r.Decks {
		switch {
		case rel == p.Main || rel == p.Dir || rel+".yaml" == p.Main:
			sel.addWhole(p)
			return nil
		case p.Dir != "" && strings.HasPrefix(rel, p.Dir+"/") && statErr == nil:
			sel.decks, sel.paths = append(sel.decks, p), append(sel.paths, rel)
			return nil
		}
	}
	if (pipeline.IsShared(rel) || rel == deck.SharedDir) && statErr == nil { // any deck may have something to say about it
		sel.decks, sel.paths = append(sel.decks, r.Decks...), append(sel.paths, rel)
		return nil
	}
	if slices.ContainsFunc(r.Found, func(d diag.Diagnostic) bool { return within(d.Span.Path(), rel) }) {
		sel.paths = append(sel.paths, rel)
		return nil
	}
	return unknownDeck(r, arg, statErr == nil)
}

// packages returns the packages of the decks that are asked for.
func (sel *selection) packages(r *repository) []pipeline.PackageOf {
	var list []pipeline.PackageOf
	for _, p := range sel.decks {
		list = append(list, sel.packagesOf(r, p)...)
	}
	return list
}

// packagesOf returns the packages of a deck that are asked for: those that were named, else all.
func (sel *selection) packagesOf(r *repository, p deck.Place) []pipeline.PackageOf {
	all := r.PackagesOf(p)
	if sel.all || len(sel.only) == 0 {
		return all
	}
	named := slices.DeleteFunc(slices.Clone(all), func(p pipeline.PackageOf) bool { return !slices.Contains(sel.only, p.Name) })
	if len(named) == 0 {
		return all
	}
	return named
}

func names(packages []pipeline.PackageOf) []string {
	var list []string
	for _, p := range packages {
		list = append(list, p.Name)
	}
	return list
}

// addPackage adds the package of this name, and reports whether there is one.
func (sel *selection) addPackage(r *repository, name string) bool {
	for _, p := range r.Decks {
		if slices.ContainsFunc(r.PackagesOf(p), func(p pipeline.PackageOf) bool { return p.Name == name }) {
			sel.only = append(sel.only, name)
			sel.addWhole(p)
			return true
		}
	}
	return false
}

func (sel *selection) addWhole(p deck.Place) {
	sel.decks = append(sel.decks, p)
	sel.whole[p.Slug] = true
}

// relative returns a path of the command line relative to the repository's root, with slashes.
func (s *session) relative(root, arg string) (string, error) {
	full := arg
	if !filepath.IsAbs(full) {
		full = filepath.Join(s.dir, arg)
	}
	rel, err := filepath.Rel(root, full)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", &usageError{message: fmt.Sprintf("`%s` lies outside of the repository `%s`", arg, root),
			help: "name the other repository with `-C DIR`"}
	}
	return filepath.ToSlash(rel), nil
}

func unknownDeck(r *repository, arg string, exists bool) error {
	if exists {
		return &usageError{message: fmt.Sprintf("`%s` belongs to no deck", arg), help: "decks lie in the folder `decks/`"}
	}
	if name, ok := misnamed(r, arg); ok {
		return &usageError{message: fmt.Sprintf("there is no deck and no file `%s`", arg),
			help: fmt.Sprintf("there is `%s`: rename it to `.yaml`", name)}
	}
	var slugs []string
	for _, p := range r.Decks {
		slugs = append(slugs, p.Slug)
	}
	help := "the folder `decks` has no decks"
	if len(slugs) > 0 {
		help = "the decks here are " + quoteList(slugs, 10)
	}
	for _, p := range r.Decks {
		if packages := r.PackagesOf(p); len(packages) > 1 && strings.HasPrefix(arg, p.Slug+"-") {
			help = fmt.Sprintf("the packages of `%s` are %s", p.Slug, quoteList(names(packages), 10))
		}
	}
	return &usageError{message: fmt.Sprintf("there is no deck and no file `%s`%s", arg, didYouMean(filepath.Base(arg), slugs)), help: help}
}

// misnamed returns the file that would be the deck called for if its name ended in `.yaml`.
func misnamed(r *repository, arg string) (name string, ok bool) {
	slug := strings.TrimSuffix(filepath.Base(arg), ".yaml")
	for _, name := range []string{pipeline.DecksDir + "/" + slug + ".yml", pipeline.DecksDir + "/" + slug + "/deck.yml"} {
		if info, err := r.disk.Lstat(filepath.FromSlash(name)); err == nil && info.Mode().IsRegular() {
			return name, true
		}
	}
	return "", false
}

// shows reports whether a finding about a deck (or with an empty slug about the repository) is one of those asked for.
func (sel *selection) shows(slug string, d diag.Diagnostic) bool {
	if sel.all || sel.whole[slug] {
		return true
	}
	for _, p := range sel.paths {
		if within(d.Span.Path(), p) || slices.ContainsFunc(d.Related, func(r diag.Related) bool { return within(r.Span.Path(), p) }) {
			return true
		}
	}
	// A finding about the repository may be about a deck that was named.
	return slug == "" && slices.ContainsFunc(sel.decks, func(p deck.Place) bool { return sel.whole[p.Slug] && concerns(d, p) })
}

// within reports whether a path is another or lies below it.
func within(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// concerns reports whether a finding about the repository is about this deck, which then cannot be built.
func concerns(d diag.Diagnostic, p deck.Place) bool {
	base := pipeline.DecksDir + "/" + p.Slug
	path := d.Span.Path()
	return within(path, base) || path == base+".yaml"
}

// exists reports whether a path is there, links not followed.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
