package template

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// A Notetype is what Check looks at.
type Notetype struct {
	Cloze  bool
	Fields []string // names
	Cards  []Sides
}

// Sides are the parsed templates of one card. Those of the browser may be nil.
type Sides struct {
	Name                      string
	Front, Back               *Template
	BrowserFront, BrowserBack *Template
}

// specialNames are the names that templates may use beside those of fields (anki-format.md 6.2).
var specialNames = []string{"FrontSide", "Card", "CardFlag", "CardID", "Deck", "Subdeck", "Tags", "Type"}

// Check returns everything that is wrong with a note type's templates (anki-format.md 6.7): what Parse found, names of
// fields that do not exist, filters that do nothing, fronts that show no field or are the same as another, clozes that
// are not shown. Problems are ordered by card and side.
func Check(nt Notetype) []Problem {
	var problems []Problem
	for i, card := range nt.Cards {
		for side, t := range [...]*Template{Front: card.Front, Back: card.Back, BrowserFront: card.BrowserFront, BrowserBack: card.BrowserBack} {
			if t == nil {
				continue
			}
			found := slices.Concat(t.problems, t.checkNames(&nt), t.checkFilters(&nt), checkShape(&nt, i, Side(side)))
			for _, p := range found {
				p.Card, p.Side = i, Side(side)
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// checkNames reports names that are no field's.
func (t *Template) checkNames(nt *Notetype) []Problem {
	var problems []Problem
	for i := range t.nodes {
		n := &t.nodes[i]
		name := t.name(n)
		if n.faulty || n.kind != replacement && !n.conditional() || nt.knows(n, name) {
			continue
		}
		p := Problem{Code: codeUnknownField, Start: n.nameStart, End: n.nameEnd, Message: fmt.Sprintf("no field called `%s`", name)}
		switch suggestion := nt.suggest(name); {
		case n.conditional() && name == "FrontSide":
			p.Message, p.Help = "`FrontSide` cannot be asked for", "ask for a field instead: `{{#field}}…{{/field}}`"
		case name == "":
			p.Start, p.End = n.start, n.end
			p.Message, p.Help = fmt.Sprintf("`%s` names no field", t.tag(n)), nt.fieldList()
		case suggestion != "":
			p.Suggestion = suggestion
			p.Message += fmt.Sprintf("; did you mean `%s`?", suggestion)
			p.Help = fmt.Sprintf("write `%s`; capitals and spaces count", suggestion)
		case cardNumber(name):
			p.Help = fmt.Sprintf("`%s` can only be asked for: `{{#%s}}…{{/%s}}`", name, name, name)
		default:
			p.Help = nt.fieldList()
		}
		if problems = append(problems, p); len(problems) == maxProblems {
			break
		}
	}
	return problems
}

// knows reports whether Anki accepts the name of a replacement or conditional.
func (nt *Notetype) knows(n *node, name string) bool {
	if slices.Contains(nt.Fields, name) {
		return true
	}
	if n.conditional() {
		return name != "FrontSide" && slices.Contains(specialNames, name) || cardNumber(name)
	}
	return slices.Contains(specialNames, name) || name == "" && len(n.filters) > 0
}

// suggest returns the name that a wrong one most likely means, or "".
func (nt *Notetype) suggest(name string) string {
	if trimmed := strings.TrimSpace(name); slices.Contains(nt.Fields, trimmed) {
		return trimmed
	}
	if best, ok := diag.Suggest(name, nt.Fields); ok {
		return best
	}
	best, _ := diag.Suggest(name, specialNames)
	return best
}

func (nt *Notetype) fieldList() string {
	return "the fields are `" + strings.Join(nt.Fields, "`, `") + "`"
}

// cardNumber reports whether a name is one of those that tell the cards of a cloze note apart: c1, c2, ...
func cardNumber(name string) bool {
	digits, ok := strings.CutPrefix(name, "c")
	if !ok {
		return false
	}
	_, err := strconv.ParseUint(strings.TrimPrefix(digits, "+"), 10, 32)
	return err == nil
}

// checkShape reports what is wrong with a side as a whole.
func checkShape(nt *Notetype, card int, side Side) []Problem {
	sides := &nt.Cards[card]
	switch {
	case side == Front && sides.Front.failure == "" && !sides.Front.showsField():
		return []Problem{{
			Code: codeShape, Message: fmt.Sprintf("front of `%s` shows no field", sides.Name),
			Help: "show at least one, for instance `{{" + firstOr(nt.Fields, "field") + "}}`; " + nt.fieldList(),
		}}
	case side > Back:
		return nil
	}
	var problems []Problem
	if twin := nt.sameFront(card); side == Front && twin >= 0 {
		problems = append(problems, Problem{
			Code:    codeShape,
			Message: fmt.Sprintf("cards `%s` and `%s` have the same front", nt.Cards[twin].Name, sides.Name),
			Help:    "make them ask different things, remove one, or show the card's name with `{{Card}}`",
		})
	}
	if t := [...]*Template{sides.Front, sides.Back}[side]; nt.Cloze && card == 0 && t.failure == "" && t.ClozeFields() == nil {
		problems = append(problems, Problem{
			Code:    codeShape,
			Message: fmt.Sprintf("a cloze type needs `{{cloze:…}}` on both sides; the %s of `%s` has none", side, sides.Name),
			Help:    "write `{{cloze:" + firstOr(nt.Fields, "field") + "}}` where the text with the deletions belongs",
		})
	}
	return problems
}

// showsField reports whether a template has a replacement or conditional that may depend on the note.
func (t *Template) showsField() bool {
	for i := range t.nodes {
		n := &t.nodes[i]
		if name := t.name(n); n.kind == replacement && name != "FrontSide" || n.conditional() && !cardNumber(name) {
			return true
		}
	}
	return false
}

// sameFront returns the first card before the given one with the same front, or -1. A front that shows the card's name
// differs by it.
func (nt *Notetype) sameFront(card int) int {
	front := nt.Cards[card].Front.src
	if cardName.MatchString(front) {
		return -1
	}
	return slices.IndexFunc(nt.Cards[:card], func(s Sides) bool { return s.Front.src == front })
}

// cardName is what Anki looks for, be it in a comment.
var cardName = regexp.MustCompile(`\{\{\s*Card\s*\}\}`)

func firstOr(names []string, other string) string {
	if len(names) == 0 {
		return other
	}
	return names[0]
}
