// Package table is tables as spreadsheets and people write them (RFC 4180, format.md section 6): which bytes of a file
// are which cell, what the cell says, and how a text is written into one. It knows bytes and nothing of notes; trees of
// rows are made in yamltree.
//
// The standard library reads such files too, but neither says where in a cell a character stands nor goes on behind a
// mistake.
package table

import "strings"

// A Flaw is what is wrong with how a cell is written.
type Flaw uint8

// The flaws of cells. All but Tall break RFC 4180.
const (
	Sound     Flaw = iota
	BareQuote      // a quote in a cell that does not begin with one; it is taken for text
	Trailing       // text behind the closing quote, which belongs to the cell
	Torn           // the quote ends in the middle of another line: most likely one is missing on the first
	Unclosed       // the quote never ends
	Tall           // the cell goes on for more than MaxLines lines
)

// MaxLines is how many lines a cell may have: beyond that, a quote is missing (rules.md `csv-shape`).
const MaxLines = 40

// A Cell is one cell of a row, as bytes of the file.
type Cell struct {
	Start, End int  // half-open, quotes included
	Quoted     bool // begins and ends with a quote
	Flaw       Flaw
	Until      int // of a cell that is Torn or Tall: where its quote ends; else 0

	same bool // what stands between the quotes is the text
}

// Empty reports whether the cell says nothing.
func (c Cell) Empty() bool { return c.End == c.Start || c.Quoted && c.End == c.Start+2 }

// A Scanner reads rows one after the other. It holds the text of a whole file, or of a piece of one that begins and ends
// between two rows.
type Scanner struct {
	text      string
	base      int // offset of text in the file
	separator byte
	pos       int // in text
	row       int // number of the row before

	// The first line break and quote that are not before pos, or the end of the text. They are looked for when pos has
	// passed the last ones: many cells share them.
	lineBreak, quote int
}

// NewScanner returns a Scanner of text, which begins at an offset of its file with the row of a number.
func NewScanner(text string, separator byte, offset, row int) *Scanner {
	return &Scanner{text: text, base: offset, separator: separator, row: row - 1, lineBreak: -1, quote: -1}
}

// A Row is one row. Its Number counts from 1 as spreadsheets do, where a row may have several lines.
type Row struct {
	Number     int
	Start, End int // its bytes in the file, without the line break
	Cells      []Cell
}

// Empty reports whether the row has nothing but blanks.
func (s *Scanner) Empty(r *Row) bool {
	for _, c := range r.Cells {
		if !c.Empty() && strings.TrimSpace(s.Text(c)) != "" {
			return false
		}
	}
	return true
}

// Next reads the next row into r, whose Cells it overwrites. It answers false at the end.
func (s *Scanner) Next(r *Row) bool {
	if s.pos >= len(s.text) {
		return false
	}
	s.row++
	r.Number, r.Start, r.Cells = s.row, s.base+s.pos, r.Cells[:0]
	for {
		var c Cell
		if s.pos < len(s.text) && s.text[s.pos] == '"' {
			c = s.quoted()
		} else {
			c = s.bare()
		}
		r.Cells = append(r.Cells, c)
		r.End = c.End
		if s.pos < len(s.text) && s.text[s.pos] == s.separator {
			s.pos++
			continue
		}
		s.pos += breakSize(s.text, s.pos)
		return true
	}
}

// bare reads a cell without quotes.
func (s *Scanner) bare() Cell {
	s.lineBreak, s.quote = s.next(s.lineBreak, '\n'), s.next(s.quote, '"')
	end := s.lineBreak
	if i := strings.IndexByte(s.text[s.pos:end], s.separator); i >= 0 {
		end = s.pos + i
	} else if end > s.pos && s.text[end-1] == '\r' {
		end--
	}
	c := Cell{Start: s.base + s.pos, End: s.base + end, same: true}
	if s.quote < end {
		c.Flaw = BareQuote
	}
	s.pos = end
	return c
}

// next returns the first place of c from pos on, or the end; last is what it returned before.
func (s *Scanner) next(last int, c byte) int {
	if last >= s.pos {
		return last
	}
	if i := strings.IndexByte(s.text[s.pos:], c); i >= 0 {
		return s.pos + i
	}
	return len(s.text)
}

// quoted reads a cell that begins with a quote.
func (s *Scanner) quoted() Cell {
	c := Cell{Start: s.base + s.pos, Quoted: true, same: true}
	end, lines := s.closing(s.pos+1, &c)
	switch {
	case end < 0:
		c.Flaw = Unclosed
	case !s.endsCell(end) && lines > 0:
		c.Flaw, c.Until = Torn, s.base+end
	case lines >= MaxLines:
		c.Flaw, c.Until = Tall, s.base+end
	case !s.endsCell(end):
		c.Flaw = Trailing
	}
	switch c.Flaw {
	case Unclosed, Torn: // go on behind the line, as if the quote were not there
		end = s.pos
		for end < len(s.text) && breakSize(s.text, end) == 0 {
			end++
		}
		c.Quoted, c.same = false, true
	case Trailing:
		for end < len(s.text) && s.text[end] != s.separator && breakSize(s.text, end) == 0 {
			end++
		}
		c.Quoted, c.same = false, true
	}
	s.pos = end
	c.End = s.base + end
	return c
}

// closing returns the offset behind the quote that ends the text beginning at i, or -1, and the line breaks before it.
func (s *Scanner) closing(i int, c *Cell) (end, lines int) {
	from := i
	for {
		k := strings.IndexByte(s.text[i:], '"')
		if k < 0 {
			return -1, 0
		}
		if i += k + 1; i == len(s.text) || s.text[i] != '"' {
			break
		}
		c.same = false
		i++
	}
	within := s.text[from : i-1]
	if lines = strings.Count(within, "\n"); lines > 0 && strings.IndexByte(within, '\r') >= 0 {
		c.same = false
	}
	return i, lines
}

// endsCell reports whether a cell may end before i.
func (s *Scanner) endsCell(i int) bool {
	return i == len(s.text) || s.text[i] == s.separator || breakSize(s.text, i) > 0
}

// breakSize returns the size of the line break at i, or 0. A carriage return that ends the file is one.
func breakSize(s string, i int) int {
	switch {
	case i >= len(s):
		return 0
	case s[i] == '\n':
		return 1
	case s[i] == '\r' && i+1 == len(s):
		return 1
	case s[i] == '\r' && s[i+1] == '\n':
		return 2
	}
	return 0
}

var unescape = strings.NewReplacer(`""`, `"`, "\r\n", "\n")

// Text returns what a cell says: without its quotes, doubled ones once, CRLF as LF. Where it can it shares the
// Scanner's text.
func (s *Scanner) Text(c Cell) string {
	from, to := c.Start-s.base, c.End-s.base
	if c.Quoted {
		from, to = from+1, to-1
	}
	if c.same {
		return s.text[from:to]
	}
	return unescape.Replace(s.text[from:to])
}
