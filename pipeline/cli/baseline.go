package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// baselineFlag is the option that names the last release; more says what else it may name. It is a list so that a second
// one is noticed.
func baselineFlag(more string) cli.Flag {
	return &cli.StringSliceFlag{Name: "baseline", Usage: "compare with the last release: `FILE` is its package, or a folder with those of all decks" + more}
}

// A baseline is the last release of the decks of a repository, as the option --baseline names it. Without the option it is
// nil, and all methods do nothing.
type baseline struct {
	name string // as the user wrote it
	path string // absolute; "" for a revision
	rev  *revision
	env  Env

	takesRevisions bool                   // the command does
	packages       map[string]lastRelease // by name of the package
	old            *repository            // the revision's, opened
	compiled       *pipeline.Compiled     // the deck of old that was compiled last
	published      *collection.Published  // the note types of all packages that were named, if that matters, or of the revision those that decks share
	new            []string               // names of the packages that it does not have

	gone map[string][]pipeline.GonePackage // editions that it has and a deck does not, by slug
}

// A lastRelease is where the last release of one deck is: in a package, or in the sources of a revision.
type lastRelease struct {
	shown  string             // what the user calls it
	path   string             // of the package
	source pipeline.PackageOf // in the revision
}

// revisionPrefix is how a baseline begins that is no file.
const revisionPrefix = "git:"

// newBaseline takes the option of a command. Whoever calls it must call close.
func newBaseline(s *session, c *cli.Context) (*baseline, error) {
	if !c.IsSet("baseline") {
		return nil, nil
	}
	names := c.StringSlice("baseline")
	if len(names) > 1 {
		return nil, &usageError{message: fmt.Sprintf("`--baseline` names %d last releases: %s", len(names), quoteList(names, 3)),
			help: "name the one that learners have; for several decks, a folder with the packages of all"}
	}
	b := &baseline{name: names[0], env: s.env, takesRevisions: c.Command.Name != "build", packages: map[string]lastRelease{}, gone: map[string][]pipeline.GonePackage{}}
	s.baseline = shellWord(b.name)
	tag, isRevision := strings.CutPrefix(b.name, revisionPrefix)
	switch {
	case b.name == "" || isRevision && tag == "": // an empty variable of a script: to go on without would overwrite learners' edits
		return nil, &usageError{message: fmt.Sprintf("`--baseline` names nothing: it is `%s`", b.name),
			help: "name the package of the last release; leave the option out for the first one"}
	case isRevision && !b.takesRevisions:
		return nil, &usageError{message: fmt.Sprintf("a package cannot be built on top of `%s`: when learners' notes last changed is in their package, and in no source", b.name),
			help: fmt.Sprintf("name the package of that release; `deckmill check --baseline %s` compares the sources", b.name)}
	case isRevision:
		b.rev = newRevision(s.env, tag)
		return b, nil
	}
	b.path = b.name
	if !filepath.IsAbs(b.path) {
		b.path = filepath.Join(s.dir, b.path)
	}
	return b, nil
}

// close removes what open left on the disk. open may still run.
func (b *baseline) close() {
	if b != nil && b.rev != nil {
		b.rev.close()
	}
}

// done ends what open began, when nothing is compiled any more.
func (b *baseline) done() {
	if b != nil && b.old != nil {
		b.old.close()
	}
}

// checkOutput refuses to build into the last release: the next build could not tell any more what learners have.
func (b *baseline) checkOutput(r *repository, d outDir, sel *selection) error {
	if b == nil {
		return nil
	}
	path, err := filepath.EvalSymlinks(b.path)
	if err != nil {
		return nil // open says more
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	folder, name := path, ""
	if !info.IsDir() {
		folder, name = filepath.Dir(path), filepath.Base(path)
	}
	ours := func(p pipeline.PackageOf) bool {
		return slices.Contains([]string{p.Name + packageEnd, p.Name + legacyEnd, p.Name + changesEnd}, strings.ToLower(name))
	}
	if !isSameFile(folder, d.path) || name != "" && !slices.ContainsFunc(sel.packages(r), ours) {
		return nil
	}
	return &usageError{message: fmt.Sprintf("`%s` would be overwritten, and with it when learners' notes last changed", b.name),
		help: "keep the packages of the last release in another folder than the one that is built into, and name that one"}
}

// isSameFile reports whether two paths lead to one file or folder.
func isSameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// open finds out which part of it is the last release of which of the chosen decks. Decks that are gone since become
// findings about the repository. Nothing but names and ids is read yet.
func (b *baseline) open(r *repository, sel *selection) error {
	if b == nil {
		return nil
	}
	r.baseline = b
	if b.rev != nil {
		return b.openRevision(r, sel)
	}
	info, err := os.Stat(b.path)
	switch {
	case err != nil:
		help := ""
		switch {
		case !errors.Is(err, fs.ErrNotExist):
		case b.takesRevisions && isRevision(b.env, r.root, b.name):
			help = fmt.Sprintf("for the revision of that name, write `--baseline %s%s`", revisionPrefix, b.name)
		default:
			help = "check what stands behind `--baseline`; leave it out for the first release"
		}
		return &failure{doing: "cannot read `" + b.name + "`", err: err, help: help}
	case info.IsDir():
		return b.openFolder(r, sel)
	case !info.Mode().IsRegular(): // to read a pipe would wait for ever
		return &usageError{message: fmt.Sprintf("`%s` is no ordinary file", b.name), help: "save the package of the last release into one"}
	case strings.HasSuffix(strings.ToLower(b.path), changesEnd):
		return &usageError{message: fmt.Sprintf("`%s` holds what was new in a release, not the release", b.name),
			help: "name the whole package: `" + b.name[:len(b.name)-len(changesEnd)] + packageEnd + "`"}
	case len(sel.decks) > 1:
		return &usageError{message: fmt.Sprintf("`%s` is one package, but here are %d decks", b.name, len(sel.decks)),
			help: "name the deck that it is the last release of, or give a folder with the packages of all"}
	}
	return b.openPackage(r, sel)
}

// openPackage takes the one package that was named for the last release of the one deck: of that of its packages that it
// is, as its identity says, else of the only one or the original.
func (b *baseline) openPackage(r *repository, sel *selection) error {
	packages := sel.packages(r)
	if len(packages) == 0 {
		return nil
	}
	name := packages[0].Name
	if len(packages) > 1 || len(r.SharedNotetypes()) > 0 {
		head, err := pipeline.PackageHead(b.path)
		if err != nil {
			return baselineFailure(b.name, err)
		}
		b.published = collection.NewPublished(head.Notetypes)
		if p, ok := r.OwnerOf(head.Decks, slugOf(b.path)); len(packages) > 1 && ok {
			name = p.Name
		} else if len(packages) > 1 && hasPackage(r, slugOf(b.path)) {
			name = slugOf(b.path)
		}
	}
	b.packages[name] = lastRelease{shown: b.name, path: b.path}
	return b.settle(r, sel, nil)
}

// isOld reports whether a deck of the revision has this id.
func (b *baseline) isOld(id string) bool {
	return slices.ContainsFunc(b.old.Decks, func(p deck.Place) bool { return id != "" && b.old.ID(p) == id })
}

// openRevision writes the sources of the revision to the disk and finds decks by their ids, else by their names: the id may
// have been changed, which a rule then reports.
func (b *baseline) openRevision(r *repository, sel *selection) error {
	folder, err := b.rev.checkout(r.root)
	if err != nil {
		return err
	}
	if b.old, err = openRoot(folder); err != nil {
		return err
	}
	b.published = collection.NewPublished(b.old.SharedNotetypes())
	var gone []pipeline.PastDeck
	for _, p := range b.old.Decks {
		id := b.old.ID(p)
		i := slices.IndexFunc(r.Decks, func(q deck.Place) bool { return id != "" && r.ID(q) == id })
		if i < 0 {
			i = slices.IndexFunc(r.Decks, func(q deck.Place) bool { return q.Slug == p.Slug && !b.isOld(r.ID(q)) })
		}
		past := pipeline.PastDeck{Place: b.name, Name: b.old.Name(p), ID: id}
		if _, onPurpose := r.WhyGone(past); i < 0 || onPurpose {
			gone = append(gone, past)
			continue
		}
		for _, old := range b.old.PackagesOf(p) {
			place, name := r.Decks[i], r.Decks[i].Slug+old.Edition.Suffix()
			if !slices.ContainsFunc(r.PackagesOf(place), func(p pipeline.PackageOf) bool { return p.Name == name }) {
				b.gone[place.Slug] = append(b.gone[place.Slug], pipeline.GonePackage{Name: name, Place: b.name})
				continue
			}
			b.packages[name] = lastRelease{shown: b.name, source: old}
		}
	}
	return b.settle(r, sel, gone)
}

// settle tells which packages are new, and which are gone when all are looked at.
func (b *baseline) settle(r *repository, sel *selection, gone []pipeline.PastDeck) error {
	for _, p := range sel.packages(r) {
		if _, ok := b.packages[p.Name]; !ok {
			b.new = append(b.new, p.Name)
		}
	}
	if sel.all {
		r.ReportGone(gone)
	}
	return nil
}

// loader returns what reads the last release of a package of a deck, nil for one that is new; it is nil itself when all of
// the deck is new.
func (b *baseline) loader(packages []pipeline.PackageOf) func(name string) (*collection.Baseline, error) {
	if b == nil || !slices.ContainsFunc(packages, func(p pipeline.PackageOf) bool { _, ok := b.packages[p.Name]; return ok }) {
		return nil
	}
	return func(name string) (*collection.Baseline, error) {
		last, ok := b.packages[name]
		switch {
		case !ok:
			return nil, nil
		case b.rev != nil:
			return b.compile(last.source)
		}
		base, err := pipeline.ReadBaseline(last.shown, last.path)
		if err != nil {
			return nil, baselineFailure(last.shown, err)
		}
		return base, nil
	}
}

// goneOf returns the editions of a deck that the last release has, and the deck does not.
func (b *baseline) goneOf(place deck.Place) []pipeline.GonePackage {
	if b == nil {
		return nil
	}
	return b.gone[place.Slug]
}

// notetypes returns published.
func (b *baseline) notetypes() *collection.Published {
	if b == nil {
		return nil
	}
	return b.published
}

// compile compiles the sources of a deck of the revision, once for all of its packages, and returns one of these.
func (b *baseline) compile(p pipeline.PackageOf) (*collection.Baseline, error) {
	c := b.compiled
	if c == nil || c.Place != p.Place {
		var err error
		if c, err = b.old.Compile(p.Place, pipeline.Options{}); err != nil {
			return nil, asFailure(err, fmt.Sprintf("cannot read deck `%s` of `%s`", p.Slug, b.name))
		}
		b.compiled = c
	}
	if c.Collection == nil {
		errs := slices.DeleteFunc(slices.Clone(c.Diagnostics), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
		return nil, &failure{doing: fmt.Sprintf("cannot compare with deck `%s` of `%s`", p.Slug, b.name),
			err: errors.New("it could not be built"), help: "name another revision, or the package that learners have", found: errs}
	}
	base := collection.NewBaseline(b.name, c.Named(p.Name).Collection)
	base.Undated, base.DeckID = true, b.old.ID(p.Place)
	return base, nil
}

// baselineFailure says why a package cannot be read as the last release.
func baselineFailure(shown string, err error) *failure {
	var bad *pipeline.BaselineError
	if errors.As(err, &bad) {
		return &failure{doing: "`" + shown + "` cannot be the last release", err: bad, help: bad.Help}
	}
	return &failure{doing: "cannot read `" + shown + "`", err: damage{err}, help: "fetch it again, or name the package that learners have"}
}

// failed says why a deck could not be compiled.
func (b *baseline) failed(p deck.Place, err error) *failure {
	var bad *pipeline.BaselineError
	if b != nil && errors.As(err, &bad) && bad.Other {
		return &failure{doing: fmt.Sprintf("`%s` is no release of the deck `%s`", b.packages[bad.Package].shown, bad.Package), err: bad, help: bad.Help, usage: true}
	}
	return asFailure(err, "cannot read the deck `"+p.Slug+"`")
}
