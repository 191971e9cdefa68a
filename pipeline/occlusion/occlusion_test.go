package occlusion

import (
	"math"
	"testing"
)

// Anki writes numbers with four decimals at most, half-way ones rounded up, and zero in a form of its own
// (anki-format.md 5.7).
func TestFraction(t *testing.T) {
	for v, want := range map[float64]string{
		0: ".0000", 0.00004: ".0000", -0.00004: ".0000", 0.00005: ".0001", 0.25: ".25", 0.5: ".5", 0.1: ".1", 1: "1", 0.99999: "1",
		0.2325: ".2325", 1. / 3: ".3333", 2. / 3: ".6667", 0.03125: ".0313", 0.09375: ".0938", 0.28125: ".2813", 0.15625: ".1563",
		1.5: "1.5", 10: "10", 12.34567: "12.3457", 0.05: ".05", -0.0005: "-0.0005", 100. / 3000: ".0333",
	} {
		if got := fraction(v); got != want {
			t.Errorf("fraction(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestField(t *testing.T) {
	tests := []struct {
		name  string
		shape Shape
		all   bool
		want  string
	}{
		{"rect", Shape{Number: 1, Left: .2325, Top: .3261, Width: .202, Height: .0975}, false,
			"{{c1::image-occlusion:rect:left=.2325:top=.3261:width=.202:height=.0975}}<br>"},
		{"hide all", Shape{Number: 12, Width: 1, Height: .5}, true,
			"{{c12::image-occlusion:rect:left=.0000:top=.0000:width=1:height=.5:oi=1}}<br>"},
		{"turned and coloured", Shape{Number: 2, Left: .1, Top: .1, Width: .2, Height: .2, Angle: 45, Fill: "#00ff00"}, true,
			"{{c2::image-occlusion:rect:left=.1:top=.1:angle=1250:width=.2:height=.2:fill=#00ff00:oi=1}}<br>"},
		{"turned by next to nothing, in Anki's colour", Shape{Number: 2, Width: .2, Height: .2, Angle: 0.01, Fill: "#ffeba2"}, false,
			"{{c2::image-occlusion:rect:left=.0000:top=.0000:width=.2:height=.2}}<br>"},
		{"turned backwards, and more than once", Shape{Number: 2, Width: .2, Height: .2, Angle: -390}, false,
			"{{c2::image-occlusion:rect:left=.0000:top=.0000:angle=-833:width=.2:height=.2}}<br>"},
		{"ellipse", Shape{Number: 3, Kind: Ellipse, Left: .1, Top: .5, Width: .3, Height: .4}, false,
			"{{c3::image-occlusion:ellipse:left=.1:top=.5:rx=.15:ry=.2}}<br>"},
		{"polygon", NewPolygon(4, []Point{{.6, .5}, {.9, .55}, {.55, .9}}), false,
			"{{c4::image-occlusion:polygon:left=.55:top=.5:points=.6,.5 .9,.55 .55,.9}}<br>"},
		{"label", Shape{Kind: Label, Left: .05, Top: .02, Text: `a: b\c "d" <e> ::`, Scale: 1, FontSize: .05}, true,
			`{{c0::image-occlusion:text:left=.05:top=.02:text=a\: b\\c "d" <e> \:\::scale=1:fs=.05:oi=1}}<br>`},
		{"label in colours", Shape{Kind: Label, Text: "x", Scale: 1.5, FontSize: .1, Fill: "#ffeba2"}, false,
			"{{c0::image-occlusion:text:left=.0000:top=.0000:text=x:scale=1.5:fs=.1:fill=#ffeba2}}<br>"},
		{"black label", Shape{Kind: Label, Text: "x", Scale: 1, FontSize: .1, Fill: "#000000"}, false,
			"{{c0::image-occlusion:text:left=.0000:top=.0000:text=x:scale=1:fs=.1}}<br>"},
	}
	for _, tt := range tests {
		if got := Field([]Shape{tt.shape}, tt.all); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestParseLength(t *testing.T) {
	for s, want := range map[string]Length{
		"0": {}, "120": {Number: 120}, "12.5": {Number: 12.5}, "12.": {Number: 12}, ".5": {Number: .5}, "-3": {Number: -3},
		"30%": {30, true}, "0.25%": {.25, true}, "-1.5%": {-1.5, true},
	} {
		if got, ok := ParseLength(s); !ok || got != want {
			t.Errorf("%q: %v %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "%", "-", ".", "1e3", "0x10", "12px", "5 %", "1,5", "NaN", "Inf", "+1", "--1", "５", "1%%"} {
		if got, ok := ParseLength(s); ok {
			t.Errorf("%q is taken for %v", s, got)
		}
	}
	if f := (Length{Number: 30}).Fraction(120); f != .25 {
		t.Errorf("30 of 120 pixels is %v", f)
	}
	if f := (Length{Number: 30, Percent: true}).Fraction(0); f != .3 {
		t.Errorf("30 per cent of nothing known is %v", f)
	}
}

func TestBeyond(t *testing.T) {
	wide := Size{Width: 200, Height: 100}
	tests := []struct {
		name  string
		shape Shape
		size  Size
		edge  string
		by    float64
	}{
		{"whole picture", Shape{Width: 1, Height: 1}, wide, "", 0},
		{"rounding", Shape{Left: -.001, Width: 1.0015, Height: 1}, wide, "", 0},
		{"left", Shape{Left: -.1, Width: .1, Height: 1}, wide, "left", .1},
		{"farthest", Shape{Left: -.1, Top: -.2, Width: 1.4, Height: 1.1}, wide, "right", .3},
		{"bottom", Shape{Kind: Ellipse, Top: .9, Width: .1, Height: .3}, wide, "bottom", .2},
		{"polygon", NewPolygon(1, []Point{{0, 0}, {1, 1}, {.5, -.25}}), wide, "top", .25},
		{"label", Shape{Kind: Label, Left: 1.1, FontSize: 5}, wide, "right", .1},
		{"turned within", Shape{Left: .5, Top: .1, Width: .2, Height: .1, Angle: 90}, wide, "", 0},
		{"turned beyond", Shape{Left: .5, Top: .5, Width: .5, Height: .1, Angle: 90}, wide, "bottom", .5},
		{"turned upwards", Shape{Left: .5, Top: .1, Width: .2, Height: .1, Angle: -90}, wide, "top", .3},
		{"turned circle", Shape{Kind: Ellipse, Left: .5, Top: 0, Width: .1, Height: .2, Angle: 90}, wide, "", 0},
		{"turned, size unknown", Shape{Left: .5, Top: .5, Width: 5, Height: 5, Angle: 90}, Size{}, "", 0},
	}
	for _, tt := range tests {
		edge, ok := tt.shape.Beyond(tt.size)
		if edge.Name != tt.edge || ok != (tt.edge != "") || math.Abs(edge.By-tt.by) > 1e-9 {
			t.Errorf("%s: %v %v", tt.name, edge, ok)
		}
	}
}
