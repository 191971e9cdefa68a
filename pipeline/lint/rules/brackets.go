package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A bracket is one sign at text[start:end].
type bracket struct {
	textSpan
	kind  byte // `(`, `[`, `{` for 「 and `<` for 【
	opens bool
}

// bracketOf returns the kind of a bracket, 0 for what is none. Half and full width are alike.
func bracketOf(r rune) (kind byte, opens bool) {
	switch r {
	case '(', '（':
		return '(', true
	case ')', '）':
		return '(', false
	case '[':
		return '[', true
	case ']':
		return '[', false
	case '「':
		return '{', true
	case '」':
		return '{', false
	case '【':
		return '<', true
	case '】':
		return '<', false
	}
	return 0, false
}

// unpairedBracket returns the first bracket of a prose that has no partner and should have one.
func unpairedBracket(text string) (b bracket, found bool) {
	if strings.Contains(text, "(?") || strings.Contains(text, "[^") {
		return b, false // a regular expression
	}
	var few [8]bracket
	open := few[:0]
	skip := -1 // a bracket that ends an interval
	for i, r := range text {
		kind, opens := bracketOf(r)
		if kind == 0 || i == skip {
			continue
		}
		b = bracket{textSpan{i, i + utf8.RuneLen(r)}, kind, opens}
		last := len(open) - 1
		switch {
		case last >= 0 && (open[last].kind != kind && !opens || opens && kind == '[' && open[last].kind == '[') &&
			isInterval(text[open[last].end:i]):
			open = open[:last] // [0, 1), [0, 1[
		case opens:
			open = append(open, b)
		case last >= 0 && open[last].kind == kind:
			open = open[:last]
		case closesLabel(text[:i]), isBracketSubject(text, b):
		case isSmiley(text[:i]):
			return b, false // who knows which bracket it took
		case kind == '[' && intervalEnd(text, b.end) > 0:
			skip = intervalEnd(text, b.end)
		case last >= 0 && hasKind(open, kind):
			return open[last], true
		default:
			return b, true
		}
	}
	for _, b := range open {
		if !isSmiley(text[:b.start]) && !isBracketSubject(text, b) {
			return b, true
		}
	}
	return b, false
}

// farthestPartner is how many open brackets are looked at.
const farthestPartner = 20

func hasKind(open []bracket, kind byte) bool {
	for _, b := range open[max(0, len(open)-farthestPartner):] {
		if b.kind == kind {
			return true
		}
	}
	return false
}

// longestInterval is the length in bytes of what stands between the brackets of an interval.
const longestInterval = 30

// isInterval reports whether s is two short terms with a comma or semicolon between them.
func isInterval(s string) bool {
	if len(s) > longestInterval {
		return false
	}
	i := strings.IndexAny(s, ",;")
	if i < 0 {
		return false
	}
	from, to := strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+1:])
	return from != "" && to != "" && !strings.ContainsAny(from+to, " ,;")
}

// intervalEnd returns where the next square bracket stands if what is between is an interval such as `]0, 1[`; else 0.
func intervalEnd(text string, start int) int {
	n := strings.IndexAny(text[start:min(len(text), start+longestInterval)], "[]")
	if n < 0 || !isInterval(text[start:start+n]) {
		return 0
	}
	return start + n
}

// closesLabel reports whether a bracket behind before closes the label of an item or note: `a)`, `12)`, `1.2)`, `iv)`, `**)`.
func closesLabel(before string) bool {
	const longest = 5
	label, letters, digits, roman := "", 0, 0, true
	for len(label) <= longest*utf8.UTFMax {
		r, size := utf8.DecodeLastRuneInString(before)
		switch {
		case unicode.IsLetter(r):
			letters++
			roman = roman && strings.ContainsRune("ivxlcdmIVXLCDM", r)
		case unicode.IsDigit(r) || r == '.':
			digits++
		case r != '*' && r != '†' && r != '#':
			return label != "" && len(label) <= longest && digits <= 3 && (letters <= 1 || roman && digits == 0)
		}
		before = before[:len(before)-size]
		label += string(r)
	}
	return false
}

// isSmiley reports whether a bracket behind before is a mouth.
func isSmiley(before string) bool {
	for range 3 { // a nose, and more mouths
		before = strings.TrimSuffix(strings.TrimSuffix(before, "-"), ")")
	}
	return before != "" && strings.IndexByte(":;=", before[len(before)-1]) >= 0
}

// isBracketSubject reports whether a bracket stands between blanks or quotes: the text speaks of the sign. An opening one at the
// end was cut off.
func isBracketSubject(text string, b bracket) bool {
	const around = " \u00A0\u202F\n\t\"'“”‘’„«»`\uFFFC"
	before, _ := utf8.DecodeLastRuneInString(text[:b.start])
	after, _ := utf8.DecodeRuneInString(text[b.end:])
	return (b.start == 0 || strings.ContainsRune(around, before)) &&
		(b.end < len(text) && strings.ContainsRune(around, after) || b.end == len(text) && b.start > 0 && !b.opens)
}
