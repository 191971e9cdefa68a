package template

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
)

// occlusion returns the element that covers a part of an image, given its shape and properties (anki-format.md 5.7).
func (r *renderer) occlusion(c *field.Cloze, shape string, active bool) string {
	class := "cloze-inactive"
	switch {
	case r.question && active || c.Has(0):
		class = "cloze"
	case active:
		class = "cloze-highlight"
	}
	return `<div class="` + class + `" data-ordinal="` + joinNumbers(c.Numbers) + `" ` + shapeAttributes(shape) + `></div>`
}

// shapeAttributes returns the data attributes of "shape:key=value:key=value", each followed by a space. Anki reads as far
// as it understands.
func shapeAttributes(s string) string {
	shape, rest, ok := strings.Cut(s, ":")
	if !ok {
		return ""
	}
	var b strings.Builder
	attribute := func(name, value string) { b.WriteString("data-" + name + `="` + value + `" `) }
	switch shape {
	case "rect", "ellipse", "polygon", "text":
		attribute("shape", shape)
	}
	for rest != "" {
		var key, value string
		if key, value, rest = cutProperty(rest); value == "" {
			break
		}
		switch key {
		case "left", "top", "angle", "fill", "scale":
			attribute(key, value)
		case "width", "height", "rx", "ry":
			if value != "0" {
				attribute(key, value)
			}
		case "points":
			if value = pairs(value); value != "" {
				attribute(key, value)
			}
		case "text":
			attribute(key, field.EscapeAttribute(value))
		case "fs":
			attribute("font-size", value)
		case "oi":
			attribute("occludeInactive", value)
		}
	}
	return b.String()
}

// cutProperty returns the key and the value, without escapes, of what stands before the first colon that is not
// escaped, and the rest. An empty value means that there is none.
func cutProperty(s string) (key, value, rest string) {
	key, s, ok := strings.Cut(s, "=")
	if !ok || key == "" {
		return "", "", ""
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ':':
			return key, b.String(), s[i+1:]
		case s[i] == '\\':
			if i++; i == len(s) || s[i] != '\\' && s[i] != ':' {
				return "", "", ""
			}
		}
		b.WriteByte(s[i])
	}
	return key, b.String(), ""
}

// pairs keeps of a list of points those that have both coordinates.
func pairs(list string) string {
	var points []string
	for p := range strings.SplitSeq(list, " ") {
		if strings.Contains(p, ",") {
			points = append(points, p)
		}
	}
	return strings.Join(points, " ")
}
