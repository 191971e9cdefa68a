package lint

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// Faces returns what a learner tells the two sides of a card apart by: the keys of the rendered sides, with the names of
// sounds, and with what is to be typed or spoken, which rendering hides. card counts the cards of the note.
func (p *DeckPass) Faces(note, card int) (question, answer string) {
	n := &p.Collection.Notes[note]
	t := p.Notetypes[n.Notetype]
	ord := n.Cards[card].Ord
	side := 0
	if !t.Cloze {
		side = ord
	}
	sides := p.Sides[n.Notetype][side]
	fields := make(map[string]string, len(t.Fields))
	for i := range t.Fields {
		// Renderers turn every sound into the same kind of marker.
		fields[t.Fields[i].Name] = strings.ReplaceAll(n.Fields[i], "[sound:", "[file:")
	}
	q, a := template.Render(sides.Front, sides.Back, template.Card{
		Cloze: t.Cloze, Ord: ord, Fields: fields, Tags: n.Tags, Notetype: t.Name.Value,
		Deck: p.Collection.Decks[n.Cards[card].Deck].Name, Name: t.Cards[side].Name,
	})
	return Key(q) + hidden(sides.Front, fields, "tts"), Key(a) + hidden(sides.Back, fields, "tts", "type")
}

// hidden returns the keys of fields that are shown through one of the filters.
func hidden(t *template.Template, fields map[string]string, filters ...string) string {
	var b strings.Builder
	for _, r := range t.References() {
		for _, f := range r.Filters {
			name, _, _ := strings.Cut(f, " ")
			if slices.Contains(filters, name) {
				b.WriteString("\x1f" + Key(fields[r.Name]))
			}
		}
	}
	return b.String()
}

// Place returns where the field of a note stands, or the note itself when nothing was written there.
func (p *DeckPass) Place(note, field int) source.Span {
	if o := p.Origins[note]; field < len(o.Fields) && !o.Fields[field].IsZero() {
		return o.Fields[field]
	}
	return p.Origins[note].Span
}

// FieldNamed returns the index of the field that templates call name, or -1.
func FieldNamed(t *deck.Notetype, name string) int {
	return slices.IndexFunc(t.Fields, func(f deck.Field) bool { return f.Name == name })
}

// Clip returns text for a message: on one line, without surrounding blanks, cut to 60 characters.
func Clip(s string) string {
	const limit = 60
	s = strings.Join(strings.Fields(s), " ")
	n := 0
	for i := range s {
		if n++; n > limit {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}
