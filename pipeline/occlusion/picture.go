package occlusion

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	_ "image/gif"  // so that Measure reads it
	_ "image/jpeg" // so that Measure reads it
	_ "image/png"  // so that Measure reads it
	"io"
	"path"
	"slices"
	"strings"

	_ "golang.org/x/image/bmp"  // so that Measure reads it
	_ "golang.org/x/image/webp" // so that Measure reads it
)

// What is to be known of a picture before it is covered. Any other error of Measure means that the picture is damaged.
var (
	ErrUnknown = errors.New("no known kind of picture")
	ErrNoSize  = errors.New("an SVG drawing without a viewBox")
	ErrTurned  = errors.New("a picture that is stored in another position than it is shown; it has a size all the same")
)

// Measure returns the size of a picture as it is shown: PNG, JPEG, GIF, WebP, BMP, or SVG, whose size is that of its
// viewBox. It reads no further than it must.
func Measure(r io.Reader) (Size, error) {
	var read bytes.Buffer
	c, kind, err := image.DecodeConfig(io.TeeReader(r, &read))
	switch {
	case errors.Is(err, image.ErrFormat):
		return measureSVG(io.MultiReader(&read, r))
	case err == nil && (c.Width < 1 || c.Height < 1):
		return Size{}, errors.New("a picture without pixels")
	case err != nil:
		return Size{}, err
	}
	size := Size{float64(c.Width), float64(c.Height)}
	if kind != "jpeg" {
		return size, nil
	}
	o := orientation(read.Bytes())
	if o >= 5 {
		size = Size{size.Height, size.Width}
	}
	if o != 1 {
		return size, ErrTurned
	}
	return size, nil
}

// Reads reports whether a file of this name is of a kind that Measure reads, if it is what its name says.
func Reads(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"}, strings.ToLower(path.Ext(name)))
}

// measureSVG returns the size of an SVG drawing, of which only the first element counts.
func measureSVG(r io.Reader) (Size, error) {
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		if err != nil {
			return Size{}, ErrUnknown
		}
		start, ok := t.(xml.StartElement)
		switch {
		case !ok:
			continue
		case start.Name.Local != "svg":
			return Size{}, ErrUnknown
		}
		if box, ok := viewBoxOf(start.Attr); ok {
			return Size{box.width, box.height}, nil
		}
		return Size{}, ErrNoSize
	}
}

// A viewBox is the part of the plane that an SVG drawing shows.
type viewBox struct{ x, y, width, height float64 }

// viewBoxOf returns the viewBox of an SVG element; one without it shows its width and height in pixels.
func viewBoxOf(attributes []xml.Attr) (box viewBox, ok bool) {
	values := map[string]string{}
	for _, a := range attributes {
		if a.Name.Space == "" {
			values[a.Name.Local] = a.Value
		}
	}
	if text, given := values["viewBox"]; given {
		n, ok := numbers(text)
		if !ok || len(n) != 4 {
			return viewBox{}, false
		}
		box = viewBox{n[0], n[1], n[2], n[3]}
	} else {
		var wide, high bool
		box.width, wide = pixels(values["width"])
		box.height, high = pixels(values["height"])
		if !wide || !high {
			return viewBox{}, false
		}
	}
	const least = 1e-9
	return box, box.width > least && box.height > least
}
