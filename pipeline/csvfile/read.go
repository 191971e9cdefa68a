package csvfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Row is one note of a table.
type Row struct {
	Start, End int      // its bytes in the file, half-open
	Fields     []string // HTML, in the order of the columns, without those for guid, note type, deck and tags
}

// ErrNoText is the error of a file that holds no text in UTF-8, which is all that Anki reads.
var ErrNoText = errors.New("it is not text in UTF-8")

// Read reads a table as Anki's import does (anki-format.md 9.1, 9.3): with or without header directives, with any of
// Anki's separators, as HTML or plain text. Only where no separator is given it guesses better. Lines that are no rows,
// such as comments, are passed over; rows may have different lengths. A row whose first field is empty is none to Anki,
// and is left out.
func Read(data []byte) ([]Row, error) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil, ErrNoText
	}
	h := readHeader(data)
	records, err := h.records(data)
	if err != nil {
		return nil, err
	}
	isHTML := h.isHTML
	if !h.saysHTML {
		isHTML = looksLikeHTML(records)
	}
	var out []Row
	for _, r := range records {
		fields := make([]string, 0, len(r.Fields))
		for i, cell := range r.Fields {
			if slices.Contains(h.meta, i+1) {
				continue
			}
			if !isHTML {
				cell = strings.ReplaceAll(html.EscapeString(cell), "\n", "<br>")
			}
			fields = append(fields, cell)
		}
		if len(fields) > 0 && fields[0] != "" {
			out = append(out, Row{Start: r.Start, End: r.End, Fields: fields})
		}
	}
	return out, nil
}

// records returns the rows behind the header, cells as they are.
func (h *header) records(data []byte) ([]Row, error) {
	body := data[h.end:]
	r := newReader(body, h.separator)
	lines := lineStarts(body)
	var out []Row
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		line, column := r.FieldPos(0)
		start, end := lines[line-1]+column-1, int(r.InputOffset())
		for end > start && (body[end-1] == '\n' || body[end-1] == '\r') {
			end--
		}
		out = append(out, Row{Start: h.end + start, End: h.end + end, Fields: cells})
	}
}

// newReader returns a reader as lenient as Anki's.
func newReader(data []byte, separator rune) *csv.Reader {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.Comment, r.LazyQuotes, r.FieldsPerRecord = separator, '#', true, -1
	return r
}

func lineStarts(data []byte) []int {
	out := []int{0}
	for i, c := range data {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}

var tag = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)

// looksLikeHTML reports whether any cell of the first five rows has a tag.
func looksLikeHTML(rows []Row) bool {
	return slices.ContainsFunc(rows[:min(5, len(rows))], func(r Row) bool { return slices.ContainsFunc(r.Fields, tag.MatchString) })
}
