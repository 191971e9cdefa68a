package deck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/occlusion"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// shapeKeys are the keys that say what a shape is, by its kind.
var shapeKeys = [...]string{occlusion.Rect: "rect", occlusion.Ellipse: "ellipse", occlusion.Polygon: "polygon", occlusion.Label: "text"}

// The keys of a mask and of a label.
var (
	maskKeys  = []string{"c", "rect", "ellipse", "polygon", "angle", "fill"}
	labelKeys = []string{"text", "at", "size", "angle", "fill", "scale"}
	allKeys   = []string{"c", "rect", "ellipse", "polygon", "text", "at", "size", "angle", "fill", "scale"}
)

// shape reads one item of `shapes`.
func (m *maskReader) shape(n *yamltree.Node) Mask {
	const example = "for example `- {c: 1, rect: [10%, 10%, 20%, 5%]}`"
	if n.Kind == yamltree.Broken {
		m.failed = true
		return Mask{}
	}
	if n.Kind != yamltree.Map {
		m.refuse("bad-value", n.Span(), example, "a mask must be a map with `c` and `rect`, `ellipse` or `polygon`; found %s", found(n))
		return Mask{}
	}
	m.failed = m.failed || n.Damaged
	out := Mask{Span: n.Span()}
	var kinds []string
	for kind, key := range shapeKeys {
		if n.Get(key) != nil {
			kinds = append(kinds, key)
			out.Shape.Kind = occlusion.Kind(kind)
		}
	}
	known := m.keys(n, allKeys...)
	switch {
	case len(kinds) > 1:
		m.refuse("bad-value", out.Span, "write several masks; with the same `c` they are one card", "a mask is one shape, and this one is `%s`",
			strings.Join(kinds, "` and `"))
		return out
	case len(kinds) == 0:
		if known && !n.Damaged {
			m.refuse("occlusion-shape", out.Span, example, "the mask has no shape: it needs `rect`, `ellipse` or `polygon`, and a label `text`")
		}
		return out
	case out.Shape.Kind == occlusion.Label:
		m.misplaced(n, labelKeys, "a label")
		m.label(n, &out)
	default:
		m.misplaced(n, maskKeys, "a mask")
		m.number(n, &out)
		m.coordinates(n, &out, kinds[0])
	}
	m.looks(n, &out)
	return out
}

// misplaced reports keys that shapes have, but not this kind of shape.
func (m *maskReader) misplaced(n *yamltree.Node, own []string, what string) {
	for _, e := range n.Entries {
		key := e.Key.Value
		if slices.Contains(allKeys, key) && !slices.Contains(own, key) {
			help := "remove it"
			if key == "c" {
				help = "remove it: labels are on all cards and make none"
			}
			m.refuse("bad-value", e.Key.Span(), help, "%s has no `%s`", what, key)
		}
	}
}

// number reads the number of a mask's card.
func (m *maskReader) number(n *yamltree.Node, out *Mask) {
	c := n.Get("c")
	if c == nil || isEmpty(c) {
		at := out.Span
		if c != nil {
			at = place(n, "c")
		}
		m.failed = true
		d := diag.Diagnostic{Code: "occlusion-shape", Span: at,
			Message: fmt.Sprintf("the mask has no number: add `c: %d`, or run `deckmill fix`", m.next),
			Help:    "a learner's progress hangs on the number; masks with one number are one card"}
		if m.next <= occlusion.MaxNumber {
			d.Fixes = []diag.Fix{{Message: fmt.Sprintf("add `c: %d`", m.next), Safe: true, Edits: yamltree.Put(n, "", "c", strconv.Itoa(m.next))}}
		}
		m.next++
		m.report(d)
		return
	}
	v, ok := wholeNumber(c)
	if !ok || v < 1 || v > occlusion.MaxNumber {
		m.refuse("bad-value", place(n, "c"), "for example `c: 1`; masks with one number are one card",
			"`c` must be a whole number from 1 to %d; found %s", occlusion.MaxNumber, found(c))
	}
	out.Shape.Number = v
}

// coordinates reads the list that says where a mask is.
func (m *maskReader) coordinates(n *yamltree.Node, out *Mask, key string) {
	examples := map[string]string{"rect": "left, top, width and height, like `rect: [120, 80, 60, 40]`",
		"ellipse": "left, top, width and height of the box around it, like `ellipse: [30%, 10%, 12%, 8%]`",
		"polygon": "x and y of each corner, like `polygon: [10, 10, 60, 15, 40, 70]`"}
	if !m.lengths(n, out, key, examples[key]) {
		return
	}
	switch count := len(out.At); {
	case key == "polygon" && count%2 != 0:
		m.refuse("bad-value", out.Node.Span(), "write "+examples[key], "`polygon` takes pairs of numbers; found %d numbers", count)
	case key == "polygon" && count < 6:
		m.refuse("occlusion-shape", out.Node.Span(), "add points, or use `rect`", "a polygon has at least 3 points; this one has %d", count/2)
	case key != "polygon" && count != 4:
		m.refuse("bad-value", out.Node.Span(), "write "+examples[key], "`%s` takes 4 numbers; found %d", key, count)
	case key != "polygon":
		for i, side := range []string{"width", "height"} {
			if out.At[2+i].Number <= 0 {
				m.refuse("occlusion-shape", out.Node.Items[2+i].Span(), "write "+examples[key], "the %s of a mask must be more than 0", side)
			}
		}
	}
}

// lengths reads the list of lengths under a key into out.At; it returns false when that is not possible.
func (m *maskReader) lengths(n *yamltree.Node, out *Mask, key, example string) bool {
	out.Node = n.Get(key)
	switch {
	case out.Node == nil:
		m.refuse("bad-value", out.Span, "write "+example, "`%s` is missing", key)
		return false
	case out.Node.Kind == yamltree.Broken:
		m.failed = true
		return false
	case out.Node.Kind != yamltree.List:
		m.refuse("bad-value", place(n, key), "write "+example, "`%s` must be a list of numbers; found %s", key, found(out.Node))
		return false
	}
	for _, item := range out.Node.Items {
		l, ok := m.length(item, item.Span())
		if !ok {
			return false
		}
		out.At = append(out.At, l)
	}
	return true
}
