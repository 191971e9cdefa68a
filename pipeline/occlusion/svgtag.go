package occlusion

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// An element is a start tag and where it stands.
type element struct {
	Place
	name       string
	attributes []xml.Attr
	text       string // the tag as it is written
}

// attribute returns the value of an attribute that stands in no namespace.
func (e *element) attribute(name string) (value string, ok bool) {
	for _, a := range e.attributes {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

var attributes = regexp.MustCompile(`\s([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')`)

// placeOf returns where an attribute stands, or its element.
func (e *element) placeOf(name string) Place {
	for _, m := range attributes.FindAllStringSubmatchIndex(e.text, -1) {
		if e.text[m[2]:m[3]] == name {
			return Place{e.Start + m[2], e.Start + m[5]}
		}
	}
	return e.Place
}

var number = regexp.MustCompile(`[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`)

// numbers reads a list of numbers as SVG writes it: between them blanks, commas, or nothing where a sign begins the next.
func numbers(text string) (list []float64, ok bool) {
	for _, s := range number.FindAllString(text, -1) {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.Abs(v) > 1e9 {
			return nil, false
		}
		list = append(list, v)
	}
	return list, strings.Trim(number.ReplaceAllString(text, ""), " \t\r\n,") == ""
}

// pixels reads a length in pixels, which are the units of the viewBox.
func pixels(text string) (float64, bool) {
	n, ok := numbers(strings.TrimSuffix(strings.TrimSpace(text), "px"))
	if !ok || len(n) != 1 {
		return 0, false
	}
	return n[0], true
}
