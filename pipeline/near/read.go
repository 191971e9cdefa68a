package near

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CodeStart and CodeEnd stand around code in a text: it is compared as one word, byte for byte.
const (
	CodeStart = '\x02'
	CodeEnd   = '\x03'
)

// long is how many letters a word has of which one may differ (rules.md `near-duplicate`).
const long = 6

// A token is what a text is compared by: a word, or something verbatim: math, code, media, what has digits or signs.
type token struct {
	text string
	long bool // a word in which a letter may differ
}

// A reading is a text taken apart. It is used again for the next text.
type reading struct {
	tokens  []token
	dropped uint64 // the words that were left out, a bit for each
	content int    // words that carry content
}

// A reader takes texts of one language apart.
type reader struct{ language *language }

// read fills in the tokens of text in their order. It takes time linear in the length of text.
func (r reader) read(text string, into *reading) {
	into.tokens, into.dropped, into.content = into.tokens[:0], 0, 0
	var f finder
	first := true
	for i := 0; i < len(text); {
		if n := blankLength(text[i:]); n > 0 {
			i += n
			continue
		}
		if n := f.verbatimLength(text[i:]); n > 0 {
			into.tokens = append(into.tokens, token{text: text[i : i+n]})
			i += n
			continue
		}
		n := f.chunkLength(text[i:])
		r.chunk(text[i:i+n], first, into)
		first = false
		i += n
	}
}

// chunk reads what stands between two blanks.
func (r reader) chunk(s string, first bool, into *reading) {
	if !isASCIILetter(s[0]) {
		s = strings.TrimLeft(s, opening)
	}
	if s != "" && !isASCIILetter(s[len(s)-1]) {
		s = strings.TrimRight(s, closing)
	}
	word := strings.TrimRight(s, "!")
	letters := lettersOf(word)
	switch {
	case word == "" || word == "–" || word == "—":
	case letters == 0:
		into.tokens = append(into.tokens, token{text: s}) // `5!` is not `5`
	default:
		r.word(normalWord(word, first), letters, into)
	}
}

// Punctuation around a word, without the signs that may be meant: + - # * / = % & and the like.
const (
	opening = "\"'([“”„«»‚‘’¿¡「『（"
	closing = "\"')].,;:?…“”«»’‘」』）。，、；：？！"
)

// bare returns a word without the punctuation around it, on whichever side it stands.
func bare(word string) string {
	return strings.TrimFunc(word, func(r rune) bool {
		return strings.ContainsRune(opening, r) || strings.ContainsRune(closing, r)
	})
}

// word reads a word of so many letters.
func (r reader) word(w string, letters int, into *reading) {
	if bit, ok := r.language.dropped[w]; ok {
		into.dropped |= 1 << bit
		return
	}
	if at := strings.IndexByte(w, '\''); at > 0 {
		if head, rest := w[:at+1], w[at+1:]; r.elides(head) && rest != "" {
			r.word(head, at, into)
			r.word(rest, letters-at, into)
			return
		}
		if head := w[:at]; w[at:] == "'s" && r.language.plain[head] { // what's, who's
			r.word(head, letters-1, into)
			r.word("is", 2, into)
			return
		}
	}
	plain := r.language.plain[w]
	if !plain {
		into.content++
	}
	into.tokens = append(into.tokens, token{text: w, long: letters >= long && !plain})
}

func (r reader) elides(head string) bool {
	for _, e := range r.language.elided {
		if head == e {
			return true
		}
	}
	return false
}

// normalWord returns a word as it is compared: the capital at the beginning of a text says nothing, all others count.
func normalWord(w string, first bool) string {
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	if !first {
		return w
	}
	r, n := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) || strings.IndexFunc(w[n:], unicode.IsUpper) >= 0 {
		return w
	}
	return string(unicode.ToLower(r)) + w[n:]
}

// lettersOf counts the letters of a word; 0 when it is none: a word has letters, and marks, hyphens and apostrophes
// between them.
func lettersOf(w string) int {
	n := 0
	last := rune('-')
	for _, r := range w {
		switch {
		case r < utf8.RuneSelf && isASCIILetter(byte(r)) || r >= utf8.RuneSelf && unicode.IsLetter(r):
			n++
		case (r == '-' || r == '\'' || r == '’') && last != '-':
			r = '-'
		case r < utf8.RuneSelf || !unicode.IsMark(r):
			return 0
		}
		last = r
	}
	if last == '-' {
		return 0
	}
	return n
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func blankLength(s string) int {
	switch c := s[0]; {
	case c == ' ' || c == '\x1f' || c >= '\t' && c <= '\r':
		return 1
	case c < utf8.RuneSelf:
		return 0
	}
	if r, n := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return n
	}
	return 0
}

// pairs are what stands around verbatim text.
var pairs = [...][2]string{{`\(`, `\)`}, {`\[`, `\]`}, {"[sound:", "]"}, {string(CodeStart), string(CodeEnd)}}

// A finder finds verbatim text. It remembers what is never closed, so that many openers take no longer than one.
type finder struct{ open [len(pairs)]bool }

// verbatimLength returns the length of the math, sound or code that s begins with, or 0.
func (f *finder) verbatimLength(s string) int {
	if c := s[0]; c != '\\' && c != '[' && c != CodeStart {
		return 0
	}
	for i, p := range pairs {
		if f.open[i] || !strings.HasPrefix(s, p[0]) {
			continue
		}
		if n := strings.Index(s[len(p[0]):], p[1]); n >= 0 {
			return len(p[0]) + n + len(p[1])
		}
		f.open[i] = true
	}
	return 0
}

// chunkLength returns the length of s up to the next blank or verbatim text; s begins with neither.
func (f *finder) chunkLength(s string) int {
	for i := 0; i < len(s); {
		if isASCIILetter(s[i]) {
			i++
			continue
		}
		if i > 0 && (blankLength(s[i:]) > 0 || f.verbatimLength(s[i:]) > 0) {
			return i
		}
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return len(s)
}

// Differing returns the words that only one of two texts has, as they are written there.
func Differing(a, b string) (onlyA, onlyB []string) {
	count := map[string]int{}
	x, y := strings.Fields(a), strings.Fields(b)
	for i := range x {
		x[i] = bare(x[i])
		count[x[i]]++
	}
	for i := range y {
		y[i] = bare(y[i])
		count[y[i]]--
	}
	for _, w := range x {
		if count[w] > 0 {
			count[w]--
			onlyA = append(onlyA, w)
		}
	}
	for _, w := range y {
		if count[w] < 0 {
			count[w]++
			onlyB = append(onlyB, w)
		}
	}
	return onlyA, onlyB
}
