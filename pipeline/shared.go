package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A sharing is what the decks of a repository share: note types, compiled once for all, and presets. The zero sharing is
// nothing.
type sharing struct {
	deck  *deck.Deck // see deck.DecodeShared; nil for nothing
	types *collection.Shared
	root  *yamltree.Node
	found diag.List // final: what is wrong with it, whatever a deck makes of it
}

// share reads what the decks share, and looks for all that may be wrong with it once. An error means that its folder could
// not be listed.
func (r *Repository) share(file *source.File, root *yamltree.Node) error {
	files, err := deck.ListShared(r.FS)
	if err != nil {
		return err
	}
	r.shared = sharing{deck: deck.DecodeShared(file, files, root, r.Found.Report), root: root}
	if r.shared.deck != nil {
		r.shared.types = collection.CompileShared(r.shared.deck, files, r.Found.Report)
		r.linter.Deck(r.shared.pass(r.Found.Report))
	}
	if root != nil {
		report, lost := r.Found.Report, slices.ContainsFunc(r.Found, losesShared)
		files.ReportUnused(!slices.ContainsFunc(r.Found, hidesOthers), func(d diag.Diagnostic) {
			if !lost || d.Severity != diag.Warning { // what was not read may name the file
				report(d)
			}
		})
	}
	r.config = append(r.config, files.Sources()...)
	return nil
}

// pass is what rules for whole decks see of what is shared: a deck without notes.
func (s *sharing) pass(report diag.Report) *lint.DeckPass {
	p := &lint.DeckPass{
		Deck: s.deck, Notetypes: s.deck.Notetypes, Report: report, Media: mediaFiles(s.types.Media, s.types.Files),
		Collection: &collection.Collection{Notetypes: s.types.Notetypes, Media: s.types.Media},
	}
	for _, t := range s.deck.Notetypes {
		p.Sides = append(p.Sides, s.types.Sides(t))
	}
	return p
}

// findUnusedPresets reports shared presets that no deck names.
func (r *Repository) findUnusedPresets() {
	if r.shared.deck == nil {
		return
	}
	named := map[string]bool{}
	for _, h := range r.heads {
		named[scalarOf(h.doc.Root, "preset")] = true
		if subdecks := h.doc.Root.Get("subdecks"); subdecks != nil {
			for _, e := range subdecks.Entries {
				named[scalarOf(e.Value, "preset")] = true
			}
		}
	}
	for _, p := range r.shared.deck.Presets {
		if !named[p.Key] {
			r.Found.Report(diag.Diagnostic{Code: "unused-preset", Span: p.KeyNode.Span(), Message: fmt.Sprintf("no deck uses preset `%s`", p.Key),
				Help: fmt.Sprintf("write `preset: %s` in a deck or below a sub-deck, or remove the preset", p.Key)})
		}
	}
}

// IsShared reports whether a path is that of the repository's configuration, or of a file that its decks share.
func IsShared(path string) bool {
	return path == ConfigFile || strings.HasPrefix(path, deck.SharedDir+"/")
}

func isAboutShared(d diag.Diagnostic) bool { return IsShared(d.Span.Path()) }

// separate returns the findings of a deck without those about what it shares, and these.
func separate(found diag.List) (own, shared diag.List) {
	for _, d := range found {
		if isAboutShared(d) {
			shared.Report(d)
		} else {
			own.Report(d)
		}
	}
	return own, shared
}

// tellShared decides about findings that a deck has led to and that stand in what decks share. They become the repository's,
// where each is said once, whichever decks lead to it.
func (r *Repository) tellShared(found diag.List) diag.List {
	found = r.linter.Finish(found, lint.Outcome{Files: r.config})
	found = slices.DeleteFunc(found, r.shared.found.Has)
	for _, d := range found {
		if !r.Found.Has(d) {
			r.Found.Report(d)
		}
	}
	return found
}

// sharedFindings returns what is wrong with the shared things that a deck uses, or may use.
func (r *Repository) sharedFindings(editions []*edition) diag.List {
	var out diag.List
	for _, d := range r.shared.found {
		if slices.ContainsFunc(editions, func(e *edition) bool { return r.shared.concerns(d, e) }) {
			out.Report(d)
		}
	}
	return out
}

// losesShared reports whether a finding means that some of what decks share was not read.
func losesShared(d diag.Diagnostic) bool {
	return d.Span.Path() == ConfigFile && (d.Code == "yaml-syntax" || d.Code == "unknown-key")
}

// missesShared reports whether a finding of a deck says that something is not there which the decks may share.
func missesShared(d diag.Diagnostic) bool {
	return d.Code == "bad-value" && (strings.HasPrefix(d.Message, "there is no note type `") || strings.HasPrefix(d.Message, "there is no preset `"))
}

// concerns reports whether a finding is about shared things that an edition of a deck uses. Where nobody can say what is
// shared, it concerns every deck: one that has a built-in of its own might mean the shared one.
func (s *sharing) concerns(d diag.Diagnostic, e *edition) bool {
	if file := d.Span.Path(); file != ConfigFile {
		return s.fileConcerns(d, file, e)
	}
	if d.Code == "missing-id" {
		return e.usesType(anyType) || e.usesPreset(anyPreset)
	}
	section := entryAt(s.root, d.Span)
	if section.Key == nil {
		return true
	}
	at := entryAt(section.Value, d.Span)
	switch section.Key.Value {
	case "lint", "retired":
		return false
	case "id":
		return e.usesType(anyType) || e.usesPreset(anyPreset)
	case "notetypes":
		is := func(t *deck.Notetype) bool { return at.Key != nil && t.Span == at.Key.Span() }
		return s.deck == nil || !slices.ContainsFunc(s.deck.Notetypes, is) || e.usesType(is)
	case "presets":
		return e.usesPreset(func(p *deck.Preset) bool { return at.Key == nil || p.KeyNode == at.Key }) || losesShared(d) && e.lacksPreset()
	}
	return true
}

// fileConcerns is concerns for a finding in a file of what is shared.
func (s *sharing) fileConcerns(d diag.Diagnostic, file string, e *edition) bool {
	reads := func(t *deck.Notetype) bool {
		return t.Reads(file) || s.types.Uses(t, strings.TrimPrefix(file, deck.SharedDir+"/"))
	}
	switch {
	case s.deck == nil, slices.Contains([]string{"unread-file", "orphan-media", "file-outside"}, d.Code):
		return false
	case slices.ContainsFunc(s.deck.Notetypes, reads):
		return e.usesType(reads)
	}
	return e.usesType(anyType) // it could not be read
}

func anyType(*deck.Notetype) bool { return true }

func anyPreset(*deck.Preset) bool { return true }

// usesType reports whether notes of the edition have a shared note type of which is holds.
func (e *edition) usesType(is func(*deck.Notetype) bool) bool {
	return slices.ContainsFunc(e.Notetypes, func(t *deck.Notetype) bool { return t.Shared && is(t) })
}

// usesPreset reports whether the edition has a shared preset of which is holds.
func (e *edition) usesPreset(is func(*deck.Preset) bool) bool {
	return slices.ContainsFunc(e.deck.PresetChoices(), func(c deck.PresetChoice) bool {
		return c.Preset != nil && c.Preset.Shared && is(c.Preset)
	})
}

// lacksPreset reports whether the edition names a preset that is not there.
func (e *edition) lacksPreset() bool {
	return slices.ContainsFunc(e.deck.PresetChoices(), func(c deck.PresetChoice) bool { return c.Preset == nil })
}

// sharesPublished reports whether the edition has a shared note type that learners may have from another package.
func (e *edition) sharesPublished(p *collection.Published) bool {
	for i, t := range e.Notetypes {
		if t.Shared && p.Latest(e.Collection.Notetypes[i].ID) != nil {
			return true
		}
	}
	return false
}

// entryAt returns the entry of a map in which a span begins; its Key is nil when there is none.
func entryAt(n *yamltree.Node, span source.Span) yamltree.Entry {
	if n == nil {
		return yamltree.Entry{}
	}
	var found yamltree.Entry
	for _, e := range n.Entries {
		if e.Key.Span().File == span.File && e.Key.Span().Start <= span.Start {
			found = e
		}
	}
	return found
}

// SharedNotetypes returns the note types that the decks of the repository share.
func (r *Repository) SharedNotetypes() []collection.Notetype {
	if r.shared.deck == nil {
		return nil
	}
	return r.shared.types.Notetypes
}

// ProposeID adds a fix to the finding that the repository has no id; id makes one.
func (r *Repository) ProposeID(id func() string) {
	for i := range r.Found {
		if d := &r.Found[i]; d.Code == "missing-id" && d.Span.Path() == ConfigFile {
			d.Fixes = []diag.Fix{{Message: "add an `id`", Safe: true, Edits: deck.WriteID(r.shared.root, "", id())}}
		}
	}
}
