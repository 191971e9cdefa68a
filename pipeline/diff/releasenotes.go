package diff

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/learner"
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
	for i, d := range r.Decks {
		if len(d.Reasons) == 0 {
			unchanged = append(unchanged, d.Name)
			continue
		}
		n := notesWriter{markdownWriter: &m, d: d}
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
	commits []string
}

// deck reports whether there was room for the section, of which long lists are only shown in part.
func (n notesWriter) deck() bool {
	d := n.d
	head := "## " + diag.MarkdownText(clip(d.Name, 2*labelLength)) + "\n\n"
	switch {
	case d.New.Notes == 0:
		head += "This deck is no longer published. You keep it, and can go on learning; no updates of it will come.\n\n"
		if d.New.WhyGone != "" {
			head += "Why: " + diag.MarkdownText(clip(d.New.WhyGone, markdownText)) + "\n\n"
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
	n.list("New", by[Fresh], newestShown, func(note *Note) string { return diag.MarkdownText(note.Label()) })
	n.list("Changed", append(append(by[Blanked], by[Updated]...), by[Extended]...), changedShown, n.note)
	n.list("Changed, but only with *Merge note types*", by[Skipped], changedShown, n.note)
	n.other()
	n.gone(by[Retired], by[Vanished])
	return true
}

// first presents a deck that learners do not have yet.
func (n notesWriter) first() string {
	s := &n.d.New
	var b strings.Builder
	b.WriteString("A new deck: " + s.size() + ".\n\nDownload the package (`.apkg`) and open it, or import it in Anki with *File, Import*.\n\n")
	if len(s.Decks) == 1 {
		return b.String()
	}
	for i, k := range s.Decks {
		if i == newestShown {
			fmt.Fprintf(&b, "- and %s more\n", number(len(s.Decks)-i))
			break
		}
		fmt.Fprintf(&b, "- %s: %s\n", diag.MarkdownText(clip(k.Name, 2*labelLength)), counted(k.Cards, "card", "cards"))
	}
	return b.String() + "\n"
}

// toDo says how to update, and what happens to what learners have.
func (n notesWriter) toDo() string {
	d := n.d
	t := d.tally()
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString("- " + md(fmt.Sprintf(format, args...)) + "\n") }
	for _, m := range d.Decks.Renamed {
		line("**Before you import**: the deck `%s` is called `%s` now. Rename yours in Anki first (right click or the gear, *Rename*); "+
			"otherwise new cards come in a second deck.", m.From, m.To)
	}
	n.importing(line, t)
	if t.blank > 0 {
		line("Then let *Tools, Empty Cards* remove %s that %s no question any more.", counted(t.blank, "card", "cards"), plural(t.blank, "has", "have"))
	}
	usual := d.Imports[0]
	if usual.Edits > 0 {
		line("Your reviews and due dates stay. What you changed yourself stays too, except in the notes that change with this version: " +
			"there your texts and tags are replaced. To keep yours, choose *Update notes: Never*.")
	} else {
		line("Your reviews, due dates and own changes stay.")
	}
	for _, e := range d.emptied() {
		line("What you wrote into %s of `%s`, which this deck leaves empty, is lost in notes that change.", quoted(e.fields, "field", "fields"), e.notetype)
	}
	return b.String() + "\n"
}

// importing says what to tick in the import window.
func (n notesWriter) importing(line func(string, ...any), t tally) {
	const how = "Import the new package over what you have: in Anki *File, Import*."
	merge := n.d.Imports[len(Combinations)/2]
	switch {
	case t.notes[Skipped] == 0:
		line(how + " There is nothing to tick or to delete first.")
	case merge.Refused != "":
		line(how+" Leave *Merge note types* off. %s cannot be updated, since another kind of cards is made of them now.",
			counted(t.notes[Skipped], "note", "notes"))
	case merge.Notes[learner.Conflicting] == 0:
		text := how + " Tick *Merge note types*: without it, %s would not be updated."
		if merge.OneWay {
			text += " Synchronise all your devices before; afterwards Anki asks in which direction to synchronise, and you choose *Upload to AnkiWeb*."
		}
		line(text, counted(t.notes[Skipped], "note", "notes"))
		if n.late() > 0 {
			line("%s of them %s the new texts with the next version only; to have them at once, also choose *Update notes: Always*, "+
				"which replaces your own changes in every note.", number(n.late()), plural(n.late(), "gets", "get"))
		}
	default:
		line(how+" %s cannot be updated.", counted(t.notes[Skipped], "note", "notes"))
	}
}

// late returns how many changed notes are not updated with *Merge note types* either (anki-format.md 4.3).
func (n notesWriter) late() int {
	late := 0
	for i := range n.d.Notes {
		note := &n.d.Notes[i]
		if note.Fate() == Skipped && note.Changed() && note.Outcomes[len(Combinations)/2] != learner.Updated {
			late++
		}
	}
	return late
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
		b.WriteString("- " + diag.MarkdownText(clip(subject, markdownText)) + "\n")
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

func (n notesWriter) note(note *Note) string {
	return strings.TrimSuffix(strings.TrimPrefix(n.markdownWriter.note(note), "- "), "\n")
}

// other says what changed apart from notes.
func (n notesWriter) other() {
	d := n.d
	var lines []string
	for i := range d.Notetypes {
		if t := &d.Notetypes[i]; t.Old != nil && len(t.Changes) > 0 && t.Fates[0].Arrives() {
			lines = append(lines, fmt.Sprintf("The look or the settings of `%s` cards changed.", t.New.Name))
		}
	}
	for _, name := range d.Decks.Added {
		lines = append(lines, fmt.Sprintf("A new deck: `%s`.", name))
	}
	for _, m := range d.Decks.Moved {
		lines = append(lines, fmt.Sprintf("%s of `%s` %s in `%s` now; those you have stay where they are.", counted(m.Cards, "card", "cards"), m.From,
			plural(m.Cards, "is", "are"), m.To))
	}
	if len(lines) == 0 {
		return
	}
	var b strings.Builder
	b.WriteString("### Also\n\n")
	for i, l := range lines {
		if i == newestShown {
			fmt.Fprintf(&b, "- and %s more\n", number(len(lines)-i))
			break
		}
		b.WriteString("- " + md(l) + "\n")
	}
	n.add(b.String() + "\n")
}

// gone lists the notes that are no longer in the deck and how to find them in Anki: by their row ids, which an import keeps
// unless a learner has a note with the same by chance (anki-format.md 3.1), and which no edit and no move changes.
func (n notesWriter) gone(retired, vanished []*Note) {
	notes := append(append([]*Note{}, retired...), vanished...)
	n.list("Retired", notes, changedShown, func(note *Note) string {
		text := diag.MarkdownText(note.Label())
		if note.Retired != nil {
			text += " – " + diag.MarkdownText(clip(note.Retired.Reason, markdownText))
		}
		return text
	})
	if len(notes) == 0 {
		return
	}
	n.add("You keep " + plural(len(notes), "this note", "these notes") + ". To delete or suspend " + plural(len(notes), "it", "them") +
		", paste this into the search of Anki's *Browse* window:\n\n")
	for _, search := range searches(notes) {
		if !n.add("```\n" + search + "\n```\n\n") {
			return
		}
	}
}

// searches returns searches that find the notes in Anki.
func searches(notes []*Note) []string {
	var out []string
	for len(notes) > 0 {
		some := notes[:min(len(notes), idsInSearch)]
		notes = notes[len(some):]
		ids := make([]string, len(some))
		for i, note := range some {
			ids[i] = strconv.FormatInt(note.Old.ID, 10)
		}
		out = append(out, "nid:"+strings.Join(ids, ","))
	}
	return out
}
