package rules

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A garbled is what became of one character, at text[start:end], when its bytes of UTF-8 were read as Windows-1252 or
// Windows-1251.
type garbled struct {
	start, end int
	meant      string
	sure       bool // nothing else can be meant
}

// Signs that may stand behind a word, so that a letter with one of them need not be garbled; and those of units.
const (
	typographic = "»«“”„’‘‚…–—›‹•\u00A0"
	units       = "²³¹°·±½¼¾×"
)

// garbledLatin returns the characters of a text that could have been read as Windows-1252.
func garbledLatin(text string) []garbled {
	var out []garbled
	for i := 0; i < len(text); {
		n := strings.IndexByte(text[i:], 0xC3)
		if n < 0 {
			break
		}
		i += n
		if g, ok := garbledAt(text, i); ok {
			out = append(out, g)
			i = g.end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	for i := range out {
		out[i].sure = isGarbled(text, out, i)
	}
	if slices.ContainsFunc(out, func(g garbled) bool { return g.sure }) {
		return unfoldTwice(out)
	}
	return nil
}

// garbledAt returns the character whose 2 to 4 bytes, read as Windows-1252, stand at text[i:].
func garbledAt(text string, i int) (g garbled, ok bool) {
	var raw [utf8.UTFMax]byte
	r, size := utf8.DecodeRuneInString(text[i:])
	if r < 0xC2 || r > 0xF4 {
		return g, false
	}
	raw[0] = byte(r)
	length := 2
	if raw[0] >= 0xE0 {
		length = 3
	}
	if raw[0] >= 0xF0 {
		length = 4
	}
	end := i + size
	for k := 1; k < length; k++ {
		r, size := utf8.DecodeRuneInString(text[end:])
		b, known := charmap.Windows1252.EncodeRune(r)
		if r >= 0x80 && r <= 0x9F {
			b, known = byte(r), true // Latin-1
		}
		if !known || b < 0x80 || b > 0xBF {
			return g, false
		}
		raw[k] = b
		end += size
	}
	meant, n := utf8.DecodeRune(raw[:length])
	if n != length || meant < 0xA0 || unicode.IsControl(meant) {
		return g, false
	}
	return garbled{start: i, end: end, meant: string(raw[:length])}, true
}

// isGarbled reports whether list[i] cannot be what its author wrote.
func isGarbled(text string, list []garbled, i int) bool {
	g := list[i]
	if g.meant == "\u00A0" {
		return false
	}
	lead, size := utf8.DecodeRuneInString(text[g.start:])
	signs := text[g.start+size : g.end]
	after, _ := utf8.DecodeRuneInString(text[g.end:])
	before, _ := utf8.DecodeLastRuneInString(text[:g.start])
	// A dash may also stand between two words.
	inside := unicode.IsLetter(after) && !(unicode.IsLetter(before) && (signs == "–" || signs == "—"))
	hasPartner := i > 0 && list[i-1].end == g.start || i+1 < len(list) && list[i+1].start == g.end
	switch {
	case strings.HasSuffix(signs, "\u00A0") && !hasPartner:
		return false
	case lead >= 0xF0, g.meant == "\uFFFD", g.meant == "\uFEFF":
		return true
	case lead == 'â':
		return strings.Trim(signs, typographic) != ""
	case lead >= 0xE0:
		return hasPartner && strings.Trim(signs, typographic) != ""
	case lead == 'Ã' || lead == 'Â' || lead == 'Î' || lead == 'Ï':
		return inside || !strings.Contains(typographic, signs)
	case lead == 'Ä' || lead == 'Å':
		return inside || !strings.Contains(typographic, signs) && (!strings.Contains(units, signs) || unicode.IsLetter(before))
	}
	return hasPartner && (inside || !strings.Contains(typographic, signs) || i > 0 && list[i-1].end == g.start && list[i-1].sure)
}

// unfoldTwice looks at neighbours again: what they mean together may be garbled itself, when a text was misread twice.
func unfoldTwice(list []garbled) []garbled {
	var out []garbled
	for i := 0; i < len(list); {
		var together strings.Builder
		j := i
		for ; j < len(list) && (j == i || list[j].start == list[j-1].end); j++ {
			together.WriteString(list[j].meant)
		}
		meant := together.String()
		if again := garbledLatin(meant); j-i > 1 && len(again) > 0 {
			out = append(out, garbled{start: list[i].start, end: list[j-1].end, meant: ungarble(meant, again), sure: true})
		} else {
			out = append(out, list[i:j]...)
		}
		i = j
	}
	return out
}

// ungarble returns a text as it was meant, as far as that is sure.
func ungarble(text string, list []garbled) string {
	var b strings.Builder
	at := 0
	for _, g := range list {
		if g.sure {
			b.WriteString(text[at:g.start] + g.meant)
			at = g.end
		}
	}
	return b.String() + text[at:]
}
