package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var clozeNotRendered = &lint.Rule{
	Code:     "cloze-not-rendered",
	Severity: diag.Error,
	Title:    "A cloze deletion where no card hides it",
	Says:     "a cloze deletion in `front`, which the cards show as it is: learners see the braces",
	Why: "Only a cloze note type turns `{{c1::Paris}}` into a gap, and only in the fields that its card shows as " +
		"cloze. Elsewhere learners read the braces and the answer. In a cloze note type it is worse: Anki makes a " +
		"card for every number it finds in any field, so a number that stands only in an ordinary field makes a " +
		"card on which nothing is hidden.",
	Bad: `- id: canberra
  front: "{{c1::Canberra}} was founded in {{c2::1913}}."
  back: Australia`,
	Good: `- id: canberra
  notetype: cloze
  text: "{{c1::Canberra}} was founded in {{c2::1913}}."
  extra: Australia`,
	Not: []string{
		"code and math",
		"in an ordinary note type, fields that are on no card",
	},
	Fix:  "`notetype: cloze` is suggested for notes of `basic`, whose fields become `text` and `extra`.",
	Note: findClozesNotRendered,
}

func findClozesNotRendered(p *lint.NotePass) {
	if !p.Some(func(f *lint.Field) bool { return f.Bytes.Has('{') && strings.Contains(f.HTML, "{{c") }) {
		return
	}
	clozed, shown := shownAs(p)
	var hidden []int // the numbers that make a real gap
	for f := range clozed {
		if clozed[f] {
			hidden = field.ClozeNumbers(hidden, p.Fields[f].HTML)
		}
	}
	for f := range p.Fields {
		html := p.Fields[f].HTML
		if clozed[f] || !strings.Contains(html, "{{c") {
			continue
		}
		numbers := field.ClozeNumbers(nil, html)
		makesCard := p.Note.Notetype.Cloze && slices.ContainsFunc(numbers, func(n int) bool { return !slices.Contains(hidden, n) })
		if len(numbers) == 0 || !makesCard && !shown[f] {
			continue
		}
		i, n := firstCloze(p, f)
		if i < 0 {
			continue
		}
		key := p.Note.Notetype.Fields[f].Key
		d := diag.Diagnostic{
			Span:    p.Fields[f].Span(i, i+n),
			Message: fmt.Sprintf("a cloze deletion in `%s`, which the cards show as it is: learners see the braces", key),
			Help:    "give the note `notetype: cloze` and write this text in its field `text`",
		}
		if key == "front" {
			d.Fixes = becomeCloze(p)
		}
		if p.Note.Notetype.Cloze {
			d.Help = "move the deletion to a field that the card shows with `{{cloze:...}}`"
		}
		if makesCard {
			d.Message = fmt.Sprintf("a cloze deletion in `%s`, which no card shows as cloze: it makes a card that hides nothing", key)
		}
		p.Found(d)
	}
}

// becomeCloze returns the fix that makes a note of the built-in basic one of the built-in cloze; none for other types, and
// where the fields do not stand beside the id, or in a table, whose columns are those of other notes too.
func becomeCloze(p *lint.NotePass) []diag.Fix {
	n := p.Note.Node
	isBuiltin := func(t *deck.Notetype, key string) bool { return t.Key == key && t.Builtin && !t.Defined }
	hasCloze := slices.ContainsFunc(p.Deck.Notetypes, func(t *deck.Notetype) bool { return isBuiltin(t, "cloze") })
	inTable := n != nil && slices.ContainsFunc(n.Entries, func(e yamltree.Entry) bool { return e.Key.IsCell() })
	if n == nil || inTable || !hasCloze || !isBuiltin(p.Note.Notetype, "basic") {
		return nil
	}
	edits := yamltree.Put(n, "id", "notetype", "cloze")
	for _, e := range n.Entries {
		if name, isField := map[string]string{"front": "text", "back": "extra"}[e.Key.Value]; isField {
			edits = append(edits, diag.Edit{Span: e.Key.Span(), New: name})
		}
	}
	if n.Get("front") == nil {
		return nil
	}
	return []diag.Fix{{Message: "make it a note of the type `cloze`", Edits: edits}}
}

// firstCloze returns where the first cloze opener outside code and math stands in a field, and its length.
func firstCloze(p *lint.NotePass, f int) (at, n int) {
	text, verbatim := p.Fields[f].Source, p.Fields[f].Verbatim()
	for i := strings.Index(text, "{{c"); i >= 0; {
		if n := lint.ClozeOpener(text[i:]); n > 0 && (!verbatim.Has(i) || p.Note.Notetype.Cloze) {
			return i, n
		}
		next := strings.Index(text[i+1:], "{{c")
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return -1, 0
}

// shownAs says which fields some card shows through the cloze filter, and which it shows at all.
func shownAs(p *lint.NotePass) (clozed, shown []bool) {
	t := p.Note.Notetype
	clozed, shown = make([]bool, len(t.Fields)), make([]bool, len(t.Fields))
	for _, s := range p.Sides {
		for _, r := range append(slices.Clone(s.Front.References()), s.Back.References()...) {
			f := lint.FieldNamed(t, r.Name)
			if f < 0 || r.Conditional {
				continue
			}
			shown[f] = true
			clozed[f] = clozed[f] || t.Cloze && (slices.Contains(r.Filters, "cloze") || slices.Contains(r.Filters, "cloze-only"))
		}
	}
	return clozed, shown
}
