package rules

import (
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/lint"
)

// The Latin letters that look like Cyrillic ones, and these in the same order.
const (
	latinTwins    = "aceopxyijsABEHKMOPCTXY"
	cyrillicTwins = "асеорхуіјѕАВЕНКМОРСТХУ"
)

// A mixedWord is a word with letters of two scripts, all of those of one of them twins of the other's.
type mixedWord struct {
	textSpan
	fewer     lint.Script // the script of the letters that do not belong there
	intruders string      // these
	mended    string      // the word without them; "" when nobody can tell what was meant
}

// mixedWords returns the mixed words of a text.
func mixedWords(text string) []mixedWord {
	var out []mixedWord
	for start := 0; start < len(text); {
		end, latin, cyrillic := start, false, false
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if r < utf8.RuneSelf && lint.ScriptOf(r) == lint.NoScript || r >= utf8.RuneSelf && !isWordLetter(r) {
				break
			}
			latin = latin || r < utf8.RuneSelf
			cyrillic = cyrillic || isCyrillic(r)
			end += size
		}
		if latin && cyrillic && !strings.HasSuffix(text[:start], "%") { // `%sрозділ`: a place for another text
			if w, ok := mixedWordIn(text[start:end]); ok {
				w.textSpan = textSpan{start, end}
				out = append(out, w)
			}
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		start = end + max(size, 1)
	}
	return out
}

func isCyrillic(r rune) bool { return r >= 0x400 && r <= 0x52F }

// mixedWordIn judges a word that has letters of both scripts.
func mixedWordIn(word string) (w mixedWord, ok bool) {
	var latin, cyrillic strings.Builder
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf:
			latin.WriteRune(r)
		case isCyrillic(r):
			cyrillic.WriteRune(r)
		}
	}
	l, c := latin.String(), cyrillic.String()
	n, m := utf8.RuneCountInString(l), utf8.RuneCountInString(c)
	lTwins, cTwins := strings.Trim(l, latinTwins) == "", strings.Trim(c, cyrillicTwins) == ""
	if n+m < 3 || !lTwins && !cTwins || isAbbreviation(l, word) {
		return w, false
	}
	w.fewer, w.intruders = lint.Latin, l
	if cTwins && (!lTwins || m < n) {
		w.fewer, w.intruders = lint.Cyrillic, c
	}
	if lTwins && cTwins && n == m {
		return w, true
	}
	w.mended = withTwins(word, w.fewer)
	return w, true
}

// isAbbreviation reports whether a word is a Latin abbreviation with a Cyrillic ending, or behind a Cyrillic word
// (`методHTTP`): the Latin letters are two or more capitals in front or at the end.
func isAbbreviation(latin, word string) bool {
	return len(latin) > 1 && latin == strings.ToUpper(latin) && word != strings.ToUpper(word) &&
		(strings.HasPrefix(word, latin) || strings.HasSuffix(word, latin))
}

// withTwins replaces the letters of a script by their twins.
func withTwins(word string, from lint.Script) string {
	latin, cyrillic := []rune(latinTwins), []rune(cyrillicTwins)
	if from == lint.Cyrillic {
		latin, cyrillic = cyrillic, latin
	}
	return strings.Map(func(r rune) rune {
		for i := range latin {
			if latin[i] == r {
				return cyrillic[i]
			}
		}
		return r
	}, word)
}
