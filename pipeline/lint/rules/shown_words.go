package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckmill/deckmill/pipeline/field"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/names"
)

// shownWords returns the words that a learner reads in fields, as two releases of a note are compared by: each once, sorted,
// without case, accents, punctuation, media and cloze numbers. In scripts that put no blanks between words a Han character is
// a word, and so are two neighbours of any other.
func shownWords(fields ...string) []string {
	var out []string
	for _, html := range fields {
		out = appendWords(out, shownText(html))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// breaks puts a blank before tags that part words, and before what is hidden by a cloze deletion and its hint.
var breaks = strings.NewReplacer("<br", " <br", "<div", " <div", "</div", " </div", "<p", " <p", "<li", " <li", "<t", " <t", "<h", " <h", "<d", " <d")

// shownText returns the text of a field without tags, sounds and cloze wrappers, folded.
func shownText(html string) string {
	if strings.IndexByte(html, '<') >= 0 {
		html = breaks.Replace(html)
	}
	text := withoutOpeners(field.Plain(withoutSounds(html)))
	if !lint.IsASCII(text) {
		text = strings.Map(withoutAccent, norm.NFKD.String(text))
		text = norm.NFC.String(text)
	}
	return names.Fold(text)
}

func withoutSounds(html string) string {
	if !strings.Contains(html, "[sound:") {
		return html
	}
	var b strings.Builder
	end := 0
	for _, m := range field.MediaRefs(html) {
		if strings.HasSuffix(html[:m.Start], "[sound:") {
			b.WriteString(html[end : m.Start-len("[sound:")])
			end = m.End
		}
	}
	return b.String() + html[end:]
}

func withoutOpeners(text string) string {
	if !strings.Contains(text, "{{c") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if n := lint.ClozeOpener(text[i:]); n > 0 {
			b.WriteByte(' ')
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// withoutAccent drops the marks that authors add to a word to teach how it is spoken: accents, tones, vowel points.
func withoutAccent(r rune) rune {
	switch {
	case r >= 0x300 && r <= 0x36F, r >= 0x591 && r <= 0x5C7, r >= 0x64B && r <= 0x65F, r == 0x670, r == 0xAD, r >= 0x200B && r <= 0x200F:
		return -1
	}
	return r
}

// appendWords appends the words of a folded text.
func appendWords(out []string, text string) []string {
	start, kind := 0, between
	for i, r := range text {
		k := kindOf(r)
		if k != kind || k == alone {
			out = appendRun(out, text[start:i], kind)
			start, kind = i, k
		}
	}
	return appendRun(out, text[start:], kind)
}

// A runeKind says what makes a word of a character.
type runeKind uint8

const (
	between  runeKind = iota // it stands between words
	lettered                 // a word is a run of such
	alone                    // it is a word: Han, and signs, which are all that some cards show
	unspaced                 // blanks do not part words of it
)

func kindOf(r rune) runeKind {
	switch {
	case r >= 0xE00 && (r == 'ー' || unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)):
		return unspaced
	case r >= 0x80 && (unicode.Is(unicode.Han, r) || unicode.IsSymbol(r)):
		return alone
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return lettered
	}
	return between
}

// appendRun appends the words of a run of one kind: of one without blanks all pairs of neighbours.
func appendRun(out []string, run string, kind runeKind) []string {
	if kind == between {
		return out
	}
	if kind != unspaced || utf8.RuneCountInString(run) < 3 {
		return append(out, run)
	}
	last := 0
	for i, r := range run {
		if i > 0 {
			out = append(out, run[last:i+utf8.RuneLen(r)])
		}
		last = i
	}
	return out
}
