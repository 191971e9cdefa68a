package yamltree

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
)

// readTable reads a table in pieces of at least size bytes.
func readTable(data string, size int) (t *Table, rows []*Node, found diag.List) {
	t, ok := parseTable(source.NewFile("notes/x.csv", []byte(data)), "", size, found.Report)
	if !ok {
		return nil, nil, found
	}
	for _, items := range t.Chunks() {
		rows = append(rows, items(found.Report)...)
	}
	return t, rows, found
}

// outlineOf writes a tree on one line, with what stands in the file behind each text.
func outlineOf(n *Node) string {
	var parts []string
	switch n.Kind {
	case Scalar:
		return fmt.Sprintf("%q<%s>", n.Value, n.Span().Text())
	case List:
		for _, item := range n.Items {
			parts = append(parts, outlineOf(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	for _, e := range n.Entries {
		parts = append(parts, e.Key.Value+": "+outlineOf(e.Value))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func TestTable(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"plain", "id,front\na,What?\n", `{id: "a"<a>, front: "What?"<What?>}`},
		{"byte order mark, semicolons, CRLF", "\ufeffid;front\r\na;\"What?\r\nThis\"\r\n", `{id: "a"<a>, front: "What?\nThis"<"What?` + "\r\n" + `This">}`},
		{"empty cells and rows", "id,front,back\n,,\na,,\"\"\n \n,b\n", `{id: "a"<a>}{front: "b"<b>}`},
		{"words", "id,tags,only\na,\"x  \"\"y\"\", z\",de en\n", `{id: "a"<a>, tags: ["x"<x> "\"y\""<""y""> "z"<z>], only: ["de"<de> "en"<en>]}`},
		{"no words", "id,tags\na,\" , \"\n", `{id: "a"<a>}`},
		{"variants stand together", "id,x:de,y,x:en\na,1,2,3\n", `{id: "a"<a>, x: {de: "1"<1>, en: "3"<3>}, y: "2"<2>}`},
		{"reserved words as fields", "id,fields.deck,fields.tags:de,deck\na,1,2 3,4\n", `{id: "a"<a>, fields: {deck: "1"<1>, tags: {de: "2 3"<2 3>}}, deck: "4"<4>}`},
		{"columns that are not read", "id,_mine,ignore,x\na,1,2,3\n", `{id: "a"<a>, x: "3"<3>}`},
		{"empty rows above", "\r\n\nid\na\n", `{id: "a"<a>}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, rows, found := readTable(test.data, 1)
			got := ""
			for _, n := range rows {
				got += outlineOf(n)
			}
			if len(found) > 0 || got != test.want {
				t.Errorf("got  %s\nwant %s\n%v", got, test.want, found)
			}
		})
	}
}

// Every character of a cell is found where it stands.
func TestCellSpans(t *testing.T) {
	_, rows, _ := readTable("id,front\r\na,\"1\"\"2\r\n\"\"\"\r\n", 1)
	n := rows[0].Get("front")
	var got []string
	for i := range n.Value {
		got = append(got, n.SpanOf(i, i+1).Text())
	}
	if diff := cmp.Diff([]string{"1", `""`, "2", "\r\n", `""`}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if end := n.SpanOf(len(n.Value), len(n.Value)); end.Start != n.Span().End-1 {
		t.Errorf("the text ends at %d, the cell at %d", end.Start, n.Span().End)
	}
}

func TestSetCell(t *testing.T) {
	for _, test := range []struct{ name, data, key, text, want string }{
		{"an empty cell", "id,front\n,b\n", "id", "x", "id,front\nx,b\n"},
		{"a cell that is there", "id,front\n\"a\",b\n", "id", "x", "id,front\n\"x\",b\n"},
		{"a short row", "id,front,back\r\na\r\n", "back", "x", "id,front,back\r\na,,x\r\n"},
		{"a new column", "front;back\nb;\"c\"\nd\n", "id", "x", "front;back;id\nb;\"c\";x\nd\n"},
		{"a new column behind a short row", "front;back\nb", "id", "x;y", "front;back;id\nb;;\"x;y\""},
		{"a row that was too long already", "front\nb,,\n", "id", "x", "front,id\nb,x,\n"},
		{"one column", "front\nb\n", "id", "x", "front,id\nb,x\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, rows, _ := readTable(test.data, 1)
			got, err := diag.Apply([]byte(test.data), SetCell(rows[0], test.key, test.text))
			if err != nil || string(got) != test.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// FuzzTable reads any bytes as a table: all places lie in the file, pieces say what the whole says, and a text that is
// written into a cell is read back while all other cells stay as they were, byte by byte.
func FuzzTable(f *testing.F) {
	for _, seed := range []string{
		"id,front,tags\na,\"b\"\"\r\nc\",x y\n", "\ufefffront;x:de;x:en;fields.deck\r\n1;2;3;4\r\n;\r\n", "id\tfront\n\"a\tb\n", "a,a,b:c,b\n1,2,3,4,5\n",
		"front\nx\"y\n",
	} {
		f.Add(seed, "new \"text\",\n;", byte(1), byte(1))
	}
	f.Fuzz(func(t *testing.T, data, text string, at, size byte) {
		table, rows, found := readTable(data, int(size))
		_, whole, again := readTable(data, len(data)+1)
		if a, b := fmt.Sprint(len(found), lines(rows)), fmt.Sprint(len(again), lines(whole)); a != b {
			t.Errorf("in pieces\n%s\nas a whole\n%s", a, b)
		}
		for _, d := range found {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(data) {
				t.Fatalf("%q at [%d, %d) of %d bytes", d.Message, d.Span.Start, d.Span.End, len(data))
			}
		}
		for _, n := range rows {
			places(t, n, len(data))
		}
		fits := utf8.ValidString(text) && !strings.ContainsAny(text, "\r\x00") && strings.Count(text, "\n") < 40
		if fits && len(rows) > 0 && len(found) == 0 {
			writeBack(t, table, rows, int(at), text)
		}
	})
}

func lines(rows []*Node) (out []string) {
	for _, n := range rows {
		out = append(out, outlineOf(n))
	}
	return out
}

// places makes sure that all of a tree, and each character of its texts, stands in a file of so many bytes.
func places(t *testing.T, n *Node, size int) {
	inside := func(s source.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > size {
			t.Fatalf("%s at [%d, %d) of %d bytes", outlineOf(n), s.Start, s.End, size)
		}
	}
	inside(n.Span())
	last := 0
	for i := range n.Value {
		s := n.SpanOf(i, i+1)
		if inside(s); s.Start < last {
			t.Fatalf("%q: byte %d stands at %d, behind %d", n.Value, i, s.Start, last)
		}
		last = s.Start
	}
	for _, item := range n.Items {
		places(t, item, size)
	}
	for _, e := range n.Entries {
		places(t, e.Key, size)
		places(t, e.Value, size)
	}
}

// writeBack writes a text into a cell of one of the rows, or into a new column, and reads the table again.
func writeBack(t *testing.T, table *Table, rows []*Node, at int, text string) {
	i, key := at%len(rows), "new-column"
	if c := at / 16 % (len(table.Columns) + 1); c < len(table.Columns) {
		if table.Columns[c].Key == nil {
			return
		}
		key = table.Columns[c].Name.Value
	}
	before := table.File.Data
	after, err := diag.Apply(before, SetCell(rows[i], key, text))
	if err != nil {
		t.Fatal(err)
	}
	newTable, newRows, found := readTable(string(after), 1)
	if newTable == nil || len(found) > 0 {
		t.Fatalf("%q in %q gives %q: %v", text, before, after, found)
	}
	column := newTable.Column(key)
	all := func(t *Table, rows []*Node, skip int) (out []string) {
		for j := range rows {
			for c, cell := range t.cells(rows[j]) {
				if !(j == skip && c == column) && cell.Span().Text() != "" {
					out = append(out, fmt.Sprint(j, c, cell.Span().Text()))
				}
			}
		}
		return out
	}
	if len(newRows) != len(rows) { // a row without any text is none
		return
	}
	if got := newTable.textAt(newRows[i], column); got != text {
		t.Fatalf("%q in %q gives %q, which reads %q", text, before, after, got)
	}
	if diff := cmp.Diff(all(table, rows, i), all(newTable, newRows, i)); diff != "" {
		t.Errorf("%q in %q gives %q: other cells have changed\n%s", text, before, after, diff)
	}
}

// textAt returns what the cell of a row in a column says.
func (t *Table) textAt(row *Node, column int) string {
	found := ""
	t.Cells(column, func(cell *Node, at source.Span) {
		if at.Start == int(row.start) {
			found = cell.Value
		}
	})
	return found
}

// TestWideHeader makes sure that columns are not each compared with all the others: this took minutes.
func TestWideHeader(t *testing.T) {
	const columns = 200_000
	var b strings.Builder
	b.WriteString("id")
	for i := range columns {
		fmt.Fprintf(&b, ",c%d:de", i)
	}
	start := time.Now()
	table, _, found := readTable(b.String()+"\n", 1<<20)
	if len(found) > 0 || len(table.Columns) != columns+1 {
		t.Errorf("%d columns, %v", len(table.Columns), found)
	}
	if took := time.Since(start); took > 15*time.Second {
		t.Errorf("a header of %d columns took %s", columns, took)
	}
}
