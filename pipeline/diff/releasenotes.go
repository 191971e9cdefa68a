package diff

import (
	"fmt"
	"io"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// What a list in release notes shows: nobody reads more.
const (
	newestShown  = 20
	changedShown = 50
	idsInSearch  = 200 // notes that one search finds
)

// WriteNotes writes release notes in Markdown, for learners: for each deck what to do, what is new, what changed, and what
// was retired with searches that find it in Anki. commits are the subjects of commits about a deck, by the index of the
// deck, if they are to be shown. It ends when there is no more room (see WriteMarkdown). Card text does nothing.
func WriteNotes(w io.Writer, r *Report, commits [][]string) error {
	m := markdownWriter{left: MarkdownRoom - markdownReserve}
	var unchanged []string
	titles := r.titles()
	for i, d := range r.Decks {
		if len(d.Reasons) == 0 {
			unchanged = append(unchanged, titles[i])
			continue
		}
		n := notesWriter{markdownWriter: &m, d: d, title: titles[i]}
		if i < len(commits) {
			n.commits = commits[i]
		}
		if !n.deck() {
			fmt.Fprintf(&m.b, "\nThere is no room here for %s.\n", counted(len(r.Decks)-i, "more deck", "more decks"))
			break
		}
	}
	switch {
	case len(unchanged) == 0:
	case len(unchanged) == len(r.Decks):
		m.add("Nothing changed for learners.\n")
	default:
		m.add("Nothing changed in " + md(deckNames(unchanged)) + ".\n")
	}
	_, err := w.Write(m.b.Bytes())
	return err
}

// deckNames returns "`a`, `b` and 3 more".
func deckNames(all []string) string {
	shown := all[:min(len(all), someNames)]
	text := quoted(shown, "", "")
	if n := len(all) - len(shown); n > 0 {
		text += " and " + counted(n, "more deck", "more decks")
	}
	return strings.TrimSpace(text)
}

// A notesWriter writes the section of one deck.
type notesWriter struct {
	*markdownWriter
	d       *Diff
	title   string
	commits []string
}

// deck reports whether there was room for the section, of which long lists are only shown in part.
func (n notesWriter) deck() bool {
	d := n.d
	head := "## " + diag.MarkdownText(diag.Clip(n.title, 2*labelLength)) + "\n\n"
	switch {
	case d.New.Notes == 0:
		head += "This deck is no longer published. You keep it, and can go on learning; no updates of it will come.\n\n"
		if d.New.WhyGone != "" {
			head += "Why: " + diag.MarkdownText(diag.Clip(d.New.WhyGone, markdownText)) + "\n\n"
		}
	case d.Old.Notes == 0:
		head += n.first()
	default:
		head += n.toDo()
	}
	if !n.add(head) {
		return false
	}
	if !d.isUpdate() {
		return true
	}
	var by [fates][]*Note
	for _, g := range d.groups() {
		by[g.fate] = g.notes
	}
	n.why()
	n.list("New", by[Fresh], newestShown, func(note *Note) string { return diag.MarkdownText(note.learnerLabel()) })
	n.list("Changed", append(append(by[Blanked], by[Updated]...), by[Extended]...), changedShown, n.note)
	n.skipped(by[Skipped])
	n.other()
	n.retired(by[Retired])
	n.gone(append(by[Vanished], by[Gone]...))
	return true
}

// first presents a deck that learners do not have yet.
func (n notesWriter) first() string {
	s := &n.d.New
	var b strings.Builder
	file := "the package (`.apkg`)"
	if s.File != "" {
		file = md("`" + s.File + "`")
	}
	b.WriteString("A new deck: " + s.size() + ".\n\nDownload " + file + " and open it, or import it in Anki with *File, Import*.\n\n")
	if len(n.d.Presets.Added) > 0 {
		b.WriteString("It offers deck options of its own: to get them, tick *Import any deck presets* there.\n\n")
	}
	if len(s.Decks) == 1 {
		return b.String()
	}
	for i, k := range s.Decks {
		if i == newestShown {
			fmt.Fprintf(&b, "- and %s more\n", number(len(s.Decks)-i))
			break
		}
		fmt.Fprintf(&b, "- %s: %s\n", diag.MarkdownText(diag.Clip(k.Name, 2*labelLength)), counted(k.Cards, "card", "cards"))
	}
	return b.String() + "\n"
}

func (n notesWriter) why() {
	if len(n.commits) == 0 {
		return
	}
	var b strings.Builder
	b.WriteString("### What changed and why\n\n")
	for i, subject := range n.commits {
		if i == changedShown {
			fmt.Fprintf(&b, "- and %s more\n", number(len(n.commits)-i))
			break
		}
		b.WriteString("- " + diag.MarkdownText(diag.Clip(subject, markdownText)) + "\n")
	}
	n.add(b.String() + "\n")
}

// list writes notes below a heading, as many as are read and as there is room for.
func (n notesWriter) list(title string, notes []*Note, limit int, item func(*Note) string) {
	if len(notes) == 0 {
		return
	}
	text := fmt.Sprintf("### %s (%s)\n\n", title, counted(len(notes), "note", "notes"))
	for i, note := range notes {
		line := "- " + item(note) + "\n"
		if i == limit && len(notes) > limit+1 || len(text)+len(line) > n.left {
			text += fmt.Sprintf("- and %s more\n", number(len(notes)-i))
			break
		}
		text += line
	}
	n.add(text + "\n")
}

// skipped lists the notes that only *Merge note types* updates: those that change one by one, the others by their number.
func (n notesWriter) skipped(notes []*Note) {
	var changed []*Note
	for _, note := range notes {
		if note.Changed() || len(note.CardsNew) > 0 {
			changed = append(changed, note)
		}
	}
	title, without := "Changed, but only with *Merge note types*", " without *Merge note types*"
	if n.d.unlessMerged() == "" {
		title, without = "Changed, but cannot be updated", ""
	}
	n.list(title, changed, changedShown, n.note)
	if rest := len(notes) - len(changed); rest > 0 {
		more := ""
		if len(changed) > 0 {
			more = "more "
		}
		n.add(fmt.Sprintf("%s %s%s will get no later updates%s.\n\n", number(rest), more, plural(rest, "note", "notes"), without))
	}
}

func (n notesWriter) note(note *Note) string {
	return strings.Join(note.markdown(forLearners), "<br>")
}
