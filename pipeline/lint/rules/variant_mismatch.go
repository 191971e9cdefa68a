package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var variantMismatch = &lint.Rule{
	Code:     "variant-mismatch",
	Severity: diag.Error,
	// What is missing for the deck as a whole is the contract's, which the steps that look for it report.
	Contract: func(d *diag.Diagnostic) bool { return d.Severity == diag.Error && d.Note == "" },
	Title:    "The variants of a deck do not fit together",
	Says:     "`de` has c1, c2; `en` has c1, c2, c3",
	Why: "Each number of a cloze makes a card. If a language lacks one, its learners lack that card; if the values share their " +
		"identity, a learner who moves from one to the other is left with a blank card, and that is an error. A string that a " +
		"template uses must have a text in every variant: it has no empty default. And where one language alone shows another " +
		"picture, it was probably forgotten when the picture was replaced.",
	Bad: `text:
  en: "{{c1::Rhône}} and {{c2::Saône}} meet in {{c3::Lyon}}."
  de: "{{c1::Rhône}} und {{c2::Saône}} treffen sich in Lyon."`,
	Good: `text:
  en: "{{c1::Rhône}} and {{c2::Saône}} meet in {{c3::Lyon}}."
  de: "{{c1::Rhône}} und {{c2::Saône}} treffen sich in {{c3::Lyon}}."`,
	Not: []string{
		"the same numbers in another order, which the order of words may ask for",
		"pictures of which each variant has one of its own, or whose name says which it is for: `map-fr.svg`",
	},
	Variants: findVariantMismatches,
}

func findVariantMismatches(p *lint.VariantPass) {
	if p.Editions[0].Note.Notetype.Cloze {
		findOtherNumbers(p)
	}
	fields := p.Fields()
	for i := range fields {
		findOtherPictures(p, &fields[i])
	}
}

// findOtherNumbers compares the cloze numbers of a note in its editions.
func findOtherNumbers(p *lint.VariantPass) {
	differ, moving := false, false // moving: also where a learner can go from one to the other
	for i := range p.Editions {
		e := &p.Editions[i]
		for k := range p.Editions[:i] {
			if other := &p.Editions[k]; !e.NoCard && !other.NoCard && !slices.Equal(e.Cards, other.Cards) {
				differ = true
				moving = moving || slices.Equal(e.Deck.Edition.Own(), other.Deck.Edition.Own())
			}
		}
	}
	if !differ {
		return
	}
	fields := p.Fields()
	for i := range fields {
		if reportOtherNumbers(p, &fields[i], moving) {
			return
		}
	}
}

// reportOtherNumbers reports that a field has other cloze numbers in some variants than in the original; ok is false if it
// has the same.
func reportOtherNumbers(p *lint.VariantPass, f *lint.VariantField, moving bool) (ok bool) {
	var groups []variantGroup
	for i := range f.Texts {
		if t := &f.Texts[i]; !t.NoCard {
			groups = addVariant(groups, listedNumbers(field.ClozeNumbers(nil, t.Compiled())), f.Variant(t), t)
		}
	}
	if len(groups) < 2 {
		return false
	}
	first := groups[0] // has the original, or stands for it
	var parts []string
	for _, g := range append(groups[1:], first) {
		parts = append(parts, listedVariants(g.variants)+have(g.variants)+g.what)
	}
	d := diag.Diagnostic{Severity: diag.Warning, Span: groups[1].text.Text().Whole(), Message: strings.Join(parts, "; "),
		Help:    "let all have the same numbers: each is a card",
		Related: []diag.Related{{Span: first.text.Text().Whole(), Message: "the text of " + first.variants[0]}}}
	if moving {
		d.Severity = diag.Error
		d.Help = "let all have the same numbers: whoever moves from one to the other would be left with a blank card"
	}
	p.Found(d)
	return true
}

func have(variants []string) string {
	if len(variants) > 1 {
		return " have "
	}
	return " has "
}

func listedNumbers(numbers []int) string {
	if len(numbers) == 0 {
		return "no deletion"
	}
	var list []string
	for _, n := range numbers {
		list = append(list, fmt.Sprintf("c%d", n))
	}
	return strings.Join(list, ", ")
}

// A variantGroup is the variants in which a field has the same of something.
type variantGroup struct {
	what     string
	variants []string // in back quotes
	text     *lint.VariantText
}

// addVariant adds a variant to the group that has the same.
func addVariant(groups []variantGroup, what, variant string, t *lint.VariantText) []variantGroup {
	i := slices.IndexFunc(groups, func(g variantGroup) bool { return g.what == what })
	if i < 0 {
		return append(groups, variantGroup{what: what, variants: []string{variant}, text: t})
	}
	if !slices.Contains(groups[i].variants, variant) {
		groups[i].variants = append(groups[i].variants, variant)
	}
	return groups
}

// fewestAlike is how many variants must show one picture, so that it is odd if one alone shows another.
const fewestAlike = 3

// findOtherPictures reports that one variant alone shows other pictures than all others.
func findOtherPictures(p *lint.VariantPass, f *lint.VariantField) {
	var groups []variantGroup
	for i := range f.Texts {
		if t := &f.Texts[i]; !t.Empty() {
			groups = addVariant(groups, strings.Join(pictures(t.Compiled()), "\n"), f.Variant(t), t)
		}
	}
	if len(groups) != 2 {
		return
	}
	most, odd := groups[0], groups[1]
	if len(most.variants) < len(odd.variants) {
		most, odd = odd, most
	}
	if len(odd.variants) > 1 || len(most.variants) < fewestAlike || most.what == "" || namesVariant(odd) {
		return
	}
	d := diag.Diagnostic{Severity: diag.Hint, Span: odd.text.Text().Whole(), Message: odd.variants[0] + " shows another picture",
		Help:    "show the same one in all variants, or let its name say which it is for",
		Related: []diag.Related{{Span: most.text.Text().Whole(), Message: "the text of " + most.variants[0]}}}
	if odd.what == "" {
		d.Message = odd.variants[0] + " shows no picture, and the others do"
	}
	p.Found(d)
}

// pictures returns the names of the pictures in a field.
func pictures(html string) []string {
	if !strings.Contains(html, "<") {
		return nil
	}
	var out []string
	for _, r := range field.MediaRefs(html) {
		if !strings.HasSuffix(html[:r.Start], "[sound:") {
			out = append(out, r.Name)
		}
	}
	return out
}

// namesVariant reports whether the names of a group's pictures say which variant they are for.
func namesVariant(g variantGroup) bool {
	for _, v := range strings.Split(g.variants[0], "/") {
		if regexp.MustCompile(`(?i)(^|[^\pL\d])` + strings.Trim(v, "`") + `([^\pL\d]|$)`).MatchString(g.what) {
			return true
		}
	}
	return false
}
