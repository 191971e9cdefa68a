package collection

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/names"
)

// MaxNotes is how many notes a deck may have: Check Database changes positions from 2,000,000 on (format.md section 15).
const MaxNotes = 1_000_000

// An Assembled is a compiled deck with what else is known about it.
type Assembled struct {
	Collection *Collection
	Notetypes  []*deck.Notetype // by index of Collection.Notetypes
	Origins    []Origin         // by index of Collection.Notes
	Files      map[string]File  // where media lie, by name in the package
	Given      []GivenGUID      // in order; those that formulas make of other decks' ids never meet them
	Retired    []Retired        // in the order of the list
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
	a := &Assembled{Collection: &Collection{Time: time, Notes: make([]Note, len(rows))}, Origins: make([]Origin, len(rows)), Retired: c.gone.list}
	types := map[*compiledType]int{}
	var kinds []*compiledType // by index of Collection.Notetypes
	deckIndex := c.collectDecks(a.Collection, rows, report)
	for i := range rows {
		r := &rows[i]
		t, known := types[r.kind]
		if !known {
			t = len(types)
			types[r.kind] = t
			kinds = append(kinds, r.kind)
			a.Collection.Notetypes = append(a.Collection.Notetypes, r.kind.out)
			a.Collection.Notetypes[t].Mod = time
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
	a.Collection.Media, a.Files = c.media.list(sharedFiles(kinds), report)
	if base != nil {
		base.KeepTimes(a.Collection)
	}
	c.checkTypesInUse(a, report)
	c.checkEditions(a, report)
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
		c.checkShared(t, report)
		for j, other := range a.Notetypes[:i] {
			if t.Defined && other.Defined || t.Shared || other.Shared {
				continue // compared when they were read, or with all that are shared
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
		if p := c.presetOf(name); p != nil {
			col.UsePreset(&d, Preset{ID: presetID(c.ownerOf(p), p.Identity), Name: p.Name, Values: p.Values})
		}
		col.Decks = append(col.Decks, d)
	}
	return index
}

// compareDecks orders decks component by component, so that parents stand before their children.
func compareDecks(a, b string) int {
	return strings.Compare(strings.ReplaceAll(a, "::", "\x1f"), strings.ReplaceAll(b, "::", "\x1f"))
}
