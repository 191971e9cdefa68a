package occlusion

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// A drawing as Inkscape saves it: a layer that is moved, the picture that was traced, namespaces, styles.
const inkscape = `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="210mm" height="105mm" viewBox="0 0 200 100" version="1.1" id="svg5"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
   xmlns:xlink="http://www.w3.org/1999/xlink"
   xmlns="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview7" showgrid="false" />
  <defs id="defs2"><clipPath id="clip1"><rect id="rect9" x="0" y="0" width="1" height="1"/></clipPath></defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" transform="translate(-10.5,-20)">
    <image xlink:href="data:image/png;base64,AAAA" id="image1" transform="rotate(3)" />
    <rect style="fill:#ffeba2" id="c1" width="40" height="20" x="30.5" y="40" ry="3" />
    <g id="g3" transform="translate( 10 )
      translate(0,-5)"><circle id='c2-mitral' cx="60.5" cy="75" r="20"/></g>
  </g>
  <ellipse id="c2-second" cx="100" cy="50" rx="50" ry="25"><title>t</title></ellipse>
  <polygon id="c10-a name" points="20,60, 60,60
     40-.5e1 1e1.5"/>
  <rect id="C3" width="1" height="1"/><rect id="c4x" width="1" height="1"/>
</svg>`

// One of Adobe Illustrator, whose namespaces are entities.
const illustrator = `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg xmlns="&ns_svg;" viewBox="0 0 100 100"><rect id="c1" width="10" height="10"/></svg>`

func TestReadSVG(t *testing.T) {
	tests := []struct{ name, svg, want string }{
		{"inkscape", inkscape, "{{c1::image-occlusion:rect:left=.1:top=.2:width=.2:height=.2}}<br>" +
			"{{c2::image-occlusion:ellipse:left=.2:top=.3:rx=.1:ry=.2}}<br>" +
			"{{c2::image-occlusion:ellipse:left=.25:top=.25:rx=.25:ry=.25}}<br>" +
			"{{c10::image-occlusion:polygon:left=.05:top=-0.05:points=.1,.6 .3,.6 .2,-0.05 .05,.005}}<br>"},
		{"illustrator", illustrator, "{{c1::image-occlusion:rect:left=.0000:top=.0000:width=.1:height=.1}}<br>"},
		{"a picture that fills the page", `<svg viewBox="0 0 10 10"><image x=".02" width="9.97" height="10"/><rect id="c1" width="5" height="1"/></svg>`,
			"{{c1::image-occlusion:rect:left=.0000:top=.0000:width=.5:height=.1}}<br>"},
		{"a picture beside the masks", `<svg viewBox="0 0 10 10"><image x="8" width="2" height="2"/><rect id="c1" width="5" height="1"/></svg>`,
			"{{c1::image-occlusion:rect:left=.0000:top=.0000:width=.5:height=.1}}<br>"},
		{"two pictures", `<svg viewBox="0 0 10 10"><image width="9" height="9"/><image width="2" height="2"/><rect id="c1" width="5" height="1"/></svg>`,
			"{{c1::image-occlusion:rect:left=.0000:top=.0000:width=.5:height=.1}}<br>"},
		{"viewBox beside the origin", `<svg viewBox="-50 -50 100 100"><circle id="c7" r="10"/></svg>`,
			"{{c7::image-occlusion:ellipse:left=.4:top=.4:rx=.1:ry=.1}}<br>"},
	}
	for _, tt := range tests {
		d, problems := ReadSVG([]byte(tt.svg))
		for _, p := range problems {
			t.Errorf("%s: %s", tt.name, p.Message)
		}
		if got := Field(d.Shapes, false); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
		for i, p := range d.Places {
			if tag := tt.svg[p.Start:p.End]; !strings.HasPrefix(tag, "<") || !strings.Contains(tag, fmt.Sprintf("c%d", d.Shapes[i].Number)) {
				t.Errorf("%s: shape %d is said to be %q", tt.name, i, tag)
			}
		}
	}
}

func TestSVGProblems(t *testing.T) {
	svg := func(inside string) string { return `<svg viewBox="0 0 10 10">` + inside + `</svg>` }
	const rect = `<rect id="c1" width="1" height="1"/>`
	tests := []struct{ name, svg, place, message string }{
		{"no XML", "GIF89a", "GIF89a", "this is no SVG drawing"},
		{"web page", "<html/>", "<html/>", "this is no SVG drawing: it begins with `<html>`"},
		{"no viewBox", "<svg>" + rect + "</svg>", "<svg>", "the drawing has no `viewBox`, so nobody knows how large it is"},
		{"cut off", `<svg viewBox="0 0 1 1"><rect`, "t", "the drawing is damaged here, so its masks cannot be read"},
		{"wrong end", svg("<g>"), ">", "the drawing is damaged here, so its masks cannot be read"},
		{"path", svg(`<path id="c1-x"/>`), `<path id="c1-x"/>`, "`c1-x` is `<path>`, which cannot be a mask"},
		{"group", svg(`<g id="c1">` + rect + `</g>`), `<g id="c1">`, "`c1` is `<g>`, which cannot be a mask"},
		{"number 501", svg(`<rect id="c501"/>`), `id="c501"`, "`c501` has the number 501; cards have numbers from 1 to 500"},
		{"huge number", svg(`<rect id='c99999999999999999999'/>`), `id='c99999999999999999999'`,
			"`c99999999999999999999` has the number 99999999999999999999; cards have numbers from 1 to 500"},
		{"scaled", svg(`<rect transform="scale(2)" id="c1" width="1" height="1"/>`), `transform="scale(2)"`, "masks can be moved, but not changed by `scale(2)`"},
		{"moved by three", svg(`<g transform="translate(1 2 3)">` + rect + `</g>`), `transform="translate(1 2 3)"`,
			"masks can be moved, but not changed by `translate(1 2 3)`"},
		{"moved and turned", svg(`<g transform="translate(1) rotate(3)"><g>` + rect + rect + `</g></g>`), `transform="translate(1) rotate(3)"`,
			"masks can be moved, but not changed by `translate(1) rotate(3)`"},
		{"in another drawing", svg(`<svg viewBox="0 0 1 1">` + rect + `</svg>`), `<svg viewBox="0 0 1 1">`, "masks in `<svg>` are not drawn"},
		{"in a symbol", svg(`<symbol><g transform="scale(2)">` + rect + `</g></symbol>`), `<symbol>`, "masks in `<symbol>` are not drawn"},
		{"per cent", svg(`<rect id="c1" width="10%" height="1"/>`), `width="10%"`, "`width` must be a number in units of the viewBox; found `10%`"},
		{"not a number", svg(`<rect id="c1" width="NaN" height="1"/>`), `width="NaN"`, "`width` must be a number in units of the viewBox; found `NaN`"},
		{"on a sheet of A4", svg(`<g transform="translate(2 2)"><image width="6" height="4"/></g><rect id="c1" x="3" y="3" width="1" height="1"/>`),
			`<image width="6" height="4"/>`, "the picture in the drawing does not fill the page, and by the page masks are measured: they would lie elsewhere on the card"},
		{"negative", svg(`<ellipse id="c1" rx="1" ry="-1"/>`), `ry="-1"`, "`ry` must be more than 0; found `-1`"},
	}
	for _, tt := range tests {
		_, problems := ReadSVG([]byte(tt.svg))
		if len(problems) != 1 || problems[0].Message != tt.message || tt.svg[problems[0].Start:problems[0].End] != tt.place || problems[0].Help == "" {
			t.Errorf("%s: %+v", tt.name, problems)
		}
	}
}

// Whatever a file holds, what is said about it lies in the file, and shapes are made of numbers.
func FuzzReadSVG(f *testing.F) {
	f.Add(inkscape)
	f.Add(illustrator)
	f.Add(`<svg viewBox="0 0 1e-300 1e300"><polygon id="c1" points="1e300,1 2,2 3-3"/></svg>`)
	f.Add(`<svg width="1" height="1"><g transform="translate(1,1)rotate(2)"><circle id="c2" r="1"/></g></svg>`)
	f.Fuzz(func(t *testing.T, text string) {
		d, problems := ReadSVG([]byte(text))
		inside := func(p Place) {
			if p.Start < 0 || p.Start > p.End || p.End > len(text) {
				t.Errorf("%v lies outside of %d bytes", p, len(text))
			}
		}
		for _, p := range problems {
			inside(p.Place)
		}
		if len(d.Shapes) != len(d.Places) {
			t.Errorf("%d shapes in %d places", len(d.Shapes), len(d.Places))
		}
		for i, s := range d.Shapes {
			inside(d.Places[i])
			if math.IsNaN(s.Left+s.Top+s.Width+s.Height) || s.Number < 1 || s.Number > MaxNumber {
				t.Errorf("%+v", s)
			}
		}
	})
}
