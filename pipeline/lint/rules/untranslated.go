package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var untranslated = &lint.Rule{
	Code:     "untranslated",
	Severity: diag.Hint,
	Title:    "A text is the same in two languages",
	Says:     "the `da` text equals `en`",
	Why: "Somebody copied the text to translate it, and it was forgotten; learners of one language see the other. If the text is right " +
		"for both, let one fall back to the other, or leave the field to all.",
	Bad: `remark:
  en: Formerly part of the empire.
  de: Formerly part of the empire.`,
	Good: `remark:
  en: Formerly part of the empire.
  de: Gehörte einst zum Reich.`,
	Not: []string{
		"short texts, names and codes: whatever has fewer than 25 letters or fewer than three words in small letters",
		"languages as close as `en-gb` and `en-us`, or Danish and Norwegian",
		"texts that fall back to another language, or that all have in common",
	},
	Variants: findUntranslated,
}

// What is taken for a text of a language, not for a name.
const (
	fewestCharacters = 25
	fewestLowerCase  = 3 // words of two or more small letters
)

func findUntranslated(p *lint.VariantPass) {
	axis := p.Axes.Language()
	if axis == nil {
		return
	}
	fields := p.Fields()
	for i := range fields {
		f := &fields[i]
		if f.Def.Markup == deck.Media || f.Def.Personal {
			continue
		}
		groups := equalTexts(axis, f)
		for _, g := range groups {
			reportUntranslated(p, axis, g)
		}
	}
}

// A translation is a text that was written for a language.
type translation struct {
	language string
	rest     string // the values of other axes that it was written for
	text     *lint.VariantText
	key      string
}

// equalTexts returns the sets of equal texts of a field that were written for different languages.
func equalTexts(axis *deck.Axis, f *lint.VariantField) [][]translation {
	var list []translation
	for i := range f.Texts {
		t := &f.Texts[i]
		language, rest, ok := f.WrittenFor(axis, t)
		if !ok || strings.IndexByte(t.Text().Value, ' ') < 0 || len(t.Text().Value) < fewestCharacters {
			continue // not in words, whatever the length
		}
		known := false
		for j := range list {
			known = known || list[j].text.Text().Node == t.Text().Node
		}
		if !known {
			list = append(list, translation{language: language, rest: rest, text: t, key: lint.Key(t.Compiled())})
		}
	}
	var groups [][]translation
	for len(list) > 0 {
		group, others := list[:1:1], list[:0:0]
		for _, t := range list[1:] {
			if t.key == group[0].key && t.rest == group[0].rest {
				group = append(group, t)
			} else {
				others = append(others, t)
			}
		}
		if len(group) > 1 && isSentence(group[0].text.Compiled()) {
			groups = append(groups, group)
		}
		list = others
	}
	return groups
}

// isSentence reports whether a text is of some language, and no name, code or list of them.
func isSentence(html string) bool {
	text := lint.ProseOf(html, deck.HTML).Text
	if utf8.RuneCountInString(strings.TrimSpace(text)) < fewestCharacters {
		return false
	}
	lower := 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if utf8.RuneCountInString(word) > 1 && strings.IndexFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.IsLower(r) }) < 0 {
			lower++
		}
	}
	return lower >= fewestLowerCase
}

// reportUntranslated reports that a set of texts is equal. That of the original is the one that was copied, else the first.
func reportUntranslated(p *lint.VariantPass, axis *deck.Axis, equal []translation) {
	source := equal[0]
	for _, t := range equal {
		if t.language == axis.Original {
			source = t
		}
	}
	var names []string
	var first *translation
	for i := range equal {
		t := &equal[i]
		if t.language == source.language || deck.SameLanguage(t.language, source.language) {
			continue
		}
		if first == nil {
			first = t
		}
		names = append(names, "`"+t.language+"`")
	}
	if first == nil {
		return
	}
	d := diag.Diagnostic{Span: first.text.Text().Whole(), Message: fmt.Sprintf("the %s text equals `%s`", listedVariants(names), source.language),
		Help:    "translate it; if it is right in both languages, write it once and let one fall back to the other",
		Related: []diag.Related{{Span: source.text.Text().Whole(), Message: "the `" + source.language + "` text"}}}
	if len(names) > 1 {
		d.Message = fmt.Sprintf("the %s texts equal `%s`", listedVariants(names), source.language)
		d.Help = "translate them, or remove them: what a value lacks can be taken from another (`fallback`)"
	}
	p.Found(d)
}
