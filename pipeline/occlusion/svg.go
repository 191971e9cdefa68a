package occlusion

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Drawing is what an SVG file holds of shapes, in the order of their elements.
type Drawing struct {
	Shapes []Shape
	Places []Place // where the element of each shape begins
}

// A Place is a range of bytes.
type Place struct{ Start, End int }

// A Problem is something in an SVG file that keeps it from being read as shapes.
type Problem struct {
	Place
	Message, Help string
}

// ReadSVG reads the shapes of an SVG drawing: the elements `rect`, `ellipse`, `circle` and `polygon` with an id like `c1`
// or `c1-name`, in units of the viewBox (format.md section 10). Other elements are the business of whoever drew them.
func ReadSVG(data []byte) (Drawing, []Problem) {
	r := svgReader{data: data, xml: xml.NewDecoder(bytes.NewReader(data)), refused: map[int]bool{}}
	r.xml.Entity = map[string]string{}
	for r.next() {
	}
	r.checkPicture()
	return r.out, r.problems
}

// An svgReader walks through the elements of a drawing.
type svgReader struct {
	data     []byte
	xml      *xml.Decoder
	box      viewBox
	open     []frame
	out      Drawing
	problems []Problem
	refused  map[int]bool // attributes and elements about which something was said, by offset
	pictures []picture    // that the drawing shows
}

// A frame is an open element and what it does to the shapes in it.
type frame struct {
	dx, dy float64  // how far they are moved
	bad    *Problem // why shapes in it cannot be read
}

var entity = regexp.MustCompile(`<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')`)

// next reads one token; it returns false at the end.
func (r *svgReader) next() bool {
	start := int(r.xml.InputOffset())
	token, err := r.xml.Token()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			r.damaged()
		} else if r.box.width == 0 && len(r.problems) == 0 {
			r.report(Place{0, len(r.data)}, "this is no SVG drawing", "export the masks as SVG")
		}
		return false
	}
	switch t := token.(type) {
	case xml.Directive: // the entities of Adobe Illustrator
		for _, e := range entity.FindAllStringSubmatch(string(t), -1) {
			r.xml.Entity[e[1]] = e[2] + e[3]
		}
	case xml.StartElement:
		end := int(r.xml.InputOffset())
		return r.start(element{Place{start, end}, t.Name.Local, t.Attr, string(r.data[start:end])})
	case xml.EndElement:
		r.open = r.open[:len(r.open)-1]
	}
	return true
}

func (r *svgReader) report(p Place, message, help string) {
	r.problems = append(r.problems, Problem{p, message, help})
}

// damaged reports where the file stops being XML.
func (r *svgReader) damaged() {
	at := min(int(r.xml.InputOffset()), len(r.data))
	r.report(Place{max(0, at-1), at}, "the drawing is damaged here, so its masks cannot be read", "save it again as plain SVG")
}

// start enters an element; it returns false when the rest cannot be read.
func (r *svgReader) start(e element) bool {
	f := frame{}
	if len(r.open) > 0 {
		f = r.open[len(r.open)-1]
	}
	switch {
	case len(r.open) == 0:
		if e.name != "svg" {
			r.report(e.Place, fmt.Sprintf("this is no SVG drawing: it begins with `<%s>`", e.name), "export the masks as SVG")
			return false
		}
		var ok bool
		if r.box, ok = viewBoxOf(e.attributes); !ok {
			r.report(e.Place, "the drawing has no `viewBox`, so nobody knows how large it is", "add one like `viewBox=\"0 0 800 600\"`")
			return false
		}
		f.dx, f.dy = -r.box.x, -r.box.y
	case f.bad != nil:
	case slices.Contains(hidden, e.name):
		f.bad = &Problem{e.Place, fmt.Sprintf("masks in `<%s>` are not drawn", e.name), "move them out of it"}
	default:
		r.move(&f, e)
	}
	r.open = append(r.open, f)
	r.shape(e, f)
	return true
}

// hidden are the elements in which shapes are not drawn where they stand.
var hidden = []string{"svg", "defs", "symbol", "clipPath", "mask", "pattern", "marker"}

var translation = regexp.MustCompile(`^\s*translate\s*\(([^()]*)\)[\s,]*`)

// move adds the transform of an element to what is done to the shapes in it.
func (r *svgReader) move(f *frame, e element) {
	text, ok := e.attribute("transform")
	for rest := text; ok && strings.TrimSpace(rest) != ""; {
		m := translation.FindStringSubmatch(rest)
		var by []float64
		if m != nil {
			by, _ = numbers(m[1])
		}
		if len(by) < 1 || len(by) > 2 {
			f.bad = &Problem{e.placeOf("transform"), fmt.Sprintf("masks can be moved, but not changed by `%s`", text),
				"let the drawing program apply the transform to the shape itself"}
			return
		}
		f.dx += by[0]
		if len(by) == 2 {
			f.dy += by[1]
		}
		rest = rest[len(m[0]):]
	}
}

var ids = regexp.MustCompile(`^c([0-9]+)(-.*)?$`)

// shape reads an element with the id of a mask.
func (r *svgReader) shape(e element, f frame) {
	id, _ := e.attribute("id")
	m := ids.FindStringSubmatch(id)
	if m == nil {
		r.picture(e, f)
		return
	}
	number, err := strconv.Atoi(m[1])
	switch {
	case err != nil || number < 1 || number > MaxNumber:
		r.report(e.placeOf("id"), fmt.Sprintf("`%s` has the number %s; cards have numbers from 1 to %d", id, m[1], MaxNumber), "choose another number")
		return
	case f.bad != nil:
		if !r.refused[f.bad.Start] {
			r.refused[f.bad.Start] = true
			r.problems = append(r.problems, *f.bad)
		}
		return
	}
	s := Shape{Number: number}
	ok := false
	switch e.name {
	case "rect":
		s.Kind = Rect
		s.Left, s.Top, s.Width, s.Height, ok = r.four(e, "x", "y", "width", "height")
	case "ellipse":
		s, ok = r.round(e, number, "rx", "ry")
	case "circle":
		s, ok = r.round(e, number, "r", "r")
	case "polygon":
		s, ok = r.polygon(e, number)
	default:
		r.report(e.Place, fmt.Sprintf("`%s` is `<%s>`, which cannot be a mask", id, e.name),
			"draw a rectangle, an ellipse, a circle or a polygon, or give it another id")
	}
	if ok {
		r.out.Shapes = append(r.out.Shapes, r.placed(s, f))
		r.out.Places = append(r.out.Places, e.Place)
	}
}

// placed turns a shape in units of the drawing, moved by f, into fractions of the viewBox.
func (r *svgReader) placed(s Shape, f frame) Shape {
	if s.Kind == Polygon {
		points := make([]Point, len(s.Points))
		for i, p := range s.Points {
			points[i] = Point{(p.X + f.dx) / r.box.width, (p.Y + f.dy) / r.box.height}
		}
		return NewPolygon(s.Number, points)
	}
	s.Left, s.Top = (s.Left+f.dx)/r.box.width, (s.Top+f.dy)/r.box.height
	s.Width, s.Height = s.Width/r.box.width, s.Height/r.box.height
	return s
}

// round reads an ellipse or a circle.
func (r *svgReader) round(e element, number int, horizontal, vertical string) (Shape, bool) {
	cx, cy, rx, ry, ok := r.four(e, "cx", "cy", horizontal, vertical)
	return Shape{Number: number, Kind: Ellipse, Left: cx - rx, Top: cy - ry, Width: 2 * rx, Height: 2 * ry}, ok
}

// four reads a position, which is 0 where it is not given, and two lengths, which must be there.
func (r *svgReader) four(e element, x, y, width, height string) (a, b, c, d float64, ok bool) {
	var values [4]float64
	for i, name := range []string{x, y, width, height} {
		text, given := e.attribute(name)
		v, good := pixels(text)
		switch {
		case !given && i < 2:
		case !given:
			r.report(e.Place, fmt.Sprintf("`<%s>` has no `%s`", e.name, name), "a mask needs a size")
			return 0, 0, 0, 0, false
		case !good:
			r.report(e.placeOf(name), fmt.Sprintf("`%s` must be a number in units of the viewBox; found `%s`", name, text), "save the drawing in pixels")
			return 0, 0, 0, 0, false
		case i >= 2 && v <= 0:
			r.report(e.placeOf(name), fmt.Sprintf("`%s` must be more than 0; found `%s`", name, text), "a mask needs a size")
			return 0, 0, 0, 0, false
		}
		values[i] = v
	}
	return values[0], values[1], values[2], values[3], true
}

func (r *svgReader) polygon(e element, number int) (Shape, bool) {
	text, given := e.attribute("points")
	n, ok := numbers(text)
	switch {
	case !given:
		r.report(e.Place, "`<polygon>` has no `points`", "a polygon needs at least three")
		return Shape{}, false
	case !ok || len(n)%2 != 0:
		r.report(e.placeOf("points"), "`points` must be pairs of numbers", "write them like `10,20 30,40 50,10`")
		return Shape{}, false
	case len(n) < 6:
		r.report(e.placeOf("points"), fmt.Sprintf("a polygon has at least 3 points; this one has %d", len(n)/2), "add points, or draw a rectangle")
		return Shape{}, false
	}
	s := Shape{Number: number, Kind: Polygon}
	for i := 0; i < len(n); i += 2 {
		s.Points = append(s.Points, Point{n[i], n[i+1]})
	}
	return s, true
}
