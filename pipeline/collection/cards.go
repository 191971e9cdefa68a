package collection

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// cards says which cards the note makes, by Anki's own rules (anki-format.md 5).
func (x *noteCompiler) cards() {
	if x.note.Notetype.Cloze {
		x.clozeCards()
		return
	}
	r := x.row
	empty := make([]bool, len(r.Fields))
	for i, html := range r.Fields {
		empty[i] = field.Empty(html)
	}
	nonEmpty := func(name string) bool {
		for i := range r.kind.out.Fields {
			if r.kind.out.Fields[i].Name == name {
				return !empty[i]
			}
		}
		return false
	}
	for ord, s := range r.kind.sides {
		if s.Front.Shows(nonEmpty) {
			r.Ords = append(r.Ords, ord)
		}
	}
	if len(r.Ords) == 0 {
		x.noCard(empty)
	}
}

// noCard reports a note of a standard type that makes no card, naming the fields that its fronts wait for.
func (x *noteCompiler) noCard(empty []bool) {
	if x.note.Broken || x.broken {
		return
	}
	var waiting []string
	at, gap := x.note.Span, false
	for i := range empty {
		f := &x.note.Notetype.Fields[i]
		if !empty[i] || !slices.ContainsFunc(x.row.kind.sides, func(s template.Sides) bool { return mentions(s.Front, f.Name) }) {
			continue
		}
		if len(waiting) == 0 {
			at = x.note.KeySpan(i)
		}
		waiting = append(waiting, f.Key)
		gap = gap || x.note.ForVariants(i)
	}
	x.note.Broken = len(waiting) > 0
	if gap { // which the rule `translation-gap` reports, that sees all variants
		x.row.Skipped, x.row.NoCard = x.deck.Edition.Skips(), true
		return
	}
	if len(waiting) == 0 {
		if !x.row.kind.broken {
			x.problem("no-card", at, "let a front show a field of the note", "the note makes no card: no front shows anything of it")
		}
		return
	}
	is := "is"
	if len(waiting) > 1 {
		is = "are"
	}
	x.problem("no-card", at, "write something there; otherwise learners never see the note",
		"the note makes no card: `%s` %s empty", strings.Join(waiting, "`, `"), is)
}

func (x *noteCompiler) clozeCards() {
	r := x.row
	var nums, shown []int
	for i, html := range r.Fields {
		nums = field.ClozeNumbers(nums, html)
		if slices.Contains(r.kind.clozed, i) {
			shown = field.ClozeNumbers(shown, html)
		}
	}
	for _, n := range nums {
		r.Ords = append(r.Ords, n-1)
	}
	if len(shown) > 0 || x.broken || x.note.Broken || len(r.kind.clozed) == 0 {
		return
	}
	first := r.kind.clozed[0]
	x.note.Broken = true
	if x.note.ForVariants(first) && r.Fields[first] == "" {
		r.Skipped, r.NoCard = x.deck.Edition.Skips(), true
		return
	}
	if x.note.Notetype.OcclusionField() == first {
		x.problem("occlusion-shape", x.note.KeySpan(first), "add `occlusion: {shapes: [{c: 1, rect: [10%, 10%, 20%, 5%]}]}`, with a mask for each card",
			"the note has no mask, so it makes no card")
		return
	}
	x.problem("no-card", x.note.KeySpan(first), "put what learners should recall between `{{c1::` and `}}`",
		"a cloze note without a cloze deletion makes no card")
}

// required reports fields that must be filled and are not.
func (x *noteCompiler) required() {
	if x.note.Broken {
		return
	}
	for i := range x.note.Notetype.Fields {
		f := &x.note.Notetype.Fields[i]
		if !f.Required || !field.Empty(x.row.Fields[i]) {
			continue
		}
		if x.note.ForVariants(i) {
			continue // which the rule `translation-gap` reports, that sees all variants
		}
		if x.note.Fields[i].Given() {
			x.problem("bad-value", x.note.KeySpan(i), "write its text, or remove the note", "`%s` is required and empty", f.Key)
		} else {
			help := fmt.Sprintf("add `%s: ...` to the note", f.Key)
			if yamltree.IsTable(x.note.Span.Path()) {
				help = fmt.Sprintf("write it into the column `%s`", f.Key)
			}
			x.problem("bad-value", x.note.Span, help, "`%s` is missing: every note of type `%s` has it", f.Key, x.note.Notetype.Key)
		}
	}
}

// deckOf returns the full name of the deck of one of the note's cards, and reports one that the deck does not list.
func (x *noteCompiler) deckOf(ord int) string {
	path := x.note.Deck
	if !x.note.Notetype.Cloze {
		if own := x.note.Notetype.Cards[ord].Deck; own != "" {
			path = strings.TrimPrefix(join(path, own), "::")
		}
	}
	if path == "" {
		return x.deck.Name.Value
	}
	full := join(x.deck.Name.Value, path)
	if x.deck.OnlySubdecks && !x.deck.HasSubdeck(path) {
		help := "add it to `subdecks` of `deck.yaml`, or correct the name"
		if s, ok := diag.Suggest(path, x.deck.SubdeckPaths()); ok {
			help = fmt.Sprintf("did you mean `%s`?", s)
		}
		x.problem("bad-value", x.deckSpan(ord), help, "`subdecks` does not list the sub-deck `%s`", path)
	}
	if depth := strings.Count(full, "::") + 1; depth > deck.MaxDeckDepth {
		x.problem("deck-name", x.deckSpan(ord), "use fewer `::`", "a deck may lie %d levels deep, `%s` lies %d deep", deck.MaxDeckDepth, full, depth)
	}
	return full
}

// deckSpan returns the place that says where a card lies: the same for all notes if the card template says it, so that a
// finding there is one.
func (x *noteCompiler) deckSpan(ord int) source.Span {
	switch nt := x.note.Notetype; {
	case !nt.Cloze && !nt.Cards[ord].DeckSpan.IsZero():
		return nt.Cards[ord].DeckSpan
	case !x.note.DeckSpan.IsZero():
		return x.note.DeckSpan
	}
	return x.note.Span
}
