package yamltree

import "github.com/deckmill/deckmill/pipeline/diag"

// The shortcut reads items that are written in the simplest and most common styles without the library, in a tenth
// of the time:
//
//	- id: text without quotes on one line
//	  front: 'quotes, single or double, without escapes, on one line'
//	  back: |
//	    lines
//	  tags: [words, like::this]
//	  hint:
//	    en: a map of such values, as texts for variants are
//
// An item with anything in it that the shortcut is not certain about (a comment, a plain text over several lines, an
// escape, a map in brackets, a tab where it could matter) goes to the library, which stays the authority: it reads the whole
// chunk as soon as there is anything to report. So items that are read apart here are never broken, and the end of one
// is the end of its constructs. TestShortcutEdits and FuzzShortcut hold the trees, the places and the diagnostics of
// both ways equal.

// shortcut parses a run of items. ok is false when the library must read all of it.
func (t *text) shortcut(r run) (items []*Node, ok bool) {
	if t.restore != nil { // characters that need a second look
		return nil, false
	}
	s := scanner{text: t, end: r.end, keys: map[string]string{}, items: make([]*Node, 0, r.items)}
	s.line = t.lineAt(r.start, r.end)
	hard := run{start: r.start} // the items right above the line that only the library can read
	if comments := s.toFirstItem(); comments {
		s.toNextItem()
		hard.items++
	}
	for !s.done() {
		l := s.line
		n, ok := s.item()
		if !ok {
			s.line = l
			s.toNextItem()
			hard.items++
			continue
		}
		hard.end = l.start
		if !s.byLibrary(hard) {
			return nil, false
		}
		s.items = append(s.items, n)
		hard = run{start: s.line.start}
	}
	hard.end = r.end
	return s.items, s.byLibrary(hard) && len(s.items) == r.items
}

// A scanner goes through a run line by line.
type scanner struct {
	arena
	text   *text
	end    int               // of the run
	indent int               // column of the dashes
	line   line              // the one that is to be read next; empty at the end of the run
	items  []*Node           // those that were read so far
	keys   map[string]string // one string for all keys that are the same

	pairs []Entry // of the map that is being read, behind those of the maps around it
	depth int     // how many maps that are
	nodes []*Node // of the list that is being read
	lines []byte  // of the block that is being read
}

func (s *scanner) next() { s.line = s.text.lineAt(s.line.next, s.end) }

func (s *scanner) done() bool { return s.line.start == s.end }

// nextFull goes to the next line that is not empty. A line of nothing but spaces is not empty: it is left to the library.
func (s *scanner) nextFull() {
	s.next()
	for s.line.start == s.line.end && !s.done() {
		s.next()
	}
}

// toFirstItem goes to the first dash and reports whether there are comments above it.
func (s *scanner) toFirstItem() (comments bool) {
	for !s.done() && !s.text.isDash(s.line.text, s.line.end) {
		comments = comments || !s.text.isEmpty(s.line)
		s.next()
	}
	s.indent = s.line.column()
	return comments
}

// toNextItem goes to the next dash at the column of the first one: that begins an item, as splitItems made sure.
func (s *scanner) toNextItem() {
	for s.next(); !s.done() && !s.atItem(); s.next() {
	}
}

func (s *scanner) atItem() bool {
	return s.line.column() == s.indent && s.text.isDash(s.line.text, s.line.end)
}

// byLibrary has the library read a run. It answers false when there is anything to report.
func (s *scanner) byLibrary(r run) bool {
	if r.items == 0 {
		return true
	}
	quiet := true
	items, ok := s.text.items(r, &s.arena, func(diag.Diagnostic) { quiet = false })
	s.items = append(s.items, items...)
	return ok && quiet
}

// maxKeys is how many keys a map may have that are compared one with the other, and deepest how deep one may lie in a
// note.
const (
	maxKeys = 64
	deepest = 4
)

// item reads the item that begins on the current line: a map of which the first key stands on the line of the dash.
// ok is false in any doubt.
func (s *scanner) item() (n *Node, ok bool) {
	at, column := s.line.text+2, s.indent+2
	if at >= s.line.end || s.text.data[at-1] != ' ' {
		return nil, false
	}
	s.pairs, s.depth = s.pairs[:0], 0
	n, ok = s.blockMap(at, column)
	return n, ok && (s.done() || s.atItem())
}

// blockMap reads the map whose first key stands at i of the current line, and whose other keys begin lines at a column.
func (s *scanner) blockMap(i, column int) (n *Node, ok bool) {
	if s.depth == deepest {
		return nil, false
	}
	s.depth++
	n = s.node(Map, i, -1)
	first := len(s.pairs) // those before are of the maps around this one
	for more := true; more; more = !s.done() && s.line.column() == column {
		e, ok := s.entry(i, column)
		if pairs := s.pairs[first:]; !ok || findKey(pairs, e.Key.Value, nil) >= 0 || len(pairs) == maxKeys {
			return nil, false
		}
		s.pairs = append(s.pairs, e)
		i = s.line.text
	}
	pairs := s.pairs[first:]
	n.Entries = append(s.entriesFor(len(pairs)), pairs...)
	n.end = pairs[len(pairs)-1].Value.end
	s.pairs = s.pairs[:first]
	s.depth--
	return n, true
}

// entry reads the key at i, which stands at a column of the current line, with its value.
func (s *scanner) entry(i, column int) (e Entry, ok bool) {
	colon := i + keyLen(s.text.data[i:s.line.end])
	if colon == i || colon == s.line.end || s.text.data[colon] != ':' {
		return e, false
	}
	e.Key = s.scalar(Plain, i, colon, s.key(s.text.data[i:colon]))
	if e.Value, ok = s.value(colon+1, column); !ok {
		return e, false
	}
	return e, s.done() || s.line.column() <= column
}

// key returns the text of a key, of which most notes have the same.
func (s *scanner) key(b []byte) string {
	if k, ok := s.keys[string(b)]; ok {
		return k
	}
	k := string(b)
	s.keys[k] = k
	return k
}

// maxKey is the length of a key in bytes that YAML certainly takes for one.
const maxKey = 100

// keyLen returns the length of the simple key that b begins with, 0 when there is none.
func keyLen(b []byte) int {
	for i, c := range b {
		if c >= 'a' && c <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '_') {
			continue
		}
		if i > maxKey {
			return 0
		}
		return i
	}
	return 0
}

// node returns a node of the file. Unlike those that the library finds it knows its end, unless that comes later.
func (s *scanner) node(kind Kind, start, end int) *Node {
	n := s.arena.node()
	n.Kind, n.file, n.start, n.end = kind, s.text.file, int32(start), int32(end)
	return n
}

func (s *scanner) scalar(style Style, start, end int, value string) *Node {
	n := s.node(Scalar, start, end)
	n.Style, n.Value = style, value
	return n
}
