package yamltree

import (
	"bytes"
	"strings"
)

// more reports whether there is text left to map.
func (w *walker) more() bool { return !w.over && w.done < len(w.value) && w.pos < len(w.src) }

// line returns the end of the line that holds the byte i, and the start of the next one.
func (w *walker) line(i int) (end, next int) {
	k := bytes.IndexByte(w.src[i:], '\n')
	if k < 0 {
		return len(w.src), len(w.src)
	}
	end, next = i+k, i+k+1
	if end > i && w.src[end-1] == '\r' {
		end--
	}
	return end, next
}

// literal walks through the lines after the header at pos. A line of the Value is the tail of a line of the source.
func (w *walker) literal() {
	_, w.pos = w.line(w.pos)
	for w.more() {
		size := strings.IndexByte(w.value[w.done:], '\n')
		if size < 0 {
			size = len(w.value) - w.done
		}
		end, next := w.line(w.pos)
		w.emit(size, max(end-size, w.pos), end)
		w.emit(1, end, next)
		w.pos = next
	}
}

// folded walks through the lines after the header at pos: a line break between two lines that both begin with text is
// a blank, or nothing when empty lines follow; all others are kept.
func (w *walker) folded() {
	_, w.pos = w.line(w.pos)
	for w.more() && w.value[w.done] == '\n' { // empty lines before the text
		w.keepBreak()
	}
	if !w.more() {
		return
	}
	// The first line with text shows how deep the text is indented: deeper than that, blanks are text.
	indent := max(0, blanks(w.src[w.pos:])-blanks([]byte(w.value[w.done:])))
	for w.more() {
		end, next := w.line(w.pos)
		start := min(w.pos+indent, end)
		deeper := isBlankAt(w.src, start)
		w.emit(end-start, start, end)
		w.pos = end
		if strings.Trim(w.value[w.done:], "\n") == "" { // the line breaks at the end of `>+`
			for w.more() {
				w.keepBreak()
			}
			return
		}
		following := w.emptyLines(next, indent)
		switch kept := deeper || isBlankAt(w.src, following+indent); {
		case kept:
			w.keepBreak()
		case following == next:
			w.emit(1, end, next)
		}
		w.pos = next
		for w.pos < following && w.more() {
			w.keepBreak()
		}
	}
}

// keepBreak maps the line break of the line at pos and goes to the next line.
func (w *walker) keepBreak() {
	end, next := w.line(w.pos)
	w.emit(1, end, next)
	w.pos = next
}

// emptyLines returns the start of the first line from i on that has text deeper than indent.
func (w *walker) emptyLines(i, indent int) int {
	for i < len(w.src) {
		end, next := w.line(i)
		if k := blanks(w.src[i:end]); i+k < end || k > indent {
			return i
		}
		i = next
	}
	return i
}

// blanks counts the spaces that b begins with.
func blanks(b []byte) int {
	for i, c := range b {
		if c != ' ' {
			return i
		}
	}
	return len(b)
}

// isBlankAt reports whether a space or tab stands at i.
func isBlankAt(b []byte, i int) bool { return i < len(b) && (b[i] == ' ' || b[i] == '\t') }
