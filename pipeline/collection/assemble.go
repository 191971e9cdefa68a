package collection

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
)

// MaxNotes is how many notes a deck may have: Check Database changes positions from 2,000,000 on (format.md section 15).
const MaxNotes = 1_000_000

// An Assembled is a compiled deck with what else is known about it.
type Assembled struct {
	Collection *Collection
	Notetypes  []*deck.Notetype  // by index of Collection.Notetypes
	Origins    []Origin          // by index of Collection.Notes
	Files      map[string]string // media: name in the package -> path below the deck's folder
	Given      []GivenGUID       // in order; those that formulas make of other decks' ids never meet them
	Retired    []Retired         // in the order of the list
}

// A GivenGUID is a guid that the author wrote, and the note it stands on.
type GivenGUID struct {
	GUID string
	Origin
}

// Assemble puts the rows of a deck together, in the order of introduction: it numbers and names what needs the whole
// deck to be known, and reports what only shows there. time is the build time in seconds. What is as it was in the
// baseline, which may be nil, keeps its times and row ids. The rows are used up.
func (c *Compiler) Assemble(rows []Row, time int64, base *Baseline, report diag.Report) *Assembled {
	unique := c.checkIdentities(rows, report)
	if len(rows) > MaxNotes {
		report(diag.Diagnostic{Code: "bad-value", Span: c.deck.File.Whole(),
			Message: fmt.Sprintf("a deck may have %d notes, this one has %d", MaxNotes, len(rows)), Help: "split the deck"})
	}
	c.media.settle()
	a := &Assembled{Collection: &Collection{Time: time, Notes: make([]Note, len(rows))}, Origins: make([]Origin, len(rows)), Retired: c.gone.list}
	a.Collection.Media, a.Files = c.media.list(report)
	types := map[*compiledType]int{}
	deckIndex := c.collectDecks(a.Collection, rows, report)
	for i := range rows {
		r := &rows[i]
		t, known := types[r.kind]
		if !known {
			t = len(types)
			types[r.kind] = t
			r.kind.out.Mod = time
			if base != nil {
				base.keepNotetype(&r.kind.out)
			}
			a.Collection.Notetypes = append(a.Collection.Notetypes, r.kind.out)
			a.Notetypes = append(a.Notetypes, r.kind.source)
		}
		if r.given {
			a.Given = append(a.Given, GivenGUID{GUID: r.guid, Origin: r.origin})
		}
		if r.deferred {
			c.settleNames(r)
		}
		n := Note{GUID: r.guid, Notetype: t, Mod: time, Tags: r.tags, Fields: r.Fields, Cards: make([]Card, len(r.Ords))}
		for j, ord := range r.Ords {
			n.Cards[j] = Card{Deck: deckIndex[r.decks[j]], Ord: ord, Position: i + 1}
		}
		a.Collection.Notes[i], a.Origins[i] = n, r.origin
	}
	c.checkTypesInUse(a, report)
	if len(a.Collection.Media) > MaxMedia {
		report(diag.Diagnostic{Code: "bad-value", Span: c.deck.File.Whole(),
			Message: fmt.Sprintf("a deck may have %d media files, this one has %d", MaxMedia, len(a.Collection.Media)), Help: "split the deck"})
	}
	if unique {
		numberRows(a.Collection, rows, base)
	}
	return a
}

// checkTypesInUse reports note types in use that share an id or a name with another: a built-in matters only now, when it
// is known that notes use it.
func (c *Compiler) checkTypesInUse(a *Assembled, report diag.Report) {
	for i, t := range a.Notetypes {
		for j, other := range a.Notetypes[:i] {
			if t.Defined && other.Defined {
				continue // compared when they were read
			}
			d := diag.Diagnostic{Code: "unsafe-name", Span: t.Span, Help: "give yours another `name`"}
			if !t.Defined {
				d.Span = other.Span
			}
			switch {
			case a.Collection.Notetypes[i].ID == a.Collection.Notetypes[j].ID:
				d.Code = "bad-value"
				d.Message = fmt.Sprintf("note types `%s` and `%s` have the same identity, and notes use both", other.Key, t.Key)
				d.Help = "`was` says that one has become the other: change the `notetype` of the notes that still use the old one"
				report(d)
			case names.Fold(t.Name.Value) == names.Fold(other.Name.Value):
				d.Message = fmt.Sprintf("note types `%s` and `%s` are both named `%s`, and notes use both", other.Key, t.Key, t.Name.Value)
				report(d)
			}
		}
	}
}

// numberRows gives notes and cards their row ids: those of the baseline, else the ones they want, or the next free ones:
// notes in byte order of guid, then ordinals (format.md section 13).
func numberRows(c *Collection, rows []Row, base *Baseline) {
	order := make([]int, len(rows))
	cards := 0
	for i := range order {
		order[i] = i
		cards += len(rows[i].Ords)
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(rows[a].guid, rows[b].guid) })
	noteIDs, cardIDs, blocks := make(idSet, len(rows)), make(idSet, cards), make(idSet, len(rows))
	if base != nil {
		for i := range c.Notes {
			base.keepNote(&c.Notes[i], &c.Notetypes[c.Notes[i].Notetype], noteIDs, cardIDs)
		}
		base.reserve(noteIDs, cardIDs, blocks)
	}
	for _, i := range order {
		n := &c.Notes[i]
		if n.ID == 0 {
			n.ID = noteIDs.take(rows[i].noteRow)
		}
		numberCards(n, rows[i].cardRows, cardIDs, blocks)
	}
}

// numberCards gives the cards of a note that have no row id yet one of its block: that of the cards which have one, else
// the block that starts at first, or the next free one.
func numberCards(n *Note, first int64, ids, blocks idSet) {
	known := false
	for _, c := range n.Cards {
		if start := c.ID - int64(c.Ord); c.ID != 0 && (start-firstRow)%cardBlock == 0 {
			first, known = start, true
		}
	}
	if !known {
		first = firstRow + blocks.take((first-firstRow)/cardBlock)*cardBlock
	}
	for i := range n.Cards {
		if c := &n.Cards[i]; c.ID == 0 {
			c.ID = ids.take(first + int64(c.Ord))
		}
	}
}

// An idSet holds the ids of a table that are taken.
type idSet map[int64]struct{}

// take takes id, or the next free one.
func (s idSet) take(id int64) int64 {
	for !s.keep(id) {
		id++
	}
	return id
}

// keep takes id and reports whether it was free.
func (s idSet) keep(id int64) bool {
	size := len(s)
	s[id] = struct{}{}
	return len(s) > size
}

// collectDecks adds every deck that holds a card, and its ancestors, sorted with parents first, and returns the index
// of each by name.
func (c *Compiler) collectDecks(col *Collection, rows []Row, report diag.Report) map[string]int {
	index, spelling := map[string]int{}, map[string]string{}
	var all []string
	var add func(name string, r *Row)
	add = func(name string, r *Row) {
		if _, known := index[name]; known {
			return
		}
		index[name] = -1
		all = append(all, name)
		fold := names.Fold(name)
		if other, clash := spelling[fold]; clash {
			report(diag.Diagnostic{Code: "deck-name", Span: r.origin.Span, Note: r.origin.Label,
				Message: fmt.Sprintf("`%s` and `%s` are one deck in Anki, which does not tell small from capital letters", name, other),
				Help:    fmt.Sprintf("write `%s` in both places", other)})
		}
		spelling[fold] = name
		if i := strings.LastIndex(name, "::"); i > 0 {
			add(name[:i], r)
		}
	}
	for i := range rows {
		for _, name := range rows[i].decks {
			add(name, &rows[i])
		}
	}
	slices.SortFunc(all, compareDecks)
	for i, name := range all {
		index[name] = i
		d := Deck{ID: c.ids.deck(name), Name: name}
		if j := slices.IndexFunc(c.decks, func(d Deck) bool { return d.Name == name }); j >= 0 {
			d.Description = c.decks[j].Description
		}
		col.Decks = append(col.Decks, d)
	}
	return index
}

// compareDecks orders decks component by component, so that parents stand before their children.
func compareDecks(a, b string) int {
	return strings.Compare(strings.ReplaceAll(a, "::", "\x1f"), strings.ReplaceAll(b, "::", "\x1f"))
}

// checkIdentities reports notes without an id and ids or guids used twice; unique says that there are none, so that
// rows can be numbered.
func (c *Compiler) checkIdentities(rows []Row, report diag.Report) (unique bool) {
	var found diag.List
	nameless := false
	ids, guids := make(map[string]int, len(rows)), map[string]int{}
	for i := range rows {
		r := &rows[i]
		c.gone.checkUse(r, report)
		nameless = nameless || r.guid == ""
		if r.given {
			if j, dup := guids[r.guid]; dup {
				found.Report(twice("duplicate-guid", "guid", r.guid, &rows[j], r,
					"keep it on the note that learners have, and give the other one an `id` instead"))
			} else {
				guids[r.guid] = i
			}
		}
		if r.id == "" {
			continue
		}
		key := names.Fold(r.id)
		if j, dup := ids[key]; dup {
			found.Report(c.proposeOther(twice("duplicate-id", "id", r.id, &rows[j], r, "give the newer of the two another id"), r, ids, i))
		} else {
			ids[key] = i
		}
	}
	c.clashingGUIDs(rows, guids, found.Report)
	c.missingIDs(rows, ids, found.Report)
	for _, d := range found {
		report(d)
	}
	return len(found) == 0 && !nameless
}

// proposeOther adds to the finding that a note has the id of another one a fix: the note, which is row i, gets a new id.
// It is for the author to say which of the two learners have.
func (c *Compiler) proposeOther(d diag.Diagnostic, r *Row, ids map[string]int, i int) diag.Diagnostic {
	deckID, err := uuid.Parse(c.deck.ID.Value)
	if err != nil {
		return d
	}
	id := c.freeID(deckID, r.id+"\n"+r.Fields[0], ids)
	ids[id] = i
	d.Fixes = []diag.Fix{{Message: "write `" + id + "`", Edits: []diag.Edit{{Span: r.origin.Span, New: id}}}}
	return d
}

// freeID proposes an id that is neither among ids nor retired.
func (c *Compiler) freeID(deckID uuid.UUID, text string, ids map[string]int) string {
	for attempt := 1; ; attempt++ {
		id := proposeID(deckID, text, attempt)
		_, taken := ids[id]
		if _, retired := c.gone.ids[id]; !taken && !retired {
			return id
		}
	}
}

// FreeIDs returns a function that proposes ids for notes of an assembled deck with a given text: none that a note has or
// had, and none twice. It returns "" for a deck without id.
func (c *Compiler) FreeIDs(a *Assembled) func(text string) string {
	deckID, err := uuid.Parse(c.deck.ID.Value)
	var ids map[string]int
	return func(text string) string {
		if err != nil {
			return ""
		}
		if ids == nil {
			ids = make(map[string]int, len(a.Origins))
			for i := range a.Origins {
				ids[names.Fold(a.Origins[i].Label)] = i
			}
		}
		id := c.freeID(deckID, text, ids)
		ids[id] = -1
		return id
	}
}

func twice(code, what, value string, first, second *Row, help string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Span: second.origin.Span, Note: second.origin.Label,
		Message: fmt.Sprintf("%s `%s` is used twice in this deck: one note would overwrite the other", what, value), Help: help,
		Related: []diag.Related{{Span: first.origin.Span, Note: first.origin.Label, Message: "first used here"}}}
}

// clashingGUIDs reports a guid written on one note that is what another note's id makes.
func (c *Compiler) clashingGUIDs(rows []Row, given map[string]int, report diag.Report) {
	if len(given) == 0 {
		return
	}
	for i := range rows {
		if r := &rows[i]; !r.given && r.guid != "" {
			if j, clash := given[r.guid]; clash {
				report(twice("duplicate-guid", "guid", r.guid, r, &rows[j], "remove this `guid`"))
			}
		}
	}
}

// missingIDs reports notes without id and guid, proposing the id that `deckmill fix` writes: the same on every machine
// (format.md section 5).
func (c *Compiler) missingIDs(rows []Row, ids map[string]int, report diag.Report) {
	deckID, err := uuid.Parse(c.deck.ID.Value)
	for i := range rows {
		r := &rows[i]
		if r.fix == nil {
			continue
		}
		d := diag.Diagnostic{Code: "missing-id", Span: r.origin.Span, Message: "this note has no id"}
		if err != nil {
			d.Help = "give the deck its id first: run `deckmill fix`"
			report(d)
			continue
		}
		id := c.freeID(deckID, r.first, ids)
		ids[id] = i
		d.Message = fmt.Sprintf("this note has no id: add `id: %s`, or run `deckmill fix`", id)
		d.Help = "learners' reviews hang on the id: it never changes, whatever becomes of the text"
		d.Fixes = []diag.Fix{{Message: "add `id: " + id + "`", Safe: true, Edits: []diag.Edit{r.fix(id)}}}
		report(d)
	}
}
