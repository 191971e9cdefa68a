package yamltree

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// The codes of the rules that this package finds (rules.md section 3).
const (
	codeSyntax    = "yaml-syntax"
	codeDuplicate = "duplicate-key"
)

// A mistake is one place that is not valid YAML in our dialect.
type mistake struct {
	start, end int    // in the file
	what       string // what is wrong
	hint       string // what to do, in a few words
	help       string // the same with the author's own words, if there is more to say
	fix        *diag.Fix
}

func (t *text) tell(m mistake, report diag.Report) {
	d := diag.Diagnostic{
		Code:    codeSyntax,
		Span:    t.file.Span(m.start, max(m.start, m.end)),
		Message: "not valid YAML: " + m.what + "; " + m.hint,
		Help:    m.help,
	}
	if m.fix != nil {
		d.Fixes = []diag.Fix{*m.fix}
	}
	report(d)
}

const (
	quoteIt      = "quote it, or use `|`"
	quoteOrBegin = "quote it, or begin the text on the next line"
)

// starts says what the library takes a value for that begins with one of these characters.
func starts(c byte) string {
	switch c {
	case '*':
		return "a value that starts with `*` is an alias"
	case '&':
		return "a value that starts with `&` is an anchor"
	case '!':
		return "a value that starts with `!` is a tag"
	case '{':
		return "a value that starts with `{` is a map"
	case '[':
		return "a value that starts with `[` is a list"
	case '>', '|':
		return "after `" + string(c) + "` the text must begin on the next line"
	case '-', '?':
		return "a value cannot start with `" + string(c) + "` and a blank"
	case '`':
		return "a value cannot start with a back quote"
	}
	return "a value cannot start with `" + string(c) + "`"
}

// maxQuoted bounds the text that a fix puts in quotes, in bytes; longer ones belong in a block.
const maxQuoted = 2000

// unquoted is the mistake of a text that needs quotes. The text runs from start to the end of its line or to a comment;
// at says which part of it is to be marked, in bytes from start; 0, 0 is all of it.
func (t *text) unquoted(start int, what string, at [2]int) mistake {
	near := t.data[start:min(len(t.data), start+maxQuoted)]
	end := start + lineLen(near)
	if i := commentIn(t.data[start:end]); i >= 0 {
		end = start + i
	}
	raw := strings.TrimRight(string(t.file.Data[start:end]), " \t\r")
	m := mistake{start: start, end: start + len(raw), what: what, hint: quoteIt, help: genericQuoteHelp}
	if len(near) < maxQuoted || end < start+maxQuoted {
		quoted := quote(raw)
		if utf8.RuneCountInString(quoted) <= 60 && utf8.ValidString(quoted) {
			m.help = "write " + codeSpan(t.keyBefore(start)+quoted) + ", or put the text on the next line, indented, with `|` after the colon"
		}
		m.fix = &diag.Fix{
			Message: "quote the text",
			Edits:   []diag.Edit{{Span: t.file.Span(start, m.end), New: quoted}},
		}
	}
	if at[1] > 0 {
		m.start, m.end = start+at[0], start+at[1]
	}
	return m
}

// onlyIf takes the fix away, with the help that shows it, where it would not mend the mistake.
func (m mistake) onlyIf(good bool, help string) mistake {
	if !good {
		m.fix, m.help = nil, help
	}
	return m
}

// fixEnd returns the end of the text that the fix puts in quotes, or -1.
func (m mistake) fixEnd() int {
	if m.fix == nil {
		return -1
	}
	return m.fix.Edits[0].Span.End
}

const genericQuoteHelp = "put single quotes around the whole text, or write it on the next line, indented, with `|` after the colon"

// keyBefore returns the `key: ` that stands before i on the same line, or "".
func (t *text) keyBefore(i int) string {
	line := t.data[max(t.start, i-80):i]
	if k := bytes.LastIndexByte(line, '\n'); k >= 0 {
		line = line[k+1:]
	}
	word := strings.TrimLeft(string(line), " -")
	if strings.HasSuffix(strings.TrimRight(word, " "), ":") && len(word) <= 60 && !strings.ContainsAny(word, "{[`\t") {
		return word
	}
	return ""
}

// quote writes a text of one line in quotes that leave it as it is.
func quote(s string) string {
	if strings.Contains(s, "'") && !strings.ContainsAny(s, "\"\\") {
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// codeSpan puts a text between back quotes; one that has some itself gets two, as in Markdown. Of a long text only the
// beginning is shown.
func codeSpan(s string) string {
	const most = 200
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	if strings.Contains(s, "`") {
		return "`` " + s + " ``"
	}
	return "`" + s + "`"
}

// commentIn returns where a comment begins in a line of plain text, or -1.
func commentIn(line []byte) int {
	for i, c := range line {
		if c == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return i
		}
	}
	return -1
}

// noKey is the mistake of an entry that begins with its colon.
func noKey(i int) mistake {
	return mistake{
		start: i, end: i,
		what: "there is no key before this `:`", hint: "write one, or quote the text",
		help: "a line of a map is `key: text`",
	}
}

// misread recognises a scalar that is nothing like what its author meant, but good YAML.
func (t *text) misread(n *Node) (m mistake, bad bool) {
	switch {
	case n.Style >= Literal && n.Value == "":
		return t.emptyBlock(int(n.start), n.headerStop()), true
	case n.Style == Plain && n.Value[0] >= utf8.RuneSelf && oddDash.MatchString(n.Value) && t.isFirst(int(n.start)):
		return t.oddBlank(int(n.start)), true
	}
	return m, false
}

// emptyBlock is the mistake of a block header in [i, end) with no text below it. One with a digit was meant to be text
// (`>5`), as no value starts with a special character by accident (format.md section 3).
func (t *text) emptyBlock(i, end int) mistake {
	if bytes.ContainsAny(t.data[i:end], "123456789") {
		m := t.unquoted(i, starts(t.data[i]), [2]int{})
		m.hint = quoteOrBegin
		return m
	}
	header := string(t.data[i:end])
	return mistake{
		start: i, end: end,
		what: "nothing stands below " + codeSpan(header), hint: "write the text there, indented deeper than the key",
		help: fmt.Sprintf("or remove the `%s` if there is no text; if it is the text itself, write `'%s'`", header, header),
	}
}

// maxTold bounds the diagnostics of one chunk or file.
const maxTold = 1000

// bounded passes on so many diagnostics that nobody misses the others.
func bounded(report diag.Report) diag.Report {
	told := 0
	return func(d diag.Diagnostic) {
		switch told++; {
		case told <= maxTold:
			report(d)
		case told == maxTold+1:
			d.Message, d.Help = "more mistakes follow here", "mend those above first, then run it again"
			d.Fixes, d.Related = nil, nil
			report(d)
		}
	}
}
