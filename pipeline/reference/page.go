// Package reference describes the source format for people, from its JSON Schema: every key, what may stand there, what
// holds without it, what it means, and an example. The page is schema/README.md.
package reference

import (
	"fmt"
	"strings"
)

const head = `# Every key of a deck

<!-- Made by "go test ./pipeline/reference -update" from deck.schema.json. Do not edit. -->

What may be written in the files of a deck, key by key. Editors that know JSON Schema show the same while you type; the first
line of a file tells them where it is: ` + "`# yaml-language-server: $schema=../../schema/deck.schema.json`" + `.

"Without it" says what holds when a key is not written. What a message of ` + "`deckmill check`" + ` means is said by
` + "`deckmill explain CODE`" + `, and on [the page of the rules](../pipeline/lint/rules/README.md).
`

// Page returns the reference in Markdown.
func Page() string {
	d := open()
	var b strings.Builder
	b.WriteString(head)
	arranged := d.arrange()
	b.WriteString("\n")
	for i, c := range chapters {
		if len(arranged[i]) == 0 {
			continue
		}
		var links []string
		for _, name := range arranged[i] {
			links = append(links, d.link(name))
		}
		fmt.Fprintf(&b, "- **%s**: %s\n", c.title, strings.Join(links, " · "))
	}
	for i, c := range chapters {
		if len(arranged[i]) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n", c.title)
		if intro := c.introduction(); intro != "" {
			fmt.Fprintf(&b, "\n%s\n", intro)
		}
		for _, name := range arranged[i] {
			d.section(&b, name)
		}
	}
	return b.String()
}

// link returns a link to the section of a definition.
func (d *document) link(name string) string {
	return fmt.Sprintf("[%s](#%s)", d.defs.object(name).text("title"), anchor(name))
}

// anchor is what links call the section of a definition or, with a key, the part about this key.
func anchor(names ...string) string { return strings.ToLower("def-" + strings.Join(names, "-")) }

// section writes what there is to say about a definition, and about each of its keys.
func (d *document) section(b *strings.Builder, name string) {
	o := d.defs.object(name)
	fmt.Fprintf(b, "\n<a id=\"%s\"></a>\n\n### %s\n\n%s\n", anchor(name), o.text("title"), o.text("description"))
	fmt.Fprintf(b, "\n**Value:** %s.\n", d.sentence(o))
	keys := o.object("properties")
	if keys == nil {
		return
	}
	b.WriteString("\n| key | | without it |\n|---|---|---|\n")
	for _, key := range keys.keys {
		without := ""
		if standard := d.standard(keys.object(key)); standard != "" {
			without = code(standard)
		}
		if required(o, key) {
			without = "required"
		}
		fmt.Fprintf(b, "| [`%s`](#%s) | %s | %s |\n", key, anchor(name, key), keys.object(key).text("title"), without)
	}
	for _, key := range keys.keys {
		d.key(b, name, key)
	}
}

// key writes what there is to say about a key of a definition.
func (d *document) key(b *strings.Builder, name, key string) {
	o := d.defs.object(name)
	p := o.object("properties").object(key)
	fmt.Fprintf(b, "\n<a id=\"%s\"></a>\n\n#### `%s`\n\n%s\n", anchor(name, key), key, p.text("description"))
	line := d.sentence(p)
	if required(o, key) {
		line += ". Required"
	} else if standard := d.standard(p); standard != "" {
		line += ". Without it: " + code(standard)
	}
	fmt.Fprintf(b, "\n**Value:** %s.\n", line)
	for _, v := range d.examples(p) {
		fmt.Fprintf(b, "\n```yaml\n%s```\n", Snippet(key, v))
	}
}

// sentence says what a value must be, and where its parts are described.
func (d *document) sentence(o *object) string {
	words := d.mustBe(o)
	var links []string
	for _, name := range parts(o) {
		links = append(links, d.link(name))
	}
	if len(links) > 0 {
		words += " (see " + strings.Join(links, ", ") + ")"
	}
	return words
}

// code writes text as a code span.
func code(text string) string {
	if strings.Contains(text, "`") {
		return "`` " + text + " ``"
	}
	return "`" + text + "`"
}
