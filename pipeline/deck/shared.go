package deck

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// SharedDir is the folder of a repository with the files of the note types that its decks share.
const SharedDir = "notetypes"

// ListShared lists the files below SharedDir, of which there may be none.
func ListShared(fsys fs.FS) (*Files, error) {
	f := newFiles(fsys, SharedDir)
	f.shared = true
	info, err := fs.Lstat(fsys, SharedDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return f, err
	case !info.IsDir(): // a link would lead out of the repository
		f.links["."] = true
		return f, nil
	}
	return f, f.list()
}

// DecodeShared makes the model of what the decks of a repository share, from the root of its deckmill.yaml, which the schema
// has seen: a Deck that has note types and presets, and neither a name nor notes (format.md section 7). It is nil when they
// share nothing.
func DecodeShared(f *source.File, files *Files, root *yamltree.Node, report diag.Report) *Deck {
	types, presets := root.Get("notetypes"), root.Get("presets")
	if types == nil && presets == nil {
		return nil
	}
	d := &Deck{Place: Place{Main: f.Name, Dir: files.Dir}, File: f, root: root, repository: true}
	d.Defaults.Markup = Markdown // a deck may have it
	x := decoder{deck: d, files: files, report: report}
	x.sharedID()
	d.Presets = DecodePresets(presets, report)
	x.notetypes(types, false)
	d.Notetypes = slices.DeleteFunc(d.Notetypes, func(t *Notetype) bool { return !t.Defined })
	for _, p := range d.Presets {
		p.Shared = true
	}
	for _, t := range d.Notetypes {
		t.Shared = true
		if t.Builtin && !t.Name.Given() && !t.Name.Broken {
			x.bad("bad-value", t.Span, "add a line like `name: Our vocabulary`", "the shared note type `%s` needs a `name`: it belongs to no deck after which it could be named", t.Key)
		}
	}
	return d
}

// sharedID reads the id of the repository, from which the identities of all that is shared are made.
func (x *decoder) sharedID() {
	d := x.deck
	if n := d.root.Get("id"); n != nil && n.Kind != yamltree.Absent {
		d.ID = x.uuid(n)
		return
	}
	for _, e := range d.root.Entries {
		if key := e.Key.Value; key == "notetypes" || key == "presets" || key == "id" {
			x.bad("missing-id", e.Key.Span(), "`deckmill fix` writes one; do not copy that of a deck, or of another repository",
				"`deckmill.yaml` has no id: add `id:` with a new UUID, or run `deckmill fix`")
			return
		}
	}
}

// IsShared reports whether d is what the decks of a repository share, and no deck: see DecodeShared.
func (d *Deck) IsShared() bool { return d.repository }

// perVariant reports something that would differ from package to package in what all packages share.
func (x *decoder) perVariant(span source.Span, help, what string) {
	x.bad("bad-value", span, help+"; what differs belongs into a field, or into a note type of each deck's own",
		"%s: what decks share is the same in all of their packages", what)
}

// addShared makes the note types and presets that the repository shares the deck's too. An entry of the deck under the key
// of one is refused.
func (x *decoder) addShared() {
	d := x.deck
	if d.Shared == nil {
		return
	}
	d.Presets = slices.DeleteFunc(d.Presets, func(p *Preset) bool {
		i := slices.IndexFunc(d.Shared.Presets, func(s *Preset) bool { return s.Key == p.Key })
		if i >= 0 {
			x.sharedAlready("preset", p.Key, p.KeyNode.Span(), d.Shared.Presets[i].KeyNode.Span())
		}
		return i >= 0
	})
	for _, p := range d.Presets {
		x.checkSharedPreset(p)
	}
	d.Notetypes = slices.DeleteFunc(d.Notetypes, func(t *Notetype) bool {
		s := d.Shared.ByKey(t.Key)
		if s != nil && t.Defined {
			x.sharedAlready("note type", t.Key, t.Span, s.Span)
		}
		return s != nil
	})
	d.Presets = append(d.Presets, d.Shared.Presets...)
	d.Notetypes = append(d.Notetypes, d.Shared.Notetypes...)
}

func (x *decoder) sharedAlready(what, key string, span, shared source.Span) {
	x.report(diag.Diagnostic{Code: "bad-value", Span: span,
		Message: fmt.Sprintf("%s `%s` is one that all decks share: no deck can have its own", what, key),
		Help:    "give yours another key, or remove it and use the shared one; if learners have yours, write `was: " + key + "` below its new key",
		Related: []diag.Related{{Span: shared, Message: "the shared one"}}})
}

// checkSharedPreset reports a preset of the deck with the name or the number of a shared one.
func (x *decoder) checkSharedPreset(p *Preset) {
	for _, s := range x.deck.Shared.Presets {
		switch {
		case p.Identity.AnkiID != 0 && p.Identity.AnkiID == s.Identity.AnkiID:
			x.report(diag.Diagnostic{Code: "bad-value", Span: p.KeyNode.Span(),
				Message: fmt.Sprintf("preset `%s` has the `anki-id` of `%s`, which all decks share", p.Key, s.Key),
				Help:    "remove it from one of them", Related: []diag.Related{{Span: s.KeyNode.Span(), Message: "the shared one"}}})
		case names.Fold(p.Name) == names.Fold(s.Name):
			x.report(diag.Diagnostic{Code: "unsafe-name", Span: p.KeyNode.Span(),
				Message: fmt.Sprintf("preset `%s` is named `%s`, as `%s` is, which all decks share", p.Key, p.Name, s.Key),
				Help:    "give it another `name`", Related: []diag.Related{{Span: s.KeyNode.Span(), Message: "the shared one"}}})
		}
	}
}

// Reads reports whether a text of the note type stands in the file of this name.
func (t *Notetype) Reads(file string) bool {
	texts := []Text{t.Name, t.CSS}
	for _, c := range t.Cards {
		texts = append(texts, c.Front, c.Back, c.BrowserFront, c.BrowserBack)
	}
	return slices.ContainsFunc(texts, func(t Text) bool { return t.File != nil && t.File.Name == file })
}
