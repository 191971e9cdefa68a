package rules

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mediaReference = &lint.Rule{
	Code:     "media-reference",
	Severity: diag.Error,
	Fixed:    true,
	Title:    "Anki would look for another file name",
	Says:     "Anki would rename `which^one.svg` to `whichone.svg`, and the card would not find it",
	Why: "Anki takes the name in a field letter by letter. It does not decode `%20`, knows no folders and no paths " +
		"of your computer. The picture would be missing, and Anki would take the file for unused.",
	Bad:  `front: "![](my%20pic.png)"`,
	Good: `front: "![](<my pic.png>)"`,
	Not: []string{
		"folders below `media`: Deckmill flattens them",
		"`100%.png` and `my%20pic.png` when files are called so",
	},
	Fix:  "`deckmill fix` writes the name of the file that is there, and `[sound:` as Anki reads it.",
	Note: findUnreadReferences,
}

// unreadReference matches what Anki shows as text: a sound whose sign is misspelt or has no end, and a picture as Obsidian
// embeds it.
var unreadReference = regexp.MustCompile(`(?i)\[[ \t]*sound[ \t]*[:：][^\[\]\n]*\]?|!\[\[[^\[\]|\n]+(?:\|[^\[\]\n]*)?\]\]`)

func findUnreadReferences(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup == deck.Media || !f.Bytes.Has('[') {
			continue
		}
		for _, m := range unreadReference.FindAllStringIndex(f.Source, -1) {
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

// asAnkiReads returns how a sound or picture must be written; ok is false for what is none.
func asAnkiReads(written string, m deck.Markup) (better string, ok bool) {
	if name, embeds := strings.CutPrefix(written, "![["); embeds {
		name, _, _ = strings.Cut(strings.TrimSuffix(name, "]]"), "|")
		switch ext := strings.ToLower(path.Ext(name)); {
		case soundFiles[ext]:
			return "[sound:" + name + "]", true
		case !pictureFiles[ext]:
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
	if !soundFiles[strings.ToLower(path.Ext(name))] || strings.HasPrefix(written, "[sound:") && strings.HasSuffix(written, "]") {
		return "", false
	}
	return "[sound:" + name + "]", true
}

var (
	soundFiles   = words(".mp3 .ogg .oga .opus .wav .m4a .flac .aac .mp4 .webm .mov .mkv .3gp")
	pictureFiles = words(".png .jpg .jpeg .gif .svg .webp .avif .bmp .tif .tiff")
)
