package deck

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/occlusion"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// length reads pixels or per cent; at is where a finding points.
func (m *maskReader) length(n *yamltree.Node, at source.Span) (occlusion.Length, bool) {
	if n.Kind == yamltree.Broken {
		m.failed = true
		return occlusion.Length{}, false
	}
	l, ok := occlusion.ParseLength(scalarText(n).Value)
	if !ok {
		help := "write pixels as `12` and per cent as `12%`"
		if bare, px := strings.CutSuffix(n.Value, "px"); px {
			if bare = strings.TrimSpace(bare); bare != "" {
				help = "write `" + bare + "`: numbers are pixels"
			}
		}
		m.refuse("bad-value", at, help, "a coordinate must be a number of pixels or per cent; found %s", found(n))
	}
	return l, ok
}

// label reads what only labels have.
func (m *maskReader) label(n *yamltree.Node, out *Mask) {
	text := scalarText(n.Get("text"))
	out.Shape.Text = text.Value
	switch i := strings.IndexFunc(text.Value, IsControl); {
	case text.Value == "":
		if n.Get("text").Kind != yamltree.Broken {
			m.refuse("bad-value", place(n, "text"), "write what stands on the picture", "`text` must be text; found %s", found(n.Get("text")))
		}
	case i >= 0:
		m.refuse("bad-value", text.Span(i, i+1), "remove it", "a control character, which Anki would drop")
	case strings.Contains(text.Value, "}}") || deletion.MatchString(text.Value):
		m.refuse("bad-value", text.Whole(), "put a blank between the braces", "a label cannot hold `}}` or `{{c1::`: Anki would take it for the end or the beginning of a mask")
	}
	if m.lengths(n, out, "at", "x and y of its corner, like `at: [5%, 5%]`") && len(out.At) != 2 {
		m.refuse("bad-value", out.Node.Span(), "write x and y of its corner, like `at: [5%, 5%]`", "`at` takes 2 numbers; found %d", len(out.At))
	}
	const example = "write the height of its letters, like `size: 4%`"
	size := n.Get("size")
	if size == nil {
		m.refuse("bad-value", out.Span, example, "`size` is missing")
		return
	}
	var ok bool
	if out.Size, ok = m.length(size, place(n, "size")); ok && out.Size.Number <= 0 {
		m.refuse("occlusion-shape", size.Span(), example, "the size of a label must be more than 0")
	}
}

// deletion matches what begins a cloze deletion, and with it a mask.
var deletion = regexp.MustCompile(`\{\{c[0-9,]+::`)

var colours = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// looks reads the keys that say how a shape looks.
func (m *maskReader) looks(n *yamltree.Node, out *Mask) {
	if fill := n.Get("fill"); fill != nil {
		out.Shape.Fill = strings.ToLower(scalarText(fill).Value)
		switch {
		case fill.Kind == yamltree.Absent:
			m.refuse("bad-value", place(n, "fill"), "put the colour in quotes: `fill: '#ffeba2'`; without, `#` begins a comment", "`fill` is empty")
		case !colours.MatchString(out.Shape.Fill):
			m.refuse("bad-value", place(n, "fill"), "for example `fill: '#ffeba2'`", "`fill` must be a colour like '#ffeba2'; found %s", found(fill))
		}
	}
	out.Shape.Scale = 1
	for _, key := range []string{"angle", "scale"} {
		v := n.Get(key)
		if v == nil {
			continue
		}
		number, ok := decimal(v)
		switch {
		case !ok:
			m.refuse("bad-value", place(n, key), "for example `"+key+": "+lookExamples[key]+"`", "`%s` must be a number; found %s", key, found(v))
		case key == "angle" && out.Shape.Kind == occlusion.Polygon:
			m.refuse("bad-value", place(n, key), "write its corners where they are after turning", "Anki does not turn polygons")
		case key == "angle":
			out.Shape.Angle = number
		case number <= 0:
			m.refuse("bad-value", place(n, key), "for example `scale: 1.5`", "`scale` must be more than 0; found %s", found(v))
		default:
			out.Shape.Scale = number
		}
	}
}

var lookExamples = map[string]string{"angle": "15", "scale": "1.5"}

// decimal reads a number as people write it.
func decimal(n *yamltree.Node) (float64, bool) {
	l, ok := occlusion.ParseLength(scalarText(n).Value)
	return l.Number, ok && !l.Percent && math.Abs(l.Number) < 1e6
}

// wholeNumber reads a number without decimals.
func wholeNumber(n *yamltree.Node) (int, bool) {
	s := scalarText(n).Value
	v, err := strconv.Atoi(s)
	return v, err == nil && strconv.Itoa(v) == s
}
