package table

import "bytes"

// Separator returns what separates the cells of a table: the comma, semicolon or tab that occurs first in its first row,
// outside of quotes; a comma if none does.
func Separator(data []byte) byte {
	quoted := false
	for _, c := range data {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ',' || c == ';' || c == '\t':
			return c
		case c == '\n':
			return ','
		}
	}
	return ','
}

// A Run is a piece of a table that can be scanned by itself.
type Run struct {
	Start, End int // in the file
	Row        int // the number of its first row
}

// Split cuts the rows from start on, the first of which has the given number, into runs of at least size bytes, in much
// less time than it takes to scan them. A table with a quote that breaks RFC 4180 stays one run: only a Scanner knows how
// to go on behind it.
func Split(data []byte, separator byte, start, row, size int) []Run {
	whole := []Run{{Start: start, End: len(data), Row: row}}
	var runs []Run
	run := whole[0]
	for at := start; at < len(data); {
		quote := len(data)
		if i := bytes.IndexByte(data[at:], '"'); i >= 0 {
			quote = at + i
		}
		for quote-run.Start > size { // rows end here and nowhere else
			from := max(at, run.Start+size)
			i := bytes.IndexByte(data[from:quote], '\n')
			if i < 0 {
				break
			}
			run.End = from + i + 1
			runs = append(runs, run)
			row += bytes.Count(data[at:run.End], []byte("\n"))
			at = run.End
			run = Run{Start: at, Row: row}
		}
		row += bytes.Count(data[at:quote], []byte("\n"))
		if quote == len(data) {
			break
		}
		if quote > start && data[quote-1] != separator && data[quote-1] != '\n' {
			return whole
		}
		if at = closing(data, quote+1, separator); at < 0 {
			return whole
		}
	}
	if run.End = len(data); run.Start < run.End || len(runs) == 0 {
		runs = append(runs, run)
	}
	return runs
}

// closing returns the offset behind the quote that ends the cell whose text begins at i, or -1 where it ends otherwise than
// with a lone quote before a separator or a line break.
func closing(data []byte, i int, separator byte) int {
	for {
		k := bytes.IndexByte(data[i:], '"')
		if k < 0 {
			return -1
		}
		i += k + 1
		switch {
		case i == len(data) || data[i] == separator || data[i] == '\n':
			return i
		case data[i] == '\r' && (i+1 == len(data) || data[i+1] == '\n'):
			return i
		case data[i] != '"':
			return -1
		}
		i++
	}
}
