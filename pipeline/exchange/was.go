package exchange

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// wasColumn is the column in which a row remembers what it was when it was exported: `back=hqcvbd country:de=xnrtkf`, a
// fingerprint for each text. The table carries it along, however its rows are sorted and its columns moved, so that an import
// can tell what was changed in it from what was changed in the sources meanwhile. Tables of notes take it for a column of
// the maintainers' own.
const wasColumn = "_was"

// digits have no vowels, so that they spell nothing, and no numbers, so that no spreadsheet counts with them.
const digits = "bcdfghjkmnpqrstvwxz"

// printLength makes it unlikely enough that a changed text goes unnoticed: one in 47 million.
const printLength = 6

// fingerprint returns the fingerprint of a text.
func fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	n := binary.BigEndian.Uint64(sum[:8])
	var b [printLength]byte
	for i := range b {
		b[i] = digits[n%uint64(len(digits))]
		n /= uint64(len(digits))
	}
	return string(b[:])
}

// A was is what a row remembers: the fingerprints of its texts by the names of columns. It is nil when the row remembers
// nothing.
type was map[string]string

// remember writes the fingerprints of a row's texts.
func remember(columns []column, texts []string) string {
	var words []string
	for i, c := range columns {
		if texts[i] != "" {
			words = append(words, c.name()+"="+fingerprint(texts[i]))
		}
	}
	return strings.Join(words, " ")
}

// readWas reads what a row remembers.
func readWas(cell string) was {
	w := was{}
	for _, word := range strings.Fields(cell) {
		if name, print, ok := strings.Cut(word, "="); ok && len(print) == printLength {
			w[name] = print
		}
	}
	if len(w) == 0 {
		return nil
	}
	return w
}

// is reports whether the text of a column was this one.
func (w was) is(c column, text string) bool {
	print, some := w[c.name()]
	if text == "" {
		return !some
	}
	return some && print == fingerprint(text)
}

// id returns the fingerprint of the row's id, else of its guid; "" when it remembers neither.
func (w was) id() string {
	if print := w["id"]; print != "" {
		return print
	}
	return w["guid"]
}
