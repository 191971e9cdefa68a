package markup

import (
	"html"
	"iter"
	"strings"
)

// A Tag is an HTML tag, html[Start:End], for who looks at finished HTML, templates or SVG. Comments are none.
type Tag struct {
	Start, End int
	NameEnd    int    // of the name, which stands behind the `<` or `</`
	Name       string // lower case: that may have another length
	Closing    bool
	Text       int // of <script>: html[End:Text] is the script; else End
	in         string
}

// An Attribute is one attribute of a Tag: its name stands at html[Start:NameEnd], its value at html[ValueStart:ValueEnd],
// and End is behind its closing quote.
type Attribute struct {
	Start, NameEnd, End  int
	ValueStart, ValueEnd int    // of the value, without quotes
	Name                 string // lower case
	Value                string // entities decoded
}

// Tags returns the tags of html, read as browsers do. What stands in a script is none; what stands in a style sheet may
// be, because within <svg> browsers take it for tags.
func Tags(html string) iter.Seq[Tag] {
	return func(yield func(Tag) bool) {
		for i := 0; i < len(html); {
			t, ok := nextTag(html, i)
			if !ok {
				return
			}
			i = t.end
			if t.name == "" {
				continue
			}
			out := Tag{Start: t.start, End: t.end, Name: t.name, Closing: t.closing, Text: t.end, NameEnd: t.nameEnd, in: html}
			if t.name == "script" && !t.closing && !strings.HasSuffix(html[:t.end], "/>") {
				out.Text = closingTag(html, i, t.name)
				i = out.Text
			}
			if !yield(out) {
				return
			}
		}
	}
}

// Attributes returns those attributes of a tag that have a value.
func (t Tag) Attributes() iter.Seq[Attribute] {
	return func(yield func(Attribute) bool) {
		going := true
		eachAttribute(t.in[:t.End], t.NameEnd, func(a attribute) {
			if a.has && going && !t.Closing {
				going = yield(Attribute{
					Start: a.start, NameEnd: a.nameEnd, End: a.stop, ValueStart: a.value, ValueEnd: a.valueEnd,
					Name: strings.ToLower(t.in[a.start:a.nameEnd]), Value: html.UnescapeString(t.in[a.value:a.valueEnd]),
				})
			}
		})
	}
}

// Attribute returns the value of an attribute, or "".
func (t Tag) Attribute(name string) string {
	for a := range t.Attributes() {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
