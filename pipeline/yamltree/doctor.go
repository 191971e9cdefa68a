package yamltree

import (
	"fmt"
	"strings"
)

// A doctor reads broken YAML line by line and stops at the first thing that cannot be right. It looks for what people
// really get wrong; the library has already found that the text is not valid.
type doctor struct {
	text *text
	end  int // of the piece

	levels    []level
	open      bool // the last key or dash has no value yet
	plain     int  // start of the plain text that the line before ended with, or -1
	commented bool // a comment ended that text
}

// A level is a map or list that is open at a line.
type level struct {
	column int
	list   bool
}

// examine returns the first mistake from start on, or nil.
func (d *doctor) examine(start int) *mistake {
	t := d.text
	d.plain = -1
	for i := start; i < d.end; {
		l := t.lineAt(i, d.end)
		switch {
		case t.isEmpty(l):
			i = l.next
			continue
		case t.data[l.text] == '#':
			d.commented = d.plain >= 0
			i = l.next
			continue
		case t.isMarker(l):
			*d = doctor{text: t, end: d.end, plain: -1}
			i = l.next
			continue
		case t.data[l.text] == '\t':
			return d.tab(l.text)
		}
		next, m := d.line(l)
		if m != nil {
			return m
		}
		i = next
	}
	return nil
}

func (d *doctor) tab(i int) *mistake {
	return &mistake{
		start: i, end: i + 1,
		what: "a tab stands where the indentation must be spaces", hint: "use spaces",
		help: "replace the tab by two spaces; editors can do that for a whole file (convert indentation to spaces)",
	}
}

func (d *doctor) top() level {
	if len(d.levels) == 0 {
		return level{column: -1}
	}
	return d.levels[len(d.levels)-1]
}

// line examines the structure that a line begins with, and its value. It returns where to go on.
func (d *doctor) line(l line) (next int, m *mistake) {
	t := d.text
	dash := t.isDash(l.text, l.end)
	_, colon := d.keyAt(l.text, l.end)
	if m := d.oddBlank(l, dash, colon); m != nil {
		return 0, m
	}
	if d.plain >= 0 && l.column() > d.top().column {
		return d.continuation(l, colon)
	}
	switch c := t.data[l.text]; {
	case strings.IndexByte(",]}", c) >= 0:
		m := t.unquoted(l.text, starts(c), [2]int{0, 1})
		m.fix = nil
		return 0, &m
	case colon >= 0 || dash || d.open && l.column() > d.top().column:
	case len(d.levels) == 0 && strings.IndexByte("[{\"'", c) >= 0:
		return d.value(l.text, l)
	default:
		return 0, d.noColon(l)
	}
	if m := d.enter(l, dash); m != nil {
		return 0, m
	}
	return d.inline(l.text, l)
}

// enter opens and closes levels for a line that begins at its column with a dash, a key or a text.
func (d *doctor) enter(l line, dash bool) *mistake {
	column, deepest := l.column(), d.top()
	for len(d.levels) > 0 && d.top().column > column {
		d.levels = d.levels[:len(d.levels)-1]
		d.open = false
	}
	top := d.top()
	if top.column == column && top.list && !dash { // a list at the column of its key has ended
		if k := len(d.levels) - 2; k >= 0 && d.levels[k].column == column {
			d.levels = d.levels[:k+1]
			top = d.top()
		}
	}
	switch {
	case top.column == column && top.list == dash:
		d.open = false
	case top.column == column && dash && d.open, top.column < column && (d.open || deepest.column < 0):
		d.levels = append(d.levels, level{column: column, list: dash})
		d.open = !dash
	case top.column == column && dash:
		return &mistake{
			start: l.text, end: l.text + 1,
			what: "a list item stands where a key is expected", hint: "indent it below its key",
			help: "a list begins on the line after its key, for instance `tags:` and then `  - biology`",
		}
	default:
		m := d.text.wrongIndent(l.text, column, deepest.column)
		return &m
	}
	return nil
}

// wrongIndent is the mistake of a line that begins at a column where nothing is open.
func (t *text) wrongIndent(at, column, other int) mistake {
	l := t.lineAt(at, len(t.data))
	return mistake{
		start: at, end: t.trimmed(at, l.end),
		what: fmt.Sprintf("wrong indentation: this line starts at column %d, what it belongs to at column %d", column+1, other+1),
		hint: "keys of one map and dashes of one list start at the same column",
		help: "move the line so that it starts right below the first key (or dash) it belongs with",
	}
}

// inline examines what stands on a line from i on: dashes, a key, a value.
func (d *doctor) inline(i int, l line) (next int, m *mistake) {
	t := d.text
	for t.isDash(i, l.end) {
		if i+1 < l.end && t.data[i+1] == '\t' {
			return 0, d.tab(i + 1)
		}
		d.open = true
		i++
		i += blanks(t.data[i:l.end])
		if i == l.end || t.data[i] == '#' {
			return d.after(l), nil
		}
		if t.data[i] == '\t' {
			return 0, d.tab(i)
		}
		if _, colon := d.keyAt(i, l.end); colon >= 0 || t.isDash(i, l.end) {
			d.levels = append(d.levels, level{column: i - l.start, list: t.isDash(i, l.end)})
		}
	}
	_, colon := d.keyAt(i, l.end)
	switch k := oddBlankIn(string(t.data[i:l.end])); {
	case colon >= 0 && k >= 0:
		m := t.oddBlank(i + k)
		return 0, &m
	case colon < 0:
		d.open = false
		return d.value(i, l)
	case colon == i:
		m := noKey(i)
		m.end++
		return 0, &m
	}
	for i = colon + 1; i < l.end && (t.data[i] == ' ' || t.data[i] == '\t'); i++ {
	}
	if d.open = i == l.end || t.data[i] == '#'; d.open {
		return d.after(l), nil
	}
	return d.value(i, l)
}

// after goes to the next line behind something that is not plain text.
func (d *doctor) after(l line) int {
	d.plain, d.commented = -1, false
	return l.next
}

// keyAt returns the end of the key at i and the place of its colon, or -1.
func (d *doctor) keyAt(i, end int) (keyEnd, colon int) {
	data := d.text.data[:end]
	if i >= end {
		return i, -1
	}
	switch c := data[i]; {
	case c == '"' || c == '\'':
		stop, m := d.quoted(i, end)
		if m != nil {
			return i, -1
		}
		if j := stop + blanks(data[stop:]); j < end && data[j] == ':' && (j+1 == end || isBlankAt(data, j+1)) {
			return stop, j
		}
		return i, -1
	case strings.IndexByte("*&!|>%@`[{#,]}", c) >= 0 || d.text.isDash(i, end):
		return i, -1
	}
	if colon = colonIn(data[i:]); colon < 0 {
		return i, -1
	}
	return d.text.trimmed(i, i+colon), i + colon
}

// colonIn returns the place of the first colon before a blank or the end in plain text, or -1.
func colonIn(line []byte) int {
	if k := commentIn(line); k >= 0 {
		line = line[:k]
	}
	for i, c := range line {
		if c == ':' && (i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t') {
			return i
		}
	}
	return -1
}
