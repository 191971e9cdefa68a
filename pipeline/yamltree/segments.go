package yamltree

import (
	"bytes"
	"unicode/utf8"
)

// A segment ties a run of a scalar's Value to the source bytes it was decoded from. Segments come in order and cover
// the whole Value.
type segment struct {
	from, to   int  // in Value
	start, end int  // in the file
	exact      bool // copied byte by byte; else an escape or a line break
}

// first returns the place where byte i of Value begins; after, the place where the byte before i ends.
func (s segment) first(i int) int {
	if s.exact {
		return s.start + i - s.from
	}
	return s.start
}

func (s segment) after(i int) int {
	if s.exact {
		return s.start + i - s.from
	}
	return s.end
}

// segments calls yield for each segment of the scalar until it answers false. In plain and block scalars the Value
// itself says where the text ends and how deep it is indented, so nothing of the surroundings is needed.
func (n *Node) segments(yield func(segment) bool) {
	w := walker{src: n.file.Data, value: n.Value, pos: n.textStart(), yield: yield}
	switch n.Style {
	case Plain:
		w.flow(0)
	case SingleQuoted:
		w.flow('\'')
	case DoubleQuoted:
		w.flow('"')
	case Literal:
		w.literal()
	case Folded:
		w.folded()
	case Cell, QuotedCell, CellPart:
		w.cell(n.Style)
	}
}

// scalarStop returns the offset after a scalar's last byte.
func (n *Node) scalarStop() int {
	end := n.textStart()
	n.segments(func(s segment) bool { end = s.end; return true })
	switch n.Style {
	case Cell, QuotedCell, CellPart:
		return int(n.end)
	case SingleQuoted, DoubleQuoted: // after the text may stand a line continuation, and then the quote
		if i := bytes.IndexByte(n.file.Data[end:], n.file.Data[n.start]); i >= 0 {
			end += i + 1
		}
	}
	return end
}

// A walker goes through source and Value side by side.
type walker struct {
	src   []byte
	value string
	pos   int // in src
	done  int // in value
	yield func(segment) bool
	over  bool
}

// emit passes on the next size bytes of Value, which come from src[start:end].
func (w *walker) emit(size, start, end int) {
	size = min(size, len(w.value)-w.done)
	if size <= 0 || w.over {
		return
	}
	s := segment{from: w.done, to: w.done + size, start: start, end: end, exact: size == end-start}
	w.done += size
	w.over = !w.yield(s)
}

// breakSize returns the size of the line break at i, or 0.
func (w *walker) breakSize(i int) int {
	switch {
	case i < len(w.src) && w.src[i] == '\n':
		return 1
	case i+1 < len(w.src) && w.src[i] == '\r' && w.src[i+1] == '\n':
		return 2
	}
	return 0
}

// flow walks through a plain scalar (quote 0) or a quoted one, which begins at pos.
func (w *walker) flow(quote byte) {
	run := w.pos // start of the bytes that were copied as they are and not yet passed on
	flush := func() {
		size := min(w.pos-run, len(w.value)-w.done)
		w.emit(size, run, run+size)
		run = w.pos
	}
	for w.done+w.pos-run < len(w.value) && !w.over && w.pos < len(w.src) {
		c := w.src[w.pos]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			end := w.pos
			for end < len(w.src) && (w.src[end] == ' ' || w.src[end] == '\t') {
				end++
			}
			if w.breakSize(end) == 0 {
				w.pos = max(end, w.pos+1)
				continue
			}
			flush()
			w.pos = end
			w.fold(true)
			run = w.pos
		case c == '\'' && quote == '\'':
			flush()
			w.emit(1, w.pos, w.pos+2)
			w.pos += 2
			run = w.pos
		case c == '\\' && quote == '"':
			flush()
			w.escape()
			run = w.pos
		default:
			w.pos++
		}
	}
	flush()
}

// fold passes over the line breaks at pos and the blanks between and after them. A single break is a blank, of several
// the first is nothing; after a line continuation (fresh false) each break counts.
func (w *walker) fold(fresh bool) {
	firstStart, firstEnd, breaks := w.pos, w.pos, 0
	for w.pos < len(w.src) {
		size := w.breakSize(w.pos)
		switch {
		case size > 0:
			if breaks++; breaks == 1 && fresh {
				firstStart, firstEnd = w.pos, w.pos+size
			} else {
				w.emit(1, w.pos, w.pos+size)
			}
			w.pos += size
			continue
		case w.src[w.pos] == ' ' || w.src[w.pos] == '\t':
			w.pos++
			continue
		}
		break
	}
	if breaks == 1 && fresh {
		w.emit(1, firstStart, firstEnd)
	}
}

// escapeDigits returns how many hexadecimal digits follow the letter of an escape.
func escapeDigits(c byte) int {
	switch c {
	case 'x':
		return 2
	case 'u':
		return 4
	case 'U':
		return 8
	}
	return 0
}

// escape passes over the escape of a double-quoted scalar at pos.
func (w *walker) escape() {
	if size := w.breakSize(w.pos + 1); size > 0 {
		w.pos += 1 + size
		w.fold(false)
		return
	}
	if w.pos+1 >= len(w.src) {
		w.pos = len(w.src)
		return
	}
	end := min(w.pos+2+escapeDigits(w.src[w.pos+1]), len(w.src))
	_, size := utf8.DecodeRuneInString(w.value[w.done:])
	w.emit(size, w.pos, end)
	w.pos = end
}
