package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"
)

const slug = "history"

// Sources returns the deck as its maintainer's repository holds it.
func (d *Deck) Sources() fs.FS {
	root := "decks/" + slug + "/"
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	add(root+"deck.yaml", d.head())
	for _, name := range d.Files {
		if name == "deck.yaml" {
			continue
		}
		if text := d.notesOfFile(name); text != "" {
			add(root+"notes/"+name, text)
		}
	}
	for name, content := range d.Media {
		add(root+"media/"+name, content)
	}
	return files
}

// head writes deck.yaml.
func (d *Deck) head() string {
	var b strings.Builder
	for _, code := range d.Suppressed {
		fmt.Fprintf(&b, "# deckmill:ignore-file %s -- learners are told to tick Merge note types\n", code)
	}
	name := d.Name
	if len(d.Languages) > 0 {
		name += " ({{@language}})"
	}
	fmt.Fprintf(&b, "deck: %s\nid: %s\nlint: {rules: {deck-metadata: off}}\n%s", quote(name), d.ID, d.variants())
	if d.Description != "" {
		fmt.Fprintf(&b, "description: %s\n", quote(d.Description))
	}
	if len(d.Tags) > 0 {
		fmt.Fprintf(&b, "tags: %s\n", quoteAll(d.Tags))
	}
	if d.Markup != "" {
		fmt.Fprintf(&b, "markup: %s\n", d.Markup)
	}
	if d.PlainMedia {
		b.WriteString("media: {names: plain}\n")
	}
	if len(d.Retired) > 0 {
		b.WriteString("retired:\n")
	}
	for _, r := range d.Retired {
		if r.ID != "" {
			fmt.Fprintf(&b, "  - {id: %s, reason: %s}\n", quote(r.ID), quote(r.Reason))
		} else {
			fmt.Fprintf(&b, "  - {guid: %s, reason: %s}\n", quote(r.GUID), quote(r.Reason))
		}
	}
	b.WriteString(d.notetypes())
	b.WriteString(d.notesOfFile("deck.yaml"))
	return b.String()
}

func (d *Deck) notetypes() string {
	var b strings.Builder
	for _, t := range d.Types {
		if text := t.source(len(d.Languages) > 0); text != "" {
			b.WriteString(text)
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "notetypes:\n" + b.String()
}

// source writes the entry of a note type; a built-in that nobody has changed has none. In several languages a name says which
// it is.
func (t *Type) source(languages bool) string {
	var b strings.Builder
	line := func(key, value string) { fmt.Fprintf(&b, "    %s: %s\n", key, value) }
	if t.Was != "" {
		line("was", t.Was)
	}
	switch {
	case languages && (t.Name != "" || t.Builtin == "" || t.Key != t.Builtin):
		line("name", quote(cmp.Or(t.Name, t.Key)+" {{@language}}"))
	case t.Name != "":
		line("name", quote(t.Name))
	}
	if t.Cloze && (t.Builtin == "" || t.Key != t.Builtin) {
		line("cloze", "true")
	}
	if t.Written["fields"] {
		line("fields", "")
		for _, f := range t.Fields {
			fmt.Fprintf(&b, "      - %s\n", f.source())
		}
	}
	if t.Written["sort"] {
		line("sort-field", t.Fields[t.SortField].Key)
	}
	if t.Written["cards"] {
		line("cards", "")
		for _, c := range t.Cards {
			fmt.Fprintf(&b, "      - {key: %s, name: %s, front: %s, back: %s", c.Key, quote(c.Name), quote(t.fill(c.Front)), quote(t.fill(c.Back)))
			optional(&b, "was", c.Was)
			optional(&b, "deck", c.Deck)
			if c.Extended {
				b.WriteString(", only: [extended]")
			}
			b.WriteString("}\n")
		}
	}
	if t.CSS != "" {
		line("css", quote(t.CSS))
	}
	if b.Len() == 0 {
		return ""
	}
	return "  " + t.Key + ":\n" + b.String()
}

func (f *Field) source() string {
	var b strings.Builder
	fmt.Fprintf(&b, "{key: %s, name: %s", f.Key, quote(f.Name))
	optional(&b, "was", f.Was)
	if f.Required {
		b.WriteString(", required: true")
	}
	if f.Personal {
		b.WriteString(", personal: true")
	}
	if f.Extended {
		b.WriteString(", only: [extended]")
	}
	return b.String() + "}"
}

func optional(b *strings.Builder, key, value string) {
	if value != "" {
		fmt.Fprintf(b, ", %s: %s", key, quote(value))
	}
}

// fill writes the names of fields into a template.
func (t *Type) fill(text string) string {
	for _, f := range t.Fields {
		text = strings.ReplaceAll(text, place(f.Num), f.Name)
	}
	return text
}

// place is what stands for a thing with a number in a text.
func place(num int) string { return "\x01" + strconv.Itoa(num) + "\x02" }

// notesOfFile writes the notes of a file, under `notes`.
func (d *Deck) notesOfFile(name string) string {
	var b strings.Builder
	for _, n := range d.Notes {
		if n.File == name {
			b.WriteString(d.note(n))
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "notes:\n" + b.String()
}

func (d *Deck) note(n *Note) string {
	var b strings.Builder
	lead := "  - "
	line := func(key, value string) {
		fmt.Fprintf(&b, "%s%s: %s\n", lead, key, value)
		lead = "    "
	}
	if n.ID != "" {
		line("id", quote(n.ID))
	}
	if n.GUID != "" {
		line("guid", d.guidsOf(n))
	}
	t := d.typeOf(n)
	line("notetype", t.Key)
	if n.Deck != "" {
		line("deck", quote(n.Deck))
	}
	if n.Extended {
		line("only", "[extended]")
	}
	if len(n.Tags) > 0 {
		line("tags", quoteAll(n.Tags))
	}
	for _, f := range t.Fields {
		if v := n.value(f); v != "" {
			line(f.Key, d.inLanguages(n, v))
		}
	}
	return b.String()
}

// value returns the text of a field as written.
func (n *Note) value(f *Field) string {
	text := n.Values[f.Num]
	for _, g := range n.Gaps {
		hint := ""
		if g.Hint != "" {
			hint = "::" + g.Hint
		}
		text = strings.ReplaceAll(text, place(g.Num), fmt.Sprintf("{{c%d::%s%s}}", g.Number, g.Text, hint))
	}
	return text
}

// quote writes text as a YAML scalar in double quotes.
func quote(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err) // strings can always be written
	}
	return strings.TrimSpace(b.String())
}

func quoteAll(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, quote(s))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// mediaNames returns the paths of the deck's media, sorted.
func (d *Deck) mediaNames() []string { return slices.Sorted(maps.Keys(d.Media)) }
