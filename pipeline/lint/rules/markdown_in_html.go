package rules

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var markdownInHTML = &lint.Rule{
	Code:     "markdown-in-html",
	Severity: diag.Warning,
	Title:    "Markdown in a field that is none",
	Says:     "`**unix**` is shown with its signs: this field is HTML",
	Why: "The field is HTML or plain text, in which the signs of Markdown mean nothing: learners see the stars, the back quotes, the " +
		"brackets and the address.",
	Bad:  `front: The **key** idea   # in a field with markup: html`,
	Good: `front: The <b>key</b> idea`,
	Not: []string{
		"code and math, and quotes as TeX writes them",
		"a single `#` before a small letter or a digit: *# of electrons*, *# 8*",
		"`2**3**4`, `**kwargs`, and single stars or underscores",
		"a `[1](...)` that is a footnote, without an address or a file",
	},
	Fix:  "Tags in the place of stars and back quotes are suggested for fields that are HTML.",
	Note: findMarkdownInHTML,
}

// markdownSigns finds what Markdown would make something of: bold, code, links, fences, headings. What stands around them
// is looked at afterwards.
var markdownSigns = regexp.MustCompile("(?m)\\*\\*([^\\s*][^*\\n]*[^\\s*]|[^\\s*])\\*\\*|`([^`\\n]+)`|!?\\[([^\\]\\n]+)\\]\\(([^)\\s]+)\\)|^```.*$|^#{1,6} +\\S.*$")

func findMarkdownInHTML(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if f.Markup != deck.HTML && f.Markup != deck.PlainText || !f.Bytes.HasAny("*`]#") {
			continue
		}
		for _, m := range markdownSigns.FindAllStringSubmatchIndex(f.Source, mostSigns) {
			if f.Verbatim().Has(m[0]) || !isMarkdown(f.Source, m) {
				continue
			}
			kind := "HTML"
			if f.Markup == deck.PlainText {
				kind = "plain text"
			}
			p.Found(diag.Diagnostic{
				Span:    f.Span(m[0], m[1]),
				Message: fmt.Sprintf("`%s` is shown with its signs: this field is %s", lint.Clip(f.Source[m[0]:m[1]]), kind),
				Help:    "write it without them, or give the field `markup: markdown`",
				Fixes:   asTags(f, m),
			})
			break
		}
	}
}

// mostSigns is how many candidates of a field are looked at.
const mostSigns = 50

// isMarkdown reports whether what was matched is meant as Markdown. m are the bounds of a match and of its groups.
func isMarkdown(s string, m []int) bool {
	before, after := byteAt(s, m[0]-1), byteAt(s, m[1])
	switch s[m[0]] {
	case '*': // 2**3**4, a**b**c, f(**a, **b)
		return !isAlphanumeric(before) && !isAlphanumeric(after) && before != '*' && after != '*' && !strings.Contains(s[m[2]:m[3]], ", ")
	case '`':
		isQuoted := before == '`' && m[4] >= 0 && strings.Contains(s[m[4]:m[5]], "''") // ``quoted'' as in TeX
		return m[4] >= 0 && !isQuoted || strings.HasPrefix(s[m[0]:], "```")
	case '#': // "# of electrons" asks for a number, "# 8" is one
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[m[0]:m[1]], "# "))
		return s[m[0]+1] == '#' || !unicode.IsLower(first) && !unicode.IsDigit(first)
	case '[', '!':
		target := s[m[8]:m[9]]
		return strings.Contains(target, "://") || strings.Contains(target, ".") && !isNumber(target)
	}
	return true
}

// byteAt returns s[i], or a blank outside of s.
func byteAt(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return ' '
	}
	return s[i]
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789.,") == "" }

// asTags is the fix for bold text and code in HTML.
func asTags(f *lint.Field, m []int) []diag.Fix {
	tag, inside := "b", m[2:4]
	if m[4] >= 0 {
		tag, inside = "code", m[4:6]
	}
	if f.Markup != deck.HTML || inside[0] < 0 {
		return nil
	}
	return f.Fix(fmt.Sprintf("write `<%s>`", tag), false,
		deck.Change{Start: m[0], End: inside[0], New: "<" + tag + ">"}, deck.Change{Start: inside[1], End: m[1], New: "</" + tag + ">"})
}
