package field

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A MediaRef is a file name in a field, in src[Start:End] as written and decoded.
type MediaRef struct {
	Start, End int
	Name       string
}

// MediaRefs returns the media that Anki finds in a field (anki-format.md 6.8), in order: names in tags of images,
// sounds and objects, and in [sound:...]. It does not make the names of LaTeX images.
func MediaRefs(html string) []MediaRef {
	var refs []MediaRef
	tags := newTagScanner(html)
	for t, ok := tags.next(); ok; t, ok = tags.next() {
		refs = append(refs, MediaRef{Start: t.nameStart, End: t.nameEnd, Name: decodeName(html[t.nameStart:t.nameEnd])})
	}
	inTags := len(refs)
	refs = appendSounds(refs, html)
	if inTags > 0 && inTags < len(refs) {
		slices.SortStableFunc(refs, func(a, b MediaRef) int { return cmp.Compare(a.Start, b.Start) })
	}
	return refs
}

const soundOpening = "[sound:"

// appendSounds appends the names in [sound:...], each the shortest that is not empty.
func appendSounds(refs []MediaRef, html string) []MediaRef {
	for i := 0; ; {
		n := strings.Index(html[i:], soundOpening)
		if n < 0 {
			return refs
		}
		start := i + n + len(soundOpening)
		if start == len(html) {
			return refs
		}
		n = strings.IndexByte(html[start+1:], ']')
		if n < 0 {
			return refs
		}
		i = start + 1 + n
		refs = append(refs, MediaRef{Start: start, End: i, Name: decodeName(html[start:i])})
		i++
	}
}

// keepMediaNames replaces each tag that names a media file by the name as written, between spaces.
func keepMediaNames(html string) string {
	tags := newTagScanner(html)
	t, ok := tags.next()
	if !ok {
		return html
	}
	var b strings.Builder
	b.Grow(len(html))
	end := 0
	for ; ok; t, ok = tags.next() {
		b.WriteString(html[end:t.start])
		b.WriteByte(' ')
		b.WriteString(html[t.nameStart:t.nameEnd])
		b.WriteByte(' ')
		end = t.end
	}
	b.WriteString(html[end:])
	return b.String()
}

// A mediaTag is a tag src[start:end] that names a media file in src[nameStart:nameEnd].
type mediaTag struct{ start, end, nameStart, nameEnd int }

// A tagScanner finds the tags that name media, as the leftmost match of Anki's regular expression does
// (anki-format.md 6.8): "<", the element, units as few as possible (any character but ">", or a run in quotes, which
// may hold ">"), then the attribute. Whether the rest matches depends on the position alone, so positions that were
// tried in vain are never tried again: not by other ways to the same place, not by later tags.
type tagScanner struct {
	src  string
	pos  int
	last int    // of the last ">": no tag can end behind it
	dead []bool // where the attribute and everything that follows was tried in vain; nil: nowhere
}

func newTagScanner(html string) tagScanner {
	return tagScanner{src: html, last: strings.LastIndexByte(html, '>')}
}

// next returns the next tag that names a media file.
func (s *tagScanner) next() (t mediaTag, ok bool) {
	for {
		i := strings.IndexByte(s.src[s.pos:], '<')
		if i < 0 || s.pos+i > s.last {
			return mediaTag{}, false
		}
		start := s.pos + i
		s.pos = start + 1
		n := mediaElement(s.src[s.pos:])
		if n == 0 {
			continue
		}
		if t, ok := s.attribute(s.pos + n); ok {
			t.start = start
			s.pos = t.end
			return t, true
		}
	}
}

// attribute looks for the attribute after at least one unit from the position from on. It goes ahead character by
// character as far as it can, then takes the runs in quotes, the last first, and goes ahead from behind them.
func (s *tagScanner) attribute(from int) (mediaTag, bool) {
	t, end := s.advance(from)
	if t.end > 0 {
		return t, true
	}
	if s.dead == nil {
		s.dead = make([]bool, len(s.src)+1)
		for p := from + 1; p <= end; p++ {
			s.dead[p] = true
		}
	}
	ways := [][2]int{{from, end}} // stretches, both ends included, whose quotes were not taken yet
	for len(ways) > 0 {
		way := &ways[len(ways)-1]
		if way[1] < way[0] {
			ways = ways[:len(ways)-1]
			continue
		}
		p := s.afterRun(way[1])
		way[1]--
		if p < 0 || s.dead[p] {
			continue
		}
		s.dead[p] = true
		if t := s.name(p); t.end > 0 {
			return t, true
		}
		t, end := s.advance(p)
		if t.end > 0 {
			return t, true
		}
		ways = append(ways, [2]int{p, end})
	}
	return mediaTag{}, false
}

// advance tries the positions after from as far as single characters lead. It returns the tag, or the last position.
func (s *tagScanner) advance(from int) (mediaTag, int) {
	p := from
	for p < len(s.src) && s.src[p] != '>' && (s.dead == nil || !s.dead[p+1]) {
		p++
		if s.dead != nil {
			s.dead[p] = true
		}
		if t := s.name(p); t.end > 0 {
			return t, p
		}
	}
	return mediaTag{}, p
}

// afterRun returns the position behind the quoted run that begins at p, or -1. A run is not empty.
func (s *tagScanner) afterRun(p int) int {
	if p >= len(s.src) || s.src[p] != '"' && s.src[p] != '\'' {
		return -1
	}
	n := strings.IndexByte(s.src[p+1:], s.src[p])
	if n <= 0 {
		return -1
	}
	return p + 1 + n + 1
}

// name matches the attribute, its value and the end of the tag at p. No match is the zero mediaTag.
func (s *tagScanner) name(p int) mediaTag {
	if p >= s.last || s.src[p]|0x20 != 's' && s.src[p]|0x20 != 'd' && s.src[p] < utf8.RuneSelf {
		return mediaTag{}
	}
	n := max(prefixFold(s.src[p:], "src="), prefixFold(s.src[p:], "data="))
	if n == 0 || wordBefore(s.src[:p]) {
		return mediaTag{}
	}
	p += n
	if end := s.afterRun(p); end >= 0 {
		if n := strings.IndexByte(s.src[end:], '>'); n >= 0 {
			return mediaTag{nameStart: p + 1, nameEnd: end - 1, end: end + n + 1}
		}
	}
	// Without quotes, or with empty or open ones, which then belong to the name. A space may be its first character.
	if p >= s.last || s.src[p] == '>' {
		return mediaTag{}
	}
	t := mediaTag{nameStart: p, nameEnd: p + 1 + strings.IndexAny(s.src[p+1:], " >")}
	t.end = t.nameEnd + strings.IndexByte(s.src[t.nameEnd:], '>') + 1
	return t
}

// mediaElement returns the length of the name of an element that shows media, which s begins with, or 0.
func mediaElement(s string) int {
	if s == "" {
		return 0
	}
	n := 0
	switch s[0] {
	case 'i', 'I':
		n = prefixFold(s, "img")
	case 'a', 'A':
		n = prefixFold(s, "audio")
	case 'v', 'V':
		n = prefixFold(s, "video")
	case 'o', 'O':
		n = prefixFold(s, "object")
	default:
		n = prefixFold(s, "source")
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); isWord(r) {
		return 0
	}
	return n
}

func wordBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isWord(r)
}

// isWord reports whether r is a word character for Anki's regular expressions (Unicode's definition, UTS 18).
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	if r == utf8.RuneError {
		return false
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic, unicode.Join_Control)
}
