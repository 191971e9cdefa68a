package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// writtenScripts returns the scripts of the letters of HTML outside tags and character references, as a set of bits.
func writtenScripts(html string) (set uint16) {
	if isLatin(html) {
		return 1 << lint.Latin
	}
	for i := 0; i < len(html); {
		switch c := html[i]; {
		case c == '<':
			n := strings.IndexByte(html[i:], '>')
			if n < 0 {
				return set
			}
			i += n + 1
		case c == '&':
			i++
			for i < len(html) && isAlphanumeric(html[i]) {
				i++
			}
		case c < utf8.RuneSelf:
			if isASCIILetter(c) {
				set |= 1 << lint.Latin
			}
			i++
		default:
			r, size := utf8.DecodeRuneInString(html[i:])
			if s := lint.ScriptOf(r); s != lint.NoScript {
				set |= 1 << s
			}
			i += size
		}
	}
	return set
}

// isLatin is the quick look: text without tags and references that is ASCII and has a letter.
func isLatin(s string) bool {
	return lint.IsASCII(s) && strings.IndexByte(s, '<') < 0 && strings.IndexByte(s, '&') < 0 && strings.ContainsFunc(s, unicode.IsLetter)
}

// oddestScript returns the script of most letters of a prose, NoScript when there are few letters or some of the
// dominant script.
func oddestScript(prose string, dominant lint.Script) lint.Script {
	var letters [lint.OtherScript + 1]int
	for _, r := range prose {
		letters[lint.ScriptOf(r)]++
	}
	letters[lint.NoScript] = 0
	most, all := lint.NoScript, 0
	for s, n := range letters {
		all += n
		if n > letters[most] {
			most = lint.Script(s)
		}
	}
	if all < fewestLetters || letters[dominant] > 0 {
		return lint.NoScript
	}
	return most
}
