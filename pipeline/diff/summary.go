package diff

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// A fact is a line of the summary of what a learner gets who imports with Anki's usual options.
type fact struct {
	count int
	text  string
	grave bool // a maintainer should look at it
}

// facts returns the summary of a deck. Nothing that is zero is in it.
func (d *Diff) facts() []fact {
	t := d.tally()
	var out []fact
	add := func(grave bool, n int, one, many string) {
		if n > 0 {
			out = append(out, fact{n, plural(n, one, many), grave})
		}
	}
	first := d.Old.Notes == 0
	add(true, t.notes[Skipped], "note is skipped, because its note type is another one now: it gets no update"+d.unlessMerged(),
		"notes are skipped, because their note type is another one now: they get no update"+d.unlessMerged())
	add(true, t.notes[Blocked], "changed note does not arrive: it is no newer than what learners have",
		"changed notes do not arrive: they are no newer than what learners have")
	add(false, t.notes[Fresh], "note is new, with "+counted(t.newCards, "card", "cards"), "notes are new, with "+counted(t.newCards, "card", "cards"))
	add(false, t.moreCards, "card is new in a note that they have", "cards are new in notes that they have")
	add(false, t.notes[Updated]+t.notes[Blanked], "note is updated", "notes are updated")
	add(true, t.notes[Rewritten], "note is written anew although nothing in it changed: their own changes in it are lost for nothing",
		"notes are written anew although nothing in them changed: their own changes in these are lost for nothing")
	if !first {
		add(false, t.notes[Unchanged]+t.notes[Extended]+t.notes[Moved], "note stays as it is", "notes stay as they are")
	}
	add(true, t.blank, "card becomes blank; *Tools, Empty Cards* removes it", "cards become blank; *Tools, Empty Cards* removes them")
	add(false, t.notes[Retired], "note is retired: they keep it, without updates", "notes are retired: they keep them, without updates")
	add(false, t.notes[Gone], "note is in the new package no more: they keep it, without updates", "notes are in the new package no more: they keep them, without updates")
	add(true, t.notes[Vanished], "note is gone from the deck, and nothing says why: they keep it, without updates",
		"notes are gone from the deck, and nothing says why: they keep them, without updates")
	return out
}

// unlessMerged says whether *Merge note types* saves the notes that are skipped without it.
func (d *Diff) unlessMerged() string {
	if merged := d.Imports[merging]; merged.Refused == "" && merged.Notes[learner.Conflicting] == 0 {
		return " without *Merge note types*"
	}
	return ""
}

// opening is what the summary begins with.
func opening(d *Diff) string {
	switch {
	case d.New.Notes == 0:
		if why := d.New.WhyGone; why != "" {
			return "The deck is retired (`" + why + "`). A learner who has it keeps it:"
		}
		return "The deck is gone. A learner who has it keeps it:"
	case d.Old.Notes == 0:
		return "A learner who imports this gets:"
	}
	return "A learner who has the old version and imports the new one:"
}

// staying is what no import ever changes (anki-format.md 4.4).
const staying = "Reviews, due dates and the decks of cards they have stay as they are."

// isUpdate reports whether both sides have notes, so that there is something to update.
func (d *Diff) isUpdate() bool {
	return d.Old.Notes > 0 && d.New.Notes > 0
}

// edits says what happens to what learners have of their own, in sentences.
func (d *Diff) edits() []string {
	m := d.Imports[usual]
	if !d.isUpdate() || m.Refused != "" {
		return nil
	}
	out := []string{staying}
	if d.Common() == 0 {
		out = append([]string{"The two have not one note in common: to Anki these are two decks."}, out...)
	}
	switch {
	case m.Edits == 0:
		out = append(out, "Their own changes of notes stay.")
	case d.New.Early > 0:
		out = append(out, fmt.Sprintf("Their own changes of texts and tags are lost in %s.", counted(m.Edits, "note", "notes")))
	default:
		out = append(out, fmt.Sprintf("Their own changes of texts and tags are lost in %s. Where they changed a note after the new version was built, "+
			"their change stays and the note keeps its old text. In all other notes their changes stay.", counted(m.Edits, "note", "notes")))
	}
	if lost, _ := d.stylesLost(usual); len(lost) > 0 {
		out = append(out, fmt.Sprintf("Their own changes of the styling and the templates of `%s` are replaced.", strings.Join(lost, "`, `")))
	}
	out = append(out, d.early()...)
	if n := len(d.late()); n > 0 {
		out = append(out, fmt.Sprintf("With *Merge note types* %s %s the old text, now and later, until it changes again%s.",
			counted(n, "changed note", "changed notes"), plural(n, "keeps", "keep"), d.unlessForced()))
	}
	if d.tally().notes[Gone] > 0 {
		out = append(out, fmt.Sprintf("Packages do not say whether a note was retired, nor why: compare with the sources, `deckmill diff %s .`", d.Old.Name))
	}
	for _, e := range d.emptied(usual) {
		out = append(out, fmt.Sprintf("The deck leaves %s of `%s` empty: what they wrote there is lost in %s of it.",
			quoted(e.fields, "field", "fields"), e.notetype, counted(e.notes, "note", "notes")))
	}
	return out
}

// early says what comes of notes that are dated after now.
func (d *Diff) early() []string {
	for _, s := range []*Side{&d.New, &d.Old} {
		if s.Early > 0 {
			return []string{fmt.Sprintf("`%s` dates %s after today. Until then every import of a later version replaces what learners change in %s. "+
				"Build it with the true time.", s.Name, counted(s.Early, "note", "notes"), plural(s.Early, "it", "them"))}
		}
	}
	return nil
}

// stylesLost returns the note types of which an import under a combination of options replaces the learner's own styling
// and templates, and whether all of these stay with *Update note types: Never*.
func (d *Diff) stylesLost(combination int) (names []string, spared bool) {
	spared = true
	for i := range d.Notetypes {
		t := &d.Notetypes[i]
		if f := t.Fates[combination]; t.Old != nil && t.New != nil && f.StyleLost {
			names = append(names, t.New.Name)
			spared = spared && f.StyleKept
		}
	}
	return names, spared
}

// late returns the notes that changed, are skipped with the usual options, and are not updated with *Merge note types* either:
// the merge gives them its own time, after that of this release (anki-format.md 4.3). They keep their text until a later
// release changes them again.
func (d *Diff) late() []*Note {
	if d.unlessMerged() == "" {
		return nil
	}
	var out []*Note
	for i := range d.Notes {
		if n := &d.Notes[i]; n.Fate() == Skipped && n.Changed() && n.Outcomes[merging] != learner.Updated {
			out = append(out, n)
		}
	}
	return out
}

// unlessForced says whether *Update notes: Always* brings the notes of late their texts.
func (d *Diff) unlessForced() string {
	for _, n := range d.late() {
		if n.Outcomes[merging+forcing] != learner.Updated {
			return ""
		}
	}
	return ", unless *Update notes: Always* is chosen as well"
}

// An emptied is the fields of a note type that an update empties.
type emptied struct {
	notetype string
	fields   []string
	notes    int // that are updated
}

// emptied returns the fields that New leaves empty in all notes and that learners may have filled, where a note is updated
// under a combination of options.
func (d *Diff) emptied(combination int) []emptied {
	updated := map[int64]int{}
	for i := range d.Notes {
		if n := &d.Notes[i]; n.New != nil && n.Outcomes[combination] == learner.Updated {
			updated[n.Notetype.ID]++
		}
	}
	var out []emptied
	for i := range d.Notetypes {
		if t := &d.Notetypes[i]; t.Old != nil && t.New != nil && updated[t.New.ID] > 0 && len(t.Emptied) > 0 {
			out = append(out, emptied{t.New.Name, t.Emptied, updated[t.New.ID]})
		}
	}
	return out
}

// quoted returns "field `a`" or "fields `a`, `b`".
func quoted(names []string, one, many string) string {
	return plural(len(names), one, many) + " `" + strings.Join(names, "`, `") + "`"
}

// hasMergeRows reports whether *Merge note types* makes a difference to any note or card.
func (d *Diff) hasMergeRows() bool {
	for i := range merging {
		a, b := d.Imports[i], d.Imports[merging+i]
		a.Options, b.Options = learner.Options{}, learner.Options{}
		if a != b {
			return true
		}
	}
	return false
}

// A group is the notes of one fate.
type group struct {
	fate  Fate
	notes []*Note
}

// groups returns the notes in which something happens, in the order of fates.
func (d *Diff) groups() []group {
	var by [fates][]*Note
	for i := range d.Notes {
		n := &d.Notes[i]
		by[n.Fate()] = append(by[n.Fate()], n)
	}
	var out []group
	for f, notes := range by {
		if len(notes) > 0 {
			out = append(out, group{Fate(f), notes})
		}
	}
	return out
}

// fateTitles head the lists of notes.
var fateTitles = [fates]string{
	Skipped:   "Skipped: no update of these arrives",
	Blocked:   "Changed, but the update does not arrive",
	Vanished:  "Gone, and nothing says why",
	Blanked:   "Updated, and cards become blank",
	Fresh:     "New",
	Updated:   "Updated",
	Extended:  "As they were, with new cards",
	Moved:     "In another deck: cards that learners have stay where they are",
	Retired:   "Retired",
	Gone:      "In the package no more",
	Rewritten: "Written anew although nothing in them changed",
	Unchanged: "As they were, unless imported with other options",
}

// isGrave reports whether a maintainer should look at a note of this fate.
func (f Fate) isGrave() bool {
	return f == Skipped || f == Blocked || f == Vanished || f == Blanked || f == Rewritten
}
