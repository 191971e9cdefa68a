package diff

import (
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
)

// contextLength is how many characters of a kept text are shown on each side of a change when there is no room for all.
const contextLength = 40

// Excerpt shortens segments to about limit characters: first what is kept, except beside changes, then what is changed.
func Excerpt(segments []Segment, limit int) []Segment {
	if lengthOf(segments) <= limit {
		return segments
	}
	out := make([]Segment, 0, len(segments))
	left := limit
	for i, s := range segments {
		if left <= 0 {
			return append(out, Segment{Kept, " …"})
		}
		switch {
		case s.Change != Kept:
			s.Text = diag.Clip(s.Text, max(left, contextLength))
		case i == 0:
			s.Text = tailOf(s.Text, contextLength)
		case i == len(segments)-1:
			s.Text = diag.Clip(s.Text, contextLength)
		case utf8.RuneCountInString(s.Text) > 2*contextLength+5:
			s.Text = diag.Clip(s.Text, contextLength) + " " + tailOf(s.Text, contextLength)
		}
		left -= utf8.RuneCountInString(s.Text)
		out = append(out, s)
	}
	return out
}

func lengthOf(segments []Segment) int {
	n := 0
	for _, s := range segments {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}

// tailOf cuts a text before its last limit characters.
func tailOf(s string, limit int) string {
	n := 0
	for i := len(s); i > 0; {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		if i -= size; i > 0 {
			if n++; n == limit-1 {
				return "…" + s[i:]
			}
		}
	}
	return s
}
