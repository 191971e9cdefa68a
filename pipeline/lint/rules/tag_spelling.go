package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

var tagSpelling = &lint.Rule{
	Code:     "tag-spelling",
	Severity: diag.Warning,
	Title:    "One tag in two spellings",
	Says:     "the tag `Gan` is written `gan` elsewhere (3 notes)",
	Why: "A learner who studies or searches by tag misses the notes with the other spelling. Of spellings that " +
		"differ in capitals only, Anki keeps the one that arrives first, so the tag may look different for every " +
		"learner.\n\n" +
		"Spellings that differ in capitals, hyphens or underscores are reported, and, as a hint, a tag of one or " +
		"two notes that is one letter away from a much more frequent one.",
	Bad: `- id: gan
  front: What is a GAN?
  back: Two networks that compete.
  tags: [Gan]
- id: gan-loss
  front: What does the generator minimise?
  back: what the discriminator maximises
  tags: [gan]`,
	Good: `- id: gan
  front: What is a GAN?
  back: Two networks that compete.
  tags: [gan]
- id: gan-loss
  front: What does the generator minimise?
  back: what the discriminator maximises
  tags: [gan]`,
	Not: []string{
		"tags that differ in a digit: `JLPT_4` and `JLPT_5`",
		"`lesson-1-1` and `lesson-11`",
		"short tags that differ in a letter: `cat` and `bat`",
		"equal words below different parents: `france::capital` and `spain::capital`",
	},
	Fix:    "The suggested fix writes the more frequent spelling everywhere in the file.",
	Deck:   findTagSpellings,
	Across: findTagsOfOtherDecks,
}

// A tagUse is one spelling of a tag.
type tagUse struct {
	tag   string
	count int            // notes
	first int            // the first note
	files []*source.File // of the notes that have it
}

func findTagSpellings(p *lint.DeckPass) {
	tags := tagUses(p)
	places := tagPlaces{}
	reported := map[int]bool{}
	for _, spellings := range bySpellingKey(tags) {
		best := mostUsed(tags, spellings)
		for _, i := range spellings {
			if i != best {
				reported[i] = true
				reportSpelling(p, places, tags[i], tags[best], diag.Warning)
			}
		}
	}
	typos := typoIndex(tags)
	for i, t := range tags {
		if t.count > 2 || reported[i] {
			continue
		}
		if best := nearTag(tags, typos, i); best >= 0 {
			reportSpelling(p, places, t, tags[best], diag.Hint)
		}
	}
}

// findTagsOfOtherDecks compares the spellings of a deck with those of the decks before it. Within a deck the most frequent
// one counts; the others are reported there.
func findTagsOfOtherDecks(p *lint.DeckPass, seen *lint.Seen) {
	tags := tagUses(p)
	places := tagPlaces{}
	for key, spellings := range bySpellingKey(tags) {
		t := tags[mostUsed(tags, spellings)]
		here := lint.SeenTag{Deck: p.Deck.Slug, Tag: t.tag, Notes: t.count, Span: p.Origins[t.first].Span}
		other, ok := seen.Tag(key, here)
		if !ok {
			continue
		}
		d := diag.Diagnostic{
			Message: fmt.Sprintf("the tag `%s` is written `%s` in deck `%s` (%s)", t.tag, other.Tag, other.Deck, diag.Plural(other.Notes, "note")),
			Help:    fmt.Sprintf("write `%s`", other.Tag),
			Related: []diag.Related{{Span: other.Span, Message: fmt.Sprintf("a note with `%s`", other.Tag)}},
		}
		better := other.Tag
		if other.Notes < t.count {
			d.Help, better = fmt.Sprintf("write `%s` in both decks: it is the more frequent spelling", t.tag), ""
		}
		places.report(p, t, d, better)
	}
}

// bySpellingKey returns the indexes of the tags that are spellings of one tag. The order of what is found is settled later.
func bySpellingKey(tags []tagUse) map[string][]int {
	out := map[string][]int{}
	for i, t := range tags {
		key := spellingKey(t.tag)
		out[key] = append(out[key], i)
	}
	return out
}

// spellingKey returns what the spellings of a tag have in common: all but capitals, hyphens and underscores. Between
// digits these part two numbers: `lesson-1-1` is not `lesson-11`.
func spellingKey(tag string) string {
	tag = names.Fold(tag)
	var b strings.Builder
	for i := range len(tag) {
		between := i > 0 && i+1 < len(tag) && isDigit(tag[i-1]) && isDigit(tag[i+1])
		if c := tag[i]; c != '-' && c != '_' || between {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// tagUses returns the tags of a deck in the order of their first use.
func tagUses(p *lint.DeckPass) []tagUse {
	index := map[string]int{}
	var out []tagUse
	for n := range p.Collection.Notes {
		for _, tag := range p.Collection.Notes[n].Tags {
			i, ok := index[tag]
			if !ok {
				i = len(out)
				index[tag] = i
				out = append(out, tagUse{tag: tag, first: n})
			}
			out[i].count++
			if f := p.Origins[n].Span.File; !slices.Contains(out[i].files[max(0, len(out[i].files)-1):], f) {
				out[i].files = append(out[i].files, f) // numberOfNotes come file by file
			}
		}
	}
	return out
}

// mostUsed returns the most frequent of some spellings, the first one among equals.
func mostUsed(tags []tagUse, candidates []int) int {
	return slices.MinFunc(candidates, func(a, b int) int {
		return cmp.Or(cmp.Compare(tags[b].count, tags[a].count), cmp.Compare(a, b))
	})
}

func reportSpelling(p *lint.DeckPass, places tagPlaces, rare, frequent tagUse, severity diag.Severity) {
	places.report(p, rare, diag.Diagnostic{
		Severity: severity,
		Message:  fmt.Sprintf("the tag `%s` is written `%s` elsewhere (%s)", rare.tag, frequent.tag, diag.Plural(frequent.count, "note")),
		Help:     fmt.Sprintf("write `%s`", frequent.tag),
		Related:  []diag.Related{{Span: places.first(p, frequent), Message: fmt.Sprintf("`%s` is used here first", frequent.tag)}},
	}, frequent.tag)
}
