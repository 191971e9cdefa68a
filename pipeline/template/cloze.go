package template

import (
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
)

// hasCloze reports whether a field has a cloze deletion with the number, which is above 0.
func hasCloze(html string, number int) bool {
	for _, n := range field.ClozeNumbers(nil, html) {
		if n == number {
			return true
		}
	}
	return false
}

// reveal returns a field as the cloze filter shows it on this side, or "" if no deletion has the card's number
// (anki-format.md 6.4).
func (r *renderer) reveal(html string) string {
	nodes, _ := field.ParseClozes(html)
	var b strings.Builder
	if !r.revealNodes(&b, nodes) {
		return ""
	}
	return b.String()
}

// revealNodes writes nodes and reports whether a deletion among or within them has the card's number.
func (r *renderer) revealNodes(b *strings.Builder, nodes []field.Node) (found bool) {
	for _, n := range nodes {
		if n.Cloze == nil {
			b.WriteString(n.Text)
		} else if r.revealCloze(b, n.Cloze) {
			found = true
		}
	}
	return found
}

func (r *renderer) revealCloze(b *strings.Builder, c *field.Cloze) (found bool) {
	active := c.Has(r.card.Ord + 1)
	if shape, ok := c.Occlusion(); ok {
		b.WriteString(r.occlusion(c, shape, active))
		return active
	}
	ordinals := ` data-ordinal="` + joinNumbers(c.Numbers) + `">`
	if active && r.question {
		var inner strings.Builder
		r.revealNodes(&inner, c.Nodes)
		b.WriteString(`<span class="cloze" data-cloze="` + field.EscapeAttribute(inner.String()) + `"` + ordinals)
		b.WriteString("[" + hintOf(c) + "]</span>")
		return true
	}
	class := "cloze-inactive"
	if active {
		class = "cloze"
	}
	b.WriteString(`<span class="` + class + `"` + ordinals)
	found = r.revealNodes(b, c.Nodes) || active
	b.WriteString("</span>")
	return found
}

// onlyClozes returns the hints (question) or contents (answer) of the card's deletions.
func (r *renderer) onlyClozes(html string) string {
	var texts []string
	var walk func(nodes []field.Node)
	walk = func(nodes []field.Node) {
		for _, n := range nodes {
			if n.Cloze == nil {
				continue
			}
			if n.Cloze.Has(r.card.Ord + 1) {
				text := hintOf(n.Cloze)
				if !r.question {
					text = content(n.Cloze)
				}
				texts = append(texts, text)
			}
			walk(n.Cloze.Nodes)
		}
	}
	nodes, _ := field.ParseClozes(html)
	walk(nodes)
	return strings.Join(texts, ", ")
}

// content returns the text of a deletion and of those within.
func content(c *field.Cloze) string {
	var b strings.Builder
	for _, n := range c.Nodes {
		if n.Cloze != nil {
			b.WriteString(content(n.Cloze))
		} else {
			b.WriteString(n.Text)
		}
	}
	return b.String()
}

func hintOf(c *field.Cloze) string {
	if c.HasHint {
		return c.Hint
	}
	return "..."
}

func joinNumbers(numbers []int) string {
	texts := make([]string, len(numbers))
	for i, n := range numbers {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}
