package yamltree

import "bytes"

// chunkSize is the least number of bytes of a chunk: large enough that the library's start does not count, small
// enough that its nodes stay in the cache.
const chunkSize = 256 << 10

// A split is a file cut into the lines above the items of the streamed list and runs of items.
//
// A run can be parsed alone because a line whose first text is a `-` at the column of the first item always begins an
// item: the text of blocks stands deeper, and where it could be inside of quotes or brackets, the count of items shows
// that it was (Chunk.Items). Any line that stands further left, or at that column without a dash, makes the file one
// that is parsed as a whole.
type split struct {
	key   int // offset of the streamed key
	head  int // end of the line with the key
	runs  []run
	first int // offset of the first item's dash
	last  int // offset of the last item's line
}

// A run is a piece of text with so many items.
type run struct{ start, end, items int }

// splitItems cuts [start, end) behind the key into runs of at least size bytes. ok is false when any doubt remains.
func (t *text) splitItems(start, end int, key string, size int) (s split, ok bool) {
	if s.key, ok = t.findKeyLine(start, end, key); !ok {
		return s, false
	}
	s.head = t.lineAt(s.key, end).next
	current := run{start: s.head}
	indent, above := -1, -1 // column of the dashes; start of the comment lines right above a dash
	var l line
	for i := s.head; i < end; i = l.next {
		l = t.lineAt(i, end)
		if l.text == l.end { // may belong to the `|+` text above: a run never begins above it
			above = -1
			continue
		}
		switch c := t.data[l.text]; {
		case c == '\t':
			return s, false
		case c == '#' && l.column() > indent:
			above = -1
			continue
		case c == '#':
			if above < 0 {
				above = i
			}
			continue
		case indent < 0:
			indent, s.first = l.column(), l.text
		}
		if l.column() < indent || l.column() == indent && !t.isDash(l.text, l.end) {
			return s, false
		}
		if l.column() == indent {
			at := i
			if above >= 0 {
				at = above
			}
			if at-current.start >= size {
				current.end = at
				s.runs = append(s.runs, current)
				current = run{start: at}
			}
			current.items++
			s.last = i
		}
		above = -1
	}
	current.end = end
	s.runs = append(s.runs, current)
	return s, indent >= 0
}

// findKeyLine returns the first line that is `key:` with nothing after it but a comment.
func (t *text) findKeyLine(start, end int, key string) (at int, ok bool) {
	at = start
	if !bytes.HasPrefix(t.data[start:end], []byte(key+":")) {
		i := bytes.Index(t.data[start:end], []byte("\n"+key+":"))
		if i < 0 {
			return 0, false
		}
		at = start + i + 1
	}
	l := t.lineAt(at, end)
	rest := bytes.TrimRight(t.data[at+len(key)+1:l.end], " \t")
	if len(rest) > 0 && commentIn(rest) != blanks(rest) {
		return 0, false
	}
	return at, len(rest) == 0 || rest[0] == ' '
}
