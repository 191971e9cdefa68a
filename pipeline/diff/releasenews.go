package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// other says what changed apart from notes.
func (n notesWriter) other() {
	d := n.d
	var lines []string
	for i := range d.Notetypes {
		if t := &d.Notetypes[i]; t.Old != nil && t.New != nil && t.changesLook() && t.Fates[n.d.recommended()].Arrives() {
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
	for _, name := range d.Decks.Descriptions {
		lines = append(lines, fmt.Sprintf("The description of `%s` changed.", name))
	}
	for _, k := range d.Presets.Decks {
		if k.Arrives && k.To != "" {
			lines = append(lines, fmt.Sprintf("`%s` offers other deck options, `%s`: tick *Import any deck presets* to get them.", k.Deck, k.To))
		}
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

// changesLook reports whether anything but its name changed in a note type.
func (t *Notetype) changesLook() bool {
	return slices.ContainsFunc(t.Changes, func(c TypeChange) bool { return c.Part != PartName })
}

// retired lists the notes that were taken out on purpose and how to find them in Anki: by their row ids, which an import keeps
// unless a learner has a note with the same by chance (anki-format.md 3.1), and which no edit and no move changes.
func (n notesWriter) retired(notes []*Note) {
	n.list("Retired", notes, changedShown, func(note *Note) string {
		return diag.MarkdownText(note.learnerLabel()) + " – " + diag.MarkdownText(diag.Clip(note.Retired.Reason, markdownText))
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

// gone lists the notes of which nobody says why they are gone: no reason for a learner to delete them.
func (n notesWriter) gone(notes []*Note) {
	n.list("No longer in the deck", notes, changedShown, func(note *Note) string { return diag.MarkdownText(note.learnerLabel()) })
	if len(notes) > 0 {
		n.add("You keep " + plural(len(notes), "this note", "these notes") + ", without updates.\n\n")
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
