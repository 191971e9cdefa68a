package reference

import "slices"

// A chapter of the reference: some definitions of the schema, and those that only they are made of.
type chapter struct {
	title string
	intro string   // Markdown
	defs  []string // where it begins; what these are made of follows them
}

// chapters are in the order in which somebody meets them who writes a first deck, then a large one. What the schema has and
// no chapter names stands in the chapter of what it is a part of.
var chapters = []chapter{
	{title: "A whole deck", defs: []string{"deckFile", "subdecks"}, intro: `This is a deck, in ` + "`decks/capitals.yaml`" + `:

` + "```yaml" + `
deck: Capitals of Europe
id: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx
notes:
  - id: france
    front: What is the capital of France?
    back: Paris
` + "```" + `

Everything else is optional, and ` + "`deckmill fix`" + ` writes both kinds of ` + "`id`" + `. A deck with pictures, sounds, tables or many notes
has a folder: ` + "`decks/capitals/deck.yaml`" + `, with notes below ` + "`notes/`" + ` and pictures below ` + "`media/`" + `.`},
	{title: "Notes", defs: []string{"notesFile", "notes", "note"}},
	{title: "Tables", defs: []string{"tables"}},
	{title: "Note types", defs: []string{"notetypes", "notetype", "notetypeBody"}},
	{title: "Fields", defs: []string{"field"}},
	{title: "Cards", defs: []string{"card"}},
	{title: "Image occlusion", defs: []string{"occlusion"}},
	{title: "Variants and strings", defs: []string{"variants", "strings"}},
	{title: "Presets", defs: []string{"presets", "preset"}},
	{title: "Media", defs: []string{"media"}},
	{title: "Rules", defs: []string{"lint"}},
	{title: "Retired notes", defs: []string{"retired"}},
	{title: "The repository", defs: []string{"repositoryFile"}, intro: "`deckmill.yaml` at the root of a repository holds for all its decks. No repository needs one."},
	{title: "Kinds of values", defs: []string{"text", "requiredText", "plainText", "words", "key", "notetypeKey"},
		intro: `Text stays what was written: ` + "`no`, `null`, `1.10` and `2024-01-01`" + ` are these characters. Where text begins with a sign that
means something to YAML, or holds ` + "`: ` or ` #`" + `, quote it, or write it below a ` + "`|`" + `.`},
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

// isScalar reports whether a definition is neither a map nor a list.
func (d *document) isScalar(name string) bool {
	o := d.defs.object(name)
	if d.resolved(o, "properties") != nil || d.resolved(o, "items") != nil || d.resolved(o, "additionalProperties") != nil {
		return false
	}
	t := d.resolved(o, "type")
	return t != "object" && t != "array"
}
