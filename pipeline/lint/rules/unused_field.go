package rules

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

var unusedField = &lint.Rule{
	Code:     "unused-field",
	Severity: diag.Hint,
	Title:    "A field or card template of a note type is used by nothing",
	Says:     "field `source` is on no card",
	Why: "What stands in a field that no card template shows is seen in Anki's editor only. A field that no note fills, and a " +
		"card that is made for no note, are leftovers, or were forgotten in the notes. Fields are hard to take away once " +
		"learners have the deck, so it is worth a look before the first release.",
	Bad: `notetypes:
  country:
    fields: [name, capital, source]
    cards:
    - {key: card-1, front: "{{Name}}", back: "{{Capital}}"}`,
	Good: `notetypes:
  country:
    fields: [name, capital, source]
    cards:
    - {key: card-1, front: "{{Name}}", back: "{{Capital}} {{#Source}}({{Source}}){{/Source}}"}`,
	Not: []string{
		"personal fields, which the learner fills",
		"the first field, the one that notes are sorted by, and those that make a note unique",
		"Anki's own fields and cards of the built-in note types",
		"what few notes (fewer than five) leave out: the deck has just begun",
	},
	Options: []lint.Option{{Name: "allow", Default: []string{}, About: "keys of fields that are kept on purpose, such as `source`"}},
	Deck:    findUnusedFields,
}

// fewNotes is the number of notes of a type from which on it matters that none of them has something.
const fewNotes = 5

func findUnusedFields(p *lint.DeckPass) {
	uses := usesOf(p)
	for i, t := range p.Notetypes {
		if t.BrokenFields || t.BrokenCards || uses[i].notes == 0 && !t.Shared {
			continue
		}
		enough := uses[i].notes >= fewNotes && !t.Shared // other decks may fill what this one does not
		var explained []string                           // names of fields whose emptiness is why a card is missing
		for c := range t.Cards {
			if enough && !t.Cloze && !uses[i].cards[c] && !t.Cards[c].Span.IsZero() {
				reportUnused(p, t.Cards[c].Span, "card `%s` is made for no note", t.Cards[c].Name,
					"fill the fields that its front asks for, or remove the card")
				for _, r := range p.Sides[i][c].Front.References() {
					explained = append(explained, r.Name)
				}
			}
		}
		for f := range t.Fields {
			def := &t.Fields[f]
			if isKept(t, f) || def.Span.IsZero() || slices.Contains(p.List("allow"), def.Key) {
				continue
			}
			switch {
			case !isShown(p, i, def.Name):
				reportUnused(p, def.Span, "field `%s` is on no card", def.Key,
					"show it on a card, remove it, or name it in the option `allow` of this rule")
			case enough && !uses[i].fields[f] && !slices.Contains(explained, def.Name):
				reportUnused(p, def.Span, "no note fills field `%s`", def.Key, "fill it, or remove it")
			}
		}
	}
}

func reportUnused(p *lint.DeckPass, at source.Span, message, name, help string) {
	p.Found(diag.Diagnostic{Span: at, Message: fmt.Sprintf(message, name), Help: help})
}

// isKept reports whether a field has a use that no card shows. Anki's editor of masks asks for all five of its own.
func isKept(t *deck.Notetype, f int) bool {
	return f == 0 || t.OcclusionField() >= 0 && t.Fields[f].Role > 0 || f == t.SortField || slices.Contains(t.Unique, f) || t.Fields[f].Personal
}

// isShown reports whether some side of a card names the field.
func isShown(p *lint.DeckPass, notetype int, name string) bool {
	for _, s := range p.Sides[notetype] {
		for _, side := range []*template.Template{s.Front, s.Back, s.BrowserFront, s.BrowserBack} {
			if side != nil && slices.ContainsFunc(side.References(), func(r template.Reference) bool { return r.Name == name }) {
				return true
			}
		}
	}
	return false
}

// A typeUse is what the notes of one type have.
type typeUse struct {
	notes         int
	fields, cards []bool // filled in some note; made for some note
}

func usesOf(p *lint.DeckPass) []typeUse {
	out := make([]typeUse, len(p.Notetypes))
	for i, t := range p.Notetypes {
		out[i] = typeUse{fields: make([]bool, len(t.Fields)), cards: make([]bool, len(t.Cards))}
	}
	for i := range p.Collection.Notes {
		n := &p.Collection.Notes[i]
		u := &out[n.Notetype]
		u.notes++
		broken := p.Origins[i].Broken // what it would fill is unknown
		for f := range u.fields {
			u.fields[f] = u.fields[f] || broken || !lint.VisiblyEmpty(n.Fields[f])
		}
		for c := range u.cards {
			u.cards[c] = u.cards[c] || broken
		}
		for _, c := range n.Cards {
			if c.Ord < len(u.cards) {
				u.cards[c.Ord] = true
			}
		}
	}
	return out
}
