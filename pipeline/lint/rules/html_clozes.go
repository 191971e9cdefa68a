package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// An htmlCloze is a deletion src[open:close+2] whose content begins at body; its hint begins behind the `::` at hint,
// which is -1 if there is none.
type htmlCloze struct{ open, body, hint, close int }

func (c *htmlCloze) hasHint() bool { return c.hint >= 0 }

// deepestCloze is how deep Anki nests deletions.
const deepestCloze = 10

// htmlClozes returns the deletions that end, in the order in which they do.
func htmlClozes(src string) (closed []htmlCloze) {
	var open []htmlCloze
	for i := 0; i < len(src); {
		n := strings.IndexAny(src[i:], "{}:")
		if n < 0 {
			break
		}
		i += n
		last := len(open) - 1
		switch body := lint.ClozeOpener(src[i:]); {
		case body > 0 && last+1 == deepestCloze:
			i += body // Anki does not see it
		case body > 0:
			open = append(open, htmlCloze{open: i, body: i + body, hint: -1})
			i += body
		case last >= 0 && strings.HasPrefix(src[i:], "}}"):
			open[last].close = i
			closed, open = append(closed, open[last]), open[:last]
			i += len("}}")
		case last >= 0 && strings.HasPrefix(src[i:], "::"):
			if c := &open[last]; c.hint < 0 && !strings.HasPrefix(src[c.body:], "image-occlusion:") {
				c.hint = i
			}
			i += len("::")
		default:
			i++
		}
	}
	return closed
}

// openVerbatim returns what ends the code or math that text ends in, or "".
func openVerbatim(text string) string {
	for _, name := range [...]string{"code", "pre"} {
		if strings.LastIndex(text, "<"+name) > strings.LastIndex(text, "</"+name) {
			return "</" + name
		}
	}
	switch {
	case strings.LastIndex(text, `\(`) > strings.LastIndex(text, `\)`):
		return `\)`
	case strings.LastIndex(text, `\[`) > strings.LastIndex(text, `\]`):
		return `\]`
	}
	return ""
}

func endsInMath(text string) bool {
	end := openVerbatim(text)
	return strings.HasPrefix(end, `\`)
}
