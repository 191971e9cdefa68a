package collection

import (
	"errors"
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/markup"
	"github.com/deckmill/deckmill/pipeline/occlusion"
	"github.com/deckmill/deckmill/pipeline/source"
)

// masks compiles the masks of the note into the text of its occlusion field (format.md section 10). It is called when the
// other fields are compiled.
func (x *noteCompiler) masks() {
	m := x.note.Masks
	if m == nil {
		return
	}
	size, ok := x.pictureSize()
	shapes, places := x.shapes(size, ok)
	for i := range shapes {
		if edge, beyond := shapes[i].Beyond(size); beyond {
			x.refuse(places[i], "move it, or make it smaller", "the shape reaches %s beyond the %s edge of the picture%s",
				howFar(edge, size), edge.Name, dimensions(size))
		}
		if !shapes[i].Covers() {
			x.refuse(places[i], "write pixels like `120`, or per cent like `30%`; fractions like `0.3` are neither",
				"the mask covers nothing: it is less than a thousandth as wide or as high as the picture%s", dimensions(size))
		}
	}
	cards := slices.ContainsFunc(shapes, func(s occlusion.Shape) bool { return s.Number > 0 })
	if !cards && !x.note.Broken {
		x.refuse(x.maskKey(), "add a mask like `- {c: 1, rect: [10%, 10%, 20%, 5%]}`", "labels make no card, and there is nothing else")
	}
	if x.note.Broken {
		return
	}
	html := occlusion.Field(shapes, !m.HideOne)
	if len(html) > MaxFieldBytes {
		x.problem("bad-value", x.maskKey(), "split the note", "the masks make %d bytes; a field may have at most %d", len(html), MaxFieldBytes)
	}
	x.row.Fields[x.note.Notetype.OcclusionField()] = html
}

// refuse reports something about the masks that keeps the note from being made.
func (x *noteCompiler) refuse(at source.Span, help, format string, args ...any) {
	x.note.Broken = true
	x.problem("occlusion-shape", at, help, format, args...)
}

// maskKey returns what a finding about all masks of the note points at.
func (x *noteCompiler) maskKey() source.Span {
	t := x.note.Notetype
	for _, e := range x.note.Node.Entries {
		if e.Key.Value == t.Fields[t.OcclusionField()].Key {
			return e.Key.Span()
		}
	}
	return x.note.KeySpan(t.OcclusionField())
}

// howFar writes how far a shape reaches beyond an edge.
func howFar(e occlusion.Edge, size occlusion.Size) string {
	percent := fmt.Sprintf("%.4g%%", e.By*100)
	if size == (occlusion.Size{}) {
		return percent
	}
	side := size.Width
	if e.Name == "top" || e.Name == "bottom" {
		side = size.Height
	}
	return fmt.Sprintf("%.4g pixels (%s)", math.Round(e.By*side*10)/10, percent)
}

func dimensions(size occlusion.Size) string {
	if size == (occlusion.Size{}) {
		return ""
	}
	return fmt.Sprintf(", which is %.6g x %.6g pixels", size.Width, size.Height)
}

// pictureSize returns the size of the picture under the masks, and reports a note without one. The size is zero, and ok
// true, for a picture that nobody here can measure and nobody needs to.
func (x *noteCompiler) pictureSize() (size occlusion.Size, ok bool) {
	ref, start, ok := x.picture()
	if !ok {
		return size, false
	}
	text := x.note.Fields[x.note.Notetype.PictureField()]
	flaw := occlusion.ErrUnknown
	if !external(ref) {
		f, d := x.media.mediaIndex.find(ref, text, start, start+len(ref)) // the field that names it uses it
		if d != nil || f.bad != nil && f.bad.Severity == diag.Unresolved {
			x.note.Broken = true // reported
			return size, false
		}
		f.measure.Do(func() { f.pixels, f.flaw = x.media.sizeOf(f) })
		size, flaw = f.pixels, f.flaw
	}
	span, name := text.Span(start, start+len(ref)), path.Base(ref)
	unknown := errors.Is(flaw, occlusion.ErrUnknown)
	falsely := unknown && !external(ref) && occlusion.Reads(name) // called what it is not
	byEye := unknown && !falsely || errors.Is(flaw, occlusion.ErrTurned)
	switch {
	case flaw == nil, byEye && !x.inPixels():
		return size, true
	case unknown && !falsely:
		x.refuse(span, "use a PNG, JPEG or WebP file below `media/`; or write all coordinates in per cent",
			"the size of `%s` cannot be read, and the masks are in pixels", name)
	case errors.Is(flaw, occlusion.ErrTurned):
		x.refuse(span, "turn it in a program for pictures and save it; or write all coordinates in per cent of what is shown",
			"`%s` is shown in another position than its pixels are stored, as cameras save pictures: the masks would lie elsewhere", name)
	case errors.Is(flaw, occlusion.ErrNoSize):
		x.refuse(span, "add one to its first line, like `viewBox=\"0 0 800 600\"`", "`%s` has no `viewBox`, so nobody knows how large it is", name)
	default:
		x.refuse(span, "open it in a program for pictures and save it again, or put another one in its place",
			"`%s` is damaged: its size cannot be read", name)
	}
	return size, false
}

// picture returns the reference to the picture under the masks, and where in its field it begins. It reports a note
// without a picture, or with several.
func (x *noteCompiler) picture() (ref string, start int, ok bool) {
	t := x.note.Notetype
	at := t.PictureField()
	text, key, count := x.note.Fields[at], t.Fields[at].Key, 0
	for from, line := range lines(text.Value) {
		if line != "" && !markup.IsPlayed(line) {
			ref, start = line, from
			count++
		}
	}
	switch {
	case count == 1:
		return ref, start, true
	case count > 1:
		x.refuse(text.Whole(), "make a note of each, or one picture of them", "masks cover one picture, and `%s` names %d", key, count)
	case !x.note.Broken:
		x.refuse(x.maskKey(), fmt.Sprintf("add `%s:` with the path of a picture below `media/`", key), "the masks have no picture: `%s` is empty", key)
	}
	return "", 0, false
}

// lines yields the lines of a media field, without blanks around them, and where each begins.
func lines(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		at := 0
		for line := range strings.SplitAfterSeq(text, "\n") {
			trimmed := strings.TrimSpace(line)
			if !yield(at+strings.Index(line, trimmed), trimmed) {
				return
			}
			at += len(line)
		}
	}
}

// inPixels reports whether a number of the masks means pixels.
func (x *noteCompiler) inPixels() bool {
	return slices.ContainsFunc(x.note.Masks.Shapes, func(m deck.Mask) bool {
		return slices.ContainsFunc(m.At, func(l occlusion.Length) bool { return !l.Percent }) ||
			m.Shape.Kind == occlusion.Label && !m.Size.Percent
	})
}

// sizeOf measures a picture.
func (m *mediaIndex) sizeOf(f *mediaFile) (occlusion.Size, error) {
	file, err := m.files.Open(f.path)
	if err != nil {
		return occlusion.Size{}, err
	}
	defer file.Close()
	return occlusion.Measure(file)
}

// shapes returns the shapes of the note in fractions of its picture, and where each is written. sized is false when the
// picture has no size, which was reported: a drawing is looked at all the same.
func (x *noteCompiler) shapes(size occlusion.Size, sized bool) (shapes []occlusion.Shape, places []source.Span) {
	m := x.note.Masks
	if m.SVG.Given() {
		return x.drawn(m.SVG)
	}
	if !sized {
		return nil, nil
	}
	for i := range m.Shapes {
		shapes = append(shapes, measured(&m.Shapes[i], size))
		at := m.Shapes[i].Span
		if n := m.Shapes[i].Node; n != nil {
			at = n.Span()
		}
		places = append(places, at)
	}
	return shapes, places
}

// measured turns a mask as it is written into fractions of the picture.
func measured(m *deck.Mask, size occlusion.Size) occlusion.Shape {
	s := m.Shape
	at := make([]float64, len(m.At))
	for i, l := range m.At {
		side := size.Width
		if i%2 == 1 {
			side = size.Height
		}
		at[i] = l.Fraction(side)
	}
	switch s.Kind {
	case occlusion.Polygon:
		var points []occlusion.Point
		for i := 0; i < len(at); i += 2 {
			points = append(points, occlusion.Point{X: at[i], Y: at[i+1]})
		}
		fill := s.Fill
		s = occlusion.NewPolygon(s.Number, points)
		s.Fill = fill
	case occlusion.Label:
		s.Left, s.Top, s.FontSize = at[0], at[1], m.Size.Fraction(size.Height)
	default:
		s.Left, s.Top, s.Width, s.Height = at[0], at[1], at[2], at[3]
	}
	return s
}
