package yamltree

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	yaml "gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline/diag"
)

func (c *converter) list(n *Node, y *yaml.Node, depth int) {
	n.Kind, n.flow = List, y.Style&yaml.FlowStyle != 0
	n.Items = c.childrenFor(len(y.Content))
	for _, child := range y.Content {
		n.Items = append(n.Items, c.node(child, depth, n.flow))
	}
	switch {
	case n.flow && isTextInBrackets(n.Items):
		c.refuse(n, starts('['))
	case depth == maxDepth+1:
		c.tooDeep(n)
	}
}

// isTextInBrackets recognises Anki's own tags in a list: `[sound:x.mp3]`, `[latex]`, `[$]`, `[$$]`, `[anki:...]`.
func isTextInBrackets(items []*Node) bool {
	if len(items) == 0 || items[0].Kind != Scalar || items[0].Style != Plain {
		return false
	}
	v := items[0].Value
	if strings.HasPrefix(v, "sound:") || strings.HasPrefix(v, "anki:") {
		return true
	}
	return len(items) == 1 && (v == "latex" || v == "$" || v == "$$")
}

// refuse reports a text that was read as a list or map.
func (c *converter) refuse(n *Node, what string) {
	m := c.text.unquoted(int(n.start), what, [2]int{})
	m.end = n.stop()
	c.text.tell(m.onlyIf(m.end == m.fixEnd(), genericQuoteHelp), c.report)
	c.breakNode(n)
}

// tooDeep refuses a collection at the depth that is one too many; those inside of it say nothing more.
func (c *converter) tooDeep(n *Node) {
	c.text.tell(mistake{
		start: int(n.start), end: n.stop(),
		what: fmt.Sprintf("more than %d maps and lists within each other", maxDepth),
		hint: "write it flatter", help: "a deck never needs this: look for a bracket or an indentation that was not meant",
	}, c.report)
	c.breakNode(n)
}

func (c *converter) mapping(n *Node, y *yaml.Node, depth int) {
	n.Kind, n.flow = Map, y.Style&yaml.FlowStyle != 0
	n.Entries = c.entriesFor(len(y.Content) / 2)
	if n.flow && bytes.HasPrefix(c.text.data[n.start:c.limit()], []byte("{{")) {
		c.quietly(func() { c.children(n, y, depth) })
		c.refuse(n, starts('{'))
		return
	}
	c.children(n, y, depth)
	if depth == maxDepth+1 {
		c.tooDeep(n)
		return
	}
	c.dropKeys(n)
}

func (c *converter) children(n *Node, y *yaml.Node, depth int) {
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := c.node(y.Content[i], depth, n.flow)
		var value *Node
		if convert := func() { value = c.node(y.Content[i+1], depth, n.flow) }; isMergeKey(key) {
			c.quietly(convert) // the key is reported
		} else {
			convert()
		}
		n.Entries = append(n.Entries, Entry{Key: key, Value: value})
	}
}

func isMergeKey(key *Node) bool { return key.Style == Plain && key.Value == "<<" }

// quietly does something without reporting what is wrong in it.
func (c *converter) quietly(do func()) {
	report := c.report
	c.report = func(diag.Diagnostic) {}
	do()
	c.report = report
}

// dropKeys reports keys that are no text, or given twice, and takes their entries out.
func (c *converter) dropKeys(n *Node) {
	end, kept := -1, 0
	var seen map[string]int
	if len(n.Entries) > 16 {
		seen = make(map[string]int, len(n.Entries))
	}
	for _, e := range n.Entries {
		if c.isGoodKey(n, e.Key) {
			first := findKey(n.Entries[:kept], e.Key.Value, seen)
			if first < 0 {
				if seen != nil {
					seen[foldCase(e.Key.Value)] = kept
				}
				n.Entries[kept] = e
				kept++
				continue
			}
			c.duplicate(e.Key, n.Entries[first].Key)
		} else if c.text.isOddBlank(int(e.Key.start)) {
			takeFor(n.Entries[:kept])
		}
		if end < 0 {
			end = n.closing(n.Entries[len(n.Entries)-1].Value.stop(), '}')
		}
	}
	if end >= 0 {
		n.end, n.Entries, n.Damaged = int32(end), n.Entries[:kept], true
	}
	if end >= 0 && kept == 0 {
		c.breakNode(n)
	}
}

// findKey returns the index of the entry whose key is the same but for case, or -1.
func findKey(entries []Entry, key string, seen map[string]int) int {
	if seen != nil {
		if i, ok := seen[foldCase(key)]; ok {
			return i
		}
		return -1
	}
	for i := range entries {
		if strings.EqualFold(entries[i].Key.Value, key) {
			return i
		}
	}
	return -1
}

// foldCase returns a string that is the same for all keys that are equal ignoring case.
func foldCase(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}

func (c *converter) duplicate(key, first *Node) {
	message := fmt.Sprintf("%s is given twice", codeSpan(key.Value))
	if key.Value != first.Value {
		message = fmt.Sprintf("%s is given twice, as %s too", codeSpan(key.Value), codeSpan(first.Value))
	}
	c.report(diag.Diagnostic{
		Code: codeDuplicate, Span: key.Span(), Message: message,
		Help:    "only one value can reach Anki: delete one of them, or rename its key",
		Related: []diag.Related{{Span: first.Span(), Message: "first given here"}},
	})
}

// isGoodKey reports a key that is not a plain text.
func (c *converter) isGoodKey(n, key *Node) bool {
	m := mistake{start: int(key.start), end: key.stop()}
	switch {
	case key.Kind == Broken: // was reported
		return false
	case key.Kind == Absent:
		m = noKey(m.start)
	case key.Kind != Scalar:
		m.what, m.hint = "a key must be text, not a list or map", "quote it"
		m.help = "a key is one word, for instance `front`"
	case isMergeKey(key):
		m.what, m.hint = "`<<` is a merge key, which deck files do not have", "write the keys out"
		m.help = "defaults for many notes stand at the top of their file: `notetype`, `deck`, `tags`, `markup`"
	case key.Style == Plain && oddBlankInKey(key.Value) >= 0:
		m = c.text.oddBlank(m.start + oddBlankInKey(key.Value))
	case c.explicit(int(key.start)) || key.Style >= Literal:
		m.what, m.hint = "a key that is marked by `?` is not allowed", "write `key: text`"
		m.help = "write the key and its value on one line, with a colon between them; quote a text that starts with `?`"
	default:
		return true
	}
	c.text.tell(m, c.report)
	return false
}

// explicit reports whether `? ` stands before the key at i.
func (c *converter) explicit(i int) bool {
	if i == c.at.first || c.text.data[i-1] != ' ' {
		return false
	}
	for i--; i >= c.at.first && c.text.data[i] == ' '; i-- {
	}
	return i >= c.at.first && c.text.data[i] == '?'
}
