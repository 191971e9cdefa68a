package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// addItems adds the changes that make a line of each item of the line at start.
func (b *bulletScan) addItems(start int, signs []textSpan) {
	for _, s := range signs {
		before, after := b.text[start:s.start], b.text[s.end:]
		c := deck.Change{
			Start: start + len(strings.TrimRight(before, " ")),
			End:   s.end + len(after) - len(strings.TrimLeft(after, " ")),
			New:   "\n- ",
		}
		if last := len(b.items) - 1; last >= 0 { // an item of which nothing is there
			c.Start = max(c.Start, b.items[last].End)
		}
		if c.Start == start {
			c.New = "- "
		}
		b.items = append(b.items, c)
	}
}

// itemize is the fix for signs within lines, and for the others of the field with them.
func (b *bulletScan) itemize() []diag.Fix {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(b.text, " \n"))
	if !b.markdown || b.tags || strings.ContainsRune("-*+|#>", first) || first >= '0' && first <= '9' {
		return nil // they stand in a list, a table, a heading or a quotation
	}
	return b.field.Fix("write each item on a line of its own", false, b.inOrder(b.items)...)
}

// reportLines reports lines that begin with signs, the first of a kind for all.
func (b *bulletScan) reportLines(first textSpan) {
	var fixes []diag.Fix
	// A field that is one item of a list is no list either (`accidental-markdown`).
	if len(b.bullets)+len(b.dashes) > 1 || strings.TrimSpace(b.text[:first.start]) != "" {
		fixes = b.mendLines()
	}
	help := "begin each item with `- `"
	if fixes == nil {
		help = "remove it, or write each item on a line of its own that begins with `- `"
	}
	if !b.markdown {
		help = "write `<ul><li>...</li></ul>`, or make the field Markdown"
	}
	b.report(first, fmt.Sprintf("`%s` makes no list", b.text[first.start:first.end]), help, fixes)
}

func (b *bulletScan) report(at textSpan, message, help string, fixes []diag.Fix) {
	b.pass.Found(diag.Diagnostic{Span: b.field.Span(at.start, at.end), Message: message, Help: help, Fixes: fixes})
}

// mendLines is the fix for all signs at the beginning of lines.
func (b *bulletScan) mendLines() []diag.Fix {
	if !b.markdown || b.tags {
		return nil
	}
	return b.field.Fix("write `- `", true, b.inOrder(nil)...)
}

// inOrder returns changes with those of the signs at the beginning of lines: of whatever kind, or the rest would be
// reported next.
func (b *bulletScan) inOrder(changes []deck.Change) []deck.Change {
	changes = append(changes, b.withHyphens(b.bullets, "-")...)
	changes = append(changes, b.withHyphens(b.doubled, "")...)
	if len(b.dashes) > 1 && !b.talk {
		changes = append(changes, b.withHyphens(b.dashes, "-")...)
	}
	slices.SortFunc(changes, func(a, b deck.Change) int { return cmp.Compare(a.Start, b.Start) })
	return changes
}

// withHyphens returns the changes that write sign, with the blank that it needs, for signs at the beginning of lines.
func (b *bulletScan) withHyphens(signs []textSpan, sign string) []deck.Change {
	var out []deck.Change
	for _, s := range signs {
		text := sign
		if sign != "" && s.end < len(b.text) && b.text[s.end] != ' ' {
			text += " "
		}
		out = append(out, deck.Change{Start: s.start, End: s.end, New: text})
	}
	return out
}
