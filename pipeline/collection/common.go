package collection

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A Common is what the editions of a deck have in common: its media, and which note has which id. Their compilers share
// one; editions are assembled one after the other.
type Common struct {
	media *mediaIndex
	ids   map[string]Origin    // as they are compared, without case; those proposed for notes without one are among them
	told  map[source.Span]bool // notes without an id that were reported
	guids map[string]editionOf // those that authors wrote
	types map[string]editionOf // note types, by folded name
}

// An editionOf says in which edition something was seen first.
type editionOf struct {
	variant uuid.UUID // V of its identity (format.md section 13)
	edition deck.Edition
	Origin
}

// NewCommon returns what the editions of a deck share; plain says that media keep their own names (`names: plain`).
func NewCommon(files *deck.Files, plain bool) *Common {
	return &Common{media: newMediaIndex(files, plain), ids: map[string]Origin{}, told: map[source.Span]bool{},
		guids: map[string]editionOf{}, types: map[string]editionOf{}}
}

// other returns the edition of another identity in which something was seen first; ok is false when this is the first.
func (c *Compiler) other(seen map[string]editionOf, key string, origin Origin) (first editionOf, ok bool) {
	first, known := seen[key]
	if !known {
		first = editionOf{variant: c.ids.variant, edition: c.deck.Edition, Origin: origin}
		seen[key] = first
	}
	return first, first.variant != c.ids.variant
}

// checkEditions reports guids and names of note types that two editions with identities of their own have: a learner can
// have both.
func (c *Compiler) checkEditions(a *Assembled, report diag.Report) {
	if len(c.deck.Axes) == 0 {
		return
	}
	for _, g := range a.Given {
		if first, clash := c.other(c.common.guids, g.GUID, g.Origin); clash {
			report(diag.Diagnostic{Code: "duplicate-guid", Span: g.Span, Note: g.Label,
				Message: fmt.Sprintf("guid `%s` stands for the note in `%s` and in `%s`: whoever learns both would have one overwrite the other",
					g.GUID, first.edition, c.deck.Edition),
				Help: fmt.Sprintf("write one for each, as in `guid: {%s: ..., %s: ...}`; without one, a guid is made of the id",
					first.edition.Differs(c.deck.Edition), c.deck.Edition.Differs(first.edition))})
		}
	}
	for i, t := range a.Notetypes {
		if t.Name.Broken {
			continue
		}
		name := a.Collection.Notetypes[i].Name
		if first, clash := c.other(c.common.types, names.Fold(name), Origin{Span: t.Span}); clash {
			report(diag.Diagnostic{Code: "unsafe-name", Span: t.Name.Whole(),
				Message: fmt.Sprintf("note type `%s` has the same name in `%s` and in `%s`: Anki would call the second one `%s+`",
					name, first.edition, c.deck.Edition, name),
				Help: "let the name say which it is: `name: " + t.Name.Value + " ({{@" + first.edition.DiffersOn(c.deck.Edition) + "}})`"})
		}
	}
}
