package yamltree

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// Blanks that look like the ordinary one, but are letters to YAML: that of web pages and word processors, and that of
// an East Asian keyboard. In a text they are as good as any character; as indentation, behind a dash or behind the
// colon of a key they change what the lines around them mean.
const (
	noBreakBlank = "\u00a0"
	wideBlank    = "\u3000"
)

// oddPlace matches a line, without its indentation, in which an odd blank stands where YAML wants an ordinary one.
var oddPlace = regexp.MustCompile(`^(?:-|[\pL_][\pL\pN_-]*:)?[\x{a0}\x{3000}]`)

// oddDash matches a list item that odd blanks indent.
var oddDash = regexp.MustCompile(`^[\x{a0}\x{3000}][\x{a0}\x{3000} ]*-[\x{a0}\x{3000} ]`)

// oddBlankIn returns the place of the odd blank at the beginning of a line of structure, or -1.
func oddBlankIn(s string) int {
	m := oddPlace.FindStringIndex(s)
	if m == nil {
		return -1
	}
	return max(strings.LastIndex(s[:m[1]], noBreakBlank), strings.LastIndex(s[:m[1]], wideBlank))
}

// oddBlankInKey is oddBlankIn for what was read as a key. A colon may stand in the name of a sub-deck, so that only
// one behind a word in lower case counts.
func oddBlankInKey(key string) int {
	if !strings.Contains(key, noBreakBlank) && !strings.Contains(key, wideBlank) { // most keys
		return -1
	}
	k := oddBlankIn(key)
	if k > 1 && !isWord([]byte(key[:k-1])) {
		return -1
	}
	return k
}

// oddBlank is the mistake of the odd blank at i, with those that follow it.
func (t *text) oddBlank(i int) mistake {
	name := "a no-break space (U+00A0)"
	if bytes.HasPrefix(t.data[i:], []byte(wideBlank)) {
		name = "a full-width blank (U+3000)"
	}
	return mistake{
		start: i, end: len(t.data) - len(bytes.TrimLeft(t.data[i:], noBreakBlank+wideBlank)),
		what: name + " stands where an ordinary blank must be", hint: "write an ordinary one",
		help: "delete what is marked here and press the space bar, with the keyboard set to Latin letters; " +
			"such blanks come with text from web pages and from East Asian keyboards",
	}
}

// oddBlank returns the mistake of an odd blank where the structure of a line begins, or nil. In the lines of a text it
// is just a character.
func (d *doctor) oddBlank(l line, dash bool, colon int) *mistake {
	k := oddBlankIn(string(d.text.data[l.text:l.end]))
	top := d.top()
	inText := d.plain >= 0 && l.column() > top.column && colon < 0
	if k < 0 || dash || inText || k == 1 && colon < 0 && !(top.list && top.column == l.column()) {
		return nil
	}
	m := d.text.oddBlank(l.text + k)
	return &m
}

// beginsOdd reports whether a section begins with an odd blank: it is no root key, but was meant to be indented.
func (t *text) beginsOdd(s run) bool {
	return t.isOddBlank(t.lineAt(s.start, s.end).text)
}

func (t *text) isOddBlank(i int) bool {
	return bytes.HasPrefix(t.data[i:], []byte(noBreakBlank)) || bytes.HasPrefix(t.data[i:], []byte(wideBlank))
}

// takeFor takes what odd blanks indent, which was reported, for the value of the last entry if that has none.
func takeFor(entries []Entry) {
	if last := len(entries) - 1; last >= 0 && entries[last].Value.Kind == Absent {
		entries[last].Value.Kind = Broken
	}
}

// refusesItem reports an item of the streamed list that is one text because the blank or colon behind its key is not
// the ordinary one.
func (t *text) refusesItem(n *Node, report diag.Report) bool {
	if n.Kind != Scalar || n.Style != Plain {
		return false
	}
	if k := oddBlankIn(n.Value); k >= 0 {
		t.tell(t.oddBlank(int(n.start)+k), report)
		return true
	}
	if key := wideKey.FindString(n.Value); key != "" {
		t.tell(*t.wideColon(int(n.start), key), report)
		return true
	}
	return false
}

// isFirst reports whether only blanks stand before i on its line.
func (t *text) isFirst(i int) bool {
	for i > t.start && t.data[i-1] == ' ' {
		i--
	}
	return i == t.start || t.data[i-1] == '\n'
}
