package deck

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/occlusion"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// Masks are the value of an occlusion field as it is written (format.md section 10). What their pixels mean is only known
// with the picture.
type Masks struct {
	HideOne bool   // only the mask that is asked for covers the picture; else all do
	Shapes  []Mask // empty when they stand in a drawing
	SVG     Text   // path below media/ of the drawing
}

// A Mask is one shape as it is written.
type Mask struct {
	Shape occlusion.Shape    // without what depends on the picture: its position and lengths
	At    []occlusion.Length // left, top, width, height of a rect or ellipse; x, y, x, y, ... of a polygon; x, y of a label
	Size  occlusion.Length   // of a label's letters
	Node  *yamltree.Node     // the list of At
	Span  source.Span        // of the whole shape
}

// OcclusionField returns the index of the note type's field for masks, or -1.
func (t *Notetype) OcclusionField() int {
	return slices.IndexFunc(t.Fields, func(f Field) bool { return f.Markup == Occlusion })
}

// PictureField returns the index of the field whose picture the masks cover, or -1: that which Anki takes for it, else the
// first that holds media.
func (t *Notetype) PictureField() int {
	media := func(f Field) bool { return f.Markup == Media }
	if i := slices.IndexFunc(t.Fields, func(f Field) bool { return media(f) && f.Role == pictureRole }); i >= 0 {
		return i
	}
	return slices.IndexFunc(t.Fields, media)
}

// occlusion reads the value n of a note's occlusion field.
func (x *decoder) occlusion(note *Note, i int, n *yamltree.Node) {
	f := &note.Notetype.Fields[i]
	note.Fields[i] = Text{Node: n}
	if n.Kind != yamltree.Map {
		help := "write the masks below it, like `shapes: [{c: 1, rect: [10%, 10%, 20%, 5%]}]`"
		if n.IsCell() {
			help = "write this note in a YAML file: a cell has no room for masks"
		}
		x.bad("bad-value", n.Span(), help,
			"`%s` must be a map with `shapes` or `svg`; found %s", f.Key, found(n))
		note.Broken = true
		return
	}
	m := maskReader{decoder: x, field: f}
	if masks, ok := m.read(n); ok {
		note.Masks = masks
	} else {
		note.Broken = true
	}
}

// isMasks reports whether a map holds masks, and not those of each variant.
func (x *decoder) isMasks(n *yamltree.Node) bool {
	return n.Get("shapes") != nil || n.Get("svg") != nil || n.Get("hide") != nil || !x.deck.Axes.IsVariants(n)
}

// A maskReader reads the masks of one note.
type maskReader struct {
	*decoder
	field  *Field
	failed bool // something was reported
	next   int  // the next number that no shape has
}

// refuse reports a mistake in the masks.
func (m *maskReader) refuse(code string, at source.Span, help, format string, args ...any) {
	m.failed = true
	m.bad(code, at, help, format, args...)
}

func (m *maskReader) read(n *yamltree.Node) (*Masks, bool) {
	out := &Masks{}
	m.failed = n.Damaged
	m.keys(n, "hide", "shapes", "svg")
	if hide := n.Get("hide"); hide != nil {
		switch scalarText(hide).Value {
		case "all":
		case "one":
			out.HideOne = true
		default:
			m.refuse("bad-value", place(n, "hide"), "`all` covers all masks and asks for one; `one` covers only the one that is asked for",
				"`hide` must be `all` or `one`; found %s", found(hide))
		}
	}
	shapes, svg := n.Get("shapes"), n.Get("svg")
	switch {
	case shapes != nil && svg != nil:
		m.refuse("bad-value", place(n, "svg"), "keep one of them", "the masks stand either in `shapes` or in the drawing that `svg` names")
	case svg != nil:
		if out.SVG = scalarText(svg); out.SVG.Value == "" {
			m.refuse("bad-value", place(n, "svg"), "for example `svg: heart-masks.svg`", "`svg` must be the path of a drawing below `media/`; found %s", found(svg))
		}
	case shapes != nil:
		out.Shapes = m.shapes(n, shapes)
	case !m.failed:
		m.refuse("occlusion-shape", n.Span(), "add `shapes:` with a list of masks, or `svg:` with the path of a drawing", "`%s` has no shape", m.field.Key)
	}
	return out, !m.failed
}

// shapes reads the list under `shapes` of the map n.
func (m *maskReader) shapes(n, list *yamltree.Node) (out []Mask) {
	const example = "begin each mask on a line of its own, like `- {c: 1, rect: [10%, 10%, 20%, 5%]}`"
	switch {
	case list.Kind == yamltree.Broken:
		m.failed = true
	case list.Kind != yamltree.List:
		m.refuse("bad-value", place(n, "shapes"), example, "`shapes` must be a list of masks; found %s", found(list))
	case len(list.Items) == 0:
		m.refuse("occlusion-shape", list.Span(), example, "`%s` has no shape", m.field.Key)
	case len(list.Items) > occlusion.MaxShapes:
		m.refuse("occlusion-shape", list.Items[occlusion.MaxShapes].Span(), "make several notes of the picture",
			"a picture may have %d shapes, this one has %d", occlusion.MaxShapes, len(list.Items))
	default:
		m.next = nextNumber(list)
		for _, item := range list.Items {
			out = append(out, m.shape(item))
		}
	}
	return out
}

// nextNumber returns the number after the highest that a shape has. Gaps are not filled: the card of a number that is gone
// may have a history.
func nextNumber(list *yamltree.Node) int {
	highest := 0
	for _, item := range list.Items {
		if c, ok := wholeNumber(item.Get("c")); ok && c <= occlusion.MaxNumber {
			highest = max(highest, c)
		}
	}
	return highest + 1
}

// keys reports keys of a map that are none of those allowed; it returns false when there are such.
func (m *maskReader) keys(n *yamltree.Node, allowed ...string) (known bool) {
	known = true
	for _, e := range n.Entries {
		key := e.Key.Value
		if slices.Contains(allowed, key) {
			m.failed = m.failed || e.Value.Kind == yamltree.Broken
			continue
		}
		m.failed, known = true, false
		d := diag.Diagnostic{Code: "unknown-key", Span: e.Key.Span(), Message: fmt.Sprintf("unknown key `%s`", key),
			Help: fmt.Sprintf("the keys allowed here are `%s`", strings.Join(allowed, "`, `"))}
		if s, ok := diag.Suggest(key, allowed); ok {
			d.Message += fmt.Sprintf("; did you mean `%s`?", s)
			d.Fixes = []diag.Fix{{Message: fmt.Sprintf("write `%s`", s), Edits: []diag.Edit{yamltree.Replace(e.Key, s)}}}
		}
		m.report(d)
	}
	return known
}

// place returns where a finding about the value under a key points: at the key when there is nothing else.
func place(n *yamltree.Node, key string) source.Span {
	for _, e := range n.Entries {
		if e.Key.Value == key && e.Value.Kind == yamltree.Absent {
			return e.Key.Span()
		}
	}
	return n.Get(key).Span()
}

// found says what stands where something else should.
func found(n *yamltree.Node) string {
	switch n.Kind {
	case yamltree.List:
		return "a list"
	case yamltree.Map:
		return "a map"
	case yamltree.Scalar:
		if n.Value != "" {
			return "`" + diag.Clip(n.Value, 40) + "`"
		}
		return "empty text"
	}
	return "nothing"
}
