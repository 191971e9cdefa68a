package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
)

var smartQuotesInCode = &lint.Rule{
	Code:     "smart-quotes-in-code",
	Severity: diag.Warning,
	Title:    "Typographic quotes or dashes in code",
	Says:     "typographic `“` in code",
	Why: "Word processors and web pages turn straight quotes into curly ones and `--` into a dash. No programming language takes " +
		"them: who copies or learns the code gets an error.",
	Bad: `- id: print
  front: How does Python print a text?
  back: "` + "`print(“text”)`" + `"`,
	Good: `- id: print
  front: How does Python print a text?
  back: ` + "'`print(\"text\")`'",
	Not: []string{
		"comments, and texts between straight quotes",
		"code blocks without a language, or with `text`, `md` or their like",
		"code that is nothing but the sign, apostrophes within words, and characters that a regular expression lists: `[“”]`",
	},
	Fix:  "Straight quotes and hyphens are suggested.",
	Note: findSmartQuotes,
}

const smartSigns = "“”„‘’«»–—"

func findSmartQuotes(p *lint.NotePass) {
	for i := range p.Fields {
		f := &p.Fields[i]
		if !f.Bytes.HasAny("\xE2\xC2") || !f.Bytes.HasAny("`~<") || f.Markup == deck.PlainText || f.Markup == deck.Media {
			continue
		}
		reportSmartQuotes(p, f)
	}
}

// reportSmartQuotes reports the first such sign of a field, with a fix for all.
func reportSmartQuotes(p *lint.NotePass, f *lint.Field) {
	var first textSpan
	var changes []deck.Change
	for at, r := range f.Source {
		if r < utf8.RuneSelf || !strings.ContainsRune(smartSigns, r) {
			continue
		}
		start, end, ok := f.Verbatim().Range(at)
		if !ok {
			continue
		}
		straight := straightSign(f.Source[start:end], at-start, r)
		if straight == "" {
			continue
		}
		sign := textSpan{at, at + utf8.RuneLen(r)}
		if len(changes) == 0 {
			first = sign
		}
		changes = append(changes, deck.Change{Start: sign.start, End: sign.end, New: straight})
	}
	if len(changes) == 0 {
		return
	}
	p.Found(diag.Diagnostic{
		Span:    f.Span(first.start, first.end),
		Message: fmt.Sprintf("typographic `%s` in code", f.Source[first.start:first.end]),
		Help:    fmt.Sprintf("write `%s`", changes[0].New),
		Fixes:   f.Fix("write straight quotes and hyphens", false, changes...),
	})
}

// straightSign returns what a program would have at code[at:] in place of the typographic sign r, "" when the sign is right
// there. code is a whole span, block or element.
func straightSign(code string, at int, r rune) string {
	size := utf8.RuneLen(r)
	lineStart := strings.LastIndexByte(code[:at], '\n') + 1
	line := code[max(lineStart, at-longestLine):at]
	if !isProgram(code) || isComment(line) || inString(code, at, line) {
		return ""
	}
	if inCharacterClass(line, code[at+size:]) {
		return ""
	}
	before, _ := utf8.DecodeLastRuneInString(line)
	after, _ := utf8.DecodeRuneInString(code[at+size:])
	switch r {
	case '–', '—':
		if before != ' ' && before != '`' && line != "" || !unicode.IsLetter(after) {
			return ""
		}
		if second, _ := utf8.DecodeRuneInString(code[at+size+utf8.RuneLen(after):]); r == '–' && !unicode.IsLetter(second) {
			return "-" // an option of one letter
		}
		return "--"
	case '‘', '’':
		if unicode.IsLetter(before) && unicode.IsLetter(after) {
			return ""
		}
		return "'"
	}
	return `"`
}

// inCharacterClass reports whether a sign between these texts stands in brackets that hold nothing but signs, as in the
// regular expression `[^“”"]`.
func inCharacterClass(before, after string) bool {
	const signs = smartSigns + `^"'\-`
	return strings.HasSuffix(strings.TrimRight(before, signs), "[") &&
		strings.HasPrefix(strings.TrimLeft(after[:min(len(after), longestLine)], signs), "]")
}

// longestLine is how far in bytes the beginning of a line, or a letter, is looked for.
const longestLine = 500

// proseLanguages are the languages of code blocks that hold no program.
var proseLanguages = wordSet(`text txt plain plaintext none md markdown output quote`)

// isProgram reports whether a verbatim range is code in a language that has no typographic quotes.
func isProgram(code string) bool {
	switch code[0] {
	case '`', '~':
		body := strings.TrimLeft(code, code[:1])
		if fence := len(code) - len(body); fence >= 3 && strings.Contains(body, "\n") {
			info, _, _ := strings.Cut(body, "\n")
			language := strings.FieldsFunc(strings.ToLower(info), func(r rune) bool { return r == ' ' || r == '{' || r == '}' || r == ',' })
			return len(language) > 0 && !proseLanguages[language[0]]
		}
		return strings.IndexFunc(body[:min(len(body), longestLine)], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
	case '<':
		name := code[:min(len(code), len("<code"))]
		return strings.EqualFold(name, "<code") || strings.EqualFold(name[:min(len(name), len("<pre"))], "<pre")
	}
	return false
}

// isComment reports whether a line of code is a comment where it ends.
func isComment(line string) bool {
	line = strings.TrimLeft(line, " \t`")
	return strings.HasPrefix(line, "*") || strings.HasPrefix(line, "%") || strings.Contains(line, "#") || strings.Contains(line, "//") ||
		strings.Contains(line, "/*") || strings.Contains(line, "-- ") || strings.Contains(line, "<!--")
}

// inString reports whether a straight quote is open at code[at:], on its line or, three of them, in the lines before.
func inString(code string, at int, line string) bool {
	const farthest = 2 << 10 // nobody learns longer code by heart
	before := code[max(0, at-farthest):at]
	for _, quote := range [...]string{`"`, "'", `""" `, "''' "} {
		text := line
		if len(quote) > 1 {
			quote, text = strings.TrimSpace(quote), before
		}
		if strings.Count(text, quote)%2 == 1 {
			return true
		}
	}
	return false
}
