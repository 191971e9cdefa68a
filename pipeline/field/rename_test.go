package field

import (
	"strings"
	"testing"
)

func TestRenameMedia(t *testing.T) {
	upper := func(name string) string { return strings.ToUpper(name) }
	for _, c := range []struct{ html, want string }{
		{`plain`, `plain`},
		{`<img src="a.jpg"> <b>x</b> [sound:b.mp3]`, `<img src="A.JPG"> <b>x</b> [sound:B.MP3]`},
		{`<img alt="a.jpg" src=a.jpg>`, `<img alt="A.JPG" src=A.JPG>`}, // wherever it stands in the tag
		{`<img src="d &amp; e.png">`, `<img src="D &amp; E.PNG">`},
		{`[sound:d &amp; e.mp3][sound:x]`, `[sound:D &amp; E.MP3][sound:X]`},
		{`<a href="a.jpg">a.jpg</a> [sound:]`, `<a href="a.jpg">a.jpg</a> [sound:]`},
	} {
		if got := RenameMedia(c.html, upper); got != c.want {
			t.Errorf("%s: %s, want %s", c.html, got, c.want)
		}
	}
	same := func(name string) string { return name }
	if html := `<img src="a&amp;b.jpg">[sound:c]`; RenameMedia(html, same) != html {
		t.Error("a name that stays changes the text")
	}
}
