// Package source holds the bytes of the files that people write, and says where in them something stands.
//
// A [Span] is half-open and counts bytes; it is carried by value from the moment bytes are read. Lines and columns are
// made from it only when something is printed: nobody else computes a column.
package source

import (
	"bytes"
	"sort"
	"sync"
	"unicode/utf8"
)

// A File is one source file: its name and its bytes, both immutable.
type File struct {
	Name string // slash-separated, relative to the repository's root
	Data []byte // as on disk, byte order mark and carriage returns included; nil for a file known by name only

	once  sync.Once
	lines []int // offset of the first byte of each line
}

// NewFile returns a File that holds data, which must not change afterwards.
func NewFile(name string, data []byte) *File {
	return &File{Name: name, Data: data}
}

// Span returns the half-open range [start, end) of the file's bytes.
func (f *File) Span(start, end int) Span { return Span{File: f, Start: start, End: end} }

// Whole returns the span that names the file and no place in it.
func (f *File) Whole() Span { return Span{File: f} }

// A Position is a place as people count: lines and columns start at 1, columns count code points, as editors do.
type Position struct {
	Line, Column int
}

// Position returns the place of the byte at offset, which may be len(Data). A byte order mark takes no column.
func (f *File) Position(offset int) Position {
	lines := f.lineTable()
	offset = max(0, min(offset, len(f.Data)))
	i := sort.Search(len(lines), func(i int) bool { return lines[i] > offset }) - 1
	start := lines[i]
	if i == 0 && hasBOM(f.Data) {
		start = min(len(bom), offset)
	}
	return Position{Line: i + 1, Column: utf8.RuneCount(f.Data[start:offset]) + 1}
}

// LineSpan returns the bytes of a line (counted from 1) without its line break.
func (f *File) LineSpan(line int) Span {
	lines := f.lineTable()
	start, end := lines[line-1], len(f.Data)
	if line < len(lines) {
		end = lines[line] - 1
	}
	if end > start && f.Data[end-1] == '\r' {
		end--
	}
	if line == 1 && hasBOM(f.Data) {
		start = len(bom)
	}
	return f.Span(start, max(start, end))
}

// LineBreak returns the line ending of the file, which is that of its first line.
func (f *File) LineBreak() string {
	if i := bytes.IndexByte(f.Data, '\n'); i > 0 && f.Data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// Lines returns the number of lines; an empty file has one.
func (f *File) Lines() int { return len(f.lineTable()) }

func (f *File) lineTable() []int {
	f.once.Do(func() {
		f.lines = append(f.lines, 0)
		for i, c := range f.Data {
			if c == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	})
	return f.lines
}

const bom = "\xef\xbb\xbf"

func hasBOM(b []byte) bool { return len(b) >= len(bom) && string(b[:len(bom)]) == bom }

// A Span is a range of bytes in a file. The zero Span is nowhere; a Span of a file with Start and End 0 names the file
// as a whole.
type Span struct {
	File       *File
	Start, End int // half-open, in bytes
}

// IsZero reports whether the span is nowhere.
func (s Span) IsZero() bool { return s.File == nil }

// Text returns the bytes of the span.
func (s Span) Text() string { return string(s.File.Data[s.Start:s.End]) }

// Path returns the name of the span's file, or "" for nowhere.
func (s Span) Path() string {
	if s.File == nil {
		return ""
	}
	return s.File.Name
}

// HasPlace reports whether the span names a place in a file's text and not just the file.
func (s Span) HasPlace() bool {
	return s.File != nil && s.File.Data != nil && (s.Start != 0 || s.End != 0)
}

// From returns the place of the first byte.
func (s Span) From() Position { return s.File.Position(s.Start) }

// To returns the place of the byte after the last.
func (s Span) To() Position { return s.File.Position(s.End) }
