package collection

import (
	"fmt"
	"strconv"

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
	decks map[string]editionOf // by folded name
	guids map[string]editionOf // those that authors wrote
	types map[string]editionOf // note types, by folded name, and by `anki-id` in decimal

	shared *Shared // what all decks of the repository share; nil when that is nothing
}

// An editionOf says in which edition something was seen first.
type editionOf struct {
	variant uuid.UUID // V of its identity (format.md section 13)
	edition deck.Edition
	told    bool // that another has it
	Origin
}

// NewCommon returns what the editions of a deck share; plain says that media keep their own names (`names: plain`). shared may
// be nil.
func NewCommon(files *deck.Files, plain bool, shared *Shared) *Common {
	return &Common{shared: shared, media: newMediaIndex(files, plain), ids: map[string]Origin{}, told: map[source.Span]bool{},
		decks: map[string]editionOf{}, guids: map[string]editionOf{}, types: map[string]editionOf{}}
}

// other returns in which edition of another identity something was seen first, by the value on which it differs from this
// one, and that of this one. ok is false when this is the first, and when it was said before: once is enough for sixteen
// languages.
func (c *Compiler) other(seen map[string]editionOf, key string, origin Origin) (first, here string, ok bool) {
	e, known := seen[key]
	switch {
	case !known:
		seen[key] = editionOf{variant: c.ids.variant, edition: c.deck.Edition, Origin: origin}
		return "", "", false
	case e.told || e.variant == c.ids.variant:
		return "", "", false
	}
	e.told = true
	seen[key] = e
	return e.edition.Differs(c.deck.Edition), c.deck.Edition.Differs(e.edition), true
}

// checkEditions reports guids and names of note types that two editions with identities of their own have: a learner can
// have both.
func (c *Compiler) checkEditions(a *Assembled, report diag.Report) {
	if len(c.deck.Axes) == 0 {
		return
	}
	for _, g := range a.Given {
		if first, here, clash := c.other(c.common.guids, g.GUID, g.Origin); clash {
			report(diag.Diagnostic{Code: "duplicate-guid", Span: g.Span, Note: g.Label,
				Message: fmt.Sprintf("guid `%s` stands for the note in `%s` and in `%s`: whoever learns both would have one overwrite the other",
					g.GUID, first, here),
				Help: fmt.Sprintf("write one for each, as in `guid: {%s: ..., %s: ...}`; without one, a guid is made of the id", first, here)})
		}
	}
	c.checkDeckOfEditions(report)
	for i, t := range a.Notetypes {
		if !t.Shared { // that is one for all
			c.checkNotetypeOfEditions(t, a.Collection.Notetypes[i].Name, report)
		}
	}
}

// checkDeckOfEditions reports that learners of two languages find their cards in one deck. Nobody learns two that are so
// close that one may fall back to the other.
func (c *Compiler) checkDeckOfEditions(report diag.Report) {
	name := c.deck.Name
	if name.Broken {
		return
	}
	first, here, clash := c.other(c.common.decks, names.Fold(name.Value), Origin{Span: name.Whole()})
	if clash && !deck.SameLanguage(first, here) {
		report(diag.Diagnostic{Code: "variant-mismatch", Severity: diag.Hint, Span: name.Whole(),
			Message: fmt.Sprintf("the deck has the same name in `%s` and in `%s`: whoever learns both has their cards mixed", first, here),
			Help:    "let the name say which it is: `deck: " + name.Value + " ({{@" + c.deck.Axes.Of(here).Name + "}})`"})
	}
}

func (c *Compiler) checkNotetypeOfEditions(t *deck.Notetype, name string, report diag.Report) {
	at := Origin{Span: t.Span}
	if id := t.Identity.AnkiID; id != 0 {
		if first, here, clash := c.other(c.common.types, strconv.FormatInt(id, 10), at); clash {
			report(diag.Diagnostic{Code: "bad-value", Span: t.Span,
				Message: fmt.Sprintf("note type `%s` has the same `anki-id` in `%s` and in `%s`: whoever learns both would have one change the other",
					t.Key, first, here),
				Help: fmt.Sprintf("write one for each, as in `anki-id: {%s: ..., %s: ...}`; without one, an id is made of the key", first, here)})
		}
	}
	if t.Name.Broken {
		return
	}
	if first, here, clash := c.other(c.common.types, names.Fold(name), at); clash {
		axis := c.deck.Axes.Of(here)
		if t.Name.Given() {
			at.Span = t.Name.Whole()
		}
		report(diag.Diagnostic{Code: "unsafe-name", Span: at.Span,
			Message: fmt.Sprintf("note type `%s` has the same name in `%s` and in `%s`: Anki would call the second one `%s+`", name, first, here, name),
			Help:    "let the name say which it is: `name: " + t.Name.Value + " ({{@" + axis.Name + "}})`"})
	}
}
