package rules

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/template"
)

// findNewTemplates is the part of `needs-newer-anki` about note types.
func findNewTemplates(p *lint.DeckPass) {
	for i, t := range p.Notetypes {
		if t.BrokenCards {
			continue
		}
		for c := range t.Cards {
			sides := p.Sides[i][c]
			for _, side := range []struct {
				text   deck.Text
				parsed *template.Template
			}{{t.Cards[c].Front, sides.Front}, {t.Cards[c].Back, sides.Back}} {
				if side.text.Given() {
					judgeSide(p, t, side.text, side.parsed)
				}
			}
			if front := t.Cards[c].Front; front.Given() && !t.Cloze && len(t.Cards) > 1 { // else `no-card` says it of every note
				judgeExistence(p, t, front, sides.Front)
			}
		}
	}
}

func reportNewTemplate(p *lint.DeckPass, at source.Span, version, feature, help string) {
	if message, newer := needsVersion(p.Word("minimum-anki"), version, feature); newer {
		p.Found(diag.Diagnostic{Span: at, Message: message, Help: help})
	}
}

// judgeSide looks for comments that hold tags, which old versions obey, and for `{{CardID}}`.
func judgeSide(p *lint.DeckPass, t *deck.Notetype, text deck.Text, parsed *template.Template) {
	src := parsed.Source()
	for at := 0; ; {
		n := strings.Index(src[at:], "<!--")
		end := strings.Index(src[at+max(n, 0):], "-->")
		if n < 0 || end < 0 {
			break
		}
		start := at + n
		at = start + end + len("-->")
		if strings.Contains(src[start:at], "{{") {
			reportNewTemplate(p, text.Span(start, at), commentVersion, "a comment with `{{...}}`",
				"take the braces out of the comment, or set `minimum-anki`")
			break
		}
	}
	for _, r := range parsed.References() {
		if r.Name == "CardID" && lint.FieldNamed(t, r.Name) < 0 {
			reportNewTemplate(p, text.Span(r.NameStart, r.NameEnd), cardIDVersion, "`CardID`", "do without it, or set `minimum-anki`")
			return
		}
	}
}

// judgeExistence looks for a front that no field makes a card of, only a name of Anki's own (anki-format.md 5.1).
func judgeExistence(p *lint.DeckPass, t *deck.Notetype, text deck.Text, front *template.Template) {
	isField := func(name string) bool { return lint.FieldNamed(t, name) >= 0 }
	makes := func(special ...string) bool {
		return front.Shows(func(name string) bool { return isField(name) || slices.Contains(special, name) })
	}
	version, name := "", ""
	switch {
	case makes():
		return
	case makes("Tags"):
		version, name = tagsVersion, "`Tags`"
	case makes("Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"):
		version, name = specialVersion, "a name of Anki's own"
	default:
		return
	}
	reportNewTemplate(p, text.Whole(), version, "a card that exists because of "+name+" only",
		"let its front show a field as well, or set `minimum-anki`")
}
