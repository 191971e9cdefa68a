package rules

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var invisibleCharacter = &lint.Rule{
	Code:     "invisible-character",
	Severity: diag.Warning,
	Title:    "A character that nobody sees",
	Says:     "invisible zero width space after `data`",
	Why: "Pages and chats put characters without a shape between letters. `data` and `base` with one between them look like " +
		"one word, and neither search, nor a typed answer, nor the comparison with other notes finds it. Characters " +
		"that turn the direction of writing are worse: what a reviewer reads is not what stands there, so these are errors " +
		"where they override the direction, are never ended, or stand in a name or tag.",
	Bad: `- id: table
  front: "What does a data\u200Bbase hold?"
  back: tables`,
	Good: `- id: table
  front: What does a database hold?
  back: tables`,
	Not: []string{
		"joiners beside letters of Arabic, Indic, Mongolian, Tibetan and Khmer scripts, and between emoji",
		"zero width spaces in Thai, Lao, Khmer, Burmese and Tibetan, and those that keep `**` apart from other signs in Markdown",
		"direction marks, and embeddings that are ended, in a text with letters that are written from right to left",
		"flags, variation selectors, no-break spaces",
		"`&shy;` and `<wbr>`, which everyone sees in the source",
	},
	Fix:  "`deckmill fix` removes byte order marks and word joiners. Removing the others is suggested only.",
	Note: findInvisible,
	Deck: findInvisibleNames,
}

// invisibleNames are the names by which messages call the characters of lint.Invisible.
var invisibleNames = map[rune]string{
	0x00AD: "soft hyphen", 0x061C: "Arabic letter mark", 0x180E: "Mongolian vowel separator", 0x200B: "zero width space",
	0x200C: "zero width non-joiner", 0x200D: "zero width joiner", 0x200E: "left-to-right mark", 0x200F: "right-to-left mark",
	0x2028: "line separator", 0x2029: "paragraph separator", 0x202A: "left-to-right embedding", 0x202B: "right-to-left embedding",
	0x202C: "end of an embedding", 0x202D: "left-to-right override", 0x202E: "right-to-left override", 0x2060: "word joiner",
	0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "end of an isolate",
	0x3164: "Hangul filler", 0xFEFF: "byte order mark", 0xFFF9: "annotation anchor", 0xFFFA: "annotation separator",
	0xFFFB: "annotation terminator",
}

func invisibleName(r rune) string {
	if name := invisibleNames[r]; name != "" {
		return name
	}
	return "tag character"
}

func findInvisible(p *lint.NotePass) {
	for i := range p.Fields {
		if f := &p.Fields[i]; mayHoldInvisible(&f.Bytes) {
			reportInvisible(p, f)
		}
	}
	for _, tag := range p.Note.Tags {
		if d, found := invisibleInName("the tag", tag.Value, tag); found {
			p.Found(d)
		}
	}
}

// mayHoldInvisible is the quick look at every field: the bytes of lint.Invisible in UTF-8. It passes over quotes, dashes and
// Chinese punctuation, which share their first bytes.
func mayHoldInvisible(b *lint.ByteSet) bool {
	if b.ASCII() {
		return false
	}
	return b.Has(0xE2) && (b.Has(0x80) && b.HasAny("\x8B\x8C\x8D\x8E\x8F\xA8\xA9\xAA\xAB\xAC\xAD\xAE") || b.Has(0x81) && b.HasAny("\xA0\xA6\xA7\xA8\xA9")) ||
		b.Has(0xEF) && (b.Has(0xBB) && b.Has(0xBF) || b.HasAny("\xB9\xBA\xBB")) ||
		b.Has(0xC2) && b.Has(0xAD) || b.Has(0xD8) && b.Has(0x9C) ||
		b.Has(0xE1) && b.Has(0xA0) && b.Has(0x8E) || b.Has(0xE3) && b.Has(0x85) && b.Has(0xA4) || b.Has(0xF3) && b.Has(0xA0)
}

// reportInvisible reports the first character of a field that turns the direction for bad, the first that is removed without
// asking, and the first of the others: each with a fix for all of its kind.
func reportInvisible(p *lint.NotePass, f *lint.Field) {
	var turning, safe, others []lint.InvisibleRune
	for _, x := range lint.InvisibleIn(f.Source, f.Markup == deck.Markdown) {
		switch {
		case x.Turns:
			turning = append(turning, x)
		case x.Rune == 0xFEFF || x.Rune == 0x2060:
			safe = append(safe, x)
		default:
			others = append(others, x)
		}
	}
	for _, kind := range [][]lint.InvisibleRune{turning, safe, others} {
		if len(kind) == 0 {
			continue
		}
		first := kind[0]
		d := diag.Diagnostic{
			Span:    f.Span(first.Start, first.End),
			Message: fmt.Sprintf("invisible %s %s", invisibleName(first.Rune), besideWord(f.Source, first.Start, first.End)),
			Help:    "remove it",
			Fixes:   f.Fix("remove "+allOf(len(kind)), first.Rune == 0xFEFF || first.Rune == 0x2060, removals(f.Source, kind)...),
		}
		if first.Turns {
			d.Severity = diag.Error
			d.Help = "remove it: the text is not shown in the order in which it is written"
		}
		if lint.VisiblyEmpty(f.HTML) {
			d.Fixes = nil // nothing would be left
		}
		p.Found(d)
	}
}

// allOf is what a fix removes: `it`, or `all 3`.
func allOf(n int) string {
	if n == 1 {
		return "it"
	}
	return fmt.Sprintf("all %d", n)
}

// removals are the changes that remove characters. Separators of lines between words become blanks.
func removals(text string, list []lint.InvisibleRune) []deck.Change {
	var out []deck.Change
	for _, x := range list {
		c := deck.Change{Start: x.Start, End: x.End}
		if (x.Rune == 0x2028 || x.Rune == 0x2029) && strings.TrimSpace(text[:x.Start]) == text[:x.Start] &&
			strings.TrimSpace(text[x.End:]) == text[x.End:] {
			c.New = " "
		}
		out = append(out, c)
	}
	return out
}
