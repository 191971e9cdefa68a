package csvfile

import (
	"bytes"
	"strconv"
	"strings"
)

// A header is what the directives at the beginning of a table say (anki-format.md 9.1).
type header struct {
	separator rune
	isHTML    bool
	saysHTML  bool
	meta      []int // the columns that are no fields, from 1
	end       int   // where the rows begin
}

// separators are the names that a separator may be given by.
var separators = map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', "space": ' ', "pipe": '|', "colon": ':'}

// readHeader reads the leading lines that begin with `#`; the very first may begin with `tags:` instead.
func readHeader(data []byte) *header {
	h := &header{}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		h.end = len("\ufeff")
	}
	first := true
	for h.end < len(data) {
		line, rest, _ := bytes.Cut(data[h.end:], []byte("\n"))
		if !bytes.HasPrefix(line, []byte("#")) && !(first && bytes.HasPrefix(line, []byte("tags:"))) {
			break
		}
		first = false
		key, value, _ := strings.Cut(strings.TrimPrefix(strings.TrimRight(string(line), "\r"), "#"), ":")
		h.directive(strings.ToLower(strings.TrimSpace(key)), value)
		h.end = len(data) - len(rest)
	}
	if h.separator == 0 {
		h.separator = guessSeparator(data[h.end:])
	}
	return h
}

// directive takes a line `#key:value`; a key that means nothing here is passed over.
func (h *header) directive(key, value string) {
	switch key {
	case "separator":
		h.separator = separatorOf(value)
	case "html":
		h.saysHTML, h.isHTML = true, strings.EqualFold(plainValue(value), "true")
	case "guid column", "notetype column", "deck column", "tags column":
		if n, err := strconv.Atoi(plainValue(value)); err == nil {
			h.meta = append(h.meta, n)
		}
	}
}

// separatorOf returns the separator with a name, or the character itself; 0 for none that Anki knows.
func separatorOf(value string) rune {
	if r, ok := separators[strings.ToLower(plainValue(value))]; ok {
		return r
	}
	for _, r := range separators {
		if strings.HasPrefix(value, string(r)) {
			return r
		}
	}
	return 0
}

// plainValue cuts what a spreadsheet has padded a line with: all from the first character on that is no letter or digit.
func plainValue(value string) string {
	value = strings.TrimSpace(value)
	for i := range len(value) {
		if c := value[i]; i > 0 && (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') {
			return value[:i]
		}
	}
	return value
}

// guessSeparator returns the separator of a table that does not say it: the one that cuts most of the first rows into as
// many cells as the first, at least two. Anki takes the first of its list that occurs anywhere, so that a `;` in a sentence
// makes one column of a comma-separated table; that helps nobody here. A table without any has one column.
func guessSeparator(rows []byte) rune {
	const enough = 20
	best, most := '\t', 0
	for _, c := range "\t,;|:" {
		r := newReader(rows, c)
		width, n := 0, 0
		for range enough {
			cells, err := r.Read()
			if err != nil {
				break
			}
			if width == 0 {
				width = len(cells)
			}
			if len(cells) == width && width > 1 {
				n++
			}
		}
		if n > most {
			best, most = c, n
		}
	}
	return best
}
