package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rows reads a whole table: a line for each row, with its number, the texts of its cells and their flaws.
func rows(data string, separator byte) []string {
	return scanAll(NewScanner(data, separator, 0, 1))
}

func scanAll(s *Scanner) (out []string) {
	var r Row
	for s.Next(&r) {
		line := fmt.Sprint(r.Number)
		for _, c := range r.Cells {
			line += fmt.Sprintf(" %q", s.Text(c))
			if c.Flaw != Sound {
				line += fmt.Sprintf("!%d", c.Flaw)
			}
		}
		out = append(out, line)
	}
	return out
}

func TestScanner(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"plain", "a,b\nc,d\n", []string{`1 "a" "b"`, `2 "c" "d"`}},
		{"no line break at the end", "a,b", []string{`1 "a" "b"`}},
		{"carriage returns", "a,b\r\n\r\nc,d\r", []string{`1 "a" "b"`, `2 ""`, `3 "c" "d"`}},
		{"quotes", "\"a,\"\"x\"\"\r\n\",b\n", []string{`1 "a,\"x\"\n" "b"`}},
		{"empty cells", ",\"\",\n", []string{`1 "" "" ""`}},
		{"a carriage return within", "a\rb,\"c\rd\"\n", []string{`1 "a\rb" "c\rd"`}},
		{"bare quotes", "a \"b\",c\n", []string{`1 "a \"b\""!1 "c"`}},
		{"text behind a quote", "\"a\"b,c\n", []string{`1 "\"a\"b"!2 "c"`}},
		{"torn", "a,\"b,c\nd,\"e\"\nf,g\n", []string{`1 "a" "\"b,c"!3`, `2 "d" "e"`, `3 "f" "g"`}},
		{"unclosed", "a,\"b,c\nd,e\n", []string{`1 "a" "\"b,c"!4`, `2 "d" "e"`}},
		{"tall", "\"" + strings.Repeat("\n", MaxLines) + "\",a\n", []string{`1 "` + strings.Repeat(`\n`, MaxLines) + `"!5 "a"`}},
		{"not yet tall", "\"" + strings.Repeat("\n", MaxLines-1) + "\",a\n", []string{`1 "` + strings.Repeat(`\n`, MaxLines-1) + `" "a"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, rows(test.data, ',')); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSeparator(t *testing.T) {
	for data, want := range map[string]byte{
		"a,b;c\n": ',', "a;b,c\n": ';', "a\tb;c": '\t', "a\n;": ',', "": ',', "\"a;b\",c\n": ',', "\"a;b\";c\n": ';',
	} {
		if got := Separator([]byte(data)); got != want {
			t.Errorf("Separator(%q) = %q, not %q", data, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a b": "a b", "a,b": `"a,b"`, "a;b": "a;b", `"`: `""""`, "a\nb": "\"a\nb\"",
	} {
		if got := Quote(text, ','); got != want {
			t.Errorf("Quote(%q) = %q, not %q", text, got, want)
		}
	}
}

// FuzzScanner holds the scanner against the standard library where that reads a table, and the pieces of a table against
// the whole.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		"a,b\nc,d\n", "\"a\"\"\",\"b\r\nc\"\r\n\r\n,,\n", "a,\"b\nc,d\n", "a \"b\" c,\"d\"e\n\"f\n", "\"\n\n\n\"x,\"\"\"\n\"", "\r\n\r\"\r", "a,b\r",
	} {
		f.Add(seed, byte(1))
	}
	f.Fuzz(func(t *testing.T, data string, size byte) {
		whole := rows(data, ',')
		var pieces []string
		end := 0
		for _, run := range Split([]byte(data), ',', 0, 1, int(size)) {
			if run.Start != end {
				t.Fatalf("a run begins at %d and the one before ends at %d", run.Start, end)
			}
			end = run.End
			pieces = append(pieces, scanAll(NewScanner(data[run.Start:run.End], ',', run.Start, run.Row))...)
		}
		if end != len(data) {
			t.Errorf("the runs end at %d of %d", end, len(data))
		}
		if diff := cmp.Diff(whole, pieces); diff != "" {
			t.Errorf("in pieces (-whole +pieces):\n%s", diff)
		}
		spans(t, data)
		againstLibrary(t, data)
	})
}

// spans makes sure that cells stand in order within the file.
func spans(t *testing.T, data string) {
	s, last := NewScanner(data, ',', 0, 1), 0
	var r Row
	for s.Next(&r) {
		for _, c := range r.Cells {
			if c.Start < last || c.End < c.Start || c.End > len(data) {
				t.Fatalf("a cell at [%d, %d) behind %d, of %d bytes", c.Start, c.End, last, len(data))
			}
			last = c.End
		}
		if r.End != last {
			t.Fatalf("a row ends at %d, its last cell at %d", r.End, last)
		}
	}
}

// againstLibrary compares the cells of a sound table with what encoding/csv reads.
func againstLibrary(t *testing.T, data string) {
	r := csv.NewReader(bytes.NewReader([]byte(data)))
	r.FieldsPerRecord = -1
	want, err := r.ReadAll()
	if err != nil || strings.Contains(strings.ReplaceAll(data, "\r\n", ""), "\r") {
		return // it drops some carriage returns
	}
	var got [][]string
	s := NewScanner(data, ',', 0, 1)
	var row Row
	for s.Next(&row) {
		if row.Start == row.End {
			continue // it skips empty lines
		}
		var cells []string
		for _, c := range row.Cells {
			if c.Flaw != Sound && c.Flaw != Tall {
				t.Errorf("the library reads what has the flaw %d", c.Flaw)
			}
			cells = append(cells, s.Text(c))
		}
		got = append(got, cells)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-library +ours:\n%s", diff)
	}
}
