package yamltree

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

const (
	maxFile  = 64 << 20 // format.md section 15
	maxDepth = 20       // format.md section 15: maps and lists within each other
	maxBad   = 10_000   // bytes that are no text; a file with more of them is no text file
	bom      = "\xef\xbb\xbf"
)

// A text is what the library gets to see of a file: its bytes with the same length and at the same offsets, except that
// characters which the library would misread are replaced by harmless ones.
type text struct {
	file    *source.File
	data    []byte
	start   int               // after the byte order mark
	bad     []int             // offsets of bytes that are no text, which were reported; ascending
	restore *strings.Replacer // puts the author's characters back into values; nil when none were replaced
}

// separators are characters that YAML 1.2 takes for text but the library for line breaks, or for a byte order mark
// that it skips.
var separators = [...]string{"\u0085", "\u2028", "\u2029", "\ufeff"}

// newText checks the bytes of a file and reports what cannot stand in one. ok is false when nothing can be read.
func newText(f *source.File, report diag.Report) (t *text, ok bool) {
	t = &text{file: f, data: f.Data}
	refuse := func(what, help string) (*text, bool) {
		report(diag.Diagnostic{Code: codeSyntax, Span: f.Whole(), Message: "not valid YAML: " + what, Help: help})
		return nil, false
	}
	switch {
	case len(f.Data) > maxFile:
		return refuse(fmt.Sprintf("the file has %d bytes; 64 MiB (%d) is the most", len(f.Data), maxFile),
			"split it into several files below `notes/`")
	case looksLikeUTF16(f.Data):
		return refuse("the file is written in UTF-16", "save it as UTF-8 (in the editor: Save with encoding, UTF-8)")
	case bytes.HasPrefix(f.Data, []byte(bom)):
		t.start = len(bom)
	}
	odd := nextOdd(f.Data, t.start)
	if odd == len(f.Data) {
		return t, true
	}
	if !t.replaceOdd(odd, report) {
		return refuse("this is not a text file", "remove it, or save it as UTF-8 text")
	}
	return t, true
}

func looksLikeUTF16(b []byte) bool {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return true
	}
	return len(b) >= 4 && (b[0] == 0) != (b[1] == 0) && (b[2] == 0) != (b[3] == 0) && (b[0] == 0) == (b[2] == 0)
}

// nextOdd returns the offset of the next byte from i on that is not part of harmless text, or len(b).
func nextOdd(b []byte, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for i < len(b) {
		for i+8 <= len(b) { // eight bytes of printable ASCII at a time
			w := binary.LittleEndian.Uint64(b[i:])
			del := w ^ 0x7f*ones
			if (w|(w-0x20*ones)|(del-ones))&highs != 0 {
				break
			}
			i += 8
		}
		for end := min(i+8, len(b)); i < end; {
			if c := b[i]; c == '\n' || c >= 0x20 && c < 0x7f { // nearly all of them; no call for each
				i++
				continue
			}
			size := harmless(b[i:])
			if size == 0 {
				return i
			}
			i += size
		}
	}
	return len(b)
}

// harmless returns the size of the first character, or 0 when it needs a second look.
func harmless(b []byte) int {
	c := b[0]
	switch {
	case c >= 0x20 && c < 0x7f, c == '\n', c == '\t':
		return 1
	case c == '\r' && len(b) > 1 && b[1] == '\n':
		return 2
	case c < utf8.RuneSelf:
		return 0
	}
	r, size := utf8.DecodeRune(b)
	switch {
	case r == utf8.RuneError && size == 1, r < 0xa0, r == '\u2028', r == '\u2029', r == '\ufeff', r == 0xfffe, r == 0xffff:
		return 0
	}
	return size
}

// replaceOdd gives the text its own bytes, without those that mislead the library, the first of which is at offset
// first. It reports those that are no text, once a line. It answers false when they are too many.
func (t *text) replaceOdd(first int, report diag.Report) bool {
	stand, ok := standIns(t.data)
	if !ok {
		return false
	}
	t.restore = restorer(stand)
	data := bytes.Clone(t.data)
	line, invalid := 0, false
	for i := first; i < len(data); i = nextOdd(t.data, i) {
		r, size := utf8.DecodeRune(t.data[i:])
		if k := separatorIndex(t.data[i : i+size]); k >= 0 {
			i += copy(data[i:], stand[k])
			continue
		}
		if len(t.bad) == maxBad {
			return false
		}
		t.bad = append(t.bad, i)
		wrongBytes := r == utf8.RuneError && size == 1
		if here := t.file.Position(i).Line; here != line && !(wrongBytes && invalid) {
			line, invalid = here, invalid || wrongBytes
			reportBad(t.file.Span(i, i+size), r, wrongBytes, report)
		}
		for range size {
			data[i] = 'x'
			i++
		}
	}
	t.data = data
	return true
}

func reportBad(at source.Span, r rune, wrongBytes bool, report diag.Report) {
	d := diag.Diagnostic{Code: codeSyntax, Span: at}
	switch {
	case wrongBytes:
		d.Message = fmt.Sprintf("not valid YAML: the byte `%X` is not UTF-8; the file was saved in another encoding", at.File.Data[at.Start])
		d.Help = "save the file as UTF-8 (in the editor: Save with encoding, UTF-8), then look whether this line reads right"
	case r == '\r':
		d.Message = "not valid YAML: a carriage return (U+000D) without a line feed; the lines must end in LF or CRLF"
		d.Help = "choose LF as line ending in the editor and save the file again"
	default:
		d.Message = fmt.Sprintf("not valid YAML: the control character U+%04X cannot be seen; delete it", r)
		d.Help = "it often comes with text pasted from a PDF or a terminal: delete it together with its neighbours and type those again"
	}
	report(d)
}

func separatorIndex(b []byte) int {
	for k, s := range separators {
		if string(b) == s {
			return k
		}
	}
	return -1
}

// standIns returns for each separator a character of the same length in UTF-8 that does not occur in data.
func standIns(data []byte) (stand [len(separators)]string, ok bool) {
	used := map[rune]bool{}
	for _, r := range string(data) {
		if r >= 0x700 && r < 0x800 || r >= 0xe000 && r <= 0xf8ff {
			used[r] = true
		}
	}
	free := func(from, to rune) string {
		for r := from; r < to; r++ {
			if !used[r] {
				used[r] = true
				return string(r)
			}
		}
		return ""
	}
	for k, s := range separators {
		if stand[k] = free(0x700, 0x800); len(s) == 3 {
			stand[k] = free(0xe000, 0xf900)
		}
		if stand[k] == "" {
			return stand, false
		}
	}
	return stand, true
}

func restorer(stand [len(separators)]string) *strings.Replacer {
	pairs := make([]string, 0, 2*len(separators))
	for k, s := range separators {
		pairs = append(pairs, stand[k], s)
	}
	return strings.NewReplacer(pairs...)
}

// touchesBad reports whether one of the bytes that were refused lies in [start, end).
func (t *text) touchesBad(start, end int) bool {
	i := sort.SearchInts(t.bad, start)
	return i < len(t.bad) && t.bad[i] < end
}
