package diff

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/learner"
)

// number writes a number with a comma between thousands.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// counted writes a number before what there is one of, or many.
func counted(n int, one, many string) string { return number(n) + " " + plural(n, one, many) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// OptionsText names import options as Anki's window does.
func OptionsText(o learner.Options) string {
	text := "*Update notes: " + [...]string{"If newer", "Always", "Never"}[o.Notes] + "*"
	if o.Merge {
		text += " and *Merge note types*"
	}
	return text
}

// labelLength is how many characters of a note are shown to name it.
const labelLength = 70

// Label returns the text by which a note can be known: the beginning of its first field that shows any, else its guid.
func (n *Note) Label() string {
	note := n.New
	if note == nil {
		note = n.Old
	}
	return labelOf(note)
}

func labelOf(n *collection.Note) string {
	for _, f := range n.Fields {
		if text := strings.Join(strings.Fields(field.Strip(f)), " "); text != "" {
			return clip(text, labelLength)
		}
	}
	return n.GUID
}

// clip cuts a text after limit characters.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	n := 0
	for i := range s {
		if n == limit-1 {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// says tells what changed in a note type and who gets it, or nothing when nothing did.
func (t *Notetype) says() string {
	switch {
	case t.New == nil:
		return fmt.Sprintf("`%s` is in use no more; learners keep it", t.Old.Name)
	case t.Old == nil:
		return fmt.Sprintf("`%s` is new%s", t.New.Name, t.otherName(0))
	case len(t.Changes) == 0 && t.Fates[0].NotetypeOutcome != learner.Copied:
		return ""
	}
	var what []string
	for _, c := range t.Changes {
		what = append(what, c.says())
	}
	text := fmt.Sprintf("`%s`: %s", t.New.Name, strings.Join(what, ", "))
	switch t.Fates[0].NotetypeOutcome {
	case learner.Replaced, learner.Merged:
		return text + "; learners get this"
	case learner.Copied:
		text += fmt.Sprintf("; learners get a second note type `%s` for new notes, and %s stay with the old one",
			t.Fates[0].Name, counted(t.Notes, "note", "notes"))
		return text + t.merged()
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

// merged says what *Merge note types* does to a note type that is split without it.
func (t *Notetype) merged() string {
	if t.Fates[len(Combinations)/2].NotetypeOutcome == learner.Merged {
		return "; with *Merge note types* they get it, with a one-way synchronisation"
	}
	return ""
}

func (c TypeChange) says() string {
	switch c.Part {
	case PartName:
		return fmt.Sprintf("named `%s` before", c.Before)
	case PartCSS:
		return "style"
	case PartLatex:
		return "LaTeX settings"
	case PartSortField:
		return fmt.Sprintf("sorted by `%s`, before by `%s`", c.After, c.Before)
	case PartKind:
		return fmt.Sprintf("a %s type, before a %s one", c.After, c.Before)
	case FieldAdded:
		return fmt.Sprintf("field `%s` added", c.Name)
	case FieldRemoved:
		return fmt.Sprintf("field `%s` removed", c.Name)
	case FieldRenamed:
		return fmt.Sprintf("field `%s`, before `%s`", c.Name, c.Before)
	case FieldsReordered:
		return "order of fields"
	case FieldSettings:
		return fmt.Sprintf("settings of field `%s`", c.Name)
	case CardAdded:
		return fmt.Sprintf("card `%s` added", c.Name)
	case CardRemoved:
		return fmt.Sprintf("card `%s` removed", c.Name)
	case CardRenamed:
		return fmt.Sprintf("card `%s`, before `%s`", c.Name, c.Before)
	case CardsReordered:
		return "order of cards"
	case CardFront:
		return fmt.Sprintf("front of `%s`", c.Name)
	case CardBack:
		return fmt.Sprintf("back of `%s`", c.Name)
	}
	return fmt.Sprintf("settings of card `%s`", c.Name)
}

// says tells what changed in decks.
func (d *Decks) says() []string {
	var out []string
	for _, m := range d.Renamed {
		out = append(out, fmt.Sprintf("`%s` is now `%s`: %s of learners stay in the old one, new ones go to the new one",
			m.From, m.To, counted(m.Cards, "card", "cards")))
	}
	for _, m := range d.Moved {
		out = append(out, fmt.Sprintf("%s moved from `%s` to `%s`: those that learners have stay where they are",
			counted(m.Cards, "card", "cards"), m.From, m.To))
	}
	out = append(out, some("new", d.Added)...)
	out = append(out, some("in use no more; learners keep it", d.Gone)...)
	out = append(out, some("description changed", d.Descriptions)...)
	return out
}

// some returns a line for each of the first names, and one for the rest.
func some(what string, names []string) []string {
	var out []string
	for i, name := range names {
		if i == someNames {
			return append(out, fmt.Sprintf("%s more: %s", number(len(names)-i), what))
		}
		out = append(out, fmt.Sprintf("`%s`: %s", name, what))
	}
	return out
}

// says tells what changed in media.
func (m *Media) says() []string {
	var out []string
	if n := len(m.Added); n > 0 {
		out = append(out, counted(n, "file", "files")+" added")
	}
	if n := len(m.Gone); n > 0 {
		out = append(out, counted(n, "file", "files")+" in use no more; learners keep "+plural(n, "it", "them"))
	}
	var arrive, stay []string
	for _, c := range m.Replaced {
		if c.Arrives {
			arrive = append(arrive, c.New.Name)
		} else {
			stay = append(stay, c.New.Name)
		}
	}
	out = append(out, some("replaced; learners get it under another name, in the notes that are updated", arrive)...)
	return append(out, some("replaced under its old name, so learners keep the old one", stay)...)
}

// details tells what happens to cards of a note, and why it is retired.
func (n *Note) details() []string {
	var out []string
	if n.Old != nil && n.New != nil && n.OldType.ID != n.Notetype.ID {
		out = append(out, fmt.Sprintf("note type `%s`, before `%s`", n.Notetype.Name, n.OldType.Name))
	}
	for _, ord := range n.CardsNew {
		out = append(out, fmt.Sprintf("new card `%s`", cardName(n.Notetype, ord)))
	}
	for _, ord := range n.CardsOut {
		out = append(out, fmt.Sprintf("card `%s` becomes blank", cardName(n.OldType, ord)))
	}
	for _, m := range n.Moves {
		out = append(out, fmt.Sprintf("card `%s` is in `%s`, before in `%s`", cardName(n.Notetype, m.Ord), m.To, m.From))
	}
	if n.Retired != nil {
		out = append(out, "reason: "+n.Retired.Reason)
	}
	return out
}

// cardName names a card of a note type by its ordinal.
func cardName(t *collection.Notetype, ord int) string {
	switch {
	case t.Cloze:
		return fmt.Sprintf("cloze %d", ord+1)
	case ord < len(t.Templates):
		return t.Templates[ord].Name
	}
	return fmt.Sprintf("card %d", ord+1)
}
