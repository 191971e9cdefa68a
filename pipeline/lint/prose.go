package lint

import (
	"html"
	"slices"
	"sort"
	"strings"

	"github.com/deckmill/deckmill/pipeline/deck"
)

// object stands in prose for what is seen but not read: code, math, pictures, sounds, addresses.
const object = '\uFFFC'

// A Prose is what a person reads of a text (rules.md section 2): code, math, addresses and media are U+FFFC, tags and the
// signs of Markdown are gone (those of blocks are line breaks), entities and escapes are decoded, cloze deletions are
// their content and, on a line of its own, their hint. Every byte of it knows where it comes from.
type Prose struct {
	Text   string
	source int     // length of the source
	pieces []piece // ascending; none when Text is the source

	// Clozes are the deletions that have an end, in the order of their openers.
	Clozes []ProseCloze
}

// A ProseCloze is a cloze deletion of a Prose: its content is Text[Start:Stop] and its hint, with the line break before
// it, Text[Stop:End].
type ProseCloze struct {
	Numbers          string // as written: "1", "1,2"
	Open             int    // offset of its opener in the source
	Start, Stop, End int
	Colons           int // how often `::` stands in it as text: the first one begins the hint
}

// A piece is a run of prose. What is as long as its source maps byte by byte, other runs map as a whole.
type piece struct {
	to         int // offset of the run in Text
	start, end int // its source
}

// Source returns the bytes of the source behind the bytes [i, j) of Text.
func (p *Prose) Source(i, j int) (start, end int) {
	if p.pieces == nil {
		return i, j
	}
	if j <= i {
		at, _ := p.locate(i)
		return at, at
	}
	start, _ = p.locate(i)
	_, end = p.locate(j - 1)
	return start, max(start, end)
}

// locate returns the source of the byte at i of Text.
func (p *Prose) locate(i int) (start, end int) {
	n := sort.Search(len(p.pieces), func(n int) bool { return p.pieces[n].to > i }) - 1
	if n < 0 {
		return 0, 0
	}
	x := p.pieces[n]
	length := len(p.Text) - x.to
	if n+1 < len(p.pieces) {
		length = p.pieces[n+1].to - x.to
	}
	if length == x.end-x.start {
		return x.start + i - x.to, x.start + i - x.to + 1
	}
	return x.start, x.end
}

// ProseOf returns what a person reads of a source written in m.
func ProseOf(src string, m deck.Markup) *Prose { return proseOf(src, m, bytesOf(src)) }

func proseOf(src string, m deck.Markup, bytes ByteSet) *Prose {
	special := map[deck.Markup]string{deck.Markdown: "<&\\[`~$*_{", deck.HTML: "<&\\[{\n", deck.PlainText: "\\[{"}[m]
	if m != deck.Media && !bytes.HasAny(special) && !(bytes.Has(':') && strings.Contains(src, "://")) {
		return &Prose{Text: src, source: len(src)}
	}
	w := proseWriter{src: src, markup: m, signs: special}
	if bytes.Has('{') {
		w.signs += "}:"
	}
	if bytes.Has(':') {
		w.signs += "h"
	}
	if m == deck.Markdown {
		w.signs += "!]"
	}
	w.b.Grow(len(src))
	w.run()
	return &Prose{
		Text: w.b.String(), source: len(src), pieces: w.pieces,
		Clozes: slices.DeleteFunc(w.clozes, func(c ProseCloze) bool { return c.End < 0 }),
	}
}

// A proseWriter goes through a source from left to right.
type proseWriter struct {
	src    string
	markup deck.Markup
	signs  string // the bytes that may be special
	b      strings.Builder
	pieces []piece
	f      finder
	open   []int // offsets of the `]` of Markdown links whose texts are being read
	clozes []ProseCloze
	inner  []int // indexes in clozes of those that are open, the innermost last
}

func (w *proseWriter) run() {
	if w.markup == deck.Media {
		w.write(0, len(w.src), string(object))
		return
	}
	for i := 0; i < len(w.src); {
		n := strings.IndexAny(w.src[i:], w.signs)
		if n < 0 {
			n = len(w.src) - i
		}
		if n == 0 {
			if n = w.special(i); n > 0 {
				i += n
				continue
			}
			n = 1
		}
		w.keep(i, i+n)
		i += n
	}
}

// keep writes source as it is.
func (w *proseWriter) keep(start, end int) {
	if last := len(w.pieces) - 1; last >= 0 {
		x := w.pieces[last]
		if x.end == start && w.b.Len()-x.to == x.end-x.start {
			w.pieces[last].end = end
			w.b.WriteString(w.src[start:end])
			return
		}
	}
	w.write(start, end, w.src[start:end])
}

// write writes text for the source at [start, end).
func (w *proseWriter) write(start, end int, text string) {
	if text != "" {
		w.pieces = append(w.pieces, piece{to: w.b.Len(), start: start, end: end})
		w.b.WriteString(text)
	}
}

// special treats what is not read as it is written at offset i and returns its length; 0 for an ordinary byte.
func (w *proseWriter) special(i int) int {
	s := w.src[i:]
	switch s[0] {
	case '{', '}', ':':
		return w.cloze(i)
	case '[', 'h':
		if n := w.f.verbatimAt(s); n > 0 {
			w.write(i, i+n, string(object))
			return n
		}
	case '\\':
		if n := w.f.verbatimAt(s); n > 0 {
			w.write(i, i+n, string(object))
			return n
		}
		if w.markup == deck.Markdown && len(s) > 1 && isPunctuation(s[1]) {
			w.write(i, i+2, s[1:2])
			return 2
		}
	case '<':
		if w.markup != deck.PlainText {
			return w.tag(i)
		}
	case '&':
		if w.markup != deck.PlainText {
			return w.entity(i)
		}
	case '\n':
		if w.markup == deck.HTML {
			w.write(i, i+1, " ")
			return 1
		}
	}
	if w.markup == deck.Markdown {
		return w.markdown(i)
	}
	return 0
}

// cloze leaves out the wrapper of a deletion; the `::` before its hint is a line break.
func (w *proseWriter) cloze(i int) int {
	s := w.src[i:]
	if n := ClozeOpener(s); n > 0 {
		w.inner = append(w.inner, len(w.clozes))
		w.clozes = append(w.clozes, ProseCloze{Numbers: s[len("{{c") : n-len("::")], Open: i, Start: w.b.Len(), Stop: -1, End: -1})
		return n
	}
	last := len(w.inner) - 1
	if last < 0 {
		return 0
	}
	c := &w.clozes[w.inner[last]]
	switch {
	case strings.HasPrefix(s, "}}"):
		w.inner = w.inner[:last]
		if c.End = w.b.Len(); c.Stop < 0 {
			c.Stop = c.End
		}
		return len("}}")
	case strings.HasPrefix(s, "::"):
		if c.Colons++; c.Stop < 0 {
			c.Stop = w.b.Len()
		}
		w.write(i, i+len("::"), "\n")
		return len("::")
	}
	return 0
}

// tag leaves out a tag, or what must not be read with it.
func (w *proseWriter) tag(i int) int {
	s := w.src[i:]
	if strings.HasPrefix(s, "<!--") {
		return lengthTo(s, "-->")
	}
	name := tagName(s)
	if name == "" {
		return 0
	}
	end := w.f.tag(s)
	if end == 0 {
		return 0
	}
	switch name {
	case "code", "pre", "svg", "math":
		n := lengthTo(s, "</"+name)
		w.write(i, i+n, string(object))
		return n
	case "style", "script":
		return lengthTo(s, "</"+name)
	case "img", "audio", "video", "object", "iframe", "embed", "canvas", "input":
		w.write(i, i+end, string(object))
	case "br", "div", "/div", "p", "/p", "li", "/li", "ul", "/ul", "ol", "/ol", "table", "tr", "/tr", "td", "th", "hr", "h1", "h2",
		"h3", "h4", "h5", "h6", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6", "blockquote", "/blockquote", "dl", "dt", "dd":
		w.write(i, i+end, "\n")
	}
	return end
}

// longestEntity is the length in bytes of the longest name, with its signs.
const longestEntity = len("&CounterClockwiseContourIntegral;")

// entity decodes a character reference.
func (w *proseWriter) entity(i int) int {
	s := w.src[i:min(len(w.src), i+longestEntity)]
	end := strings.IndexByte(s, ';') + 1
	if end < len("&x;") {
		return 0
	}
	decoded := html.UnescapeString(s[:end])
	if decoded == s[:end] {
		return 0
	}
	w.write(i, i+end, decoded)
	return end
}
