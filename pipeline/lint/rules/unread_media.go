package rules

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/markup"
)

var unreadMedia = &lint.Rule{
	Code:     "unread-media",
	Severity: diag.Error,
	Title:    "A picture or sound that Anki shows as text",
	Says:     "Anki shows `[Sound:anthem.mp3]` as text",
	Why: "Anki plays only what is written as `[sound:` in small letters without blanks, up to the `]`. Of anything else learners " +
		"see the letters. So it is with `![[flag.png]]`, which Obsidian knows and Markdown does not.",
	Bad:  `front: "[Sound:anthem.mp3]"`,
	Good: `front: "[sound:anthem.mp3]"`,
	Not: []string{
		"what names no sound or picture: `[Sound: loud]`, `![[sic]]`",
		"code, and a bracket with a backslash before it",
	},
	Fix:  "What Anki reads is suggested.",
	Note: findUnreadMedia,
}

// unreadWriting matches what Anki shows as text: a sound whose sign is misspelt or has no end, and a picture as Obsidian
// embeds it.
var unreadWriting = regexp.MustCompile(`(?i)\[[ \t]*sound[ \t]*[:：][^\[\]\n]*\]?|!\[\[[^\[\]|\n]+(?:\|[^\[\]\n]*)?\]\]`)

func findUnreadMedia(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup == deck.Media || !f.Bytes.Has('[') || !mayEmbed(f.Source) {
			continue
		}
		for _, m := range unreadWriting.FindAllStringIndex(f.Source, -1) {
			written := f.Source[m[0]:m[1]]
			if f.Verbatim().Has(m[0]) || m[0] > 0 && f.Source[m[0]-1] == '\\' {
				continue
			}
			if better, ok := asAnkiReads(written, f.Markup); ok {
				p.Found(diag.Diagnostic{
					Span:    f.Span(m[0], m[1]),
					Message: fmt.Sprintf("Anki shows `%s` as text", lint.Clip(written)),
					Help:    fmt.Sprintf("write `%s`", better),
					Fixes:   f.Fix(fmt.Sprintf("write `%s`", better), false, deck.Change{Start: m[0], End: m[1], New: better}),
				})
				break
			}
		}
	}
}

// mayEmbed is the quick look at text with a bracket.
func mayEmbed(s string) bool {
	return strings.Contains(s, "ound") || strings.Contains(s, "OUND") || strings.Contains(s, "![[")
}

// asAnkiReads returns how a sound or picture must be written; ok is false for what is none.
func asAnkiReads(written string, m deck.Markup) (better string, ok bool) {
	if name, embeds := strings.CutPrefix(written, "![["); embeds {
		name, _, _ = strings.Cut(strings.TrimSuffix(name, "]]"), "|")
		switch {
		case markup.IsPlayed(name):
			return "[sound:" + name + "]", true
		case !isPictureFile(name):
			return "", false
		case m != deck.Markdown:
			return `<img src="` + name + `">`, true
		case strings.ContainsAny(name, " ()"):
			return "![](<" + name + ">)", true
		}
		return "![](" + name + ")", true
	}
	name := written[strings.IndexAny(written, ":："):]
	name = strings.TrimSpace(strings.TrimSuffix(strings.TrimLeft(name, ":："), "]"))
	if !markup.IsPlayed(name) || strings.HasPrefix(written, "[sound:") && strings.HasSuffix(written, "]") {
		return "", false
	}
	return "[sound:" + name + "]", true
}
