package collection

import (
	"fmt"
	"maps"
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/template"
)

// A Shared is the note types that the decks of a repository share, compiled once, and the files that they show. Every package
// with one of them has it alike, to the byte (format.md section 7).
type Shared struct {
	Notetypes []Notetype
	Media     []Media         // of all of them, sorted by name
	Files     map[string]File // where each lies, by name in packages

	types map[*deck.Notetype]*compiledType
}

// CompileShared compiles what decks share; d is what deck.DecodeShared returned.
func CompileShared(d *deck.Deck, files *deck.Files, report diag.Report) *Shared {
	s := &Shared{types: map[*deck.Notetype]*compiledType{}}
	all := newMediaUse(newMediaIndex(files, false))
	all.addUnderscored()
	always := slices.Collect(maps.Keys(all.uses)) // a script of any note type may load them
	for _, t := range d.Notetypes {
		c := Compiler{deck: d, ids: identityOf(d), media: newMediaUse(all.mediaIndex)}
		ct := c.compileType(t, report)
		for _, f := range always {
			c.media.use(usedFile{f, false})
		}
		all.useAll(c.media)
		ct.media = c.media
		s.types[t] = ct
		s.Notetypes = append(s.Notetypes, ct.out)
	}
	s.Media, s.Files = all.list(nil, report)
	return s
}

// Sides returns the parsed templates of a shared note type, by card.
func (s *Shared) Sides(t *deck.Notetype) []template.Sides { return s.types[t].sides }

// Uses reports whether a note type shows the file at a path below the folder of all shared files.
func (s *Shared) Uses(t *deck.Notetype, path string) bool {
	for f := range s.types[t].media.uses {
		if f.path == path {
			return true
		}
	}
	return false
}

// checkShared reports a note type of the deck that Anki would take for one that the decks of the repository share, or would
// rename because of it: learners have those too, from this deck or from another.
func (c *Compiler) checkShared(t *deck.Notetype, report diag.Report) {
	if c.deck.Shared == nil || t.Shared {
		return
	}
	at := t.Span
	if at.IsZero() {
		at = c.deck.Name.Whole()
	}
	for _, s := range c.deck.Shared.Notetypes {
		d := diag.Diagnostic{Span: at, Related: []diag.Related{{Span: s.Span, Message: "the shared one"}}}
		switch {
		case c.ids.notetype(t.Identity) == c.common.shared.types[s].out.ID:
			d.Code = "bad-value"
			d.Message = fmt.Sprintf("note type `%s` has the `anki-id` of `%s`, which all decks share: each would overwrite the other", t.Key, s.Key)
			d.Help = "remove it from one of them, or use the shared one"
		case names.Fold(t.Name.Value) == names.Fold(s.Name.Value):
			d.Code = "unsafe-name"
			d.Message = fmt.Sprintf("note type `%s` is named `%s`, as `%s` is, which all decks share: Anki would call one of them `%s+`",
				t.Key, t.Name.Value, s.Key, t.Name.Value)
			d.Help = fmt.Sprintf("give it a name of its own: `notetypes: {%s: {name: ...}}`", t.Key)
		default:
			continue
		}
		report(d)
	}
}

// sharedFiles returns what a package with these note types uses of the files that decks share; nil for none.
func sharedFiles(types []*compiledType) *mediaUse {
	var all *mediaUse
	for _, ct := range types {
		if ct.media == nil {
			continue
		}
		if all == nil {
			all = newMediaUse(ct.media.mediaIndex)
		}
		all.useAll(ct.media)
	}
	return all
}

func (m *mediaUse) useAll(other *mediaUse) {
	for f := range other.uses {
		m.use(usedFile{f, false})
	}
}
