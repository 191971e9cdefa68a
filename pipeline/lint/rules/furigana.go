package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/template"
)

var furigana = &lint.Rule{
	Code:     "furigana",
	Severity: diag.Warning,
	Title:    "Readings of Japanese words that are not shown as such",
	Says:     "`漢字[かんじ]` is shown with its brackets: `back` has no furigana filter",
	Why: "Anki writes the kana in brackets above the characters only where the card shows the field with `{{furigana:...}}`, or " +
		"with `{{kana:...}}` or `{{kanji:...}}`. Otherwise learners see the brackets; and in such a field a bracket without " +
		"its partner swallows text.",
	Bad:  `back: "{{Word}}"            # the template of a card whose word is 漢字[かんじ]`,
	Good: `back: "{{furigana:Word}}"`,
	Not: []string{
		"fields that some card shows with a filter",
		"brackets with anything else than kana: `[1]`",
		"links, code and math",
	},
	Note: findFurigana,
}

func findFurigana(p *lint.NotePass) {
	if !p.Some(func(f *lint.Field) bool { return f.Bytes.HasAny("[]") && !f.Bytes.ASCII() }) {
		return
	}
	shown, filtered := furiganaFields(p)
	for i := range p.Fields {
		f := &p.Fields[i]
		switch {
		case !f.Bytes.HasAny("[]") || f.Bytes.ASCII():
		case filtered[i]:
			reportOpenReading(p, f)
		case shown[i]:
			reportReading(p, f)
		}
	}
}

// furiganaFields says which fields a card shows, and which through a filter for furigana.
func furiganaFields(p *lint.NotePass) (shown, filtered []bool) {
	t := p.Note.Notetype
	shown, filtered = make([]bool, len(t.Fields)), make([]bool, len(t.Fields))
	for _, s := range p.Sides {
		for _, side := range [...]*template.Template{s.Front, s.Back} {
			for _, r := range side.References() {
				f := lint.FieldNamed(t, r.Name)
				if f < 0 || r.Conditional {
					continue
				}
				shown[f] = true
				for _, filter := range r.Filters {
					filtered[f] = filtered[f] || filter == "furigana" || filter == "kana" || filter == "kanji"
				}
			}
		}
	}
	return shown, filtered
}

// reportReading reports the first reading of a field that no card takes for one.
func reportReading(p *lint.NotePass, f *lint.Field) {
	at, ok := firstReading(f.Source)
	if !ok || f.Verbatim().Has(at.start) {
		return
	}
	p.Found(diag.Diagnostic{
		Span:    f.Span(at.start, at.end),
		Message: fmt.Sprintf("`%s` is shown with its brackets: `%s` has no furigana filter", lint.Clip(f.Source[at.start:at.end]), f.Def.Key),
		Help:    fmt.Sprintf("write `{{furigana:%s}}` in the templates of the note type", f.Def.Name),
	})
}

// longestReading is the length in bytes up to which kana in brackets are a reading.
const longestReading = 60

// firstReading returns the first Chinese characters of a text with their reading: `漢字[かんじ]`.
func firstReading(text string) (at textSpan, ok bool) {
	for i := 0; i < len(text); i++ {
		n := strings.IndexByte(text[i:], '[')
		if n < 0 {
			break
		}
		i += n
		inside, _, closed := strings.Cut(text[i+1:min(len(text), i+1+longestReading)], "]")
		start := i
		for i-start < longestReading {
			r, size := utf8.DecodeLastRuneInString(text[:start])
			if !unicode.Is(unicode.Han, r) {
				break
			}
			start -= size
		}
		end := i + 1 + len(inside) + 1
		if closed && start < i && isKana(inside) && !strings.HasPrefix(text[end:], "(") {
			return textSpan{start, end}, true
		}
	}
	return at, false
}

func isKana(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.In(r, unicode.Hiragana, unicode.Katakana) && r != 'ー' && r != '・'
	}) < 0
}

// reportOpenReading reports a bracket without its partner in a field that a card shows through a filter for furigana.
func reportOpenReading(p *lint.NotePass, f *lint.Field) {
	text := f.Prose().Text
	if strings.Count(text, "[") == strings.Count(text, "]") {
		return
	}
	opened, at := -1, -1
	for i := range len(text) {
		switch {
		case text[i] == '[' && opened < 0:
			opened = i
		case text[i] == '[' && at < 0:
			at = opened
		case text[i] == ']' && opened < 0 && at < 0:
			at = i
		case text[i] == ']':
			opened = -1
		}
	}
	if at < 0 {
		at = opened
	}
	start, end := f.Prose().Source(at, at+1)
	d := diag.Diagnostic{
		Span:    f.Span(start, end),
		Message: "`[` is not closed: the reading has no end",
		Help:    "write `]` behind the reading",
	}
	if text[at] == ']' {
		d.Message, d.Help = "`]` closes no reading", "write `[` before the reading"
	}
	p.Found(d)
}
