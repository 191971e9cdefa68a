package diag

import (
	"fmt"
	"strings"
)

// Markdown returns one of our messages as GitHub's Markdown, for any place in a line, tables included. Card text, which
// stands between back quotes, becomes code. Whatever it holds, it is only shown: what means something to Markdown or
// HTML becomes an entity, and GitHub finds no mention, issue or address in it to link. (A code span in back quotes would
// not do: in a table, no number of them and of backslashes shows `\|`.)
func Markdown(s string) string {
	parts := strings.Split(Escape(s), "`")
	var b strings.Builder
	for i, part := range parts {
		switch isCode := i%2 == 1 && i < len(parts)-1; {
		case isCode && part != "":
			b.WriteString("<code>" + entities(part) + "</code>")
		case i%2 == 1 && !isCode: // a back quote without its partner
			b.WriteString("&#96;" + entities(part))
		default:
			b.WriteString(entities(part))
		}
	}
	return b.String()
}

// MarkdownText returns card text as Markdown, like what stands between back quotes in a message but not as code.
func MarkdownText(s string) string { return entities(Escape(s)) }

// entities writes characters that mean something as entities. GitHub looks for mentions (@) and issues (#) only when
// these are resolved; a comment behind the sign keeps it from what follows. Addresses on the web (`x://`, `www.`) are found
// before. At the beginning, dashes, and numbers before a period or a bracket, would begin a list where the text does.
func entities(s string) string {
	var b strings.Builder
	number := 0 // the length of that at the beginning
	for number < len(s) && '0' <= s[number] && s[number] <= '9' {
		number++
	}
	for i, r := range s {
		switch {
		case r == '@' || r == '#':
			fmt.Fprintf(&b, "&#%d;<!-- -->", r)
		case strings.ContainsRune("&<>\"'`*_[]{}!|\\~$", r), strings.HasPrefix(s[i:], "://"),
			r == '.' && i > 0 && (s[i-1]|0x20) == 'w',
			i == 0 && (r == '-' || r == '+'), i == number && i > 0 && (r == '.' || r == ')'):
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
