package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A section is a heading with the text below it, down to the next heading of its rank or a higher one.
type section struct{ title, text string }

// sections splits Markdown at headings that begin with mark, such as `## `; lines of fenced code are no headings.
func sections(lines []string, mark string) []section {
	var out []section
	fenced := false
	for _, l := range lines {
		if strings.HasPrefix(l, "```") {
			fenced = !fenced
		}
		switch last := len(out) - 1; {
		case !fenced && strings.HasPrefix(l, mark):
			out = append(out, section{title: strings.TrimSpace(l[len(mark):])})
		case last >= 0:
			out[last].text += l + "\n"
		}
	}
	for i := range out {
		out[i].text = strings.Trim(out[i].text, "\n")
	}
	return out
}

// titleOf returns the text of the first heading, which names a deck.
func titleOf(lines []string, name string) string {
	if i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "# ") }); i >= 0 {
		return lines[i][2:]
	}
	return name
}

// withoutFrontMatter removes the settings between lines of dashes that a file may begin with.
func withoutFrontMatter(lines []string) []string {
	if lines[0] != "---" {
		return lines
	}
	return lines[slices.Index(lines[1:], "---")+2:]
}

var mdankiTag = regexp.MustCompile(`\[#([^\]]+)\]\([^)]*\)`)

// readMDAnki reads the dialect of mdanki: a card a heading, `%` between more of its front and its back, tags as links.
func readMDAnki(dir string) ([]repository, error) {
	return readMarkdown(filepath.Join(dir, "samples"), "mdanki", "resources", func(d *foreignDeck, lines []string) {
		for _, s := range sections(lines, "## ") {
			var n foreignNote
			for _, m := range mdankiTag.FindAllStringSubmatch(s.text, -1) {
				n.tags = append(n.tags, m[1])
			}
			back := strings.TrimSpace(mdankiTag.ReplaceAllString(s.text, ""))
			back = strings.ReplaceAll(back, "../samples/resources/", "")
			front := s.title
			if more, rest, ok := strings.Cut("\n"+back, "\n%\n"); ok {
				front, back = front+"\n\n"+strings.TrimSpace(more), strings.TrimSpace(rest)
			}
			n.fields = []string{front, back}
			d.notes = append(d.notes, n)
		}
	})
}

// readMarkdownAnkiDecks reads the dialect of markdown-anki-decks: a card a heading.
func readMarkdownAnkiDecks(dir string) ([]repository, error) {
	return readMarkdown(filepath.Join(dir, "testData", "input"), "markdown-anki-decks", "", func(d *foreignDeck, lines []string) {
		for _, s := range sections(lines, "## ") {
			d.notes = append(d.notes, foreignNote{fields: []string{s.title, s.text}})
		}
	})
}

// readMarkdown makes a deck of each Markdown file of a folder. Pictures and sounds lie in the folder media below it.
func readMarkdown(dir, name, media string, fill func(d *foreignDeck, lines []string)) ([]repository, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		return nil, err
	}
	var out []repository
	for _, file := range files {
		lines, err := readLines(file)
		if err != nil {
			return nil, err
		}
		lines = withoutFrontMatter(lines)
		base := filepath.Base(file)
		d := foreignDeck{name: titleOf(lines, base), language: "en", markup: "markdown", media: map[string]content{}}
		fill(&d, lines)
		found, err := filepath.Glob(filepath.Join(dir, media, "*"))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			b := filepath.Base(f)
			isText := slices.Contains([]string{".md", ".json", ".css"}, filepath.Ext(b))
			if !isText && slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, b) }) {
				d.media[b] = onDisk(f)
			}
		}
		if len(d.notes) > 0 {
			out = append(out, repositoryOf(name+"/"+base, realDecks, d))
		}
	}
	return out, nil
}

// readApy reads the dialect of apy: a note a heading, a field a heading below it. The text above them names a model and
// tags, for the note or for the file.
func readApy(dir string) ([]repository, error) {
	return readMarkdown(filepath.Join(dir, "tests", "data"), "apy", "", func(d *foreignDeck, lines []string) {
		models := map[string]int{} // name -> index into types, from 1
		for _, s := range sections(lines, "# ") {
			below := strings.Split(s.text, "\n")
			model, tags := setting("model", below, lines), setting("tags", below, lines)
			n := foreignNote{tags: strings.FieldsFunc(tags, func(r rune) bool { return r == ',' || r == ' ' })}
			var fields []string
			for _, f := range sections(below, "## ") {
				fields = append(fields, f.title)
				n.fields = append(n.fields, f.text)
			}
			if len(fields) == 0 {
				continue
			}
			if models[model] == 0 && !slices.Equal(fields, []string{"Front", "Back"}) {
				d.types = append(d.types, plainType(model, fields...))
				models[model] = len(d.types)
			}
			n.typ = models[model]
			d.notes = append(d.notes, n)
		}
	})
}

// setting returns what stands behind `name:` above the fields of a note, else above all notes of the file.
func setting(name string, note, file []string) string {
	for _, lines := range [][]string{note, file} {
		for _, l := range lines {
			if strings.HasPrefix(l, "#") {
				break
			}
			if value, ok := strings.CutPrefix(l, name+":"); ok {
				return strings.TrimSpace(value)
			}
		}
	}
	return ""
}
