package deck

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// A Change replaces the bytes [Start, End) of a text's Value.
type Change struct {
	Start, End int
	New        string
}

// mostChanges is the number of places of one text that are mended at once. A text with more is no card.
const mostChanges = 200

// Edits returns the edits of the file that make changes, which ascend. Where one cannot be made in place, because the
// scalar's style has no spelling for it, a text on one line is written anew in quotes. ok is false when even that cannot
// be done, when there are too many, or when they overlap.
func (t Text) Edits(changes []Change) (edits []diag.Edit, ok bool) {
	for i := 1; i < len(changes); i++ {
		if changes[i].Start < changes[i-1].End {
			return nil, false
		}
	}
	if len(changes) > mostChanges || t.changesStrings(changes) {
		return nil, false
	}
	for _, c := range changes {
		e, ok := t.edit(c.Start, c.End, c.New)
		if !ok {
			return t.rewrite(changes)
		}
		edits = append(edits, e)
	}
	if t.leavesNothing(changes) {
		return t.rewrite(changes)
	}
	return edits, len(edits) > 0
}

// changesStrings reports whether a change touches what stands in another place: a string that the text only names.
func (t *Text) changesStrings(changes []Change) bool {
	return len(t.seams) > 0 && slices.ContainsFunc(changes, func(c Change) bool {
		_, _, outside := t.written(c.Start, c.End)
		return !outside
	})
}

// edit returns the edit that replaces the bytes [i, j) of the text's Value, escaped as the scalar's style asks. ok is
// false where the new text needs another style.
func (t Text) edit(i, j int, text string) (e diag.Edit, ok bool) {
	span := t.Span(i, j)
	if span.IsZero() {
		return diag.Edit{}, false
	}
	if i < j && j < len(t.Value) && t.Value[j-1] == '\n' && !strings.HasSuffix(text, "\n") {
		span.End = t.Span(j, j+1).Start // the indentation of the line that joins the one before
	}
	if t.Node == nil {
		text = strings.ReplaceAll(text, "\n", span.File.LineBreak())
	} else if text, ok = t.escape(span, text); !ok {
		return diag.Edit{}, false
	}
	return diag.Edit{Span: span, New: text}, true
}

// escape writes new text at span as the scalar's style asks.
func (t Text) escape(span source.Span, text string) (escaped string, ok bool) {
	switch t.Node.Style {
	case yamltree.Literal:
		if strings.HasPrefix(text, " ") && beginsLine(span) {
			return "", false // it would be indentation
		}
		return strings.ReplaceAll(text, "\n", span.File.LineBreak()+indentation(span)), true
	case yamltree.Folded:
		return text, !strings.Contains(text, "\n") && !(strings.HasPrefix(text, " ") && beginsLine(span))
	case yamltree.SingleQuoted:
		return strings.ReplaceAll(text, "'", "''"), !strings.Contains(text, "\n")
	case yamltree.QuotedCell:
		return yamltree.EscapeCell(t.Node, text), true
	case yamltree.Cell, yamltree.CellPart:
		return text, yamltree.FitsCell(t.Node, text)
	case yamltree.DoubleQuoted:
		return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text), true
	}
	return text, plainSafe(t.Node, span, text)
}

// plainSafe reports whether a plain scalar stays one with the same rest when text stands at span.
func plainSafe(n *yamltree.Node, span source.Span, text string) bool {
	whole := n.Span()
	if strings.ContainsAny(text, "\n,[]{}#") || strings.Contains(text, ": ") {
		return false
	}
	before, after := whole.File.Data[whole.Start:span.Start], whole.File.Data[span.End:whole.End]
	joined := string(before) + text + string(after)
	at := len(before)
	around := joined[max(0, at-1):min(len(joined), at+len(text)+1)]
	first, _ := utf8.DecodeRuneInString(joined)
	atStart := at == 0 && !unicode.IsLetter(first) && !unicode.IsDigit(first)
	return !atStart && strings.TrimSpace(joined) == joined && !strings.HasSuffix(joined, ":") &&
		!strings.Contains(around, ": ") && !strings.Contains(around, " #")
}

// leavesNothing reports whether changes take away the whole of a plain scalar, which then would be no value at all.
func (t Text) leavesNothing(changes []Change) bool {
	return t.Node != nil && t.Node.Style == yamltree.Plain && apply(t.Value, changes) == ""
}

// rewrite returns the edit that writes a scalar anew in quotes.
func (t Text) rewrite(changes []Change) (edits []diag.Edit, ok bool) {
	if t.Node == nil || t.Node.Kind != yamltree.Scalar || t.Node.Style == yamltree.Literal || t.Node.Style == yamltree.Folded ||
		t.Node.Style == yamltree.CellPart {
		return nil, false
	}
	if t.Node.IsCell() {
		return []diag.Edit{yamltree.WriteCell(t.Node, apply(t.Value, changes))}, true
	}
	span := t.Node.Span()
	if strings.Contains(span.Text(), "\n") {
		return t.quoteLines(changes)
	}
	text := apply(t.Value, changes)
	if strings.ContainsFunc(text, unicode.IsControl) {
		return nil, false
	}
	return []diag.Edit{{Span: span, New: yamltree.Quoted(text)}}, true
}

// quoteLines returns the edit that puts a plain scalar of several lines in quotes, where its lines stay as they are: both
// styles fold them alike. ok is false when the text would not be read back, for instance because of a blank at the end of
// a line.
func (t Text) quoteLines(changes []Change) (edits []diag.Edit, ok bool) {
	if t.Node.Style != yamltree.Plain {
		return nil, false
	}
	whole := t.Node.Span()
	var places []Change // in the source of the scalar
	for _, c := range changes {
		span := t.Span(c.Start, c.End)
		places = append(places, Change{Start: span.Start - whole.Start, End: span.End - whole.Start, New: c.New})
	}
	quoted := yamltree.Quoted(apply(whole.Text(), places))
	again := yamltree.Parse(source.NewFile("", []byte("text: "+quoted)), "", func(diag.Diagnostic) {}).Root.Get("text")
	if again == nil || again.Value != apply(t.Value, changes) {
		return nil, false
	}
	return []diag.Edit{{Span: whole, New: quoted}}, true
}

func apply(text string, changes []Change) string {
	var b strings.Builder
	at := 0
	for _, c := range changes {
		b.WriteString(text[at:c.Start])
		b.WriteString(c.New)
		at = c.End
	}
	return b.String() + text[at:]
}

// beginsLine reports whether nothing but blanks stands before a span on its line.
func beginsLine(span source.Span) bool {
	line := span.File.LineSpan(span.From().Line)
	return strings.TrimSpace(string(span.File.Data[line.Start:span.Start])) == ""
}

// indentation returns the blanks that the span's line begins with.
func indentation(span source.Span) string {
	line := span.File.LineSpan(span.From().Line).Text()
	return line[:len(line)-len(strings.TrimLeft(line, " "))]
}
