package yamltree

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// Spell writes a text as a scalar that reads back as this text, the way a person would: plain where that is safe, several
// lines below `|`, else in quotes. The lines of a block begin with indent; flow says that the scalar stands between brackets,
// where it has one line. Line breaks are LF.
func Spell(text, indent string, flow bool) string {
	for _, spelt := range spellings(text, indent, flow) {
		if readsAs(spelt, text, flow) {
			return spelt
		}
	}
	return doubleQuoted(text)
}

// spellings returns how a text may be written, the best first.
func spellings(text, indent string, flow bool) []string {
	several := strings.Contains(text, "\n")
	switch {
	case strings.ContainsFunc(text, hidden) || flow && several || strings.HasSuffix(text, "\n"):
		return nil // a block that keeps its last line breaks would keep the empty lines behind it too
	case several:
		return []string{literal(text, indent)}
	case plainLooking(text, flow):
		return []string{text, Quoted(text)}
	}
	return []string{Quoted(text)}
}

// plainLooking reports whether a text on one line says nothing in YAML but itself. It is careful: quotes hurt nobody.
func plainLooking(text string, flow bool) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return (unicode.IsLetter(first) || unicode.IsDigit(first)) && strings.TrimSpace(text) == text &&
		!strings.Contains(text, ": ") && !strings.HasSuffix(text, ":") && !strings.Contains(text, " #") &&
		!(flow && strings.ContainsAny(text, ",[]{}"))
}

// hidden reports characters that YAML forbids or takes for a line break, or that an editor would swallow.
func hidden(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == utf8.RuneError
}

// literal writes a text below `|`. It does not end in a line break.
func literal(text, indent string) string {
	header := "|"
	if strings.IndexByte(" \t\n", text[0]) >= 0 {
		header += "2"
	}
	return header + "\n" + indent + indentLines(text, "\n", indent)
}

// indentLines returns lines joined by lineBreak, with blanks before all but the first and the empty ones.
func indentLines(lines, lineBreak, blanks string) string {
	all := strings.Split(lines, "\n")
	for i, line := range all {
		if i > 0 && line != "" {
			all[i] = blanks + line
		}
	}
	return strings.Join(all, lineBreak)
}

// Quoted writes a text on one line between single quotes, in which nothing is special but they.
func Quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// doubleQuoted writes a text between double quotes, in which everything can be said.
func doubleQuoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case hidden(r) && r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		case hidden(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// readsAs reports whether a scalar, as the value of a key of a map on the outermost level, reads as text.
func readsAs(spelt, text string, flow bool) bool {
	document := "text: " + spelt
	if flow {
		document = "{text: " + spelt + "}"
	}
	sound := true
	root := Parse(source.NewFile("", []byte(document+"\n")), "", func(diag.Diagnostic) { sound = false }).Root
	n := root.Get("text")
	return sound && n != nil && n.Kind == Scalar && n.Value == text && len(root.Entries) == 1
}
