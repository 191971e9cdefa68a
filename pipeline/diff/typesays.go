package diff

import (
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/learner"
)

// notetypeLines tells what changed in note types and who gets it.
func (d *Diff) notetypeLines() []string {
	var out []string
	for i := range d.Notetypes {
		if text := d.Notetypes[i].says(d.Imports[merging].OneWay); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// says tells what changed in a note type and who gets it, or nothing when nothing did. oneWay says that a merge asks for a
// one-way synchronisation.
func (t *Notetype) says(oneWay bool) string {
	switch {
	case t.New == nil:
		return fmt.Sprintf("`%s` is in use no more; learners keep it", t.Old.Name)
	case t.Old == nil:
		return fmt.Sprintf("`%s` is new%s", t.New.Name, t.otherName(usual))
	case len(t.Changes) == 0 && t.Fates[usual].NotetypeOutcome != learner.Copied:
		return ""
	}
	text := fmt.Sprintf("`%s`: %s", t.New.Name, strings.Join(changesSay(t.Changes), "; "))
	switch t.Fates[usual].NotetypeOutcome {
	case learner.Replaced, learner.Merged:
		return text + "; learners get this"
	case learner.Copied:
		return text + fmt.Sprintf("; learners get a second note type `%s` for new notes, and %s stay with the old one%s",
			t.Fates[usual].Name, counted(t.Notes, "note", "notes"), t.merged(oneWay))
	}
	return text + "; learners keep what they have"
}

// otherName says under which name a learner has the note type, if it is another one.
func (t *Notetype) otherName(combination int) string {
	if name := t.Fates[combination].Name; name != "" && name != t.New.Name {
		return fmt.Sprintf("; learners have it as `%s`, because another has its name", name)
	}
	return ""
}

// merged says what *Merge note types* does to a note type that is split without it: it adds, and removes nothing.
func (t *Notetype) merged(oneWay bool) string {
	f := t.Fates[merging]
	if f.NotetypeOutcome != learner.Merged || f.is == nil {
		return ""
	}
	text := "; with *Merge note types* they get this"
	var kept []string
	for i := range t.Old.Fields {
		if g := &t.Old.Fields[i]; t.New.FieldLike(g) < 0 && f.is.FieldLike(g) >= 0 {
			kept = append(kept, "field `"+g.Name+"`")
		}
	}
	for i := range t.Old.Templates {
		if c := &t.Old.Templates[i]; t.New.TemplateLike(c) < 0 && f.is.TemplateLike(c) >= 0 {
			kept = append(kept, "card `"+c.Name+"`")
		}
	}
	if kept != nil {
		text += ", and keep " + enumerated(kept)
	}
	if oneWay {
		text += ", with a one-way synchronisation"
	}
	return text
}

// changesSay tells what changed in a note type, in a clause for each kind of change.
func changesSay(changes []TypeChange) []string {
	by := map[Part][]string{}
	var out, looks []string
	for _, c := range changes {
		by[c.Part] = append(by[c.Part], "`"+c.Name+"`")
	}
	for _, c := range changes {
		switch c.Part {
		case PartName:
			out = append(out, fmt.Sprintf("it was called `%s`", c.Before))
		case PartKind:
			out = append(out, fmt.Sprintf("it is a %s type now and was a %s one", c.After, c.Before))
		case FieldRenamed:
			out = append(out, fmt.Sprintf("field `%s` is called `%s` now", c.Before, c.After))
		case CardRenamed:
			out = append(out, fmt.Sprintf("card `%s` is called `%s` now", c.Before, c.After))
		case PartSortField:
			out = append(out, sortSays(c))
		}
	}
	list := func(p Part, one, many, verb string) {
		if n := by[p]; n != nil {
			out = append(out, plural(len(n), one, many)+" "+enumerated(n)+" "+plural(len(n), "is ", "are ")+verb)
		}
	}
	list(FieldAdded, "field", "fields", "new")
	list(FieldRemoved, "field", "fields", "gone")
	list(CardAdded, "card", "cards", "new")
	list(CardRemoved, "card", "cards", "gone")
	list(FieldSettings, "the settings of field", "the settings of fields", "others")
	list(CardSettings, "the settings of card", "the settings of cards", "others")
	for _, part := range []struct {
		Part
		text string
	}{{PartCSS, "the styling"}, {PartLatex, "the LaTeX settings"}, {FieldsReordered, "the order of fields"}, {CardsReordered, "the order of cards"}, {CardFront, "the front"}, {CardBack, "the back"}} {
		switch n := by[part.Part]; {
		case n == nil:
		case part.Part == CardFront || part.Part == CardBack:
			looks = append(looks, part.text+plural(len(n), "", "s")+" of "+strings.Join(n, ", "))
		default:
			looks = append(looks, part.text)
		}
	}
	if looks != nil {
		out = append(out, enumerated(looks)+" changed")
	}
	return out
}

// sortSays tells of another sort field, which may have the name of the old one.
func sortSays(c TypeChange) string {
	if c.Before == c.After {
		return fmt.Sprintf("notes are sorted by the new field `%s`", c.After)
	}
	return fmt.Sprintf("notes are sorted by `%s` now and were by `%s`", c.After, c.Before)
}

// enumerated returns "a", "a and b" or "a, b and c".
func enumerated(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}
