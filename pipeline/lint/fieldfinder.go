package lint

import (
	"cmp"
	"slices"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A fieldFinder tells the fields of notes apart by places in their files. It reads a file again when it is asked for it
// first: that costs time only where two findings about one note must be compared.
type fieldFinder map[*source.File]*outline

// same reports whether two findings about one note stand in the same field.
func (f fieldFinder) same(a, b *diag.Diagnostic) bool {
	if a.Span.File == nil || a.Span.File != b.Span.File {
		return false
	}
	if !HasTree(a.Span.File) {
		return true // a field that stands in a file of its own
	}
	o := f.outline(a.Span.File)
	key, ok := o.keyAround(a.Span.Start)
	other, _ := o.keyAround(b.Span.Start)
	return ok && key == other
}

// outline returns the outline of a YAML file or a table.
func (f fieldFinder) outline(file *source.File) *outline {
	o := f[file]
	if o == nil {
		o = outlineOf(TreeOf(file))
		f[file] = o
	}
	return o
}

// keyAround returns the innermost key, with its value, that has the byte at offset.
func (o *outline) keyAround(offset int) (key source.Span, ok bool) {
	i, _ := slices.BinarySearchFunc(o.things, offset+1, func(t thingSpan, at int) int { return cmp.Compare(t.Start, at) })
	for i--; i >= 0; i-- {
		if t := o.things[i]; t.isKey && offset <= t.End {
			return t.Span, true
		}
	}
	return source.Span{}, false
}
