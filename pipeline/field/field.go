// Package field reads the HTML of a note's field as Anki reads it: what is empty, what the text without tags is, which
// cloze deletions it holds, which media it names. It knows nothing of sources or positions in files.
//
// Everything here runs for every field of every note, so it is scanned by hand: where Anki has a regular expression, a
// comment says which matches that expression would find. All of it takes time linear in the field's length.
package field

import (
	"crypto/sha1"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Strip removes tags as Anki does for sort field and checksum, keeping the names of media (anki-format.md 3.4).
func Strip(html string) string {
	return Plain(keepMediaNames(html))
}

// Plain removes tags and decodes entities as Anki's `text` filter does (anki-format.md 3.4, steps 2 and 3). Text whose
// entities are not all well-formed keeps every one of them.
func Plain(html string) string {
	html = StripTags(html)
	if strings.IndexByte(html, '&') < 0 {
		return html
	}
	decoded, ok := decodeEntities(html)
	if !ok {
		return html
	}
	return strings.ReplaceAll(decoded, "\u00a0", " ")
}

// Checksum returns the number in notes.csum for a first field (anki-format.md 3.4).
func Checksum(html string) uint32 {
	sum := sha1.Sum([]byte(Strip(html)))
	return binary.BigEndian.Uint32(sum[:])
}

// Clean does what Anki does to a field before storing it: control characters but LF and tab deleted, NFC
// (anki-format.md 3.4).
func Clean(s string) string {
	controls, ascii := 0, true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf {
			ascii = false
		} else if isDeleted(c) {
			controls++
		}
	}
	if controls > 0 {
		b := make([]byte, 0, len(s)-controls)
		for i := range len(s) {
			if !isDeleted(s[i]) {
				b = append(b, s[i])
			}
		}
		s = string(b)
	}
	if ascii {
		return s
	}
	return norm.NFC.String(s)
}

func isDeleted(c byte) bool { return c < ' ' && c != '\n' && c != '\t' || c == 0x7f }
