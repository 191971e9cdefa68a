package yamltree

// A line is one line of a text, as offsets.
type line struct {
	start, text, end, next int // first byte, first byte that is no space, line break, start of the next line
}

// lineAt returns the line that begins at i; limit is where the piece of text ends.
func (t *text) lineAt(i, limit int) line {
	l := line{start: i, text: i}
	l.end = i + lineLen(t.data[i:limit])
	l.next = min(l.end+1, limit)
	if l.end > i && t.data[l.end-1] == '\r' {
		l.end--
	}
	l.text = i + blanks(t.data[i:l.end])
	return l
}

func (l line) column() int { return l.text - l.start }

// isEmpty reports whether the line has nothing but blanks.
func (t *text) isEmpty(l line) bool {
	for _, c := range t.data[l.text:l.end] {
		if c != ' ' && c != '\t' {
			return false
		}
	}
	return true
}

// isComment reports whether the line has nothing but a comment.
func (t *text) isComment(l line) bool { return l.text < l.end && t.data[l.text] == '#' }

// isDash reports whether a `-` that makes a list item stands at i on a line that ends at end.
func (t *text) isDash(i, end int) bool {
	return i < end && t.data[i] == '-' && (i+1 == end || t.data[i+1] == ' ' || t.data[i+1] == '\t')
}

// isMarker reports whether the line is the marker of a document: `---` or `...`.
func (t *text) isMarker(l line) bool {
	if l.column() > 0 || l.end-l.start < 3 {
		return false
	}
	s := string(t.data[l.start : l.start+3])
	return (s == "---" || s == "...") && (l.end == l.start+3 || t.data[l.start+3] == ' ' || t.data[l.start+3] == '\t')
}
