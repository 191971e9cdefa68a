package diff

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/field"
)

// MarkdownRoom is how many bytes WriteMarkdown writes at most: GitHub refuses the text of a pull request or of a comment
// on it with more than 65,536 characters (ci-release.md section 5).
const MarkdownRoom = 60_000

// What a list in Markdown shows unless everything is asked for.
const (
	markdownNotes = 40  // of each fate
	markdownText  = 400 // characters of a field
)

// markdownReserve is kept free for the lines that say what is missing, and for what must be closed, in bytes.
const markdownReserve = 1000

// WriteMarkdown writes a report in GitHub's Markdown, for a pull request: for each deck that differs what learners get who
// import it, and the notes with their differences word by word behind a line to click on. It ends when there is no more
// room, with a whole note, and says how much is missing. Card text is shown as it is read, without its tags unless these
// are what differs, and does nothing (see diag.MarkdownText).
func WriteMarkdown(w io.Writer, r *Report, full bool) error {
	m := markdownWriter{left: MarkdownRoom - markdownReserve, full: full}
	titles := r.titles()
	if len(r.Decks) > 1 {
		m.overview(r, titles)
	}
	for i, d := range r.Decks {
		if len(d.Reasons) == 0 && len(r.Decks) > 1 {
			continue
		}
		if !m.deck(titles[i], d) {
			fmt.Fprintf(&m.b, "\nThere is no room here for the rest of %s: `deckmill diff` shows all.\n", counted(len(r.Decks)-i, "deck", "decks"))
			break
		}
	}
	_, err := w.Write(m.b.Bytes())
	return err
}

// A markdownWriter writes pieces as long as there is room for them.
type markdownWriter struct {
	b    bytes.Buffer
	left int
	full bool
}

func (m *markdownWriter) add(text string) bool {
	if len(text) > m.left {
		return false
	}
	m.left -= len(text)
	m.b.WriteString(text)
	return true
}

// overview writes a table of decks.
func (m *markdownWriter) overview(r *Report, titles []string) {
	m.add("| deck | new | updated | retired or gone | version |\n|---|--:|--:|--:|---|\n")
	for i, d := range r.Decks {
		t := d.tally()
		row := fmt.Sprintf("| %s | %s | %s | %s | %s |\n", diag.MarkdownText(diag.Clip(titles[i], labelLength)), number(t.notes[Fresh]),
			number(t.notes[Updated]+t.notes[Blanked]+t.notes[Rewritten]), number(t.notes[Retired]+t.notes[Vanished]+t.notes[Gone]), d.Bump())
		if m.left < MarkdownRoom/2 || !m.add(row) {
			m.add("\nand " + counted(len(r.Decks)-i, "more deck", "more decks") + "\n")
			break
		}
	}
	m.add(fmt.Sprintf("\nVersion: **%s**\n\n", r.Bump()))
}

// deck writes the section of a deck and reports whether there was room for all of it that is ever shown.
func (m *markdownWriter) deck(title string, d *Diff) bool {
	if !m.add(m.summary(title, d)) {
		return false
	}
	for _, g := range d.groups() {
		if g.fate == Unchanged || g.fate == Rewritten {
			continue
		}
		if !m.group(g) {
			return false
		}
	}
	return m.add("\n")
}

func (m *markdownWriter) summary(title string, d *Diff) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n", diag.MarkdownText(diag.Clip(title, 2*labelLength)))
	if len(d.Reasons) == 0 {
		b.WriteString("Nothing changes for learners who import this.\n")
		return b.String()
	}
	b.WriteString(md(opening(d)) + "\n\n")
	for _, f := range d.facts() {
		sign := ""
		if f.grave {
			sign = "⚠️ "
		}
		fmt.Fprintf(&b, "- %s**%s** %s\n", sign, number(f.count), md(f.text))
	}
	if d.isUpdate() {
		b.WriteString("\n")
	}
	for _, s := range d.edits() {
		b.WriteString(md(s) + "\n")
	}
	b.WriteString(m.lists(d))
	fmt.Fprintf(&b, "\nVersion: **%s**", d.Bump())
	for i, r := range d.Reasons {
		if r.Bump < d.Bump() {
			break
		}
		b.WriteString(map[bool]string{true: ": ", false: "; "}[i == 0] + md(r.Text))
	}
	b.WriteString("\n\n")
	return b.String()
}

// lists writes what other options do, note types, decks and media.
func (m *markdownWriter) lists(d *Diff) string {
	if !d.isUpdate() {
		return ""
	}
	var b strings.Builder
	for _, l := range []struct {
		title string
		lines []string
	}{{"Note types", d.notetypeLines()}, {"Decks", d.Decks.says()}, {"Presets", d.Presets.says()}, {"Media", d.Media.says()}} {
		for i, line := range l.lines {
			if i == 0 {
				fmt.Fprintf(&b, "\n**%s**\n\n", l.title)
			}
			if i == someNames && !m.full {
				fmt.Fprintf(&b, "- and %s more\n", number(len(l.lines)-i))
				break
			}
			b.WriteString("- " + md(diag.Clip(line, markdownText)) + "\n")
		}
	}
	b.WriteString("\n<details><summary>With other options in Anki's import window</summary>\n\n" +
		"| | new | updated | kept | skipped | new cards | own changes lost |\n|---|--:|--:|--:|--:|--:|--:|\n")
	rows := d.Imports[:]
	if !d.hasMergeRows() {
		rows = rows[:len(rows)/2]
	}
	for _, row := range rows {
		if row.Refused != "" {
			fmt.Fprintf(&b, "| %s | Anki refuses the package: %s | | | | | |\n", OptionsText(row.Options), md(row.Refused))
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", OptionsText(row.Options), number(row.Notes[0]), number(row.Notes[1]),
			number(row.Notes[2]), number(row.Notes[3]), number(row.Cards), number(row.Edits))
	}
	if len(rows) < len(d.Imports) {
		b.WriteString("\n*Merge note types* makes no difference.\n")
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// group writes the notes of one fate and reports whether there was room for one of them at least.
func (m *markdownWriter) group(g group) bool {
	const end = "\n</details>\n"
	head := fmt.Sprintf("<details><summary>%s (%s)</summary>\n\n", fateTitles[g.fate], number(len(g.notes)))
	first := m.note(g.notes[0])
	if len(head)+len(first)+len(end) > m.left {
		return false
	}
	m.add(head + first)
	for i := 1; i < len(g.notes); i++ {
		text := m.note(g.notes[i])
		if i == markdownNotes && !m.full || len(text)+len(end) > m.left {
			fmt.Fprintf(&m.b, "\nand %s: `deckmill diff --full` shows all\n", counted(len(g.notes)-i, "more note", "more notes"))
			break
		}
		m.add(text)
	}
	m.b.WriteString(end)
	m.left -= len(end)
	return true
}

// note writes a note as an item of a list.
func (m *markdownWriter) note(n *Note) string {
	return "- " + strings.Join(n.markdown(forMaintainers), "<br>") + "\n"
}

// A reader is who reads the text of a note.
type reader bool

const (
	forMaintainers reader = false // who see what stands in fields
	forLearners    reader = true  // who see what cards show
)

// markdown returns the lines of a note.
func (n *Note) markdown(r reader) []string {
	label := n.Label()
	if r == forLearners {
		label = n.learnerLabel()
	}
	parts := []string{diag.MarkdownText(label)}
	for _, f := range n.Fields {
		parts = append(parts, diag.MarkdownText(f.Name)+": "+f.markdown(r))
	}
	if text := n.markdownTags(); text != "" {
		parts = append(parts, text)
	}
	for _, s := range n.details() {
		parts = append(parts, md(s))
	}
	return parts
}

// markdown returns the difference in a field.
func (f FieldChange) markdown(r reader) string {
	before, after := readable(plain(f.Before)), readable(plain(f.After))
	if r == forLearners {
		if text := f.media(); text != "" {
			return text
		}
		if a, b := shown(f.Before), shown(f.After); a != b {
			before, after = a, b
		} else if before != after {
			return "what is asked for changed"
		}
	}
	if before == after { // what differs is the markup
		before, after = f.Before, f.After
	}
	var b strings.Builder
	for _, s := range Excerpt(Words(before, after), markdownText) {
		text := diag.MarkdownText(s.Text)
		switch s.Change {
		case Kept:
			b.WriteString(text)
		case Removed:
			b.WriteString("<del>" + text + "</del>")
		case Added:
			b.WriteString("<ins>" + text + "</ins>")
		}
	}
	return b.String()
}

func (n *Note) markdownTags() string {
	var tags []string
	for _, t := range n.TagsGone {
		tags = append(tags, "<del>"+diag.MarkdownText(t)+"</del>")
	}
	for _, t := range n.TagsNew {
		tags = append(tags, "<ins>"+diag.MarkdownText(t)+"</ins>")
	}
	if tags == nil {
		return ""
	}
	return "tags: " + strings.Join(tags, " ")
}

// blockTag matches tags that begin a line of their own on a card.
var blockTag = regexp.MustCompile(`(?i)</?(br|div|p|li|ul|ol|tr|td|th|table|h[1-6]|pre|blockquote|hr)\b`)

// readable returns the text of a field as it is read on one line: without tags, with the names of media.
func readable(html string) string {
	return strings.Join(strings.Fields(field.Strip(blockTag.ReplaceAllString(html, " $0"))), " ")
}

// md returns one of our sentences as Markdown. In it, card text stands between back quotes, and what Anki calls things
// between asterisks.
func md(s string) string {
	parts := strings.Split(s, "`")
	var b strings.Builder
	for i, part := range parts {
		if i%2 == 1 && i < len(parts)-1 {
			b.WriteString(diag.Markdown("`" + part + "`"))
		} else {
			b.WriteString(strings.ReplaceAll(diag.MarkdownText(part), "&#42;", "*"))
		}
	}
	return b.String()
}
