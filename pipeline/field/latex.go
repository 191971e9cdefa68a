package field

import (
	"crypto/sha1"
	"encoding/hex"
	"regexp"
	"strings"
)

// A LatexImage is an image that Anki makes of LaTeX, or expects among the media (anki-format.md 6.6).
type LatexImage struct {
	Name string // of the file
	Body string // what is set, without the note type's header and footer
}

var (
	latexBlock   = regexp.MustCompile(`(?is)\[latex\](.+?)\[/latex\]|\[\$\](.+?)\[/\$\]|\[\$\$\](.+?)\[/\$\$\]`)
	latexNewline = regexp.MustCompile(`(?i)<br/?>|<div>`)
)

// Latex replaces LaTeX in a field or card by Anki's images of it, and returns these in order. svg is the note type's
// choice.
func Latex(html string, svg bool) (string, []LatexImage) {
	if !strings.Contains(html, "[/") {
		return html, nil
	}
	var images []LatexImage
	var b strings.Builder
	end := 0
	for _, m := range latexBlock.FindAllStringSubmatchIndex(html, -1) {
		image := latexImage(html, m, svg)
		images = append(images, image)
		b.WriteString(html[end:m[0]])
		b.WriteString(`<img class=latex alt="` + EscapeAttribute(image.Body) + `" src="` + image.Name + `">`)
		end = m[1]
	}
	b.WriteString(html[end:])
	return b.String(), images
}

// latexImage returns the image of one match of latexBlock.
func latexImage(html string, m []int, svg bool) LatexImage {
	text := func(group int) string {
		return Plain(latexNewline.ReplaceAllString(html[m[2*group]:m[2*group+1]], "\n"))
	}
	var body string
	switch {
	case m[2] >= 0:
		body = text(1)
	case m[4] >= 0:
		body = "$" + text(2) + "$"
	default:
		body = `\begin{displaymath}` + text(3) + `\end{displaymath}`
	}
	sum := sha1.Sum([]byte(body))
	extension := ".png"
	if svg {
		extension = ".svg"
	}
	return LatexImage{Name: "latex-" + hex.EncodeToString(sum[:]) + extension, Body: body}
}
