package yamltree

import (
	"fmt"
	"regexp"
	"strings"
)

// value examines the value that begins at i and returns where the next line of structure begins.
func (d *doctor) value(i int, l line) (next int, m *mistake) {
	t := d.text
	switch c := t.data[i]; c {
	case '"', '\'':
		return d.quotedValue(i)
	case '|', '>':
		return d.block(i, l)
	case '[', '{':
		return d.flowValue(i)
	case '*', '&', '!', '@', '`', '%', ',', ']', '}':
		m := t.unquoted(i, starts(c), [2]int{})
		return 0, &m
	case '-', '?', ':':
		if i+1 == l.end || isBlankAt(t.data, i+1) {
			m := t.unquoted(i, starts(c), [2]int{})
			return 0, &m
		}
	}
	if k := colonIn(t.data[i:l.end]); k >= 0 {
		return 0, d.colon(i, k)
	}
	d.plain, d.commented = i, commentIn(t.data[i:l.end]) >= 0
	return l.next, nil
}

// colon is the mistake of a plain text, beginning at i, with a colon and a blank in it.
func (d *doctor) colon(i, at int) *mistake {
	m := d.text.unquoted(i, "a colon and a blank (`: `) stand in a text without quotes", [2]int{at, at + 1})
	return &m
}

// wideKey matches a key and the colon of an East Asian keyboard.
var wideKey = regexp.MustCompile(`^[\pL_][\pL\pN_-]*：`)

var gluedKey = regexp.MustCompile(`^[\pL_][\pL\pN_-]*:[^\s/]`)

// noColon is the mistake of a line that should be `key: text`.
func (d *doctor) noColon(l line) *mistake {
	t := d.text
	raw := string(t.data[l.text:t.trimmed(l.text, l.end)])
	if k := gluedKey.FindStringIndex(raw); k != nil {
		return d.glued(l.text, raw)
	}
	if k := wideKey.FindStringIndex(raw); k != nil {
		return d.text.wideColon(l.text, raw[:k[1]])
	}
	if d.commented {
		return &mistake{
			start: l.text, end: l.text + len(raw),
			what: "the text above ended at ` #`, which begins a comment; this line does not belong to it any more", hint: quoteIt,
			help: genericQuoteHelp,
		}
	}
	return &mistake{
		start: l.text, end: l.text + len(raw),
		what: "this line has no colon", hint: "write `key: text`",
		help: "if it goes on with the text above, indent it deeper than the key of that text, or put the whole text in quotes",
	}
}

// wideColon is the mistake of a key with a full-width colon, which stands at i.
func (t *text) wideColon(i int, key string) *mistake {
	word := strings.TrimSuffix(key, "：")
	return &mistake{
		start: i + len(word), end: i + len(key),
		what: "`：` is a full-width colon", hint: "write `:` and a blank",
		help: fmt.Sprintf("write `%s: ` with the keyboard set to Latin letters", word),
	}
}

// glued is the mistake `front:What`.
func (d *doctor) glued(i int, raw string) *mistake {
	k := strings.IndexByte(raw, ':')
	if k := oddBlankIn(raw); k >= 0 {
		m := d.text.oddBlank(i + k)
		return &m
	}
	return &mistake{
		start: i, end: i + k + 1,
		what: fmt.Sprintf("there is no blank after `%s`", raw[:k+1]), hint: "write one",
		help: fmt.Sprintf("write `%s` and a blank before the text", raw[:k+1]),
	}
}

// continuation examines a line that goes on with the plain text of the line before.
func (d *doctor) continuation(l line, colon int) (next int, m *mistake) {
	t := d.text
	first := t.lineAt(d.plain, d.end)
	switch raw := string(t.data[d.plain:first.end]); {
	case d.commented:
		m := d.noColon(l)
		return 0, m
	case colon >= 0 && wideKey.MatchString(raw):
		return 0, d.text.wideColon(d.plain, wideKey.FindString(raw))
	case colon >= 0 && gluedKey.MatchString(raw):
		return 0, d.glued(d.plain, raw)
	case colon >= 0 && isWord(t.data[l.text:colon]):
		m := t.wrongIndent(l.text, l.column(), d.top().column)
		m.help = "if it is a key, let it start below the key above; if it is text, put the whole text in quotes or below `|`"
		return 0, &m
	case colon >= 0 || colonIn(t.data[l.text:l.end]) >= 0:
		k := colonIn(t.data[l.text:l.end])
		m := d.colon(l.text, k)
		m.fix, m.help = nil, genericQuoteHelp
		return 0, m
	}
	d.commented = commentIn(t.data[l.text:l.end]) >= 0
	return l.next, nil
}

// isWord reports whether a text looks like a key: one word in lower case.
func isWord(b []byte) bool {
	for _, c := range b {
		if c < 0x80 && c != '-' && c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(b) > 0
}

var blockHeader = regexp.MustCompile(`^[|>](?:[1-9]?[+-]?|[+-][1-9])(?:[ \t]+#.*|[ \t]*)$`)

// block examines a `|` or `>` text and goes to the line behind it.
func (d *doctor) block(i int, l line) (next int, m *mistake) {
	t := d.text
	if !blockHeader.Match(t.data[i:l.end]) {
		m := t.unquoted(i, starts(t.data[i]), [2]int{})
		m.hint = quoteOrBegin
		return 0, &m
	}
	indent, given := -1, false
	if k := strings.IndexAny(string(t.data[i:min(i+3, l.end)]), "123456789"); k > 0 {
		indent, given = max(0, d.top().column)+int(t.data[i+k]-'0'), true
	}
	next = d.after(l)
	for next < d.end {
		b := t.lineAt(next, d.end)
		switch {
		case b.text < b.end && t.data[b.text] == '\t' && (indent < 0 || b.column() < indent):
			return 0, d.tab(b.text)
		case t.isEmpty(b):
		case b.column() <= d.top().column:
			return next, nil
		case indent < 0:
			indent = b.column()
		case b.column() < indent && !given:
			if t.isComment(b) {
				return next, nil
			}
			m := t.wrongIndent(b.text, b.column(), indent)
			m.hint = fmt.Sprintf("the lines of a `%c` text start no further left than its first line", t.data[i])
			m.help = "indent this line like the first line of the text"
			return 0, &m
		}
		next = b.next
	}
	return next, nil
}

// rest examines what follows a value that ended at i on its last line: only a comment may.
func (d *doctor) rest(i int) (next int, after string) {
	l := d.text.lineAt(i, d.end)
	raw := strings.TrimRight(string(d.text.data[i:l.end]), " \t")
	if trimmed := strings.TrimLeft(raw, " \t"); trimmed == "" || trimmed[0] == '#' && len(trimmed) < len(raw) {
		return d.after(l), ""
	}
	return 0, raw
}
