package rules

import (
	"fmt"
	"slices"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

var fieldsChanged = &lint.Rule{
	Code:     "fields-changed",
	Severity: diag.Error,
	Title:    "The fields of a published note type are others",
	Says:     "note type `vocab`: field `reading` was added before `meaning`: the 2 notes that learners have of it stop updating",
	Why: "Anki compares the fields of a note type with those that the learner has: their number, their order, and their ids. When they " +
		"differ, an import makes a second note type, named with a `+`, for the notes that are new. It skips those that the learner " +
		"has, this time and every time after.\n\n" +
		"With *Merge note types* new fields come behind the old ones and nothing is taken away, at the price of a full, one-way sync. " +
		"But these notes then count as changed by the learner just now: they stay without the texts of this release until a later " +
		"one changes them again. Only *Update notes: Always* in the same import brings the texts, over the learner's own edits. " +
		"When notes are sorted by another field, it is the same, with or without merging.\n\n" +
		"A field may have another name, but not one that another field had: Anki renames fields in the new templates too, and the " +
		"cards show one field for the other.",
	Bad: `# the last release had fields: [word, meaning]
notetypes:
  vocab:
    fields: [word, reading, meaning]
    cards:
    - {key: recall, front: "{{Word}}", back: "{{Reading}} {{Meaning}}"}`,
	Good: `# the last release had fields: [word, meaning, spare]
notetypes:
  vocab:
    fields: [word, meaning, {key: reading, was: spare}]
    cards:
    - {key: recall, front: "{{Word}}", back: "{{Reading}} {{Meaning}}"}`,
	Not: []string{
		"a field with another `name`, or with another key whose `was` names the first one",
		"another font, description or direction",
		"a field that is appended, when it is suppressed with a reason: tell learners to import with *Merge note types* and *Update notes: Always*",
	},
	Fix: "Where keys of fields were changed and nothing else, the suggested fix adds `was`, or, where the old key cannot be found, " +
		"`anki-id` with the number by which learners have the field.",
	Baseline: findChangedFields,
}

func findChangedFields(p *lint.DeckPass) {
	for i, t := range p.Notetypes {
		old, now := p.NotetypeBefore(i), &p.Collection.Notetypes[i]
		if old == nil {
			continue
		}
		reportTakenNames(p, t, old, now)
		m := fieldMembers(t, now, old)
		change := m.change()
		if !change.isNone() {
			reportMembers(p, i, m, &change)
		} else if old.SortField != now.SortField && old.SortField < len(old.Fields) {
			p.Found(diag.Diagnostic{
				Span: typePlace(p, t),
				Message: fmt.Sprintf("note type `%s` is sorted by `%s`, no longer by `%s`: every learner needs a one-way sync",
					t.Key, t.Fields[t.SortField].Key, old.Fields[old.SortField].Name),
				Help: fmt.Sprintf("write `sort-field: %s`", t.Fields[old.SortField].Key),
			})
		}
	}
}

// reportTakenNames reports a field with a name that another one had, which has a new name too. When Anki renames fields in
// place it renames them in the templates as well, those of the package, which name the new ones already.
func reportTakenNames(p *lint.DeckPass, t *deck.Notetype, old, now *collection.Notetype) {
	for i := range now.Fields {
		name := now.Fields[i].Name
		had := slices.IndexFunc(old.Fields, func(f collection.Field) bool { return f.Name == name })
		if had < 0 || old.Fields[had].Is(&now.Fields[i]) || now.FieldLike(&old.Fields[had]) < 0 || old.FieldLike(&now.Fields[i]) < 0 {
			continue
		}
		other := &t.Fields[now.FieldLike(&old.Fields[had])]
		at := t.Fields[i].Span
		if at.IsZero() {
			at = typePlace(p, t)
		}
		p.Found(diag.Diagnostic{
			Span: at,
			Message: fmt.Sprintf("note type `%s`: field `%s` is named `%s` now, as `%s` was: learners' cards would show one for the other",
				t.Key, t.Fields[i].Key, name, other.Key),
			Help: "give it a `name` that no field of the note type had",
		})
		return // mending one mends the other
	}
}

// reportMembers reports that the fields or cards of note type i are others. What was only appended has a finding of its
// own, because it may be suppressed for a good reason.
func reportMembers(p *lint.DeckPass, i int, m *members, change *memberChange) {
	t, old := p.Notetypes[i], p.NotetypeBefore(i)
	consequence := "learners' notes of it stop updating, in all decks that use it"
	if !t.Shared {
		consequence = consequenceFor(published(p, i, old))
	}
	if !change.isAppended() {
		text, at := m.describe(change)
		d := diag.Diagnostic{Span: at, Message: fmt.Sprintf("note type `%s`: %s: %s", t.Key, text, consequence)}
		if d.Span.IsZero() {
			d.Span = typePlace(p, t)
		}
		d.Help, d.Fixes = m.mend(p, t, change)
		p.Found(d)
	}
	if len(change.appended) == 0 {
		return
	}
	were := m.what + " " + m.keys(change.appended) + " was"
	if len(change.appended) > 1 {
		were = m.what + "s " + m.keys(change.appended) + " were"
	}
	at := m.now[change.appended[0]].span
	if at.IsZero() {
		at = typePlace(p, t)
	}
	p.Found(diag.Diagnostic{
		Span:    at,
		Message: fmt.Sprintf("note type `%s`: %s added at the end: %s", t.Key, were, consequence),
		Help:    m.helpForAppended(),
	})
}

// consequenceFor says what learners see when the lists of a note type differ, of which they have n notes.
func consequenceFor(n int) string {
	switch n {
	case 0:
		return "learners get its notes under a copy of the note type"
	case 1:
		return "the note that learners have of it stops updating"
	}
	return fmt.Sprintf("the %d notes that learners have of it stop updating", n)
}

func (m *members) helpForAppended() string {
	if m.what == "card" {
		return "make a note type with both cards for new notes; if it must be, suppress this with the reason, and tell learners to import " +
			"with *Merge note types*"
	}
	return "use a spare field that is already there, renamed with `was`; if it must be, suppress this with the reason, and tell learners to import " +
		"with *Merge note types* and *Update notes: Always*, which replaces their own edits: a package of `--changes-only` spares those of other notes"
}

// mend says what to do about a change that is more than something appended.
func (m *members) mend(p *lint.DeckPass, t *deck.Notetype, c *memberChange) (help string, fixes []diag.Fix) {
	switch {
	case len(c.removed) > 0 && m.what == "field":
		return "keep the field, and leave it empty", nil
	case len(c.removed) > 0:
		return "keep the card; where its front shows nothing, notes do not make it", nil
	case len(c.moved) > 0:
		return fmt.Sprintf("write the %ss in the order of the last release", m.what), nil
	case len(c.added) > 0 && m.what == "field":
		return "use a spare field that is already there, renamed with `was`", nil
	case len(c.added) > 0:
		return "make a note type with all cards for new notes", nil
	}
	return m.mendReplaced(p, t, c.replaced)
}

// typePlace returns what a finding about a note type points at.
func typePlace(p *lint.DeckPass, t *deck.Notetype) source.Span {
	if t.Span.IsZero() {
		return p.Deck.File.Whole()
	}
	return t.Span
}
