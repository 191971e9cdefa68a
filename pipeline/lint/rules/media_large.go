package rules

import (
	"fmt"
	"path"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var mediaLarge = &lint.Rule{
	Code:     "media-large",
	Severity: diag.Hint,
	Title:    "A media file is larger than a card needs",
	Says:     "`map.svg` has 1.2 KiB",
	Why: "Media are copied to every device of every learner, and many have little room or pay for what they download. A " +
		"photo of 6000 pixels looks the same on a phone as one of 1200, which is twenty times smaller.\n\n" +
		"A picture that stands in a field itself, as a `data:` address, is copied with the note each time that the note " +
		"changes.",
	Bad:  "media/map.jpg   # 4.2 MiB",
	Good: "media/map.jpg   # 200 KiB",
	Not: []string{
		"fonts, scripts, and files whose kind Deckmill does not know",
	},
	Options: []lint.Option{
		{Name: "image-kib", Default: 1 << 10, About: "the size in KiB that a picture may have"},
		{Name: "audio-kib", Default: 3 << 10, About: "that of a sound"},
		{Name: "video-kib", Default: 20 << 10, About: "that of a video"},
		{Name: "data-kib", Default: 8, About: "that of a `data:` address in a field"},
		{Name: "deck-mib", Default: 500, About: "the size in MiB that all media of a deck may have together"},
	},
	Note: findLargeData,
	Deck: findLargeMedia,
}

// mediaOptions are the options that hold for files, by extension.
var mediaOptions = byExtension(map[string]string{
	"image-kib": ".png .jpg .jpeg .gif .webp .svg .bmp .tif .tiff .avif .heic",
	"audio-kib": ".mp3 .ogg .oga .opus .wav .flac .m4a .aac .spx .wma",
	"video-kib": ".mp4 .webm .mkv .mov .avi .ogv .mpg .mpeg .flv .m4v .3gp",
})

func byExtension(lists map[string]string) map[string]string {
	out := map[string]string{}
	for option, list := range lists {
		for _, ext := range strings.Fields(list) {
			out[ext] = option
		}
	}
	return out
}

// mediaOption returns the option that holds for a file, by its extension; known is false for other kinds.
func mediaOption(file string) (option string, known bool) {
	option, known = mediaOptions[strings.ToLower(path.Ext(file))]
	return option, known
}

// isPictureFile reports whether a file has the extension of a picture.
func isPictureFile(file string) bool {
	option, _ := mediaOption(file)
	return option == "image-kib"
}

func findLargeMedia(p *lint.DeckPass) {
	help := map[string]string{
		"image-kib": "make it smaller: 1200 pixels are enough for a phone",
		"audio-kib": "cut it, or save it with fewer bits per second: 64 kbit/s are enough for speech",
		"video-kib": "cut it, or save it with fewer pixels",
	}
	var total int64
	for _, m := range p.Media {
		total += m.Size
		option, known := mediaOption(m.Path)
		if known && m.Size > int64(p.Int(option))<<10 {
			p.Found(diag.Diagnostic{
				Span:    m.Span,
				Message: fmt.Sprintf("`%s` has %s", path.Base(m.Path), formatSize(m.Size)),
				Help:    help[option],
			})
		}
	}
	if !p.Deck.IsShared() && total > int64(p.Int("deck-mib"))<<20 {
		p.Found(diag.Diagnostic{
			Span:    p.Deck.Span(),
			Message: fmt.Sprintf("the media of this deck have %s together", formatSize(total)),
			Help:    "make them smaller, or split the deck",
		})
	}
}

func findLargeData(p *lint.NotePass) {
	most := p.Int("data-kib") << 10
	for i := range p.Fields {
		f := &p.Fields[i]
		if len(f.Source) <= most {
			continue
		}
		for at := 0; ; {
			n := strings.Index(f.Source[at:], "data:")
			if n < 0 {
				break
			}
			at += n
			end := at + addressLength(f.Source[at:])
			if end-at > most {
				p.Found(diag.Diagnostic{
					Span:    f.Span(at, at+len("data:")),
					Message: fmt.Sprintf("a file of %s stands in the field itself", formatSize(int64(end-at))),
					Help:    "save it in the folder `media/` and write its name here",
				})
			}
			at = end
		}
	}
}

// formatSize writes a number of bytes in the unit that people expect.
func formatSize(bytes int64) string {
	const kib, mib = 1 << 10, 1 << 20
	if bytes < mib {
		return fmt.Sprintf("%.1f KiB", float64(bytes)/kib)
	}
	return fmt.Sprintf("%.1f MiB", float64(bytes)/mib)
}
