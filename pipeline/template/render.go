package template

import (
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
)

// A Card names what rendering one card needs besides the templates.
type Card struct {
	Cloze    bool
	Ord      int // 0-based: cloze number - 1, or the template's index
	Fields   map[string]string
	Tags     []string
	Notetype string
	Deck     string // full name with ::
	Name     string // the card template's name
	ID       int64
	LatexSVG bool // whether images of LaTeX are SVG
	Browser  bool // whether the templates are those of Anki's browser
}

// Render returns both sides as Anki shows them (without CSS), sounds as Anki's play markers, and LaTeX as its images
// whether or not these exist (anki-format.md 6.1 to 6.7). If a template has an error or the card is blank, the sides are
// what Anki says about it.
func Render(front, back *Template, c Card) (question, answer string) {
	r := renderer{card: &c, question: true}
	question, problem := r.render(front)
	if problem != "" {
		problem = r.problem("Front", problem)
		return problem, problem
	}
	blank := r.blank(front)
	question = playMarkers(question+blank, 'q')
	if blank != "" {
		answer = blank
	} else {
		r.question, r.front = false, question
		if answer, problem = r.render(back); problem != "" {
			problem = r.problem("Back", problem)
			return problem, problem
		}
	}
	answer = playMarkers(answer, 'a')
	if c.Browser {
		return question, answer
	}
	question, _ = field.Latex(question, c.LatexSVG)
	answer, _ = field.Latex(answer, c.LatexSVG)
	return question, answer
}

// maxRendered bounds the length of a side, in bytes: a template may name a long field very often. Anki has no such limit.
const maxRendered = 64 << 20

// A renderer is what the tags of one side refer to.
type renderer struct {
	card     *Card
	question bool
	front    string // the rendered front, for the back
}

// render returns the text of a side, or Anki's words for what is wrong with it. Sections that are not shown are still
// searched for unknown names.
func (r *renderer) render(t *Template) (text, problem string) {
	if t.failure != "" {
		return "", t.failure
	}
	var b strings.Builder
	shown := 0 // nodes before this index are not shown
	for i := range t.nodes {
		n := &t.nodes[i]
		name := t.name(n)
		switch {
		case n.kind == textNode && i >= shown:
			b.WriteString(t.tag(n))
		case n.kind == replacement:
			text, ok := r.replace(t, n)
			if !ok {
				return "", noField(strings.Join(append(t.filterNames(n), name), ":"), name)
			}
			if i >= shown && b.Len()+len(text) <= maxRendered {
				b.WriteString(text)
			}
		case n.conditional():
			value, ok := r.value(name)
			if !ok && !cardNumber(name) {
				return "", noField(sign(n)+name, name)
			}
			if i >= shown && field.Empty(value) == (n.kind == section) {
				shown = n.match
			}
		}
	}
	return b.String(), ""
}

// sign returns the character that opens a section.
func sign(n *node) string {
	if n.kind == negatedSection {
		return "^"
	}
	return "#"
}

// replace returns the text of a replacement; ok is false if there is no such field.
func (r *renderer) replace(t *Template, n *node) (text string, ok bool) {
	name := t.name(n)
	switch {
	case name == "FrontSide":
		return r.front, true
	case name == "" && len(n.filters) > 0: // for add-ons whose filters need no field
		return "", true
	}
	text, ok = r.value(name)
	if !ok || len(n.filters) == 0 {
		return text, ok
	}
	return r.filter(text, name, t.filterNames(n)), true
}

// value returns what a name stands for: a field, or else something about the card (anki-format.md 6.2).
func (r *renderer) value(name string) (string, bool) {
	c := r.card
	if text, ok := c.Fields[name]; ok {
		return text, true
	}
	switch name {
	case "Tags":
		return strings.Join(c.Tags, " "), true
	case "Type":
		return c.Notetype, true
	case "Deck":
		return c.Deck, true
	case "Subdeck":
		return c.Deck[strings.LastIndex("::"+c.Deck, "::"):], true
	case "CardFlag":
		return "flag0", true
	case "Card":
		return c.Name, true
	case "CardID":
		return strconv.FormatInt(c.ID, 10), true
	case "c" + strconv.Itoa(c.Ord+1):
		return "1", true
	}
	return "", false
}

// blank returns what Anki shows instead of a card that has nothing to ask, or "" (anki-format.md 6.5).
func (r *renderer) blank(front *Template) string {
	if r.card.Cloze {
		for _, html := range r.card.Fields {
			if hasCloze(html, r.card.Ord+1) {
				return ""
			}
		}
		return blankCard("No cloze \u2068"+strconv.Itoa(r.card.Ord+1)+"\u2069 found on card.\n"+
			"Please either add a cloze deletion, or use the Empty Cards tool.", "no-cloze-filter-on-cloze-note-type")
	}
	shows := front.Shows(func(name string) bool {
		value, ok := r.value(name)
		return ok && !field.Empty(value)
	})
	if shows || r.card.Browser {
		return ""
	}
	return blankCard("The front of this card is blank.", "front-of-card-is-blank")
}
