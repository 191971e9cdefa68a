package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
	"github.com/deckmill/deckmill/pipeline/source"
)

var tagSpelling = &lint.Rule{
	Code:     "tag-spelling",
	Severity: diag.Warning,
	Title:    "One tag in two spellings",
	Says:     "the tag `Gan` is written `gan` elsewhere (2 notes)",
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
		"short tags that differ in a letter: `cat` and `bat`",
		"equal words below different parents: `france::capital` and `spain::capital`",
	},
	Deck: findTagSpellings,
}

// A tagUse is one spelling of a tag.
type tagUse struct {
	tag   string
	count int // notes
	first int // the first note
}

func findTagSpellings(p *lint.DeckPass) {
	tags := tagUses(p)
	byKey := map[string][]int{}
	for i, t := range tags {
		key := strings.NewReplacer("-", "", "_", "").Replace(names.Fold(t.tag))
		byKey[key] = append(byKey[key], i)
	}
	reported := map[int]bool{}
	for i := range tags {
		key := strings.NewReplacer("-", "", "_", "").Replace(names.Fold(tags[i].tag))
		if best := mostUsed(tags, byKey[key]); best != i {
			reported[i] = true
			reportSpelling(p, tags[i], tags[best], diag.Warning)
		}
	}
	typos := typoIndex(tags)
	for i, t := range tags {
		if t.count > 2 || reported[i] {
			continue
		}
		if best := nearTag(tags, typos, i); best >= 0 {
			reportSpelling(p, t, tags[best], diag.Hint)
		}
	}
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

func reportSpelling(p *lint.DeckPass, rare, frequent tagUse, severity diag.Severity) {
	unit := "notes"
	if frequent.count == 1 {
		unit = "note"
	}
	p.Found(diag.Diagnostic{
		Severity: severity,
		Span:     tagSpan(p, rare),
		Note:     p.Origins[rare.first].Label,
		Message:  fmt.Sprintf("the tag `%s` is written `%s` elsewhere (%d %s)", rare.tag, frequent.tag, frequent.count, unit),
		Help:     fmt.Sprintf("write `%s`", frequent.tag),
		Related:  []diag.Related{{Span: tagSpan(p, frequent), Message: fmt.Sprintf("`%s` is used here first", frequent.tag)}},
	})
}

// tagSpan returns where a tag is used first: in the deck's defaults, else in the note. Compiled notes do not say where
// their tags stand, so the source between the note's beginning and the next note is searched.
func tagSpan(p *lint.DeckPass, t tagUse) source.Span {
	for _, text := range p.Deck.Defaults.Tags {
		if text.Value == t.tag {
			return text.Whole()
		}
	}
	at := p.Origins[t.first].Span
	if at.IsZero() || at.File.Data == nil {
		return at
	}
	end := len(at.File.Data)
	if t.first+1 < len(p.Origins) && p.Origins[t.first+1].Span.File == at.File {
		end = max(at.End, p.Origins[t.first+1].Span.Start)
	}
	text := string(at.File.Data[at.End:end])
	start := strings.Index(text, "tags:")
	if start < 0 {
		return at
	}
	for i := start; i < len(text); i++ {
		if n := wholeWord(text, i, t.tag); n > 0 && (i == 0 || text[i-1] != '-' && text[i-1] != ':') {
			return at.File.Span(at.End+i, at.End+i+n)
		}
	}
	return at
}

// Limits of what counts as a slip of the pen.
const (
	typoLetters  = 6 // of a tag's last part, at least
	typoFrequent = 5 // notes with the spelling that is taken for right, at least
)

// typoIndex maps each frequent tag, and it without any one letter, to the tags: two tags that differ in one letter
// share an entry. Comparing every tag with every other would not do for a deck with a tag per note.
func typoIndex(tags []tagUse) map[string][]int {
	index := map[string][]int{}
	for i, t := range tags {
		if t.count < typoFrequent {
			continue
		}
		for _, v := range shortened(t.tag) {
			index[v] = append(index[v], i)
		}
	}
	return index
}

// shortened returns a tag, and it without each one letter of its last part; nothing for a short one.
func shortened(tag string) []string {
	last := strings.LastIndex(tag, "::")
	if last >= 0 {
		last += len("::")
	}
	last = max(last, 0)
	if utf8.RuneCountInString(tag[last:]) < typoLetters {
		return nil
	}
	out := []string{tag}
	for i, r := range tag[last:] {
		out = append(out, tag[:last+i]+tag[last+i+utf8.RuneLen(r):])
	}
	return out
}

// nearTag returns the frequent tag that is one letter away from a rare one, or -1.
func nearTag(tags []tagUse, index map[string][]int, rare int) int {
	for _, v := range shortened(tags[rare].tag) {
		for _, i := range index[v] {
			if i != rare && oneLetterApart(tags[rare].tag, tags[i].tag) {
				return i
			}
		}
	}
	return -1
}

// oneLetterApart reports whether two tags differ in exactly one letter: another, a missing, or an additional one.
func oneLetterApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	rest := x[i:]
	if len(x) == len(y) {
		if i == len(x) || !unicode.IsLetter(x[i]) {
			return false
		}
		rest = x[i+1:]
	}
	return len(y)-len(x) <= 1 && i < len(y) && unicode.IsLetter(y[i]) && string(rest) == string(y[i+1:])
}
