package reference

import (
	"embed"
	"slices"
	"strings"
)

// A chapter of the reference: some definitions of the schema, and those that only they are made of.
type chapter struct {
	title string
	intro string   // the name of a file in intro; "" for none
	defs  []string // where it begins; what these are made of follows them
}

// chapters are in the order in which somebody meets them who writes a first deck, then a large one. What the schema has and
// no chapter names stands in the chapter of what it is a part of.
var chapters = []chapter{
	{"A whole deck", "deck", []string{"deckFile", "subdecks"}},
	{"Notes", "notes", []string{"notesFile", "notes", "note"}},
	{"Tables", "tables", []string{"tables"}},
	{"Note types", "notetypes", []string{"notetypes", "notetype", "notetypeBody"}},
	{"Fields", "", []string{"field"}},
	{"Cards", "", []string{"card"}},
	{"Image occlusion", "occlusion", []string{"occlusion"}},
	{"Variants and strings", "variants", []string{"axis", "strings"}},
	{"Presets", "presets", []string{"presets", "preset"}},
	{"Media", "media", []string{"media"}},
	{"Rules", "lint", []string{"lint"}},
	{"Retired notes", "retired", []string{"retired"}},
	{"The repository", "repository", []string{"repositoryFile"}},
	{"Kinds of values", "values", []string{"text", "requiredText", "plainText", "words", "key", "notetypeKey"}},
}

// intros say what no single key can. Their examples name the file that they are, and are tried as well.
//
//go:embed intro/*.md
var intros embed.FS

// introduction returns the Markdown with which a chapter begins.
func (c *chapter) introduction() string {
	if c.intro == "" {
		return ""
	}
	text, err := intros.ReadFile("intro/" + c.intro + ".md")
	if err != nil {
		panic(err) // a part of the program
	}
	return strings.TrimRight(string(text), "\n")
}

// values is the last chapter: it takes what is no map and no list, whoever refers to it.
var values = len(chapters) - 1

// arrange returns the definitions of each chapter, in the order of the page.
func (d *document) arrange() [][]string {
	arranged := make([][]string, len(chapters))
	taken := map[string]bool{}
	for _, c := range chapters {
		for _, name := range c.defs {
			taken[name] = true // before any other chapter meets it
		}
	}
	var visit func(in int, name string)
	visit = func(in int, name string) {
		o := d.defs.object(name)
		if o == nil {
			return
		}
		arranged[in] = append(arranged[in], name)
		for _, part := range mentioned(o) {
			if taken[part] {
				continue
			}
			taken[part] = true
			if d.isScalar(part) {
				visit(values, part)
			} else {
				visit(in, part)
			}
		}
	}
	for i, c := range chapters {
		for _, name := range c.defs {
			visit(i, name)
		}
	}
	for _, name := range d.defs.keys {
		if !taken[name] {
			visit(values, name)
		}
	}
	// What earlier chapters put among the values comes after those that it begins with.
	last := arranged[values]
	slices.SortStableFunc(last, func(a, b string) int { return rank(a) - rank(b) })
	return arranged
}

// rank returns the place of a definition among those that the last chapter begins with, or one after them.
func rank(name string) int {
	if i := slices.Index(chapters[values].defs, name); i >= 0 {
		return i
	}
	return len(chapters[values].defs)
}

// isScalar reports whether values of this kind are, or may be, written as one text, number or word. A text that may also be a
// map over variants is one.
func (d *document) isScalar(name string) bool {
	o := d.defs.object(name)
	if d.resolved(o, "enum") != nil {
		return true
	}
	types, several := d.resolved(o, "type").([]any)
	if !several {
		types = []any{d.resolved(o, "type")}
	}
	return slices.ContainsFunc(types, func(t any) bool { return t == "string" || t == "integer" || t == "number" })
}
