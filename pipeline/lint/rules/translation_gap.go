package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

var translationGap = &lint.Rule{
	Code:     "translation-gap",
	Severity: diag.Error,
	// What a note cannot do without is the contract's; the rest is a finding.
	Contract: func(d *diag.Diagnostic) bool { return d.Severity == diag.Error },
	Title:    "A field has no text in one of the variants",
	Says:     "`capital` has no `pt` text; 6 of 7 languages have one",
	Why: "A text never stands in for that of another language by itself, so that English does not leak into German: where one is " +
		"missing, the field is empty. If the field is required, or the note makes no card without it, that is an error, unless " +
		"the language leaves such notes out (`missing: skip`). If a card is lost that half of the languages have, it is a warning. " +
		"If nearly all others have a text, it is a hint. `deckmill coverage` shows what each language lacks.",
	Bad:  `capital: {en: Prague, de: Prag, fr: Prague, it: Praga}   # the deck also has the language pt`,
	Good: `capital: {en: Prague, de: Prag, fr: Prague, it: Praga, pt: Praga}`,
	Not: []string{
		"fields that a note can do without and that few languages have: local remarks",
		"an empty text that somebody wrote, as in `pt: \"\"`: nothing belongs there",
		"values with a `fallback` whose text is there, or with `missing: skip`",
	},
	Variants: findTranslationGaps,
}

// Of a field that a note can do without a text is missing if at least so many variants have one, in percent.
const (
	filledShare = 80
	cardShare   = 50 // if a card goes with it
)

func findTranslationGaps(p *lint.VariantPass) {
	fields := p.Fields()
	for i := range fields {
		f := &fields[i]
		found := map[diag.Severity][]string{} // the variants
		for j := range f.Texts {
			t := &f.Texts[j]
			if !t.Empty() {
				continue
			}
			s := gapSeverity(p, f, t)
			if name := f.Variant(t); s != diag.Unresolved && !slices.Contains(found[s], name) {
				found[s] = append(found[s], name)
			}
		}
		for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Hint} {
			if len(found[s]) > 0 {
				reportGap(p, f, s, found[s])
			}
		}
	}
}

// gapSeverity says how bad it is that a text is empty.
func gapSeverity(p *lint.VariantPass, f *lint.VariantField, t *lint.VariantText) diag.Severity {
	def := &t.Note.Notetype.Fields[t.Index]
	switch {
	case def.Required, t.NoCard && isOnFront(t.NoteEdition, def.Name):
		return diag.Error
	case t.Written(f), t.Deck.Edition.Skips():
		return diag.Unresolved
	}
	share := p.Axes.Having(f.Entry.Value, func(*yamltree.Node) bool { return true }) * 100 / len(f.Axis().Values)
	switch {
	case share >= cardShare && losesCard(p, t):
		return diag.Warning
	case share >= filledShare:
		return diag.Hint
	}
	return diag.Unresolved
}

// losesCard reports whether another edition has a card that this one lacks, on whose front the text would stand.
func losesCard(p *lint.VariantPass, t *lint.VariantText) bool {
	name := t.Note.Notetype.Fields[t.Index].Name
	for ord := range t.Note.Notetype.Cards {
		if slices.Contains(t.Cards, ord) || t.Note.Notetype.Cloze || !mentionsField(t.NoteEdition, ord, name) {
			continue
		}
		for i := range p.Editions {
			if p.Editions[i].Makes(t.Note.Notetype.Cards[ord].Key) {
				return true
			}
		}
	}
	return false
}

// isOnFront reports whether the front of any card waits for a field.
func isOnFront(e *lint.NoteEdition, name string) bool {
	for ord := range e.Sides {
		if mentionsField(e, ord, name) {
			return true
		}
	}
	return false
}

func mentionsField(e *lint.NoteEdition, ord int, name string) bool {
	for _, r := range e.Sides[ord].Front.References() {
		if r.Name == name {
			return true
		}
	}
	return false
}

func reportGap(p *lint.VariantPass, f *lint.VariantField, s diag.Severity, variants []string) {
	d := diag.Diagnostic{Severity: s, Span: f.Entry.Place(),
		Message: fmt.Sprintf("`%s` has no %s text; %s", f.Def.Key, listedVariants(variants), howManyHave(p, f)),
		Help:    "write one" + columnFor(f, variants) + "; or let the value leave such notes out (`missing: skip`), or take the text of another (`fallback`)"}
	if s != diag.Error {
		d.Help = "translate it" + columnFor(f, variants)
		if !f.Entry.Key.IsCell() {
			d.Help += fmt.Sprintf("; if nothing belongs there, write `%s: \"\"`", innermost(variants[0]))
		}
	}
	p.Found(d)
}

// columnFor says where the text of a variant belongs whose original stands in a table; elsewhere it is beside that.
func columnFor(f *lint.VariantField, variants []string) string {
	if !f.Entry.Key.IsCell() {
		return ""
	}
	name, variant := path.Base(f.Entry.Place().Path()), innermost(variants[0])
	whole, _, ok := deck.SplitPart(name)
	if !ok {
		whole = strings.TrimSuffix(name, path.Ext(name))
	}
	return fmt.Sprintf(", in a column `%s:%s` or in a table `%s.%s.csv`", f.Def.Key, variant, whole, variant)
}

// mostVariants is how many variants a message names.
const mostVariants = 5

// listedVariants lists variants, which stand in back quotes.
func listedVariants(variants []string) string {
	if more := len(variants) - mostVariants; more > 1 {
		return strings.Join(variants[:mostVariants], ", ") + fmt.Sprintf(" (and %d more)", more)
	}
	return strings.Join(variants, ", ")
}

// innermost returns the value of the innermost map that a name of a variant speaks of.
func innermost(variant string) string {
	return strings.Trim(variant[strings.LastIndex(variant, "/")+1:], "`")
}

// howManyHave says for how many values of the axis of a field's map the field has a text.
func howManyHave(p *lint.VariantPass, f *lint.VariantField) string {
	axis := f.Axis()
	n, all := p.Axes.Having(f.Entry.Value, func(n *yamltree.Node) bool { return n.Value != "" || n.Kind == yamltree.Map }), len(axis.Values)
	values := fmt.Sprintf("values of `%s`", axis.Name)
	if axis.Name == "language" {
		values = "languages"
	}
	switch n {
	case 0:
		return fmt.Sprintf("none of %d %s has one", all, values)
	case 1:
		return fmt.Sprintf("1 of %d %s has one", all, values)
	}
	return fmt.Sprintf("%d of %d %s have one", n, all, values)
}
