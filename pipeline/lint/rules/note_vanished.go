package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var noteVanished = &lint.Rule{
	Code:     "note-vanished",
	Severity: diag.Error,
	Title:    "A published note is not in the deck any more",
	Says:     "`rhone-source` looks like the note `Where does the Rhône rise?` of the last release under a new id: learners would start it anew",
	Why: "An import deletes nothing. A note that is missing from the package stays with the learner as it was, is still asked, and gets " +
		"no correction ever again. When only its id was changed, the learner gets the same question a second time, without any of " +
		"what was learnt.\n\n" +
		"So a published note keeps its id for ever. One that should go is listed in `retired` with the reason: release notes tell " +
		"learners, with a search that finds it.\n\n" +
		"A note that moved to another deck of the repository is a new one there, because ids belong to a deck; learners of both " +
		"decks have it twice. Leave it where it is, or retire it with `reason: moved to ...`.",
	Bad: `# the last release had this note as "id: rhone"
- id: rhone-source
  front: Where does the Rhône rise?
  back: At the Furka Pass.`,
	Good: `- id: rhone
  front: Where does the Rhône rise?
  back: At the Furka Pass.`,
	Not: []string{
		"a note that `retired` lists, by its id or its guid",
		"a note that stands in another file, in another place, or in another sub-deck",
		"a deck of which a file could not be read: that comes first",
	},
	Fix: "Where a new note has the text of the old one, or most of its words, the suggested fix writes the guid of the old one on it. " +
		"If you remember the old id, better write that. Where the deck has got another `id`, the suggested fix writes the one that its sources had.",
	Baseline: findVanished,
}

func findVanished(p *lint.DeckPass) {
	if p.Partial {
		return // the notes may only be unreadable
	}
	gone, fresh := comings(p)
	if len(gone) == 0 {
		return
	}
	successors := renamed(p, gone, fresh)
	if otherDeckID(p, gone, successors) {
		gone = reportOtherDeckID(p, gone)
	}
	places := keyPlaces{}
	left := gone[:0:0]
	for _, g := range gone {
		if n, ok := successors[g]; ok {
			reportRenamed(p, places, g, n)
		} else {
			left = append(left, g)
		}
	}
	reportGone(p, left)
}

// comings returns the notes of the baseline that are neither in the deck nor retired, each guid once, and the notes of the
// deck that the baseline does not have.
func comings(p *lint.DeckPass) (gone, fresh []int) {
	for i, old := range p.Before() {
		if old == nil {
			fresh = append(fresh, i)
		}
	}
	if len(p.Collection.Notes)-len(fresh) == len(p.Baseline.Collection.Notes) {
		return nil, fresh // all are there
	}
	here := make(map[string]bool, len(p.Collection.Notes)+len(p.Retired))
	for i := range p.Collection.Notes {
		here[p.Collection.Notes[i].GUID] = true
	}
	for _, r := range p.Retired {
		here[r.GUID] = true
	}
	for i := range p.Baseline.Collection.Notes {
		if guid := p.Baseline.Collection.Notes[i].GUID; !here[guid] {
			here[guid] = true
			gone = append(gone, i)
		}
	}
	return gone, fresh
}

// otherDeckID reports whether the deck has got another id: nothing in the baseline has an id that this one makes, and notes
// that are gone by ids that another one made are here with their texts. A baseline with no note at all in common is refused
// before, so this is about decks with guids as well.
func otherDeckID(p *lint.DeckPass, gone []int, successors map[int]int) bool {
	if collection.OfDeck(p.Baseline.Collection.Decks, p.Deck.ID.Value, p.Deck.Edition.Own()) {
		return false
	}
	for i, old := range p.Before() {
		if old != nil && !p.Origins[i].Given {
			return false
		}
	}
	made, here := 0, 0
	for _, g := range gone {
		if !collection.IsMadeGUID(p.Baseline.Collection.Notes[g].GUID) {
			continue
		}
		made++
		if n, ok := successors[g]; ok && !p.Origins[n].Given {
			here++
		}
	}
	return made > 1 && 2*here > made
}

// reportOtherDeckID reports that the deck has got another id, and returns the notes that are not gone because of it.
func reportOtherDeckID(p *lint.DeckPass, gone []int) []int {
	left := slices.DeleteFunc(slices.Clone(gone), func(g int) bool { return collection.IsMadeGUID(p.Baseline.Collection.Notes[g].GUID) })
	d := diag.Diagnostic{
		Span: p.Deck.ID.Whole(),
		Message: fmt.Sprintf("the deck has another `id` than at its last release: learners would get %s a second time",
			diag.Plural(len(gone)-len(left), "note")),
		Help: fmt.Sprintf("write the `id` that this file had when `%s` was released; `git log -p` shows it", p.Baseline.Name),
	}
	if id := p.Baseline.DeckID; id != "" {
		d.Help = fmt.Sprintf("write `id: %s`, which it had in `%s`", id, p.Baseline.Name)
		d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `id: %s`", id), Edits: []diag.Edit{{Span: d.Span, New: deck.Scalar(id)}}}}
	}
	p.Found(d)
	return left
}

// reportRenamed reports that a note has got another id.
func reportRenamed(p *lint.DeckPass, places keyPlaces, gone, note int) {
	old, origin := &p.Baseline.Collection.Notes[gone], p.Origins[note]
	text, guid := firstText(old), deck.Scalar(old.GUID)
	d := diag.Diagnostic{
		Span: origin.Span, Note: origin.Label,
		Message: fmt.Sprintf("`%s` looks like the note `%s` of the last release under a new id: learners would start it anew", origin.Label, text),
		Help:    fmt.Sprintf("write its old `id` again, or add `guid: %s`", guid),
	}
	if origin.Label == "" {
		d.Message = fmt.Sprintf("this looks like the note `%s` of the last release, which has lost its id: learners would start it anew", text)
	}
	if origin.Given {
		d.Message = fmt.Sprintf("`%s` looks like the note `%s` of the last release under a new guid: learners would start it anew", origin.Label, text)
		d.Help = fmt.Sprintf("write `guid: %s`, by which learners have it", guid)
	}
	if t := p.Baseline.NotetypeOf(old); t != p.NotetypeBefore(p.Collection.Notes[note].Notetype) {
		d.Help += fmt.Sprintf("; its note type was `%s`, which must be the same to Anki", t.Name)
	} else if n := places.note(origin.Span); n != nil {
		d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `guid: %s`", guid), Edits: yamltree.Put(n, "id", "guid", guid)}}
	}
	p.Found(d)
}

// fewVanished is how many notes that are gone are reported one by one.
const fewVanished = 10

// reportGone reports notes that have no likely successor: all of a deck that is gone as one, then a few one by one, or many
// as one.
func reportGone(p *lint.DeckPass, gone []int) {
	byDeck := map[int][]int{}
	for _, g := range gone {
		if d, ok := vanishedDeck(p, g); ok {
			byDeck[d] = append(byDeck[d], g)
		}
	}
	told := map[int]bool{}
	for d := range p.Baseline.Collection.Decks {
		if notes := byDeck[d]; len(notes) > 1 {
			told[d] = true
			reportMany(p, fmt.Sprintf("sub-deck `%s` is gone, with %d notes of the last release", p.Baseline.Collection.Decks[d].Name, len(notes)), notes)
		}
	}
	gone = slices.DeleteFunc(gone, func(g int) bool {
		d, ok := vanishedDeck(p, g)
		return ok && told[d]
	})
	if len(gone) > fewVanished {
		reportMany(p, fmt.Sprintf("%d of the %d notes of the last release are gone", len(gone), len(p.Baseline.Collection.Notes)), gone)
		return
	}
	for _, g := range gone {
		old := &p.Baseline.Collection.Notes[g]
		p.Found(diag.Diagnostic{
			Span:    retiredPlace(p),
			Message: fmt.Sprintf("the note `%s` of the last release is gone: learners keep it as it was", firstText(old)),
			Help:    "put it back, or retire it: add " + retireEntry(p, old.GUID) + "; did it move to another deck? It begins anew there: leave it here, or retire it with `reason: moved to ...`",
		})
	}
}

// retireEntry says what to add, and where, to retire a note.
func retireEntry(p *lint.DeckPass, guid string) string {
	entry := fmt.Sprintf("{guid: %s, reason: ...}", deck.Scalar(guid))
	if !p.Deck.RetiredList().IsZero() {
		return "`- " + entry + "` below `retired:`"
	}
	return fmt.Sprintf("`retired: [%s]` to `%s`", entry, p.Deck.File.Name)
}

// vanishedDeck returns the deck of the first card of a note of the baseline, if that deck is gone.
func vanishedDeck(p *lint.DeckPass, note int) (deck int, ok bool) {
	cards := p.Baseline.Collection.Notes[note].Cards
	if len(cards) == 0 {
		return 0, false
	}
	name := names.Fold(p.Baseline.Collection.Decks[cards[0].Deck].Name)
	return cards[0].Deck, !slices.ContainsFunc(p.Collection.Decks, func(d collection.Deck) bool { return names.Fold(d.Name) == name })
}

// reportMany reports notes that are gone together. Few of them are named.
func reportMany(p *lint.DeckPass, what string, gone []int) {
	var texts []string
	for _, g := range gone[:min(3, len(gone))] {
		texts = append(texts, "`"+firstText(&p.Baseline.Collection.Notes[g])+"`")
	}
	if n := len(gone) - len(texts); n > 0 {
		texts = append(texts, fmt.Sprintf("%d more", n))
	}
	p.Found(diag.Diagnostic{
		Span:    retiredPlace(p),
		Message: fmt.Sprintf("%s: %s", what, strings.Join(texts, ", ")),
		Help:    "put them back (was a file moved or renamed?), or list each with its guid and a reason in `retired`; `deckmill diff` names them all",
	})
}

// retiredPlace is where a finding about a note stands that is nowhere: at the list that it belongs into, else at the deck's
// name.
func retiredPlace(p *lint.DeckPass) source.Span {
	if list := p.Deck.RetiredList(); !list.IsZero() {
		return list
	}
	return p.Deck.Span()
}

// firstText returns what a note begins with, for a message.
func firstText(n *collection.Note) string {
	for _, html := range n.Fields {
		if key := lint.Key(html); key != "" {
			return lint.Clip(key)
		}
	}
	return n.GUID
}
