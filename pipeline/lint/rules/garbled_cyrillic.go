package rules

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// fewestCyrillicPairs is how many pairs of Р or С with a rare letter must follow each other: no word has them.
const fewestCyrillicPairs = 3

// garbledCyrillic returns the runs of signs of a text that were Cyrillic and read as Windows-1251.
func garbledCyrillic(text string) []garbled {
	if !strings.Contains(text, "Р") && !strings.Contains(text, "С") {
		return nil
	}
	var out []garbled
	for start := 0; start < len(text); {
		if text[start] < utf8.RuneSelf {
			start++
			continue
		}
		end := start
		for end < len(text) && text[end] >= utf8.RuneSelf {
			end++
		}
		if meant, ok := ungarbleCyrillic(text[start:end]); ok {
			out = append(out, garbled{start: start, end: end, meant: meant, sure: utf8.RuneCountInString(meant) >= fewestCyrillicPairs})
		}
		start = end
	}
	if slices.ContainsFunc(out, func(g garbled) bool { return g.sure }) {
		return out
	}
	return nil
}

// ungarbleCyrillic reads the bytes that s has in Windows-1251 as UTF-8.
func ungarbleCyrillic(s string) (meant string, ok bool) {
	raw := make([]byte, 0, len(s)/2)
	for _, r := range s {
		b, known := charmap.Windows1251.EncodeRune(r)
		if !known || r == utf8.RuneError {
			return "", false
		}
		raw = append(raw, b)
	}
	return string(raw), utf8.Valid(raw)
}
