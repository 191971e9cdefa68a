package collection

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// checkIdentities reports notes without an id and ids or guids used twice; unique says that there are none, so that
// rows can be numbered.
func (c *Compiler) checkIdentities(rows []Row, report diag.Report) (unique bool) {
	var found diag.List
	nameless := false
	ids, guids := c.common.ids, map[string]int{}
	for i := range rows {
		r := &rows[i]
		c.gone.checkUse(r, report)
		nameless = nameless || r.guid == ""
		if r.given {
			if j, dup := guids[r.guid]; dup {
				found.Report(twice("duplicate-guid", "guid", r.guid, &rows[j].origin, &r.origin,
					"keep it on the note that learners have, and give the other one an `id` instead"))
			} else {
				guids[r.guid] = i
			}
		}
		if r.id == "" {
			continue
		}
		key := names.Fold(r.id)
		if first, known := ids[key]; !known {
			ids[key] = r.origin
		} else if first.Span != r.origin.Span {
			found.Report(c.proposeOther(twice("duplicate-id", "id", r.id, &first, &r.origin, "give the newer of the two another id"), r))
		}
	}
	c.clashingGUIDs(rows, guids, found.Report)
	c.missingIDs(rows, found.Report)
	for _, d := range found {
		report(d)
	}
	return len(found) == 0 && !nameless
}

// proposeOther adds to the finding that a note has the id of another one a fix: the note, which is row i, gets a new id.
// It is for the author to say which of the two learners have.
func (c *Compiler) proposeOther(d diag.Diagnostic, r *Row) diag.Diagnostic {
	deckID, err := uuid.Parse(c.deck.ID.Value)
	if err != nil {
		return d
	}
	id := c.freeID(deckID, r.id+"\n"+r.Fields[0])
	c.common.ids[id] = r.origin
	d.Fixes = []diag.Fix{{Message: "write `" + id + "`", Edits: []diag.Edit{{Span: r.origin.Span, New: id}}}}
	return d
}

// freeID proposes an id that no note of the deck has, and none that is retired.
func (c *Compiler) freeID(deckID uuid.UUID, text string) string {
	for attempt := 1; ; attempt++ {
		id := proposeID(deckID, text, attempt)
		_, taken := c.common.ids[id]
		if _, retired := c.gone.ids[id]; !taken && !retired {
			return id
		}
	}
}

// Proposer returns what proposes an id for a note with a given text in a deck, the better the lower attempt, which counts from
// 1; nil for a deck without id.
func Proposer(d *deck.Deck) func(text string, attempt int) string {
	deckID, err := uuid.Parse(d.ID.Value)
	if err != nil {
		return nil
	}
	return func(text string, attempt int) string { return proposeID(deckID, text, attempt) }
}

// FreeID proposes an id for a note with a given text: none that a note has or had, and none twice. It is "" for a deck
// without id. The deck is assembled.
func (c *Compiler) FreeID(text string) string {
	deckID, err := uuid.Parse(c.deck.ID.Value)
	if err != nil {
		return ""
	}
	id := c.freeID(deckID, text)
	c.common.ids[id] = Origin{}
	return id
}

func twice(code, what, value string, first, second *Origin, help string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Span: second.Span, Note: second.Label,
		Message: fmt.Sprintf("%s `%s` is used twice in this deck: one note would overwrite the other", what, value), Help: help,
		Related: []diag.Related{{Span: first.Span, Note: first.Label, Message: "first used here"}}}
}

// clashingGUIDs reports a guid written on one note that is what another note's id makes.
func (c *Compiler) clashingGUIDs(rows []Row, given map[string]int, report diag.Report) {
	if len(given) == 0 {
		return
	}
	for i := range rows {
		if r := &rows[i]; !r.given && r.guid != "" {
			if j, clash := given[r.guid]; clash {
				report(twice("duplicate-guid", "guid", r.guid, &r.origin, &rows[j].origin, "remove this `guid`"))
			}
		}
	}
}

// missingIDs reports notes without id and guid, proposing the id that `deckmill fix` writes: the same on every machine
// (format.md section 5).
func (c *Compiler) missingIDs(rows []Row, report diag.Report) {
	deckID, err := uuid.Parse(c.deck.ID.Value)
	for i := range rows {
		r := &rows[i]
		if r.fix == nil || c.common.told[r.origin.Span] {
			continue
		}
		c.common.told[r.origin.Span] = true
		d := diag.Diagnostic{Code: "missing-id", Span: r.origin.Span, Message: "this note has no id"}
		if err != nil {
			d.Help = "give the deck its id first: run `deckmill fix`"
			report(d)
			continue
		}
		id := c.freeID(deckID, r.first)
		c.common.ids[id] = r.origin
		d.Message = fmt.Sprintf("this note has no id: add `id: %s`, or run `deckmill fix`", id)
		if yamltree.IsTable(r.origin.Span.Path()) {
			d.Message = fmt.Sprintf("this note has no id: write `%s` into the column `id`, or run `deckmill fix`", id)
		}
		d.Help = "learners' reviews hang on the id: it never changes, whatever becomes of the text"
		d.Fixes = []diag.Fix{{Message: "add `id: " + id + "`", Safe: true, Edits: r.fix(id)}}
		report(d)
	}
}
