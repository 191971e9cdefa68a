package yamltree

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// flowValue examines a value in brackets and what follows it.
func (d *doctor) flowValue(i int) (next int, m *mistake) {
	t := d.text
	if looksLikeText(t.data[i:d.end]) {
		m := t.unquoted(i, starts(t.data[i]), [2]int{})
		return 0, &m
	}
	end, m := d.brackets(i)
	if m != nil {
		if first := t.lineAt(i, d.end); m.start > first.end && d.passesStructure(first.next, m.start+1) {
			return 0, d.unclosedBracket(i) // and so the next key looks wrong
		}
		return 0, m
	}
	next, after := d.rest(end)
	if after == "" {
		return next, nil
	}
	what := starts(t.data[i]) + ", and after it follows " + codeSpan(strings.TrimSpace(after))
	whole := t.unquoted(i, what, [2]int{})
	return 0, &whole
}

// looksLikeText recognises card text that begins with a bracket: deletions and Anki's own tags.
func looksLikeText(b []byte) bool {
	for _, s := range []string{"{{", "[sound:", "[latex]", "[$]", "[$$]", "[anki:"} {
		if bytes.HasPrefix(b, []byte(s)) {
			return true
		}
	}
	return false
}

// A place in a flow collection: where a value may begin, in a plain text, or behind a value that has ended.
type flowPlace uint8

const (
	flowFresh flowPlace = iota // behind a bracket or a colon
	flowComma                  // behind a comma
	flowText
	flowDone
)

// brackets returns the end of the list or map at i, or what is wrong in it.
func (d *doctor) brackets(i int) (end int, m *mistake) {
	data := d.text.data[:d.end]
	var colons []bool // per open bracket: the entry has had its colon
	place := flowFresh
	text := i // where the last plain text began
	for j := i; j < d.end; j++ {
		switch c := data[j]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		case c == '#' && (isBlankAt(data, j-1) || data[j-1] == '\n'):
			j += lineLen(data[j:])
		case c == '[' || c == '{':
			if place >= flowText {
				return 0, flowMistake(j, "a comma is missing before this bracket")
			}
			colons, place = append(colons, false), flowFresh
		case c == ']' || c == '}':
			if colons = colons[:len(colons)-1]; len(colons) == 0 {
				return j + 1, nil
			}
			place = flowDone
		case c == ',':
			if place == flowComma || place == flowFresh && !colons[len(colons)-1] {
				return 0, flowMistake(j, "there is nothing before this comma")
			}
			colons[len(colons)-1], place = false, flowComma
		case c == ':' && place <= flowComma:
			return 0, flowMistake(j, "there is nothing before this colon")
		case c == ':' && (place == flowDone || isFlowEnd(data, j+1)):
			if colons[len(colons)-1] {
				return 0, flowMistake(j, "this is the second colon of one entry: a comma is missing, or quotes around the text")
			}
			colons[len(colons)-1], place = true, flowFresh
		case c == '?': // YAML 1.2 has it in texts, the library has not
			return 0, d.question(j, text, place == flowText && colons[len(colons)-1])
		case place == flowDone:
			return 0, flowMistake(j, "a comma is missing here")
		case place != flowText && (c == '"' || c == '\''):
			stop, m := d.quoted(j, d.end)
			if m != nil {
				return 0, m
			}
			j, place = stop-1, flowDone
		case place != flowText && strings.IndexByte("*&!@%`|>", c) >= 0:
			return 0, flowMistake(j, starts(c))
		default:
			if place != flowText {
				text, place = j, flowText
			}
		}
	}
	return 0, d.unclosedBracket(i)
}

func (d *doctor) unclosedBracket(i int) *mistake {
	l := d.text.lineAt(i, d.end)
	return &mistake{
		start: i, end: d.text.trimmed(i, l.end),
		what: fmt.Sprintf("the `%c` is never closed", d.text.data[i]), hint: "close it, or quote the text",
		help: "if the bracket belongs to the text, " + genericQuoteHelp,
	}
}

func flowMistake(i int, what string) *mistake {
	return &mistake{
		start: i, end: i + 1, what: what, hint: "quote texts with special characters",
		help: "a list is `[a, b]`, a map `{key: text, key: text}`; put single quotes around a text with brackets, commas or colons",
	}
}

// question is the mistake of a question mark at i in the text that begins at text. Where the text is the value of a key, as
// in a map over variants, it can be put in quotes as it stands; elsewhere a comma may belong to it.
func (d *doctor) question(i, text int, isValue bool) *mistake {
	m := flowMistake(i, "a `?` stands in a text inside of brackets")
	end := i
	for end < d.end && strings.IndexByte(",[]{}\r\n", d.text.data[end]) < 0 {
		end++
	}
	raw := strings.TrimRight(string(d.text.file.Data[text:end]), " \t")
	if !isValue || strings.ContainsAny(raw, "\n#") || strings.Contains(raw, ": ") || len(raw) > maxQuoted {
		return m
	}
	m.help = "put single quotes around the text"
	m.fix = &diag.Fix{Message: "quote the text", Edits: []diag.Edit{{Span: d.text.file.Span(text, text+len(raw)), New: quote(raw)}}}
	return m
}

// isFlowEnd reports whether a colon before i ends a key inside of brackets.
func isFlowEnd(b []byte, i int) bool {
	return i >= len(b) || strings.IndexByte(" \t\r\n,[]{}", b[i]) >= 0
}
