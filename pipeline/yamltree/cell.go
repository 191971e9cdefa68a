package yamltree

import "strings"

// cell walks through the text of a cell, or of a part of one: a doubled quote is one, CRLF is LF.
func (w *walker) cell(style Style) {
	if style == Cell {
		w.emit(len(w.value), w.pos, w.pos+len(w.value))
		return
	}
	for w.more() {
		rest := w.src[w.pos:]
		size := min(len(w.value)-w.done, len(rest))
		if i := strings.IndexAny(w.value[w.done:w.done+size], "\"\n"); i >= 0 {
			size = i
		}
		w.emit(size, w.pos, w.pos+size)
		if w.pos += size; !w.more() {
			return
		}
		size = 1
		if w.value[w.done] == '"' || w.src[w.pos] == '\r' {
			size = 2
		}
		w.emit(1, w.pos, w.pos+size)
		w.pos += size
	}
}
