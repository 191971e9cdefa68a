package occlusion

import "math"

// A picture is an `<image>` of a drawing: mostly the one over which the masks were drawn. Its place is in fractions of the
// viewBox.
type picture struct {
	Place
	left, top, width, height float64
}

// picture remembers a picture that the drawing shows.
func (r *svgReader) picture(e element, f frame) {
	if e.name != "image" || f.bad != nil {
		return
	}
	var at [4]float64
	for i, name := range []string{"x", "y", "width", "height"} {
		text, given := e.attribute(name)
		v, ok := pixels(text)
		if given && !ok || !given && i >= 2 {
			return
		}
		at[i] = v
	}
	s := r.placed(Shape{Left: at[0], Top: at[1], Width: at[2], Height: at[3]}, f)
	r.pictures = append(r.pictures, picture{e.Place, s.Left, s.Top, s.Width, s.Height})
}

// checkPicture reports that the one picture of the drawing, over which all masks lie, does not fill the page. Masks are
// measured by the page, so that they would lie elsewhere on the card: it is what happens to who draws on a sheet of A4.
func (r *svgReader) checkPicture() {
	if len(r.pictures) != 1 || len(r.out.Shapes) == 0 {
		return
	}
	const near = 0.01
	p := r.pictures[0]
	if math.Abs(p.left)+math.Abs(p.top) < near && math.Abs(p.width-1) < near && math.Abs(p.height-1) < near {
		return
	}
	for i := range r.out.Shapes {
		left, top, right, bottom := r.out.Shapes[i].box(Size{})
		if left < p.left-near || top < p.top-near || right > p.left+p.width+near || bottom > p.top+p.height+near {
			return // it is something else
		}
	}
	r.report(p.Place, "the picture in the drawing does not fill the page, and by the page masks are measured: they would lie elsewhere on the card",
		"make the page as large as the picture; Inkscape calls it *Resize Page to Selection*")
}
