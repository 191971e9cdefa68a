package deck

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// RemoveItem returns the edit that takes item i out of a list, in the layout of the list. ok is false for the only item,
// whose list would be no value any more, and where a comment stands beside it. In a cell of a table neither can be.
func RemoveItem(list *yamltree.Node, i int) (e diag.Edit, ok bool) {
	f, items := list.File(), list.Items
	at := items[i].Span()
	start, end := at.Start, at.End
	switch flow := f.Data[list.Span().Start] == '['; {
	case items[i].IsCell():
		return removeWord(list, i), true
	case len(items) < 2:
		return diag.Edit{}, false
	case !flow:
		line := f.LineSpan(at.From().Line)
		if text := strings.TrimSpace(line.Text()); !strings.HasPrefix(text, "-") || strings.TrimSpace(text[1:]) != at.Text() {
			return diag.Edit{}, false
		}
		start, end = line.Start, len(f.Data)
		if next := at.From().Line + 1; next <= f.Lines() {
			end = f.LineSpan(next).Start
		}
	case i+1 < len(items):
		end = items[i+1].Span().Start
	default:
		start = items[i-1].Span().End
	}
	e.Span = f.Span(start, end)
	return e, !strings.Contains(strings.Replace(e.Span.Text(), at.Text(), "", 1), "#")
}

// removeWord returns the edit that takes word i out of a list in a cell, with what parts it from the next or the one before.
func removeWord(list *yamltree.Node, i int) diag.Edit {
	at := list.Items[i].Span()
	if i+1 < len(list.Items) {
		at.End = list.Items[i+1].Span().Start
	} else if i > 0 {
		at.Start = list.Items[i-1].Span().End
	}
	return diag.Edit{Span: at}
}
