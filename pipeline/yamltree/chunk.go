package yamltree

import (
	yaml "gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A Chunk is a run of items of the streamed list that can be parsed on its own, in parallel with others, and dropped.
type Chunk struct {
	text   *text
	run    run
	items  []*Node // of a chunk that was parsed with the whole file
	parsed bool
}

// Items parses the chunk. Broken items are reported and left out; all others are returned in order. It is safe for
// concurrent use with other chunks; a second call parses again.
func (c *Chunk) Items(report diag.Report) []*Node {
	if c.parsed {
		return c.items
	}
	if items, ok := c.text.shortcut(c.run); ok {
		return items
	}
	return c.text.byLibrary(c.run, bounded(report))
}

// byLibrary parses a run with the library alone.
func (t *text) byLibrary(r run, report diag.Report) []*Node {
	if items, ok := t.items(r, new(arena), report); ok {
		return items
	}
	return t.itemByItem(r, report)
}

// itemDepth is the number of maps and lists around an item: the root and the list.
const itemDepth = 2

// items parses a run of items at once. ok is false when one of them is broken; then nothing was reported.
func (t *text) items(r run, a *arena, report diag.Report) (items []*Node, ok bool) {
	y, err := library(t.data[r.start:r.end])
	if err != nil || y == nil || y.Kind != yaml.SequenceNode || y.Style&yaml.FlowStyle != 0 || len(y.Content) != r.items {
		return nil, false
	}
	c := newConverter(t, r.start, r.end, report)
	c.arena = a
	items = make([]*Node, 0, r.items)
	for _, child := range y.Content {
		if n := c.node(child, itemDepth, false); n.Kind != Broken && !t.refusesItem(n, report) {
			items = append(items, n)
		}
	}
	return items, true
}

// itemByItem parses each item of a run on its own and reports the broken ones.
func (t *text) itemByItem(r run, report diag.Report) []*Node {
	var items []*Node
	a := new(arena)
	starts := t.itemStarts(r.start, r.end)
	told := false
	for i, l := range starts {
		one := run{start: l.start, end: r.end, items: 1}
		if i+1 < len(starts) {
			one.end = starts[i+1].start
		}
		nodes, ok := t.items(one, a, report)
		items = append(items, nodes...)
		switch moved := l.column() != starts[0].column(); {
		case moved && !(ok && told): // of several good items at another column, the first says it
			told = true
			t.tell(t.wrongIndent(l.text, l.column(), starts[0].column()), report)
		case !ok:
			t.diagnose(one.start, one.end, report)
		}
	}
	return items
}

// itemStarts returns the lines on which items begin. The first dash says at which column; a dash further left begins
// an item too, though at the wrong place.
func (t *text) itemStarts(start, end int) []line {
	var starts []line
	var l line
	for i := start; i < end; i = l.next {
		l = t.lineAt(i, end)
		if t.isDash(l.text, l.end) && (len(starts) == 0 || l.column() <= starts[0].column()) {
			starts = append(starts, l)
		}
	}
	return starts
}
