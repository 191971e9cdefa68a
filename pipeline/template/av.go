package template

import (
	"slices"
	"strconv"
	"strings"
)

// playMarkers replaces sounds and text to be read aloud by markers that count them (anki-format.md 6.6). side is 'q' or
// 'a'.
func playMarkers(html string, side byte) string {
	if !strings.Contains(html, "[sound:") && !strings.Contains(html, "[anki:") {
		return html
	}
	m := markers{src: html, last: strings.LastIndexByte(html, ']'), prefix: "[anki:play:" + string(side) + ":"}
	for i := 0; i < len(html); {
		n := strings.IndexByte(html[i:], '[')
		if n < 0 {
			m.out.WriteString(html[i:])
			break
		}
		m.out.WriteString(html[i : i+n])
		i += n
		if end := m.element(i); end > i {
			i = end
		} else {
			m.out.WriteByte('[')
			i++
		}
	}
	return m.out.String()
}

type markers struct {
	src      string
	last     int // where the last "]" is
	prefix   string
	out      strings.Builder
	count    int
	closings map[string][]int // where the closing tags of a name are; nil: not looked for yet
}

// element writes what replaces the sound or block at i, and returns where it ends; i if there is none.
func (m *markers) element(i int) int {
	rest := m.src[i:]
	if name, ok := strings.CutPrefix(rest, "[sound:"); ok {
		if i+len("[sound:") > m.last {
			return i
		}
		n := strings.IndexByte(name, ']')
		if n == 0 {
			return i
		}
		m.mark()
		return i + len("[sound:") + n + 1
	}
	if !strings.HasPrefix(rest, "[anki:") {
		return i
	}
	name, options, n := directive(rest)
	if n == 0 {
		return i
	}
	end := m.closing(name, i+n)
	if end < 0 {
		return i
	}
	switch lang, _ := optionOf(options, "lang"); {
	case name != speech: // for add-ons
		m.out.WriteString(openingTag(name, options) + m.src[i+n:end])
	case lang == "":
		m.out.WriteString("[Error in directive '\u2068anki:tts\u2069': \u2068'\u2068lang\u2069' not set\u2069]")
	default:
		m.mark()
	}
	return end
}

func (m *markers) mark() {
	m.out.WriteString(m.prefix + strconv.Itoa(m.count) + "]")
	m.count++
}

// closing returns the end of the first closing tag of a name from position i on, or -1.
func (m *markers) closing(name string, i int) int {
	const opening = "[/anki:"
	if m.closings == nil {
		m.closings = map[string][]int{}
		for at := 0; ; {
			n := strings.Index(m.src[at:], opening)
			if n < 0 {
				break
			}
			at += n + len(opening)
			if n := strings.IndexByte(m.src[at:], ']'); n >= 0 {
				of := m.src[at : at+n]
				m.closings[of] = append(m.closings[of], at-len(opening))
			}
		}
	}
	places := m.closings[name]
	k, _ := slices.BinarySearch(places, i)
	if k == len(places) {
		return -1
	}
	return places[k] + len(opening) + len(name) + 1
}
