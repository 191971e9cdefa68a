package diff

import (
	"strconv"
	"strings"

	"github.com/deckmill/deckmill/pipeline/field"
)

// plain returns a field as it is compared word by word: what it holds, or a list of masks if it is one (anki-format.md
// 5.7), since nobody reads those between braces and colons.
func plain(html string) string {
	if !strings.Contains(html, "::image-occlusion:") {
		return html
	}
	nodes, open := field.ParseClozes(html)
	var masks []string
	hidden := "one is hidden"
	for _, n := range nodes {
		if n.Cloze == nil {
			if !field.Empty(n.Text) {
				return html
			}
			continue
		}
		shape, ok := n.Cloze.Occlusion()
		if !ok || len(n.Cloze.Nodes) > 1 {
			return html
		}
		if all := strings.TrimSuffix(shape, ":oi=1"); all != shape {
			shape, hidden = all, "all are hidden"
		}
		masks = append(masks, maskOf(n.Cloze.Numbers, shape))
	}
	if len(open) > 0 {
		return html
	}
	return hidden + "; " + strings.Join(masks, "; ")
}

// maskOf returns one mask, such as `1 rect left .1, top .2`; a label has no number.
func maskOf(numbers []int, shape string) string {
	var words []string
	for _, n := range numbers {
		if n > 0 {
			words = append(words, strconv.Itoa(n))
		}
	}
	kind, rest, _ := strings.Cut(shape, ":")
	properties := strings.NewReplacer(`\:`, ":", `\\`, `\`, ":", ", ", "=", " ").Replace(rest)
	return strings.Join(append(words, kind, properties), " ")
}
