package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// findFixedStyles is the part of `night-mode` about style sheets.
func findFixedStyles(p *lint.DeckPass) {
	for _, t := range p.Deck.Notetypes {
		if !t.CSS.Given() || t.CSS.Broken {
			continue
		}
		for _, c := range fixedInSheet(t.CSS.Value) {
			d := diag.Diagnostic{
				Span: t.CSS.Span(c.start, c.end), Message: c.problem,
				Help: "remove it, set the colours of text and ground together, or add a rule for `.nightMode`",
			}
			if edits, ok := t.CSS.Edits([]deck.Change{{Start: c.start, End: c.end}}); ok {
				d.Fixes = []diag.Fix{{Message: "remove the colour", Edits: edits}}
			}
			p.Found(d)
		}
	}
}

// fixedInSheet returns the declarations of a style sheet that fix a colour outside of `.card`; none if it has rules for
// the night.
func fixedInSheet(css string) []fixedPart {
	if strings.Contains(css, ".nightMode") || strings.Contains(css, ".night_mode") || strings.Contains(css, "prefers-color-scheme") {
		return nil
	}
	css = withoutComments(css)
	var out []fixedPart
	start := 0 // of what is a selector if `{` ends it, and a list of declarations if `}` does
	selector := ""
	for i := 0; i < len(css); i++ {
		switch css[i] {
		case '{':
			selector, start = css[start:i], i+1
		case '}':
			if c, both := fixedDeclaration(css[start:i]); c.problem != "" && !both && !isCardSelector(selector) {
				body := css[start+c.start : start+c.end]
				lead := len(body) - len(strings.TrimLeft(body, " \t\r\n"))
				out = append(out, fixedPart{start + c.start + lead, start + c.start + len(strings.TrimRight(body, " \t\r\n")), c.problem})
			}
			selector, start = "", i+1
		}
	}
	return out
}

// isCardSelector reports whether a selector is about the card as a whole: `.card`, `.card.mobile`, `.card1`.
func isCardSelector(selector string) bool {
	selector = strings.TrimSpace(selector)
	rest, isCard := strings.CutPrefix(selector, ".card")
	return selector == "" || isCard && !strings.ContainsAny(rest, " >+~-_") && (rest == "" || !isASCIILetter(rest[0]))
}

// withoutComments returns the style sheet with blanks for its comments.
func withoutComments(css string) string {
	if !strings.Contains(css, "/*") {
		return css
	}
	b := []byte(css)
	for i := 0; i+1 < len(b); i++ {
		if b[i] != '/' || b[i+1] != '*' {
			continue
		}
		end := len(b)
		if n := strings.Index(css[i+2:], "*/"); n >= 0 {
			end = i + 2 + n + 2
		}
		for ; i < end; i++ {
			b[i] = ' '
		}
		i--
	}
	return string(b)
}
