package yamltree

import (
	"fmt"
	"strings"
)

// quoted returns the end of the quoted text at i, or what is wrong in it: an escape that YAML does not know, or no
// closing quote before limit.
func (d *doctor) quoted(i, limit int) (end int, m *mistake) {
	data, quote := d.text.data, d.text.data[i]
	for j := i + 1; j < limit; j++ {
		switch c := data[j]; {
		case c == quote && quote == '\'' && j+1 < limit && data[j+1] == '\'':
			j++
		case c == quote:
			return j + 1, nil
		case c == '\\' && quote == '"':
			if size, ok := escapeLen(data[j:limit]); !ok {
				return 0, d.badEscape(j, size)
			}
			j++
		}
	}
	return 0, d.unclosed(i)
}

// escapeLen returns the length of the escape that b begins with, and whether YAML knows it.
func escapeLen(b []byte) (size int, ok bool) {
	if len(b) < 2 {
		return 1, false
	}
	digits := escapeDigits(b[1])
	if digits == 0 {
		return 2, strings.IndexByte("0abtnvfre \"'\\N_LP\t\r\n", b[1]) >= 0
	}
	if len(b) < 2+digits {
		return 2, false
	}
	value := 0
	for _, c := range b[2 : 2+digits] {
		k := strings.IndexByte("0123456789abcdef", c|0x20)
		if k < 0 || c < '0' {
			return 2, false
		}
		value = value<<4 | k
	}
	return 2 + digits, value <= 0x10ffff && (value < 0xd800 || value > 0xdfff)
}

func (d *doctor) badEscape(at, size int) *mistake {
	l := d.text.lineAt(at, d.end)
	size = min(size, max(1, l.end-at))
	return &mistake{
		start: at, end: at + size,
		what: fmt.Sprintf("%s is no escape that double quotes know", codeSpan(string(d.text.data[at:at+size]))),
		hint: "use single quotes for TeX",
		help: "in single quotes a backslash is just a backslash; in double quotes it must be written twice",
	}
}

func (d *doctor) unclosed(i int) *mistake {
	l := d.text.lineAt(i, d.end)
	quote := string(d.text.data[i])
	return &mistake{
		start: i, end: d.text.trimmed(i, l.end),
		what: fmt.Sprintf("the text that begins with %s has no closing %s", codeSpan(quote), codeSpan(quote)),
		hint: "close it, or use `|`",
		help: "if the quote belongs to the text, put the whole text below its key, indented, with `|` after the colon",
	}
}

// quotedValue examines a quoted value and what follows it.
func (d *doctor) quotedValue(i int) (next int, m *mistake) {
	t := d.text
	end, m := d.quoted(i, d.end)
	first := t.lineAt(i, d.end)
	if m == nil || m.start > first.end {
		// A quote that is "closed" by the next key's opening quote is really unclosed.
		limit := end
		if m != nil {
			limit = m.start
		}
		if d.passesStructure(first.next, limit) {
			return 0, d.unclosed(i)
		}
	}
	if m != nil {
		return 0, m
	}
	next, after := d.rest(end)
	if after == "" {
		return next, nil
	}
	return 0, d.textAfterQuote(i, end, after)
}

// passesStructure reports whether a line that begins in (i, limit) looks like the next key or list item.
func (d *doctor) passesStructure(i, limit int) bool {
	t := d.text
	for i < limit {
		l := t.lineAt(i, d.end)
		if !t.isEmpty(l) && l.column() <= d.top().column {
			if t.isDash(l.text, l.end) || colonIn(t.data[l.text:l.end]) > 0 {
				return true
			}
		}
		i = l.next
	}
	return false
}

// textAfterQuote is the mistake `"quoted" and more`.
func (d *doctor) textAfterQuote(i, end int, after string) *mistake {
	t := d.text
	what := fmt.Sprintf("after the closing quote follows %s", codeSpan(strings.TrimSpace(after)))
	m := &mistake{
		start: end + len(after) - len(strings.TrimLeft(after, " \t")), end: end + len(after),
		what: what, hint: "quote the whole text, or use `|`", help: genericQuoteHelp,
	}
	if t.data[i] == '\'' && after[0] != ' ' && after[0] != '\t' {
		m.hint = "inside of single quotes write `''` for an apostrophe, or use `|`"
	}
	if whole := t.unquoted(i, what, [2]int{}); t.lineAt(i, d.end).end >= end {
		m.help, m.fix = whole.help, whole.fix
	}
	return m
}
