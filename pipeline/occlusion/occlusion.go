// Package occlusion is image occlusion as Anki writes it: shapes that cover parts of a picture, the arithmetic of pixels
// and per cent, shapes drawn in SVG, and the sizes of pictures. It knows neither decks nor notes, and what is wrong it
// returns as data.
package occlusion

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// A Kind says what a shape is.
type Kind uint8

// MaxShapes is how many shapes a picture may have (format.md section 15), and MaxNumber the highest number of a card
// (anki-format.md 5.2).
const (
	MaxShapes = 500
	MaxNumber = 500
)

// The kinds of shapes (anki-format.md 5.7).
const (
	Rect Kind = iota
	Ellipse
	Polygon
	Label // a text on the picture that covers nothing and makes no card
)

var kindNames = [...]string{"rect", "ellipse", "polygon", "text"}

// String returns Anki's word for the kind.
func (k Kind) String() string { return kindNames[k] }

// A Point is a place in a picture, in fractions of its width and height.
type Point struct{ X, Y float64 }

// A Size is that of a picture in pixels. The zero Size is one that is not known.
type Size struct{ Width, Height float64 }

// A Shape covers a part of a picture, or labels it. Positions and lengths are fractions of the picture's width and height.
type Shape struct {
	Number        int // of its card; shapes with one number are one card; 0 for a Label
	Kind          Kind
	Left, Top     float64 // of the box around it
	Width, Height float64 // of a Rect, or of the box around an Ellipse
	Points        []Point // of a Polygon
	Angle         float64 // degrees clockwise about the corner at Left and Top; not of a Polygon
	Fill          string  // `#rrggbb` in small letters; "" is Anki's colour
	Text          string  // of a Label
	Scale         float64 // of a Label's text
	FontSize      float64 // of a Label, as a fraction of the picture's height
}

// NewPolygon returns a polygon with the box around it.
func NewPolygon(number int, points []Point) Shape {
	s := Shape{Number: number, Kind: Polygon, Points: points, Left: math.Inf(1), Top: math.Inf(1)}
	for _, p := range points {
		s.Left, s.Top = math.Min(s.Left, p.X), math.Min(s.Top, p.Y)
	}
	return s
}

// The colours that Anki does not write because they are its own.
const (
	maskColour = "#ffeba2"
	textColour = "#000000"
)

// Field returns the text of Anki's field for the shapes, in their order (anki-format.md 5.7). hideAll covers the shapes of
// the other cards too.
func Field(shapes []Shape, hideAll bool) string {
	var b strings.Builder
	for i := range shapes {
		shapes[i].write(&b, hideAll)
	}
	return b.String()
}

func (s *Shape) write(b *strings.Builder, hideAll bool) {
	property := func(key, value string) { b.WriteString(":" + key + "=" + value) }
	b.WriteString("{{c" + strconv.Itoa(s.Number) + "::image-occlusion:" + s.Kind.String())
	property("left", fraction(s.Left))
	property("top", fraction(s.Top))
	if angle := storedAngle(s.Angle); angle != 0 && s.Kind != Polygon {
		property("angle", strconv.Itoa(angle))
	}
	standard := maskColour
	switch s.Kind {
	case Rect:
		property("width", fraction(s.Width))
		property("height", fraction(s.Height))
	case Ellipse:
		property("rx", fraction(s.Width/2))
		property("ry", fraction(s.Height/2))
	case Polygon:
		points := make([]string, len(s.Points))
		for i, p := range s.Points {
			points[i] = fraction(p.X) + "," + fraction(p.Y)
		}
		property("points", strings.Join(points, " "))
	case Label:
		property("text", escaper.Replace(s.Text))
		property("scale", fraction(s.Scale))
		property("fs", fraction(s.FontSize))
		standard = textColour
	}
	if s.Fill != "" && s.Fill != standard {
		property("fill", s.Fill)
	}
	if hideAll {
		property("oi", "1")
	}
	b.WriteString("}}<br>")
}

var escaper = strings.NewReplacer(`\`, `\\`, `:`, `\:`)

// fraction writes a number as Anki does: at most four decimals, no zero before or behind them, and `.0000` for none at
// all. Halves are rounded up, as Anki's editor rounds them; whole numbers have no point.
func fraction(v float64) string {
	const decimals = 4
	if v*32 == math.Trunc(v*32) { // only these lie half-way between two numbers of four decimals, and their product is exact
		v = math.Floor(v*1e4+0.5) / 1e4
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		return ".0000"
	}
	return strings.TrimSuffix(strings.TrimRight(strings.TrimLeft(s, "0"), "0"), ".")
}

// storedAngle returns degrees in the steps in which Anki stores them, ten thousand to the circle.
func storedAngle(degrees float64) int {
	return int(math.Floor(math.Mod(degrees, 360)/360*10_000 + 0.5))
}

// A Length is a coordinate as it is written: pixels, or per cent of the picture's width or height.
type Length struct {
	Number  float64
	Percent bool
}

var lengths = regexp.MustCompile(`^-?([0-9]+\.?[0-9]*|\.[0-9]+)%?$`)

// ParseLength reads a length such as `120`, `12.5` or `30%`.
func ParseLength(s string) (Length, bool) {
	if !lengths.MatchString(s) {
		return Length{}, false
	}
	number, percent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(number, 64)
	return Length{Number: v, Percent: percent}, err == nil
}

// Fraction returns the length as a fraction of a side of the picture that is so many pixels long.
func (l Length) Fraction(side float64) float64 {
	if l.Percent {
		return l.Number / 100
	}
	return l.Number / side
}
