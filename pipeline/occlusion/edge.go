package occlusion

import "math"

// An Edge is a side of the picture beyond which a shape reaches, and how far: in a fraction of the picture's width or
// height.
type Edge struct {
	Name string // left, right, top, bottom
	By   float64
}

// Tolerance is how far a shape may reach beyond the picture, as a fraction of its side: what rounding makes.
const Tolerance = 0.001

// Beyond returns the edge of a picture of this size beyond which the shape reaches farthest. ok is false when it lies
// within. Of a label only the corner counts, since nobody knows how wide its letters are; the same goes for what is
// turned while the size is not known.
func (s *Shape) Beyond(size Size) (edge Edge, ok bool) {
	left, top, right, bottom := s.box(size)
	for _, e := range []Edge{{"left", -left}, {"top", -top}, {"right", right - 1}, {"bottom", bottom - 1}} {
		if e.By > Tolerance && e.By > edge.By {
			edge, ok = e, true
		}
	}
	return edge, ok
}

// Covers reports whether a mask covers anything that can be seen: Anki keeps four decimals, of which the last is rounded. A
// label, which covers nothing, does.
func (s *Shape) Covers() bool {
	width, height := s.Width, s.Height
	switch s.Kind {
	case Label:
		return true
	case Polygon:
		left, top, right, bottom := s.box(Size{})
		width, height = right-left, bottom-top
	}
	return width >= Tolerance && height >= Tolerance
}

// box returns the box around the shape as it is drawn.
func (s *Shape) box(size Size) (left, top, right, bottom float64) {
	points := []Point{{s.Left, s.Top}}
	switch {
	case s.Kind == Polygon:
		points = s.Points
	case s.Kind == Label:
	case s.Angle == 0:
		points = append(points, Point{s.Left + s.Width, s.Top + s.Height})
	case size == Size{}:
	case s.Kind == Ellipse:
		return s.turnedEllipse(size)
	default:
		points = append(points, s.turned(s.Width, 0, size), s.turned(0, s.Height, size), s.turned(s.Width, s.Height, size))
	}
	left, top, right, bottom = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		left, right = math.Min(left, p.X), math.Max(right, p.X)
		top, bottom = math.Min(top, p.Y), math.Max(bottom, p.Y)
	}
	return left, top, right, bottom
}

// turned returns where the point at a distance from the corner lies when the shape is turned about it.
func (s *Shape) turned(dx, dy float64, size Size) Point {
	sin, cos := math.Sincos(s.Angle * math.Pi / 180)
	x, y := dx*size.Width, dy*size.Height
	return Point{s.Left + (x*cos-y*sin)/size.Width, s.Top + (x*sin+y*cos)/size.Height}
}

func (s *Shape) turnedEllipse(size Size) (left, top, right, bottom float64) {
	sin, cos := math.Sincos(s.Angle * math.Pi / 180)
	rx, ry := s.Width/2*size.Width, s.Height/2*size.Height
	centre := s.turned(s.Width/2, s.Height/2, size)
	x := math.Hypot(rx*cos, ry*sin) / size.Width
	y := math.Hypot(rx*sin, ry*cos) / size.Height
	return centre.X - x, centre.Y - y, centre.X + x, centre.Y + y
}
