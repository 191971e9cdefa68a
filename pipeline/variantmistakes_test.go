package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestMistakesInVariants is TestMistakes for decks with variants: what is wrong in several of their packages is said once.
func TestMistakesInVariants(t *testing.T) {
	const head = "deck: 'Test {{@language}}'\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n"
	const axis = "variants:\n  - {axis: language, original: en, values: {en: , de: }}\n"
	const own = axis + "notetype: x\nnotetypes:\n  x:\n    name: 'X {{@language}}'\n    fields: [a, b]\n" +
		"    cards: [{key: c, front: '{{A}}', back: '{{B}}'}]\nnotes:\n  - {id: n, a: one, b: two}\n"
	with := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(own) }
	const onlyGerman = "[{key: a, only: [de]}, {key: b, only: [de]}]"
	for _, c := range []mistake{
		{"none", own, nil, nil},
		{"a text from a file", axis + "notes:\n  - {id: a, front: {en: {file: x.md}, de: y}, back: z}\n", nil, []string{"6:25 bad-value"}},
		{"no field is left", with("[a, b]", onlyGerman), nil, []string{"7:3 bad-value"}},
		{"no field is left where there are no notes", with("[a, b]", onlyGerman, "id: n,", "id: n, only: [de],"), nil, nil},
		{"no card is left", with("{key: c,", "{key: c, only: [de],"), nil, []string{"7:3 bad-value"}},
		{"no card is left where there are no notes", with("{key: c,", "{key: c, only: [de],", "id: n,", "id: n, only: [de],"), nil, nil},
		{"a slip in a key that one has", with("[a, b]", "[a, b, {key: capital, only: [de]}]", "'{{B}}'", "'{{B}} {{#B}}{{/B}}'", "b: two", "b: two, captial: x"), nil,
			[]string{"12:29 unknown-key", "9:26 unused-field"}},
		{"a list in only", axis + "notes:\n  - {id: a, only: [[en]], front: f, back: z}\n", nil, []string{"6:20 bad-value"}},
		{"a string without a text", "strings: {a: }\ndescription: 'x {{@a}}'\n" + own, nil, []string{"4:17 bad-value"}},
		{"one name of a note type", with("X {{@language}}", "X"), nil, []string{"8:11 unsafe-name"}},
		{"one name of a note type that nobody wrote", with("    name: 'X {{@language}}'\n", ""), nil, []string{"7:3 unsafe-name"}},
		{"more packages than can be counted", manyAxes() + own[len(axis):], nil, []string{"4:12 bad-value"}},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t, head) })
	}
}

// manyAxes returns axes of ten thousand million packages.
func manyAxes() string {
	var b strings.Builder
	b.WriteString("variants:\n")
	for _, axis := range []string{"language", "b", "c", "d"} {
		value := axis
		if axis == "language" {
			value = "en-x"
		}
		fmt.Fprintf(&b, "  - {axis: %s, original: %s-0, values: {%s-0: ", axis, value, value)
		for i := range 320 {
			fmt.Fprintf(&b, ", %s-%d: ", value, i+1)
		}
		b.WriteString("}}\n")
	}
	return b.String()
}
