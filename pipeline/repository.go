package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/validate"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// DecksDir is the folder of a repository that holds its decks.
const DecksDir = "decks"

// A Repository is a folder with decks below `decks/`.
type Repository struct {
	FS    fs.FS
	Decks []deck.Place // sorted by slug
	Found diag.List    // what is wrong with the repository as a whole: severities are final

	Against []*lint.Foreign // files that are not ours, with which every deck is compared

	heads  map[string]*head // by slug
	linter *lint.Runner     // with the configuration of the repository

	config  []*source.File // the file of the configuration, if there is one, and those of what decks share
	retired []retiredDeck
	shared  sharing

	seen *lint.Seen // notes of decks that were compiled; nil when there is one deck only

	// What decks that were compiled have and no other may: guids that were written, and names of note types.
	guids map[string]guidOwner
	types map[string]string // folded name, or `anki-id` in decimal -> slug
}

// A guidOwner is the note that has a guid.
type guidOwner struct {
	slug string
	collection.Origin
}

// A head is the main file of a deck. Those of all decks are read at once, because no two decks may have one identity.
type head struct {
	file  *source.File
	doc   *yamltree.Document
	found diag.List
	taken bool // its notes are being compiled, or were

	packages []PackageOf // of the repository's own heads: the original first
}

// Open finds the decks of a repository; without a folder `decks` there are none. An error means that a folder could not
// be listed.
func Open(fsys fs.FS) (*Repository, error) {
	r := &Repository{FS: fsys, heads: map[string]*head{}, guids: map[string]guidOwner{}, types: map[string]string{}}
	if err := r.configure(); err != nil {
		return nil, err
	}
	defer r.finish()
	entries, err := fs.ReadDir(fsys, DecksDir)
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		r.add(e)
	}
	slices.SortStableFunc(r.Decks, func(a, b deck.Place) int { return strings.Compare(a.Slug, b.Slug) })
	for i := 1; i < len(r.Decks); i++ {
		if r.Decks[i].Slug == r.Decks[i-1].Slug {
			r.reject(r.Decks[i].Main, fmt.Sprintf("both `%s` and `%s` are a deck named `%s`", r.Decks[i-1].Main, r.Decks[i].Main, r.Decks[i].Slug),
				"keep one of them")
		}
	}
	r.Decks = slices.CompactFunc(r.Decks, func(a, b deck.Place) bool { return a.Slug == b.Slug })
	for _, p := range r.Decks {
		h := openHead(fsys, p)
		h.packages = packagesOf(p, h)
		r.heads[p.Slug] = h
	}
	r.checkRetired()
	r.findUnusedPresets()
	if len(r.Decks) > 1 {
		r.seen = lint.NewSeen()
	}
	return r, nil
}

// finish decides about what was found in the repository, before its decks are looked at.
func (r *Repository) finish() {
	complete := r.shared.deck != nil && !slices.ContainsFunc(r.Found, hidesOthers)
	r.Found = r.linter.Finish(r.Found, lint.Outcome{Files: r.config, Complete: complete, Others: true})
	for _, d := range r.Found {
		if isAboutShared(d) {
			r.shared.found.Report(d)
		}
	}
}

// ConfigFile is the file with what holds for all decks of a repository.
const ConfigFile = "deckmill.yaml"

// configure reads the repository's configuration, if there is one, and what its decks share.
func (r *Repository) configure() error {
	r.linter = lint.NewRunner(rules.All)
	if _, err := fs.Lstat(r.FS, ConfigFile); err != nil {
		return nil
	}
	file, doc := parseFile(r.FS, ConfigFile, "", r.Found.Report)
	validate.Repository(doc.Root, r.Found.Report)
	r.linter = r.linter.With(r.linter.ReadConfig(doc.Root.Get("lint"), ".", r.Found.Report))
	r.retired = decodeRetired(doc.Root)
	r.config = []*source.File{file}
	return r.share(file, doc.Root)
}

// add takes an entry of the folder `decks` for what it is.
func (r *Repository) add(e fs.DirEntry) {
	name := e.Name()
	full := path.Join(DecksDir, name)
	switch {
	case deck.Ignored(name):
	case !e.IsDir() && !e.Type().IsRegular():
		r.Found.Report(diag.Diagnostic{Code: "file-outside", Severity: diag.Error, Span: source.NewFile(full, nil).Whole(),
			Message: fmt.Sprintf("`%s` is no ordinary file but a link or a device; nothing outside the repository is read", full),
			Help:    "put the deck itself here"})
	case e.IsDir():
		main := path.Join(full, "deck.yaml")
		if _, err := fs.Lstat(r.FS, main); err != nil {
			r.reject(full, fmt.Sprintf("`%s` has no `deck.yaml`, so nothing in it is read", full), "add one, or move the folder out of `decks/`")
			return
		}
		r.addDeck(deck.Place{Slug: name, Main: main, Dir: full})
	case path.Ext(name) == ".yaml":
		r.addDeck(deck.Place{Slug: strings.TrimSuffix(name, ".yaml"), Main: full})
	default:
		d := deck.Unread(full)
		if d.Severity == diag.Unresolved {
			d.Severity = diag.Error
		}
		r.Found.Report(d)
	}
}

func (r *Repository) addDeck(p deck.Place) {
	if message, help := CheckSlug(p.Slug); message != "" {
		r.reject(p.Main, message, help)
		return
	}
	r.Decks = append(r.Decks, p)
}

func (r *Repository) reject(name, message, help string) {
	r.Found.Report(diag.Diagnostic{Code: "bad-value", Severity: diag.Error, Span: source.NewFile(name, nil).Whole(), Message: message, Help: help})
}

// openHead reads the main file of a deck. Its notes are not parsed yet.
func openHead(fsys fs.FS, p deck.Place) *head {
	h := &head{}
	h.file, h.doc = parseFile(fsys, p.Main, "notes", h.found.Report)
	return h
}

// take returns the head of a deck that is about to be compiled. Its notes can be read once, so that they can be dropped;
// who compiles a deck again reads the file again.
func (r *Repository) take(p deck.Place) *head {
	h := r.heads[p.Slug]
	if h.taken {
		h = openHead(r.FS, p)
	}
	h.taken = true
	return h
}

// parseFile reads a YAML file; the items under the key stream are left in chunks. After a failure the document is empty.
func parseFile(fsys fs.FS, name, stream string, report diag.Report) (*source.File, *yamltree.Document) {
	if info, err := fs.Lstat(fsys, name); err == nil && !info.Mode().IsRegular() {
		f := source.NewFile(name, nil)
		report(diag.Diagnostic{Code: "file-outside", Span: f.Whole(),
			Message: fmt.Sprintf("`%s` is no ordinary file but a link or a device; nothing outside the deck folder is read", name),
			Help:    "put the file itself here"})
		return f, &yamltree.Document{File: f}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		f := source.NewFile(name, nil)
		report(deck.Unreadable(name, err))
		return f, &yamltree.Document{File: f}
	}
	f := source.NewFile(name, data)
	return f, yamltree.Parse(f, stream, report)
}

// checkTwins reports what the deck shares with another: its identity, its name, or that of a package. Both decks are told, and neither is
// built: nobody but the author knows which is the copy.
func (r *Repository) checkTwins(p deck.Place, d *deck.Deck, report diag.Report) (twin bool) {
	for _, other := range r.Decks {
		if other.Slug == p.Slug {
			continue
		}
		root := r.heads[other.Slug].doc.Root
		if id := root.Get("id"); id != nil && d.ID.Value != "" && id.Value == d.ID.Value {
			twin = true
			report(diag.Diagnostic{Code: "duplicate-id", Span: d.ID.Whole(),
				Message: fmt.Sprintf("decks `%s` and `%s` have the same id: their notes would overwrite each other", other.Slug, p.Slug),
				Help:    "if one was copied to start the other, remove the `id` line of the newer one and run `deckmill fix`",
				Related: []diag.Related{{Span: id.Span(), Message: "the other deck"}}})
		}
		if name := root.Get("deck"); name != nil && name.Kind == yamltree.Scalar && d.Name.Given() && names.Compare(name.Value, d.Name.Value) == 0 {
			twin = true
			report(diag.Diagnostic{Code: "deck-name", Span: d.Name.Whole(),
				Message: fmt.Sprintf("decks `%s` and `%s` would be one deck in Anki, `%s`", other.Slug, p.Slug, d.Name.Value),
				Help:    "give one of them another name",
				Related: []diag.Related{{Span: name.Span(), Message: "the other deck"}}})
		}
		if name, same := r.samePackage(p, other); same {
			twin = true
			at := d.Name.Whole()
			if len(d.Axes) > 0 {
				at = d.Axes[0].Span
			}
			report(diag.Diagnostic{Code: "bad-value", Span: at,
				Message: fmt.Sprintf("decks `%s` and `%s` would both make a package `%s`", other.Slug, p.Slug, name),
				Help:    "rename the folder or file of one of them"})
		}
	}
	return twin
}

// checkGUIDs reports guids written in the deck that a deck compiled before it has too.
func (r *Repository) checkGUIDs(p deck.Place, given []collection.GivenGUID, report diag.Report) {
	for _, g := range given {
		owner, taken := r.guids[g.GUID]
		if !taken {
			r.guids[g.GUID] = guidOwner{slug: p.Slug, Origin: g.Origin}
			continue
		}
		if owner.slug != p.Slug {
			report(diag.Diagnostic{Code: "duplicate-guid", Span: g.Span, Note: g.Label,
				Message: fmt.Sprintf("guid `%s` is also that of a note in deck `%s`: one note would overwrite the other", g.GUID, owner.slug),
				Help:    "keep it on the note that learners have, and give the other one an `id` instead",
				Related: []diag.Related{{Span: owner.Span, Note: owner.Label, Message: "the other note"}}})
		}
	}
}

// checkTypes reports note types of the deck that have the name of one of a deck compiled before it: Anki would rename the
// second that a learner imports, and the CSV file would miss it. Imported note types keep the names they have.
func (r *Repository) checkTypes(p deck.Place, d *deck.Deck, used []*deck.Notetype, report diag.Report) {
	for _, t := range used {
		if t.Shared || t.Name.Broken {
			continue
		}
		key := names.Fold(t.Name.Value)
		if t.Identity.AnkiID != 0 {
			key = strconv.FormatInt(t.Identity.AnkiID, 10)
		}
		owner, taken := r.types[key]
		if !taken {
			r.types[key] = p.Slug
			continue
		}
		if owner == p.Slug {
			continue
		}
		if t.Identity.AnkiID != 0 {
			report(diag.Diagnostic{Code: "bad-value", Span: t.Span,
				Message: fmt.Sprintf("a note type of deck `%s` has the same `anki-id`: each would overwrite the other", owner),
				Help:    "write it once, in `notetypes` of `deckmill.yaml`, which all decks share; or give this one another `anki-id`, or none"})
			continue
		}
		at := t.Span
		if at.IsZero() {
			at = d.Name.Whole()
		}
		report(diag.Diagnostic{Code: "unsafe-name", Span: at,
			Message: fmt.Sprintf("deck `%s` has a note type named `%s` too: Anki would call this one `%s+`", owner, t.Name.Value, t.Name.Value),
			Help:    fmt.Sprintf("give it a name of its own: `notetypes: {%s: {name: ...}}`", t.Key)})
	}
}

// proposeDeckID adds a fix to the finding that a deck has no id.
func proposeDeckID(d diag.Diagnostic, root *yamltree.Node, id func() string) diag.Diagnostic {
	if d.Code == "missing-id" && id != nil {
		d.Fixes = []diag.Fix{{Message: "add an `id`", Safe: true, Edits: deck.WriteID(root, "deck", id())}}
	}
	return d
}
