package occlusion

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
)

// webp is a picture of one pixel: no encoder is at hand.
const webp = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

// withExif returns a JPEG picture with an Exif block whose list has these bytes.
func withExif(jpeg, exif string) string {
	block := "Exif\x00\x00" + exif
	return jpeg[:2] + "\xff\xe0\x00\x04ab\xff\xe1" + string([]byte{0, byte(len(block) + 2)}) + block + jpeg[2:]
}

// Pictures of cameras say in which position they are to be shown.
func TestTurned(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20)), nil); err != nil {
		t.Fatal(err)
	}
	const other = "\x01\x0f\x00\x03\x00\x00\x00\x01\x00\x08\x00\x00"
	for _, tt := range []struct {
		name, exif string
		want       Size
		turned     bool
	}{
		{"upright", "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x01\x00\x00", Size{30, 20}, false},
		{"upside down", "MM\x00*\x00\x00\x00\x08\x00\x02" + other + "\x01\x12\x00\x03\x00\x00\x00\x01\x00\x03\x00\x00", Size{30, 20}, true},
		{"on its side", "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00", Size{20, 30}, true},
		{"on its side, other byte order", "II*\x00\x0a\x00\x00\x00..\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00", Size{20, 30}, true},
		{"nothing of it", "MM\x00*\x00\x00\x00\x08\x00\x01" + other, Size{30, 20}, false},
		{"no position", "MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x09\x00\x00", Size{30, 20}, false},
		{"list cut off", "MM\x00*\x00\x00\x00\x08\xff\xff\x01\x12", Size{30, 20}, false},
		{"list elsewhere", "MM\x00*\xff\xff\xff\xff\x00\x01", Size{30, 20}, false},
		{"empty", "", Size{30, 20}, false},
	} {
		got, err := Measure(strings.NewReader(withExif(b.String(), tt.exif)))
		if got != tt.want || errors.Is(err, ErrTurned) != tt.turned || err != nil && !tt.turned {
			t.Errorf("%s: %v %v", tt.name, got, err)
		}
	}
}

func TestMeasure(t *testing.T) {
	picture := image.NewGray(image.Rect(0, 0, 30, 20))
	encoded := func(encode func(io.Writer) error) string {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	asPNG := encoded(func(w io.Writer) error { return png.Encode(w, picture) })
	small, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		t.Fatal(err)
	}
	svg := `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><!-- a --><svg xmlns="http://www.w3.org/2000/svg" `
	damaged := errors.New("damaged")
	tests := []struct {
		name, data string
		want       Size
		err        error
	}{
		{"png", asPNG, Size{30, 20}, nil},
		{"jpeg", encoded(func(w io.Writer) error { return jpeg.Encode(w, picture, nil) }), Size{30, 20}, nil},
		{"gif", encoded(func(w io.Writer) error { return gif.Encode(w, picture, nil) }), Size{30, 20}, nil},
		{"bmp", encoded(func(w io.Writer) error { return bmp.Encode(w, picture) }), Size{30, 20}, nil},
		{"webp", string(small), Size{1, 1}, nil},
		{"half a png", asPNG[:20], Size{}, damaged},
		{"webp without end", string(small[:18]), Size{}, damaged},
		{"svg", svg + `viewBox="-5,-5 800.5 600"/>`, Size{800.5, 600}, nil},
		{"svg with byte order mark", "\ufeff" + svg + `viewBox="0 0 8 6"/>`, Size{8, 6}, nil},
		{"viewBox counts", svg + `width="5" height="5" viewBox="0 0 8 6"/>`, Size{8, 6}, nil},
		{"svg in pixels", svg + `width="80px" height="60"/>`, Size{80, 60}, nil},
		{"svg in millimetres", svg + `width="80mm" height="60mm"/>`, Size{}, ErrNoSize},
		{"svg without size", svg + `/>`, Size{}, ErrNoSize},
		{"flat svg", svg + `viewBox="0 0 8 0"/>`, Size{}, ErrNoSize},
		{"viewBox of three", svg + `viewBox="0 0 8"/>`, Size{}, ErrNoSize},
		{"viewBox of words", svg + `viewBox="0 0 8 x"/>`, Size{}, ErrNoSize},
		{"viewBox of something else", svg + `x:viewBox="0 0 8 6"/>`, Size{}, ErrNoSize},
		{"web page", "<html><svg viewBox='0 0 1 1'/></html>", Size{}, ErrUnknown},
		{"text", "just text", Size{}, ErrUnknown},
		{"nothing", "", Size{}, ErrUnknown},
		{"unfinished tag", "<svg viewBox='0 0 1 1'", Size{}, ErrUnknown},
	}
	for _, tt := range tests {
		got, err := Measure(strings.NewReader(tt.data))
		ok := errors.Is(err, tt.err) || tt.err == damaged && err != nil && !errors.Is(err, ErrUnknown) && !errors.Is(err, ErrNoSize)
		if got != tt.want || !ok {
			t.Errorf("%s: %v %v", tt.name, got, err)
		}
	}
}

// Whatever a file holds, a picture that is measured has a size.
func FuzzMeasure(f *testing.F) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20)), nil); err != nil {
		f.Fatal(err)
	}
	small, _ := base64.StdEncoding.DecodeString(webp)
	for _, seed := range []string{b.String(), withExif(b.String(), "II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00"),
		string(small), "GIF89a\x01\x00\x01\x00", "BM", `<svg viewBox="0 0 1 1"/>`, `<?xml version="1.0"?><svg width="1px" height="2"/>`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		size, err := Measure(strings.NewReader(data))
		if (err == nil || errors.Is(err, ErrTurned)) != (size.Width > 0 && size.Height > 0) {
			t.Errorf("%v %v", size, err)
		}
	})
}
