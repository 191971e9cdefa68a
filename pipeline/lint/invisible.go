package lint

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An InvisibleRune is a character of a text that nobody sees and that nothing there calls for (rules.md
// `invisible-character`), at text[Start:End].
type InvisibleRune struct {
	Start, End int
	Rune       rune
	Turns      bool // the text is shown in another order than it is written
}

// TurnsDirection reports whether r turns the direction of writing until something ends it.
func TurnsDirection(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// InvisibleIn returns the invisible characters of a text that should not be there.
func InvisibleIn(text string, markdown bool) []InvisibleRune {
	if strings.IndexFunc(text, Invisible) < 0 {
		return nil
	}
	s := invisibleScan{text: text, markdown: markdown, rtl: strings.ContainsFunc(text, isRTL)}
	for i, r := range text {
		if Invisible(r) {
			s.look(i, r)
		}
	}
	// What was opened and never ended turns all that follows, on the card too.
	for _, o := range s.open {
		o.Turns = o.Turns || isIsolate(o.Rune)
		s.found = append(s.found, o)
	}
	slices.SortFunc(s.found, func(a, b InvisibleRune) int { return cmp.Compare(a.Start, b.Start) })
	return s.found
}

type invisibleScan struct {
	text     string
	markdown bool
	rtl      bool
	open     []InvisibleRune // embeddings, overrides and isolates without their end
	found    []InvisibleRune
}

func (s *invisibleScan) look(i int, r rune) {
	x := InvisibleRune{Start: i, End: i + utf8.RuneLen(r), Rune: r}
	if !TurnsDirection(r) {
		if !s.calledFor(x) {
			s.found = append(s.found, x)
		}
		return
	}
	if r != 0x202C && r != 0x2069 {
		x.Turns = r == 0x202D || r == 0x202E
		s.open = append(s.open, x)
		return
	}
	last := len(s.open) - 1
	if last < 0 || isIsolate(s.open[last].Rune) != (r == 0x2069) {
		s.found = append(s.found, x) // it ends nothing
		return
	}
	opener := s.open[last]
	s.open = s.open[:last]
	if opener.Turns || !s.rtl {
		x.Turns = opener.Turns
		s.found = append(s.found, opener, x)
	}
}

func isIsolate(r rune) bool { return r >= 0x2066 && r <= 0x2068 }

func isRTL(r rune) bool {
	return r >= 0x590 && r <= 0x8FF && unicode.IsLetter(r) || r >= 0xFB1D && r <= 0xFEFC && unicode.IsLetter(r)
}

// calledFor reports whether the characters around an invisible one ask for it.
func (s *invisibleScan) calledFor(x InvisibleRune) bool {
	before, after := s.before(x.Start), s.after(x.End)
	switch {
	case x.Rune == 0x200C || x.Rune == 0x200D:
		return unicode.In(before, joining...) || unicode.In(after, joining...) ||
			x.Rune == 0x200D && unicode.Is(unicode.So, before) && unicode.Is(unicode.So, after)
	case x.Rune == 0x200B:
		return unicode.In(before, unspaced...) || unicode.In(after, unspaced...) || s.markdown && (isEmphasis(before) || isEmphasis(after))
	case x.Rune == 0x200E || x.Rune == 0x200F || x.Rune == 0x61C:
		return s.rtl
	case x.Rune == 0x180E:
		return unicode.Is(unicode.Mongolian, before)
	case x.Rune >= 0xE0000:
		return unicode.Is(unicode.So, before) // a flag
	}
	return false
}

// Scripts whose letters join, or stack, differently beside a joiner; and those that write no blanks between words.
var (
	joining = []*unicode.RangeTable{unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Devanagari, unicode.Bengali,
		unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
		unicode.Mongolian, unicode.Tibetan, unicode.Khmer, unicode.Myanmar, unicode.Javanese, unicode.Balinese}
	unspaced = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan}
)

func isEmphasis(r rune) bool { return r == '*' || r == '_' || r == '~' || r == '`' }

// furthestNeighbour is how many marks, selectors and tag characters may stand between a character and what it belongs to.
const furthestNeighbour = 16

// before returns the character before offset i, but for marks, variation selectors, skin tones and other tag characters.
func (s *invisibleScan) before(i int) rune {
	for range furthestNeighbour {
		r, size := utf8.DecodeLastRuneInString(s.text[:i])
		if !belongsToBefore(r) {
			return r
		}
		i -= size
	}
	return utf8.RuneError
}

func belongsToBefore(r rune) bool {
	return r >= 0x300 && r <= 0x36F || r >= 0x64B && r <= 0x65F || r == 0x670 || r >= 0xFE00 && r <= 0xFE0F || r >= 0x1F3FB && r <= 0x1F3FF ||
		r >= 0xE0000 && r <= 0xE007F
}

func (s *invisibleScan) after(i int) rune {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return r
}
