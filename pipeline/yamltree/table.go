package yamltree

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/table"
)

// MaxTable is the size of the largest table that is read, in bytes (format.md section 15).
const MaxTable = 256 << 20

// codeShape is the code of what is wrong with how a table is written.
const codeShape = "csv-shape"

// A Table is a table of notes (format.md section 6). Each row becomes a map, as if the note stood in YAML: its keys are
// in the header, its values are cells, and an empty cell is no value.
type Table struct {
	File    *source.File
	Columns []Column
	Rows    bool // there are some, be they broken

	variant   string // of a part of a table: the value of an axis that its plain columns are for, or ""
	separator byte
	layout    []slot
	runs      []table.Run
}

// IsTable reports whether a file of this name is a table.
func IsTable(name string) bool {
	return strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv")
}

// ParseTable reads the header of a table and finds its rows. What is wrong with them is reported with the code csv-shape.
// ok is false, and that was reported, when nothing can be read.
func ParseTable(f *source.File, report diag.Report) (t *Table, ok bool) {
	return parseTable(f, "", chunkSize, report)
}

// ParsePart is ParseTable for a part of a table (format.md section 6) whose plain columns are for the variant, unless that
// is "": `country` means `country:de`, and so does `guid` beside an `id`.
func ParsePart(f *source.File, variant string, report diag.Report) (t *Table, ok bool) {
	return parseTable(f, variant, chunkSize, report)
}

func parseTable(f *source.File, variant string, size int, report diag.Report) (t *Table, ok bool) {
	report = bounded(report)
	if d, bad := unreadable(f); bad {
		report(d)
		return nil, false
	}
	t, body, row := openTable(f, variant, (*header).parts, report)
	if t == nil {
		return nil, false
	}
	if body < len(f.Data) {
		t.runs = table.Split(f.Data, t.separator, body, row, size)
		t.Rows = len(bytes.Trim(f.Data[body:], " \t\r\n,;\"")) > 0
	}
	return t, true
}

// openTable reads the header of a table, and says where the rows begin and which number the first has; name takes the name
// of each column apart, and variant is what plain ones are for. Without a header, which is reported, there is no table.
func openTable(f *source.File, variant string, name func(*header, *Column), report diag.Report) (t *Table, body, row int) {
	start := 0
	if bytes.HasPrefix(f.Data, []byte(bom)) {
		start = len(bom)
	}
	row = 1
	for start < len(f.Data) && (f.Data[start] == '\n' || f.Data[start] == '\r') { // empty rows
		if f.Data[start] == '\n' {
			row++
		}
		start++
	}
	t = &Table{File: f, variant: variant, separator: table.Separator(f.Data[start:])}
	line := f.Data[start : start+lineLen(f.Data[start:])]
	if bytes.Count(line, []byte(`"`))%2 == 1 {
		line = f.Data[start:min(len(f.Data), start+longestHeader)]
	}
	s := table.NewScanner(string(line), t.separator, start, row)
	var head table.Row
	if !s.Next(&head) || s.Empty(&head) {
		report(diag.Diagnostic{Code: codeShape, Span: f.Whole(), Message: "the table is empty",
			Help: "write the names of its columns into the first row, for example `id,front,back`, and below it a note in each row"})
		return nil, 0, 0
	}
	if d, bad := noHeader(f, s, &head); bad {
		report(d)
		return nil, 0, 0
	}
	t.readHeader(s, &head, name, report)
	return t, min(len(f.Data), head.End+lineLen(f.Data[head.End:])+1), row + 1
}

// longestHeader is how many bytes of a table are searched for the end of its first row, where that has several lines.
const longestHeader = 1 << 20

// unreadable says why a file is no text that can be read.
func unreadable(f *source.File) (d diag.Diagnostic, bad bool) {
	const save = "save it as UTF-8: in Excel as the type `CSV UTF-8`, in LibreOffice with the character set `Unicode (UTF-8)`"
	d = diag.Diagnostic{Code: codeShape, Span: f.Whole(), Help: save}
	switch {
	case len(f.Data) > MaxTable:
		return TableTooLarge(f, int64(len(f.Data))), true
	case bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) || bytes.HasPrefix(f.Data, []byte("\xd0\xcf\x11\xe0")):
		d.Message = "this is the file of a spreadsheet, not a table as text"
	case looksLikeUTF16(f.Data):
		d.Message = "the table is written in UTF-16"
	case utf8.Valid(f.Data):
		if i := bytes.IndexByte(f.Data, 0); i >= 0 {
			d.Message, d.Help = "this is not a text file", "remove it, or "+save
			return d, true
		}
		return d, false
	default:
		i := invalidAt(f.Data)
		d.Span = f.Span(i, i+1)
		d.Message = fmt.Sprintf("the byte `%X` is not UTF-8: the table was saved in another encoding", f.Data[i])
		if c := rune(f.Data[i]); c > 0xa0 {
			d.Message = fmt.Sprintf("the byte `%X` is not UTF-8: the table was saved in another encoding, most likely Windows-1252 or Latin-1, where it is `%c`", c, c)
		}
	}
	return d, true
}

// TableTooLarge makes the finding about a table of more than MaxTable bytes.
func TableTooLarge(f *source.File, size int64) diag.Diagnostic {
	return diag.Diagnostic{Code: codeShape, Span: f.Whole(),
		Message: fmt.Sprintf("the table has %d bytes; 256 MiB (%d) is the most", size, MaxTable),
		Help:    "split it into several tables below `notes/`"}
}

func invalidAt(b []byte) int {
	i := 0
	for i < len(b) {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		i += size
	}
	return i
}

// noHeader says why the first row cannot be one: what other programs write there.
func noHeader(f *source.File, s *table.Scanner, head *table.Row) (d diag.Diagnostic, bad bool) {
	first := s.Text(head.Cells[0])
	d = diag.Diagnostic{Code: codeShape, Span: f.Span(head.Start, head.End)}
	switch {
	case bytes.IndexByte(f.Data[head.Start:head.End], '\r') >= 0 && bytes.IndexByte(f.Data[head.Start:head.End], '\n') < 0:
		d.Span = f.Whole()
		d.Message = "the rows end in a carriage return (U+000D) alone"
		d.Help = "save the table again as `CSV UTF-8`, with line ends as on Windows or Unix"
	case strings.HasPrefix(first, "sep="):
		d.Message = "`sep=` is a line for Excel; the first row must name the columns"
		d.Help = "remove the line: the separator is found without it"
	case strings.HasPrefix(first, "#"):
		d.Message = "the first row must name the columns; a table has no comments and no `#` lines as Anki writes them"
		d.Help = "write a first row like `id,front,back`, and remove this line"
	default:
		return d, false
	}
	return d, true
}

// Chunks returns the rows in pieces that can be read in parallel: functions like Chunk.Items.
func (t *Table) Chunks() []func(diag.Report) []*Node {
	var out []func(diag.Report) []*Node
	for _, r := range t.runs {
		out = append(out, func(report diag.Report) []*Node { return t.items(r, bounded(report)) })
	}
	return out
}
