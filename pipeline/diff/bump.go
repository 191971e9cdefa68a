package diff

// A Bump is the part of a version number, MAJOR.MINOR.PATCH, that a release deserves to count up.
type Bump uint8

// The bumps. The rule is about a learner who imports every release with Anki's usual options, and each half of it can
// be checked: a reader of the number knows what to expect without reading on.
const (
	// None: importing the release changes nothing.
	None Bump = iota

	// Patch: nothing to learn anew. Texts, tags, the look of cards, names and descriptions change, or presets, which Anki's
	// usual options leave out.
	Patch

	// Minor: there is something else to learn. Notes, cards or decks come, notes are retired, or new cards of a deck's
	// notes go elsewhere: where learners have theirs is up to them. Media do not count by themselves: they come with the notes that show them, and a picture that
	// was replaced has a new name like one that was added.
	Minor

	// Major: an update does not arrive, history no longer belongs to what is asked, changes of learners' own are lost
	// again and again, or the learner has something to do (tick *Merge note types*, empty cards, rename a deck, synchronise
	// in one direction).
	Major
)

func (b Bump) String() string { return [...]string{"none", "patch", "minor", "major"}[b] }

// A Reason is one thing that asks for a bump.
type Reason struct {
	Bump  Bump
	Code  string // stable, for programs
	Count int
	Text  string // "3 notes are new"
}

// Bump returns what the release deserves: the greatest of its reasons.
func (d *Diff) Bump() Bump {
	b := None
	for _, r := range d.Reasons {
		b = max(b, r.Bump)
	}
	return b
}

// reasons applies the rule, the gravest first.
func reasons(d *Diff) []Reason {
	t := d.tally()
	var out []Reason
	add := func(b Bump, code string, n int, one, many string) {
		if n == 0 {
			return
		}
		out = append(out, Reason{Bump: b, Code: code, Count: n, Text: counted(n, one, many)})
	}
	out = d.refusals()
	add(Major, "notes-skipped", t.notes[Skipped], "note is skipped: it gets no update"+d.unlessMerged(), "notes are skipped: they get no update"+d.unlessMerged())
	add(Major, "notes-blocked", t.notes[Blocked], "note changed but its update does not arrive: it is no newer than what learners have", "notes changed but their updates do not arrive: they are no newer than what learners have")
	add(Major, "notes-early", d.New.Early, "note is dated after today: every import replaces what learners change in it",
		"notes are dated after today: every import replaces what learners change in them")
	add(Major, "notetypes-blocked", t.typesBlocked, "note type changed but learners keep the old one", "note types changed but learners keep the old ones")
	add(Major, "media-blocked", t.mediaBlocked, "media file changed under its old name, which learners keep", "media files changed under their old names, which learners keep")
	add(Major, "notes-vanished", t.notes[Vanished], "note is gone without a word in `retired:`", "notes are gone without a word in `retired:`")
	add(Major, "cards-blank", t.blank, "card becomes blank", "cards become blank")
	add(Major, "decks-renamed", len(d.Decks.Tops), "deck has another name: cards that learners have stay in the old one", "decks have other names: cards that learners have stay in the old ones")
	if d.Imports[0].OneWay {
		out = append(out, Reason{Bump: Major, Code: "one-way-sync", Count: 1, Text: "the next synchronisation must go in one direction"})
	}
	add(Minor, "notes-new", t.notes[Fresh], "note is new", "notes are new")
	add(Minor, "cards-new", t.moreCards, "card is new in a note that learners have", "cards are new in notes that learners have")
	add(Minor, "decks-new", len(d.Decks.Added), "deck is new", "decks are new")
	add(Minor, "notes-retired", t.notes[Retired], "note is retired", "notes are retired")
	add(Minor, "notes-gone", t.notes[Gone], "note is in the package no more", "notes are in the package no more")
	add(Minor, "cards-moved", t.moved, "card is in another deck", "cards are in other decks")
	add(Patch, "notes-changed", t.notes[Updated]+t.notes[Blanked], "note changed", "notes changed")
	add(Patch, "notes-rewritten", t.notes[Rewritten], "note is written anew though nothing in it changed", "notes are written anew though nothing in them changed")
	add(Patch, "notetypes-changed", t.types, "note type changed", "note types changed")
	add(Patch, "descriptions-changed", len(d.Decks.Descriptions), "description of a deck changed", "descriptions of decks changed")
	add(Patch, "presets-blocked", d.Presets.blocked(), "preset changed under its old key: nobody who has it gets that", "presets changed under their old keys: nobody who has them gets that")
	add(Patch, "presets-new", len(d.Presets.Added), "preset is new", "presets are new")
	add(Patch, "presets-gone", len(d.Presets.Gone), "preset is in use no more", "presets are in use no more")
	add(Patch, "deck-presets", len(d.Presets.Decks), "deck has another preset", "decks have other presets")
	return out
}

// refusals returns a reason for each thing for which Anki refuses the package, with the options under which it does.
func (d *Diff) refusals() []Reason {
	var out []Reason
	merging := true // only then
	for _, m := range d.Imports {
		merging = merging && (m.Refused == "" || m.Merge)
	}
	said := map[string]bool{}
	for _, m := range d.Imports {
		if m.Refused == "" || said[m.Refused] {
			continue
		}
		said[m.Refused] = true
		text := "Anki refuses the package: "
		if merging {
			text = "with *Merge note types* " + text
		}
		out = append(out, Reason{Bump: Major, Code: "import-refused", Count: 1, Text: text + m.Refused})
	}
	return out
}
