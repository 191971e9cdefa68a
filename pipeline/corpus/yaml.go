package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// perFile is how many notes stand in one file.
const perFile = 1000

// files returns the deck in our format, by path below its folder.
func (d *foreignDeck) files(id string) map[string]string {
	keys := make([][]string, len(d.types)+1)
	keys[0] = []string{"front", "back"}
	types := []string{"basic"}
	taken := map[string]bool{"basic": true, "cloze": true, "image-occlusion": true} // built-ins that a type could be named like
	var b strings.Builder
	fmt.Fprintf(&b, "deck: %s\nid: %s\nmarkup: %s\nmedia: {names: plain}\n", scalar(deckName(d.name), 2), id, d.markup)
	if d.language != "" {
		fmt.Fprintf(&b, "language: %s\n", d.language)
	}
	if len(d.types) > 0 {
		b.WriteString("notetypes:\n")
	}
	for i := range d.types {
		t := &d.types[i]
		types = append(types, keyOf(t.Name, taken))
		keys[i+1] = writeNotetype(&b, types[i+1], t, d.keepIDs)
	}
	files := map[string]string{"deck.yaml": b.String()}
	for from := 0; from < len(d.notes); from += perFile {
		b.Reset()
		b.WriteString("notes:\n")
		for i, n := range d.notes[from:min(from+perFile, len(d.notes))] {
			writeNote(&b, from+i, &n, types[n.typ], keys[n.typ])
		}
		files[fmt.Sprintf("notes/%04d.yaml", from/perFile+1)] = b.String()
	}
	return files
}

// deckName is a name that our format takes: Anki's default deck has one that it does not.
func deckName(name string) string {
	if name == "Default" {
		return "Default (imported)"
	}
	return name
}

// writeNotetype writes a note type and returns the keys of its fields.
func writeNotetype(b *strings.Builder, key string, t *collection.Notetype, keepID bool) []string {
	fmt.Fprintf(b, "  %s:\n    name: %s\n", key, scalar(t.Name, 6))
	if keepID && t.ID > 0 {
		fmt.Fprintf(b, "    anki-id: %d\n", t.ID)
	}
	if t.Cloze {
		b.WriteString("    cloze: true\n")
	}
	b.WriteString("    fields:\n")
	var keys []string
	taken := map[string]bool{}
	for _, f := range t.Fields {
		keys = append(keys, keyOf(f.Name, taken))
		fmt.Fprintf(b, "      - key: %s\n        name: %s\n", keys[len(keys)-1], scalar(f.Name, 10))
		if f.RTL {
			b.WriteString("        rtl: true\n")
		}
	}
	if t.SortField > 0 && t.SortField < len(keys) {
		fmt.Fprintf(b, "    sort-field: %s\n", keys[t.SortField])
	}
	b.WriteString("    cards:\n")
	taken = map[string]bool{}
	for _, c := range t.Templates {
		fmt.Fprintf(b, "      - key: %s\n        name: %s\n", keyOf(c.Name, taken), scalar(c.Name, 10))
		fmt.Fprintf(b, "        front: %s\n        back: %s\n", scalar(c.Front, 10), scalar(c.Back, 10))
		if c.BrowserFront != "" {
			fmt.Fprintf(b, "        browser-front: %s\n", scalar(c.BrowserFront, 10))
		}
		if c.BrowserBack != "" {
			fmt.Fprintf(b, "        browser-back: %s\n", scalar(c.BrowserBack, 10))
		}
	}
	if t.CSS != "" {
		fmt.Fprintf(b, "    css: %s\n", scalar(t.CSS, 6))
	}
	return keys
}

func writeNote(b *strings.Builder, i int, n *foreignNote, notetype string, keys []string) {
	if n.guid != "" {
		fmt.Fprintf(b, "  - guid: %s\n", scalar(n.guid, 6))
	} else {
		fmt.Fprintf(b, "  - id: n%05d\n", i+1)
	}
	if notetype != "basic" {
		fmt.Fprintf(b, "    notetype: %s\n", notetype)
	}
	if n.deck != "" {
		fmt.Fprintf(b, "    deck: %s\n", scalar(n.deck, 6))
	}
	if len(n.tags) > 0 {
		b.WriteString("    tags:\n")
		for _, t := range n.tags {
			fmt.Fprintf(b, "      - %s\n", scalar(t, 8))
		}
	}
	for i, f := range n.fields[:min(len(keys), len(n.fields))] {
		if f != "" {
			fmt.Fprintf(b, "    %s: %s\n", keys[i], scalar(f, 6))
		}
	}
}

// scalar writes text in YAML so that it arrives byte for byte, as a person would write it: several lines as a `|` block
// whose lines have the indentation, one line between single quotes. What YAML cannot hold as it is gets escapes.
func scalar(text string, indent int) string {
	switch {
	case !utf8.ValidString(text) || strings.IndexFunc(text, needsEscape) >= 0 || strings.Trim(text, "\n") == "" && text != "":
		return quoted(text)
	case !strings.Contains(text, "\n"):
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	header := "|"
	if strings.IndexByte(" \t\n", text[0]) >= 0 {
		header += strconv.Itoa(2)
	}
	if strings.HasSuffix(text, "\n") {
		header += "+"
		text = strings.TrimSuffix(text, "\n")
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = strings.Repeat(" ", indent) + l
		}
	}
	return header + "\n" + strings.Join(lines, "\n")
}

// needsEscape reports characters that YAML forbids, takes for a line break, or that an editor would swallow.
func needsEscape(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0x2028, r == 0x2029, r == 0xfeff, r == 0xfffe, r == 0xffff:
		return true
	}
	return false
}

// quoted writes text between double quotes, with the escapes of JSON, which are YAML's as well.
func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(text) // a string can always be encoded
	out := strings.TrimSuffix(b.String(), "\n")
	var safe strings.Builder
	for _, r := range out {
		if needsEscape(r) {
			fmt.Fprintf(&safe, `\u%04x`, r)
		} else {
			safe.WriteRune(r)
		}
	}
	return safe.String()
}
