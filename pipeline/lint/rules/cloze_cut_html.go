package rules

import (
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

// findCutInHTML looks at the deletions of a field as Anki reads them (anki-format.md 5.2): the first `}}` ends one, the
// first `::` begins its hint, wherever they stand. It reports the first that is cut.
func findCutInHTML(p *lint.NotePass, f *lint.Field) {
	for _, c := range htmlClozes(f.Source) {
		if d, cut := cutByBraces(f, c); cut {
			p.Found(d)
			return
		}
		if d, cut := cutByColonsInHTML(f, c); cut {
			p.Found(d)
			return
		}
	}
}

// cutByBraces reports a deletion whose `}}` closes braces of its content.
func cutByBraces(f *lint.Field, c htmlCloze) (d diag.Diagnostic, cut bool) {
	content := f.Source[c.body:c.close]
	if opened, closed := texBraces(content); opened <= closed {
		return d, false
	}
	changes, ok := spreadBraces(f.Source, c.body)
	inMath := endsInMath(content)
	if !ok && !inMath {
		return d, false // a brace that stands alone
	}
	d = diag.Diagnostic{Span: f.Span(c.close, c.close+len("}}")),
		Message: "Anki ends the cloze deletion at this `}}`, which closes braces inside of it",
		Help:    "write `&#125;` for a `}` that is text"}
	if inMath {
		d.Message, d.Help = "Anki ends the cloze deletion at this `}}` inside the formula", "write `} }` in the formula"
	}
	if ok {
		d.Fixes = f.Fix(d.Help, true, changes...)
	}
	return d, true
}

// spreadBraces returns the changes that leave only the balanced `}}` behind src[body:] a closer; ok is false when there is
// none, or when another deletion stands before it.
func spreadBraces(src string, body int) (changes []deck.Change, ok bool) {
	depth, inMath := 0, false
	for i := body; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
			if i < len(src) && strings.IndexByte("()[]", src[i]) >= 0 {
				inMath = src[i] == '(' || src[i] == '['
			}
		case '{':
			if lint.ClozeOpener(src[i:]) > 0 {
				return nil, false
			}
			depth++
		case '}':
			followed := strings.HasPrefix(src[i:], "}}")
			if depth == 0 {
				return changes, followed
			}
			depth--
			if followed && inMath {
				changes = append(changes, deck.Change{Start: i + 1, End: i + 1, New: " "})
			} else if followed {
				changes = append(changes, deck.Change{Start: i, End: i + 1, New: "&#125;"})
			}
		}
	}
	return nil, false
}

// cutByColonsInHTML reports a deletion whose `::` stands in code or math, or in a name.
func cutByColonsInHTML(f *lint.Field, c htmlCloze) (d diag.Diagnostic, cut bool) {
	if !c.hasHint() {
		return d, false
	}
	content, hint := f.Source[c.body:c.hint], f.Source[c.hint+len("::"):c.close]
	end := c.close
	within := openVerbatim(content)
	switch {
	case within != "" && strings.Contains(hint, within):
		end = c.hint + strings.Index(f.Source[c.hint:], within)
	case isQualifiedName(content, hint), strings.Contains(hint, "::"):
	default:
		return d, false
	}
	d = tornName(f, c.hint, content, hint)
	d.Help = "write `:&#58;` for `::`"
	if strings.Contains(hint, "::") && within == "" {
		return d, true // one of them may begin a hint that is meant
	}
	var changes []deck.Change
	for i := c.hint; ; i += len("::") {
		n := strings.Index(f.Source[i:end], "::")
		if n < 0 {
			break
		}
		i += n
		changes = append(changes, deck.Change{Start: i + 1, End: i + 2, New: "&#58;"})
	}
	d.Fixes = f.Fix(d.Help, true, changes...)
	return d, true
}

// texBraces counts the braces of TeX, or of text, that are not escaped.
func texBraces(s string) (opened, closed int) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '{':
			opened++
		case '}':
			closed++
		}
	}
	return opened, closed
}
