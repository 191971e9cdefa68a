package collection

import (
	"fmt"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/occlusion"
	"github.com/deckmill/deckmill/pipeline/source"
)

// A drawing is an SVG file with masks, read once.
type drawing struct {
	load     sync.Once
	file     *source.File
	content  occlusion.Drawing
	problems []diag.Diagnostic
}

// drawn returns the shapes of the SVG file that a note names, and where each stands there.
func (x *noteCompiler) drawn(t deck.Text) (shapes []occlusion.Shape, places []source.Span) {
	ref := norm.NFC.String(t.Value)
	if d := x.media.check(ref, t, 0, len(t.Value)); d != nil {
		x.note.Broken = true
		x.report(*d)
		return nil, nil
	}
	found, _ := x.media.drawings.LoadOrStore(ref, &drawing{})
	d := found.(*drawing)
	d.load.Do(func() { x.media.draw(d, ref) })
	for _, p := range d.problems {
		x.note.Broken = true
		x.report(p)
	}
	if len(d.content.Shapes) == 0 && len(d.problems) == 0 {
		x.refuse(t.Whole(), "give the elements `rect`, `ellipse`, `circle` or `polygon` that are masks ids like `c1` or `c1-name`",
			"`%s` has no mask", ref)
	}
	for _, p := range d.content.Places {
		places = append(places, d.file.Span(p.Start, p.End))
	}
	return d.content.Shapes, places
}

// draw reads an SVG file with masks. It is not packaged.
func (m *mediaIndex) draw(d *drawing, ref string) {
	name := "media/" + ref
	m.files.Use(name)
	data, err := m.files.Read(name)
	if err != nil {
		d.problems = append(d.problems, deck.Unreadable(m.files.Path(name), err))
		return
	}
	d.file = source.NewFile(m.files.Path(name), data)
	var problems []occlusion.Problem
	d.content, problems = occlusion.ReadSVG(data)
	for _, p := range problems {
		d.problems = append(d.problems, diag.Diagnostic{Code: "occlusion-shape", Span: d.file.Span(p.Start, p.End), Message: p.Message, Help: p.Help})
	}
	if most := occlusion.MaxShapes; len(d.content.Shapes) > most {
		p := d.content.Places[most]
		d.problems = append(d.problems, diag.Diagnostic{Code: "occlusion-shape", Span: d.file.Span(p.Start, p.End),
			Message: fmt.Sprintf("a picture may have %d shapes, this drawing has %d", most, len(d.content.Shapes)), Help: "make several notes of the picture"})
	}
}
