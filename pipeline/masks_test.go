package pipeline_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline"
)

const masked = head + `language: en
notetype: image-occlusion
notes:
  - id: a
    image: p.svg
    occlusion: {%s}
  - id: b
    image: p.svg
    occlusion: {hide: one, %s}
`

// mask writes n masks in a row with mask, which is given the number of each.
func mask(n int, mask string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, mask, i%500+1)
	}
	return b.String()
}

// A picture has 500 shapes at most, however they are written, and what is wrong with a drawing is said once, not for each
// note that uses it.
func TestManyMasks(t *testing.T) {
	shapes := func(n int) string { return "shapes: [" + mask(n, "{c: %d, rect: [1, 1, 1, 1]}, ") + "]" }
	drawing := func(n int) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">` + mask(n, `<rect id="c%d" width="1" height="1"/>`) + "</svg>"
	}
	tests := []struct {
		name, value, drawing string
		want                 []string
	}{
		{"shapes", shapes(500), "", nil},
		{"too many shapes", shapes(501), "", []string{
			"occlusion-shape: a picture may have 500 shapes, this one has 501", "occlusion-shape: a picture may have 500 shapes, this one has 501"}},
		{"drawn", "svg: m.svg", drawing(500), nil},
		{"too many drawn", "svg: m.svg", drawing(501), []string{"occlusion-shape: a picture may have 500 shapes, this drawing has 501"}},
		{"damaged drawing", "svg: m.svg", "<svg", []string{"occlusion-shape: the drawing is damaged here, so its masks cannot be read"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{
				"decks/d/deck.yaml":   fmt.Sprintf(masked, tt.value, tt.value),
				"decks/d/media/p.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>`,
			}
			if tt.drawing != "" {
				files["decks/d/media/m.svg"] = tt.drawing
			}
			c := compile(t, repository(files), pipeline.Options{})
			var got []string
			for _, d := range c.Diagnostics {
				if d.Code == "occlusion-shape" {
					got = append(got, d.Code+": "+d.Message)
				}
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A photo that a camera stored on its side has no pixels in which masks could be written; per cent are of what is shown.
func TestMasksOfTurnedPicture(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20)), nil); err != nil {
		t.Fatal(err)
	}
	const exif = "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	photo := b.String()[:2] + exif + b.String()[2:]
	for rect, want := range map[string]string{
		"[1, 1, 5%, 5%]":     "`p.jpg` is shown in another position than its pixels are stored, as cameras save pictures: the masks would lie elsewhere",
		"[1%, 1%, 5%, 5%]":   "",
		"[1%, 1%, 110%, 5%]": "the shape reaches 2.2 pixels (11%) beyond the right edge of the picture, which is 20 x 30 pixels",
	} {
		c := compile(t, repository(map[string]string{
			"decks/d/deck.yaml": head + "language: en\nnotetype: image-occlusion\nnotes:\n  - id: a\n    image: p.jpg\n" +
				"    occlusion: {shapes: [{c: 1, rect: " + rect + "}]}\n",
			"decks/d/media/p.jpg": photo,
		}), pipeline.Options{})
		got := ""
		for _, d := range c.Diagnostics {
			got += d.Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", rect, got, want)
		}
	}
}
