package diff

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
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
		if plain(f) != f {
			continue // masks tell nobody which note it is
		}
		if text := strings.Join(strings.Fields(field.Strip(f)), " "); text != "" {
			return diag.Clip(text, labelLength)
		}
	}
	return n.GUID
}

// says tells what changed in decks.
func (d *Decks) says() []string {
	var out []string
	for _, m := range d.Tops {
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
		if n.keepsTemplate(ord) {
			out = append(out, fmt.Sprintf("card `%s` becomes blank", cardName(n.OldType, ord)))
		} else {
			out = append(out, fmt.Sprintf("card `%s` is in use no more; learners keep it", cardName(n.OldType, ord)))
		}
	}
	for _, m := range n.Moves {
		out = append(out, fmt.Sprintf("card `%s` is in `%s`, before in `%s`", cardName(n.Notetype, m.Ord), m.To, m.From))
	}
	switch {
	case n.Retired != nil:
		out = append(out, "reason: "+n.Retired.Reason)
	case n.Fate() == Vanished:
		out = append(out, fmt.Sprintf("to retire it, below `retired:` in `deck.yaml`: `- {guid: %s, reason: …}`", flowText(n.Old.GUID)))
	case n.Fate() == Gone:
		out = append(out, "guid "+n.Old.GUID)
	}
	return out
}

// plainGUID matches guids that YAML takes for text as they are: ours, and most of others.
var plainGUID = regexp.MustCompile(`^[A-Za-z0-9]*[G-NP-WYZg-np-wyz][A-Za-z0-9]*$`)

// flowText writes a guid as it stands in a flow mapping of YAML.
func flowText(guid string) string {
	if len(guid) > len("false") && plainGUID.MatchString(guid) {
		return guid
	}
	return "'" + strings.ReplaceAll(guid, "'", "''") + "'"
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
