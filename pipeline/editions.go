package pipeline

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// An edition is one package of a deck on its way. What its sources say is read once for all of them.
type edition struct {
	deck     *deck.Deck
	compiler *collection.Compiler
	rows     []collection.Row
	doubtful bool                 // the variants of the deck are in doubt, and this one stands for all
	baseline *collection.Baseline // nil without one

	*collection.Assembled // when its rows were put together
}

// decode reads the head of a deck for each of its editions, and returns those whose packages only names, the original first;
// if it names none of them, all. When the variants of the deck are in doubt there is one.
func (r *Repository) decode(p deck.Place, h *head, files *deck.Files, only []string, found *diag.List) (editions []*edition, all bool) {
	list, ok := deck.DecodeEditions(h.doc.Root, found.Report)
	for _, e := range list {
		editions = append(editions, &edition{deck: deck.Decode(p, h.file, files, h.doc.Root, e, r.shared.deck, found.Report)})
	}
	common := collection.NewCommon(files, editions[0].deck.PlainMedia, r.shared.types)
	editions[0].doubtful = !ok
	for _, e := range editions {
		e.compiler = collection.NewCompiler(e.deck, common, found.Report)
	}
	chosen := slices.DeleteFunc(slices.Clone(editions), func(e *edition) bool { return !slices.Contains(only, e.name()) })
	if len(chosen) == 0 {
		return editions, true
	}
	return chosen, len(chosen) == len(editions)
}

// name is what the files of the edition are called, without extension.
func (e *edition) name() string { return e.deck.Slug + e.deck.Edition.Suffix() }

// assemble puts the rows of the edition together, on top of its last release.
func (e *edition) assemble(o Options, base *collection.Baseline, report diag.Report) error {
	e.baseline = base
	e.Assembled = e.compiler.Assemble(e.rows, o.Time, base, report)
	e.rows = nil
	if o.Published != nil {
		for i, t := range e.Notetypes {
			if n := &e.Collection.Notetypes[i]; t.Shared {
				n.Mod = o.Published.Time(n, o.Time)
			}
		}
	}
	return checkRelated(e.deck, e.Collection, base)
}

// checkEmpty reports an edition of a deck with others that has no note: it would be a package of nothing.
func (e *edition) checkEmpty(report diag.Report) {
	v := e.deck.Edition.Special()
	if len(e.Origins) > 0 || v == nil {
		return
	}
	report(diag.Diagnostic{Code: "translation-gap", Severity: diag.Warning, Span: v.Span,
		Message: fmt.Sprintf("there are no notes for `%s`: each lacks a text, or is `only` for others", v.Name),
		Help:    fmt.Sprintf("`deckmill coverage --missing %s` lists what to write; until then, take `%s` out of `variants`", v.Name, v.Name)})
}

// pass is what rules for whole decks see of the edition.
func (e *edition) pass(report diag.Report) *lint.DeckPass {
	p := &lint.DeckPass{
		Deck: e.deck, Collection: e.Collection, Notetypes: e.Notetypes, Origins: e.Origins, Retired: e.Retired,
		FreeID: e.compiler.FreeID, Report: report, Baseline: e.baseline, Media: mediaFiles(e.Collection.Media, e.Files),
	}
	for _, t := range e.Notetypes {
		p.Sides = append(p.Sides, e.compiler.Sides(t))
	}
	return p
}

// markSeen marks the media files of a pass that earlier ones have as well; seen holds those.
func (e *edition) markSeen(pass *lint.DeckPass, seen map[collection.File]bool) {
	for i := range pass.Media {
		m := &pass.Media[i]
		f := e.Files[m.Name]
		m.Seen = seen[f]
		seen[f] = true
	}
}

// mediaFiles returns what rules see of packaged files.
func mediaFiles(media []collection.Media, at map[string]collection.File) []lint.MediaFile {
	var list []lint.MediaFile
	for _, m := range media {
		f := at[m.Name]
		list = append(list, lint.MediaFile{Path: f.Path, Name: m.Name, Size: m.Size, Span: f.In.Span(f.Path),
			Read: func() ([]byte, error) { return f.In.Read(f.Path) }})
	}
	return list
}

// result returns what the edition compiled to; sound says that the deck has no error.
func (e *edition) result(p deck.Place, o Options, sound bool) *Package {
	out := &Package{Name: e.name(), Deck: e.deck, Retired: e.Retired, media: e.Files, Notes: len(e.Origins)}
	out.New, out.Latest = e.baseline.News(e.Collection), e.baseline.Latest()
	if !sound {
		return out
	}
	out.Collection = e.Collection
	if o.Changes && e.baseline != nil {
		out.Changes = e.baseline.Changes(e.Collection)
	}
	return out
}
