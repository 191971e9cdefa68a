package markup

import "strings"

// inline writes the text of a line. It reports false for whatever is not plainly markup or plainly text.
func (f *fastField) inline(s string) bool {
	emphasis, from := 0, 0
	for i := 0; i < len(s); {
		if !specialBytes[s[i]] {
			i++
			continue
		}
		f.out.WriteString(s[from:i])
		n := 1
		switch s[i] {
		case '>':
			f.out.WriteString("&gt;")
		case '{':
			n = f.brace(s[i:])
		case '<', '&':
			if i+1 < len(s) && s[i+1] != ' ' && !isDigit(s[i+1]) {
				return false
			}
			f.out.WriteString(escapeByte(s[i]))
		case '`':
			n = f.code(s[i:])
		case '$':
			n = f.math(s, i)
		case '*':
			n = f.stars(s, i, &emphasis)
		default:
			return false
		}
		if n == 0 {
			return false
		}
		i += n
		from = i
	}
	f.out.WriteString(s[from:])
	return emphasis == 0
}

// code writes the code span at the start of s and returns its length, or 0.
func (f *fastField) code(s string) int {
	n := strings.IndexByte(s[1:], '`') + 1
	if n < 2 || s[1] == ' ' || s[n-1] == ' ' || n+1 < len(s) && s[n+1] == '`' {
		return 0
	}
	if f.cloze && strings.IndexByte(s[:n], '{') >= 0 {
		return 0
	}
	f.out.WriteString("<code>")
	f.escaped(s[1:n])
	f.out.WriteString("</code>")
	return n + 1
}

func (f *fastField) escaped(s string) {
	for {
		i := strings.IndexAny(s, "&<>")
		if i < 0 {
			f.out.WriteString(s)
			return
		}
		f.out.WriteString(s[:i])
		f.out.WriteString(escapeByte(s[i]))
		s = s[i+1:]
	}
}

// math writes the math at s[i:], which must end on this line, and returns its length, or 0.
func (f *fastField) math(s string, i int) int {
	if i+1 == len(s) || isBlank(s[i+1]) || s[i+1] == '$' || i > 0 && s[i-1] == '$' {
		return 0
	}
	for k := i + 1; k < len(s); k++ {
		switch s[k] {
		case '\\':
			k++
		case '`', '[', '|':
			return 0
		case '$':
			if isBlank(s[k-1]) || k+1 < len(s) && (isDigit(s[k+1]) || s[k+1] == '$' || s[k+1] == '{') ||
				f.cloze && (strings.Contains(s[i:k], "{{") || strings.Contains(s[i:k], "::")) {
				return 0
			}
			f.out.WriteString(`\(`)
			f.escaped(s[i+1 : k])
			f.out.WriteString(`\)`)
			return k + 1 - i
		}
	}
	return 0
}

// stars writes the tag for the stars at s[i:] and returns how many they are, or 0 if the places of both are not beyond
// doubt: blanks outside, letters or digits inside. Open is the length of the delimiter that is open.
func (f *fastField) stars(s string, i int, open *int) int {
	n := runLength(s, i)
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = s[i-1]
	}
	if i+n < len(s) {
		after = s[i+n]
	}
	tag := "em>"
	if n == 2 {
		tag = "strong>"
	}
	switch {
	case n > 2:
		return 0
	case *open == 0 && before == ' ' && (isLetter(after) || isDigit(after)):
		*open = n
		f.out.WriteString("<" + tag)
	case *open == n && (isLetter(before) || isDigit(before)) && strings.IndexByte(" .,;:?!)", after) >= 0:
		*open = 0
		f.out.WriteString("</" + tag)
	default:
		return 0
	}
	return n
}

// brace writes the brace at the start of s, in cloze types the deletion that it opens, and returns the length of that, or 0.
// The deletion holds words only, so that taking its braces out makes no new markup: it begins and ends with a letter.
func (f *fastField) brace(s string) int {
	if !f.cloze {
		f.out.WriteByte('{')
		return 1
	}
	body, ok := opener(s, 0)
	end := strings.IndexByte(s, '}')
	if !ok || end < body || !strings.HasPrefix(s[end:], "}}") || strings.IndexByte(s[:body], ',') >= 0 || body > len("{{c99::") ||
		s[3] == '0' {
		return 0
	}
	content, hint, _ := strings.Cut(s[body:end], "::")
	if content == "" || !isWord(content[0]) || !isWord(content[len(content)-1]) || hasSpecial(content) || hasSpecial(hint) {
		return 0
	}
	f.out.WriteString(s[:end+2])
	return end + 2
}

func isWord(b byte) bool { return isLetter(b) || b >= 0x80 }

func hasSpecial(s string) bool {
	for i := range len(s) {
		if specialBytes[s[i]] {
			return true
		}
	}
	return false
}
