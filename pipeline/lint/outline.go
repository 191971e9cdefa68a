package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// An outline is the keys and list items of a document with all that belongs to them, by beginning, outer ones first.
type outline struct {
	root   source.Span
	things []thingSpan
}

type thingSpan struct {
	source.Span
	isKey  bool
	name   string // the key, or what tells an item from its neighbours; may be empty
	parent int    // index of the innermost thing around it, or -1
}

// HasTree reports whether a file is one that TreeOf reads.
func HasTree(file *source.File) bool {
	return strings.HasSuffix(file.Name, ".yaml") || yamltree.IsTable(file.Name)
}

// TreeOf reads a YAML file or a table again, with all its notes that can be read: a broken one does not take the others
// along.
func TreeOf(file *source.File) *yamltree.Node {
	silent := func(diag.Diagnostic) {}
	if yamltree.IsTable(file.Name) {
		if t, ok := yamltree.ParseTable(file, silent); ok {
			return t.Tree()
		}
		return nil
	}
	doc := yamltree.Parse(file, "notes", silent)
	if notes := doc.Root.Get("notes"); notes != nil && notes.Streamed {
		for i := range doc.Chunks {
			notes.Items = append(notes.Items, doc.Chunks[i].Items(silent)...)
		}
	}
	return doc.Root
}

func outlineOf(root *yamltree.Node) *outline {
	o := &outline{}
	if root != nil {
		o.root = root.Span()
		o.walk(root)
	}
	slices.SortStableFunc(o.things, func(a, b thingSpan) int { return cmp.Compare(a.Start, b.Start) })
	around := -1
	for i := range o.things {
		for around >= 0 && o.things[around].End <= o.things[i].Start {
			around = o.things[around].parent
		}
		o.things[i].parent = around
		around = i
	}
	return o
}

func (o *outline) walk(n *yamltree.Node) {
	for _, e := range n.Entries {
		if e.Key.IsCell() {
			o.cells(e, nil)
			continue
		}
		span := e.Key.Span()
		span.End = max(span.End, e.Value.Span().End)
		o.things = append(o.things, thingSpan{Span: span, isKey: true, name: e.Key.Value})
		o.walk(e.Value)
	}
	for _, item := range n.Items {
		o.things = append(o.things, thingSpan{Span: item.Span(), name: itemName(item)})
		o.walk(item)
	}
}

// cells adds the cells of a table's row that belong to a key, with the keys above it: columns of one key may stand apart.
func (o *outline) cells(e yamltree.Entry, above []string) {
	names := append(above[:len(above):len(above)], e.Key.Value)
	if e.Value.Kind == yamltree.Map {
		for _, inner := range e.Value.Entries {
			o.cells(inner, names)
		}
		return
	}
	for _, name := range names {
		o.things = append(o.things, thingSpan{Span: e.Value.Span(), isKey: true, name: name})
	}
}

// itemName returns what tells an item of a list from the others, wherever it stands: its id, guid or key, else the first
// text in it; "" for an item that is itself a text.
func itemName(item *yamltree.Node) string {
	for _, key := range [...]string{"id", "guid", "key"} {
		if n := item.Get(key); n != nil && n.Value != "" {
			return n.Value
		}
	}
	for _, e := range item.Entries {
		if e.Value.Value != "" {
			return e.Value.Value
		}
	}
	return ""
}

// path returns the keys and items around the byte at offset, outer ones first.
func (o *outline) path(offset int) []thingSpan {
	i, _ := slices.BinarySearchFunc(o.things, offset+1, func(t thingSpan, at int) int { return cmp.Compare(t.Start, at) })
	for i--; i >= 0 && o.things[i].End < offset; {
		i = o.things[i].parent
	}
	var path []thingSpan
	for ; i >= 0; i = o.things[i].parent {
		path = append(path, o.things[i])
	}
	slices.Reverse(path)
	return path
}

// covers returns what a YAML comment covers, or why it stands in the wrong place.
func (o *outline) covers(d directive, ownLine bool) (spans []source.Span, misplaced string) {
	f := d.span.File
	if d.file {
		if len(o.things) > 0 && d.span.Start > o.root.Start {
			return nil, "`deckmill:ignore-file` must stand before the first key of the file"
		}
		return []source.Span{f.Span(0, len(f.Data))}, ""
	}
	i, _ := slices.BinarySearchFunc(o.things, d.span.End, func(t thingSpan, end int) int { return cmp.Compare(t.Start, end) })
	if ownLine {
		if i < len(o.things) {
			spans = append(spans, o.things[i].Span)
		}
		return spans, ""
	}
	line := f.LineSpan(d.span.From().Line)
	spans = append(spans, line)
	for i--; i >= 0 && o.things[i].Start >= line.Start; i-- {
		if o.things[i].isKey {
			spans = append(spans, o.things[i].Span)
		}
	}
	return spans, ""
}

// coversInMarkup says what a comment in a template or style sheet covers: its line, or the next one if it stands alone.
func coversInMarkup(d directive) ([]source.Span, string) {
	f := d.span.File
	if d.file {
		return []source.Span{f.Span(0, len(f.Data))}, ""
	}
	first, last := d.span.From().Line, d.span.To().Line
	line := f.Span(f.LineSpan(first).Start, f.LineSpan(last).End)
	if len(strings.TrimSpace(line.Text())) == d.span.End-d.span.Start && last < f.Lines() {
		line.End = f.LineSpan(last + 1).End
	}
	return []source.Span{line}, ""
}

// coversInline is coversInMarkup for a template that stands in a YAML file.
func coversInline(d directive) ([]source.Span, string) {
	if d.file {
		return nil, "`deckmill:ignore-file` must stand before the first key of the file, as `# deckmill:ignore-file CODE -- reason`"
	}
	return coversInMarkup(d)
}
