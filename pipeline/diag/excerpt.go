package diag

import (
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/source"
)

// tabStop is how far apart tab stops are in an excerpt.
const tabStop = 4

// A cell is one rune of a source line as it is printed.
type cell struct {
	text  string
	width int // terminal cells
	start int // offset in the file of the rune's first byte
	end   int
}

// A strip is a source line cut to the room there is, and the row of marks under it.
type strip struct {
	text  string
	marks string // blanks, then ^ or ~ under each cell of the span
}

// stripOf cuts the line that spans line's bytes to room terminal cells around mark. first says whether the mark begins
// on this line: it then starts with `^`.
func stripOf(line, mark source.Span, room int, first bool) strip {
	cs, cutLeft, cutRight := cellsOf(line, mark, room)
	from, to := markedCells(cs, mark)
	if first && from == to { // an empty span, or one at the line's end
		to = from + 1
	}
	i, j := window(cs, from, to, room, cutLeft, cutRight)
	var text, marks strings.Builder
	if cutLeft || i > 0 {
		text.WriteString("…")
		marks.WriteByte(' ')
	}
	next := byte('~')
	if first {
		next = '^'
	}
	for k, c := range cs[i:j] {
		text.WriteString(c.text)
		if i+k < from {
			marks.WriteString(strings.Repeat(" ", c.width))
			continue
		}
		if i+k < to && c.width > 0 {
			marks.WriteByte(next)
			marks.WriteString(strings.Repeat("~", c.width-1))
			next = '~'
		}
	}
	if next == '^' { // behind the last cell
		marks.WriteByte('^')
	}
	if cutRight || j < len(cs) {
		text.WriteString("…")
	}
	return strip{text: strings.TrimRight(text.String(), " "), marks: marks.String()}
}

// cellsOf decodes a line. Of a very long line only the part around the mark is looked at; left and right tell whether
// something is missing there.
func cellsOf(line, mark source.Span, room int) (cs []cell, left, right bool) {
	data, start, end := line.File.Data, line.Start, line.End
	reach := 8 * max(room, 1) // bytes: more than room cells of any script
	if at := max(mark.Start, start); at-start > reach {
		start, left = runeStart(data, at-reach), true
	}
	if at := max(mark.Start, line.Start); end-at > reach {
		end, right = runeStart(data, at+reach), true
	}
	column, prev := 0, rune(0)
	for start < end {
		r, size := utf8.DecodeRune(data[start:end])
		c := cell{start: start, end: start + size}
		switch {
		case r == '\t':
			c.width = tabStop - column%tabStop
			c.text = strings.Repeat(" ", c.width)
		case isDangerous(r) || r == utf8.RuneError && size == 1:
			c.text = visible(r, string(data[start:start+size]))
			c.width = len(c.text)
		default:
			c.text, c.width = string(data[start:start+size]), cells(prev, r)
		}
		cs = append(cs, c)
		column, prev, start = column+c.width, r, c.end
	}
	return cs, left, right
}

func runeStart(data []byte, i int) int {
	for n := 0; n < utf8.UTFMax && i > 0 && i < len(data) && !utf8.RuneStart(data[i]); n++ {
		i--
	}
	return i
}

// markedCells returns the range of cells that the mark covers.
func markedCells(cs []cell, mark source.Span) (from, to int) {
	for from < len(cs) && cs[from].end <= mark.Start {
		from++
	}
	to = from
	for to < len(cs) && cs[to].start < mark.End {
		to++
	}
	return from, to
}

// window chooses the cells [i, j) that fit into room, ellipses included: the whole line if possible, else the mark with
// a third of the room for what stands before it.
func window(cs []cell, from, to, room int, cutLeft, cutRight bool) (i, j int) {
	if !cutLeft && !cutRight && widthOf(cs) <= room {
		return 0, len(cs)
	}
	room -= 2 // the ellipses
	before := room / 3
	if widthOf(cs[:min(to, len(cs))]) > room {
		for i = from; i > 0 && before >= cs[i-1].width; i-- {
			before -= cs[i-1].width
		}
	}
	for j = i; j < len(cs) && room >= cs[j].width; j++ {
		room -= cs[j].width
	}
	return i, j
}

func widthOf(cs []cell) int {
	n := 0
	for _, c := range cs {
		n += c.width
	}
	return n
}
