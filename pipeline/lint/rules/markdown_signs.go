package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A markdownSign is one kind of Markdown: find returns its length at s[i:], 0 for none, and the HTML that means the same.
type markdownSign struct {
	first byte
	find  func(s string, i int) (n int, html string)
}

var markdownSigns = [...]markdownSign{{'*', strongAt}, {'`', codeAt}, {'[', linkAt}, {'#', headingAt}}

// runOf returns how many of c stand at the beginning of s.
func runOf(s string, c byte) int { return len(s) - len(strings.TrimLeft(s, string(c))) }

// longestSpan is how far in bytes the end of what Markdown emphasises is looked for.
const longestSpan = 300

// strongAt finds `**x**`, not next to letters or digits outside.
func strongAt(s string, i int) (n int, html string) {
	text := enclosedText(s, i, "**")
	if text == "" || strings.Contains(text, "*") {
		return 0, ""
	}
	return len(text) + 4, "<b>" + text + "</b>"
}

// codeAt finds "`x`", and a block of code at the beginning of a line.
func codeAt(s string, i int) (n int, html string) {
	if run := runOf(s[i:], '`'); run >= 3 && startsLine(s, i) {
		return run, ""
	}
	text := enclosedText(s, i, "`")
	if text == "" || strings.HasPrefix(s[i+1+len(text):], "``") {
		return 0, ""
	}
	return len(text) + 2, "<code>" + text + "</code>"
}

// enclosedText returns the text between sign at s[i:] and the next one, if it is a text: no blank just inside, no letter
// or digit just outside, no tag, one line.
func enclosedText(s string, i int, sign string) string {
	from := i + len(sign)
	if !strings.HasPrefix(s[i:], sign) {
		return ""
	}
	end := strings.Index(s[from:min(len(s), from+longestSpan)], sign)
	if end <= 0 {
		return ""
	}
	text := s[from : from+end]
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	behind, _ := utf8.DecodeRuneInString(s[from+end+len(sign):])
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if isASCIIWord(before) || isASCIIWord(behind) || byte(behind) == sign[0] || unicode.IsSpace(first) || unicode.IsSpace(last) ||
		strings.ContainsAny(text, "<>\n") || strings.IndexFunc(text, isWordCharacter) < 0 {
		return ""
	}
	return text
}

// isASCIIWord reports whether r touches a sign as in `2**3` and `it`s`. Scripts without blanks put signs between letters.
func isASCIIWord(r rune) bool {
	return unicode.IsDigit(r) || r == '_' ||
		unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// linkAt finds `[text](address)`.
func linkAt(s string, i int) (n int, html string) {
	end := strings.IndexByte(s[i:min(len(s), i+longestSpan)], ']')
	if end < 2 || !strings.HasPrefix(s[i+end:], "](") {
		return 0, ""
	}
	text, from := s[i+1:i+end], i+end+len("](")
	stop := strings.IndexAny(s[from:min(len(s), from+longestSpan)], ") \n<>\"")
	if stop < 1 || s[from+stop] != ')' {
		return 0, ""
	}
	address := s[from : from+stop]
	if !strings.Contains(address, "://") && !strings.HasPrefix(address, "mailto:") &&
		!strings.HasPrefix(address, "www.") && !namesFile(address) {
		return 0, ""
	}
	n = from + stop + 1 - i
	if strings.ContainsAny(text, "[<>\n") || !strings.Contains(address, "://") || i > 0 && s[i-1] == '!' {
		return n, ""
	}
	return n, `<a href="` + address + `">` + text + "</a>"
}

// namesFile reports whether an address is the name of a file as links and pictures have it.
func namesFile(address string) bool {
	dot := strings.LastIndexByte(address, '.')
	return dot > 0 && linkedFiles[strings.ToLower(address[dot+1:])]
}

var linkedFiles = wordSet("png jpg jpeg gif svg webp pdf html htm md txt mp3 mp4")

// headingAt finds `## Title` at the beginning of a line. One sign alone is a comment, or *number*.
func headingAt(s string, i int) (n int, html string) {
	run := runOf(s[i:], '#')
	if run < 2 || run > 6 || !strings.HasPrefix(s[i+run:], " ") || !startsLine(s, i) {
		return 0, ""
	}
	title, _, _ := strings.Cut(s[i+run:], "\n")
	title, _, _ = strings.Cut(title, "<")
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(title, " "))
	if !unicode.IsLetter(r) {
		return 0, ""
	}
	return run + len(strings.TrimRight(title, " ")), ""
}

// startsLine reports whether s[i:] begins a line of the text or, behind a tag, of the card.
func startsLine(s string, i int) bool {
	before := strings.TrimRight(s[max(0, i-8):i], " ")
	return before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, ">")
}
