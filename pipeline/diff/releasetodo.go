package diff

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// recommended returns the index in Combinations of the options that release notes recommend: Anki's usual ones, with *Merge
// note types* where notes are not updated otherwise. All that notes say about learners' own things is predicted for it.
func (d *Diff) recommended() int {
	if d.Imports[usual].Notes[learner.Conflicting] > 0 && d.unlessMerged() != "" {
		return merging
	}
	return usual
}

// toDo says how to update, and what happens to what learners have.
func (n notesWriter) toDo() string {
	d, options := n.d, n.d.recommended()
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString("- " + md(fmt.Sprintf(format, args...)) + "\n") }
	for _, m := range d.Decks.Tops {
		line("**Before you import**: the deck `%s` is called `%s` now. Rename yours in Anki first (right click or the gear, *Rename*); "+
			"otherwise new cards come in a second deck.", m.From, m.To)
	}
	if d.Imports[options].OneWay {
		line("**Before you import**: synchronise all your devices. Afterwards Anki asks in which direction to synchronise: choose *Upload to AnkiWeb*.")
	}
	n.importing(line)
	if blank := d.blank(options); blank > 0 {
		line("Then let *Tools, Empty Cards* remove %s that %s no question any more.", counted(blank, "card", "cards"), plural(blank, "has", "have"))
	}
	n.promise(line, options)
	return b.String() + "\n"
}

// importing says what to tick in the import window.
func (n notesWriter) importing(line func(string, ...any)) {
	const how = "Import the new package over what you have: in Anki *File, Import*."
	d := n.d
	skipped := d.Imports[usual].Notes[learner.Conflicting]
	switch {
	case d.Imports[usual].Refused != "":
		line("Anki refuses this package: %s", d.Imports[usual].Refused)
	case skipped == 0:
		line(how + " There is nothing to tick or to delete first.")
	case d.recommended() == merging:
		line(how+" Tick *Merge note types*: without it, %s would not be updated.", counted(skipped, "note", "notes"))
		n.late(line)
	case d.Imports[merging].Refused != "":
		line(how+" Leave *Merge note types* off. %s cannot be updated, since another kind of cards is made of them now.", counted(skipped, "note", "notes"))
	default:
		line(how+" %s cannot be updated.", counted(skipped, "note", "notes"))
	}
}

// late tells of changed notes that keep their old texts with *Merge note types* too.
func (n notesWriter) late(line func(string, ...any)) {
	late := len(n.d.late())
	if late == 0 {
		return
	}
	text := "%s of them %s the old text all the same, now and later, until it changes again"
	if n.d.unlessForced() != "" {
		text += ". To have the new one, also choose *Update notes: Always* this once, which replaces your own changes in %s, and set it back to " +
			"*If newer* next time."
		line(text, number(late), plural(late, "keeps", "keep"), counted(n.d.Imports[merging+forcing].Edits, "note", "notes"))
		return
	}
	line(text+".", number(late), plural(late, "keeps", "keep"))
}

// promise says what becomes of what is a learner's own.
func (n notesWriter) promise(line func(string, ...any), options int) {
	d := n.d
	switch edits := d.Imports[options].Edits; {
	case d.Imports[options].Refused != "":
		return
	case edits == 0:
		line("Your reviews and due dates stay, and what you changed yourself in notes.")
	case edits == d.changedAndReplaced(options):
		line("Your reviews and due dates stay. What you changed yourself in notes stays too, except in %s that %s with this version: "+
			"there your texts and tags are replaced.", counted(edits, "note", "notes"), plural(edits, "changes", "change"))
	default:
		line("Your reviews and due dates stay. What you changed yourself in notes stays too, except in %s: there your texts and tags are replaced.",
			counted(edits, "note", "notes"))
	}
	if lost, spared := d.stylesLost(options); len(lost) > 0 {
		text := "What you changed in the templates or the styling of `" + strings.Join(lost, "`, `") + "` is replaced"
		if spared {
			text += "; to keep it, choose *Update note types: Never*, and set it back to *If newer* next time"
		}
		line("%s.", text)
	}
	for _, e := range d.emptied(options) {
		line("What you wrote into %s of `%s`, which this deck leaves empty, is lost in notes that change.", quoted(e.fields, "field", "fields"), e.notetype)
	}
}

// changedAndReplaced returns how many notes that changed are replaced after a learner's own change of them.
func (d *Diff) changedAndReplaced(combination int) int {
	n := 0
	for i := range d.Notes {
		if note := &d.Notes[i]; note.Changed() && note.Edited[combination] == learner.Updated {
			n++
		}
	}
	return n
}

// blank returns how many cards an import leaves without a question. A merge keeps card templates that are gone, and so their
// cards.
func (d *Diff) blank(combination int) int {
	blank := 0
	for i := range d.Notes {
		n := &d.Notes[i]
		if n.New == nil || n.Outcomes[combination] != learner.Updated {
			continue
		}
		for _, ord := range n.CardsOut {
			if n.keepsTemplate(ord) {
				blank++
			}
		}
	}
	return blank
}
