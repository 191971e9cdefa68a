package diff

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// TextOptions say how WriteText prints.
type TextOptions struct {
	Color bool
	Full  bool // every note and the whole of its texts, not only some
}

// What is shown without Full.
const (
	someNotes = 5   // of each fate
	someText  = 200 // characters of a field
	someNames = 10  // of decks, fields, media files
)

// moreText is how many characters of a field are shown with Full.
const moreText = 4000

// WriteText prints a report for people: for each deck what learners get who import with Anki's usual options, then what
// other options change, then note types, decks and media, and the notes with their differences word by word. Card text is
// escaped (see diag.Escape).
func WriteText(w io.Writer, r *Report, o TextOptions) error {
	p := textWriter{w: bufio.NewWriter(w), o: o}
	var unchanged []string
	titles := r.titles()
	for i, d := range r.Decks {
		if len(d.Reasons) == 0 && len(r.Decks) > 1 {
			unchanged = append(unchanged, titles[i])
			continue
		}
		p.deck(titles[i], d)
		if len(r.Decks) > 1 {
			p.line("")
		}
	}
	if len(unchanged) > 0 {
		p.line("Nothing changes in %s.", diag.Escape(deckNames(unchanged)))
	}
	if len(r.Decks) > 1 {
		p.line("%s of %s; version: %s", counted(r.Differing(), "deck differs", "decks differ"), number(len(r.Decks)), r.Bump())
	}
	return p.w.Flush()
}

type textWriter struct {
	w *bufio.Writer
	o TextOptions
}

func (p textWriter) line(format string, args ...any) {
	p.w.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " "))
	p.w.WriteByte('\n')
}

func (p textWriter) paint(s diag.Style, text string) string {
	if !p.o.Color {
		return text
	}
	return s.Paint(text)
}

func (p textWriter) head(text string) { p.line("\n%s", p.paint(diag.Bold, text)) }

func (p textWriter) deck(title string, d *Diff) {
	p.line("%s", p.paint(diag.Bold, diag.Escape(title)))
	p.side("old", d.Old)
	p.side("new", d.New)
	if len(d.Reasons) == 0 {
		p.line("\nNothing changes for a learner who has the old version and imports the new one.")
		return
	}
	p.facts(d)
	if d.isUpdate() {
		p.options(d)
		p.list("Note types", d.notetypeLines())
		p.list("Decks", d.Decks.says())
		p.list("Presets", d.Presets.says())
		p.list("Media", d.Media.says())
	}
	p.notes(d)
	p.bump(d)
}

func (p textWriter) side(which string, s Side) {
	if s.Name == "" {
		p.line("  %s  nothing", which)
		return
	}
	text := s.size()
	if s.Date != "" {
		text = s.Date + ", " + text
	}
	p.line("  %s  %s (%s)", which, diag.Escape(s.Name), text)
}

func (p textWriter) facts(d *Diff) {
	if why := d.Imports[0].Refused; why != "" {
		p.line("\n%s", p.paint(diag.Alarm, "Anki refuses the new package: "+diag.Escape(why)))
		return
	}
	p.head(diag.Escape(opening(d)))
	for _, f := range d.facts() {
		text := fmt.Sprintf("%9s  %s", number(f.count), f.text)
		if f.grave {
			text = p.paint(diag.Notice, text)
		}
		p.line("%s", text)
	}
	if d.Imports[0].OneWay {
		p.line("%s", p.paint(diag.Notice, "Their next synchronisation must go in one direction: Anki asks which."))
	}
	for _, s := range d.edits() {
		p.line("%s", diag.Escape(s))
	}
}

// options prints a table of what an import does under each combination of options.
func (p textWriter) options(d *Diff) {
	p.head("With other options in Anki's import window:")
	rows := d.Imports[:]
	if !d.hasMergeRows() {
		rows = rows[:len(rows)/2]
	}
	labels, width := make([]string, len(rows)), 0
	for i, m := range rows {
		labels[i] = strings.ReplaceAll(OptionsText(m.Options), "*", "")
		if i == 0 {
			labels[i] += " (usual)"
		}
		width = max(width, len(labels[i]))
	}
	p.line("  %-*s %8s %8s %8s %8s %10s  %s", width, "", "new", "updated", "kept", "skipped", "new cards", "own changes lost")
	for i, m := range rows {
		if m.Refused != "" {
			p.line("  %-*s   Anki refuses the package: %s", width, labels[i], diag.Escape(m.Refused))
			continue
		}
		text := fmt.Sprintf("  %-*s %8s %8s %8s %8s %10s  in %s", width, labels[i], number(m.Notes[0]), number(m.Notes[1]), number(m.Notes[2]), number(m.Notes[3]),
			number(m.Cards), counted(m.Edits, "note", "notes"))
		if m.OneWay {
			text += "; one-way synchronisation"
		}
		p.line("%s", text)
	}
	if len(rows) < len(d.Imports) {
		p.line("  with Merge note types: the same")
	}
}

func (p textWriter) list(title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	p.head(title)
	for _, l := range lines {
		p.line("  %s", diag.Escape(l))
	}
}

func (p textWriter) notes(d *Diff) {
	for _, g := range d.groups() {
		if !p.o.Full && (g.fate == Unchanged || g.fate == Rewritten) {
			continue
		}
		title := fmt.Sprintf("%s (%s)", fateTitles[g.fate], number(len(g.notes)))
		if g.fate.isGrave() {
			title = p.paint(diag.Notice, title)
		} else {
			title = p.paint(diag.Bold, title)
		}
		p.line("\n%s", title)
		for i, n := range g.notes {
			if i == someNotes && !p.o.Full && len(g.notes) > someNotes+1 {
				p.line("  and %s more (--full shows all)", number(len(g.notes)-i))
				break
			}
			p.note(n)
		}
	}
}

func (p textWriter) note(n *Note) {
	p.line("  %s", diag.Escape(n.Label()))
	if n.Fate() == Fresh && !p.o.Full {
		return
	}
	for _, f := range n.Fields {
		p.line("    %s %s", p.paint(diag.Dim, diag.Escape(f.Name)+":"), p.words(f))
	}
	if len(n.TagsGone)+len(n.TagsNew) > 0 {
		p.line("    %s %s", p.paint(diag.Dim, "tags:"), p.tags(n))
	}
	for _, s := range n.details() {
		p.line("    %s", diag.Escape(s))
	}
}

// words prints the difference in a field on one line.
func (p textWriter) words(f FieldChange) string {
	limit := someText
	if p.o.Full {
		limit = moreText
	}
	var b strings.Builder
	for _, s := range Excerpt(Words(plain(f.Before), plain(f.After)), limit) {
		text := diag.Escape(s.Text)
		switch {
		case s.Change == Kept:
			b.WriteString(text)
		case p.o.Color && s.Change == Removed:
			b.WriteString(diag.Red.Paint(text))
		case p.o.Color:
			b.WriteString(diag.Green.Paint(text))
		case s.Change == Removed:
			b.WriteString("[-" + text + "-]")
		default:
			b.WriteString("{+" + text + "+}")
		}
	}
	return b.String()
}

func (p textWriter) tags(n *Note) string {
	var out []string
	for _, t := range n.TagsGone {
		out = append(out, p.sign(diag.Red, "-", t))
	}
	for _, t := range n.TagsNew {
		out = append(out, p.sign(diag.Green, "+", t))
	}
	return strings.Join(out, " ")
}

func (p textWriter) sign(s diag.Style, sign, text string) string {
	return p.paint(s, sign+diag.Escape(text))
}

func (p textWriter) bump(d *Diff) {
	p.head("Version: " + d.Bump().String())
	for _, r := range d.Reasons {
		p.line("  %-5s  %s", r.Bump, diag.Escape(r.Text))
	}
}
