package csvfile

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       [][]string
	}{
		{"plain table", "dog,Hund\ncat,Katze\n", [][]string{{"dog", "Hund"}, {"cat", "Katze"}}},
		{"byte order mark, carriage returns", "\ufeffdog;Hund\r\ncat;Katze, Kater\r\n", [][]string{{"dog", "Hund"}, {"cat", "Katze, Kater"}}},
		{"directives", "#separator:Semicolon\n#html:true\n#guid column:1\n#tags column:3\nx1;dog;t u;Hund\n", [][]string{{"dog", "Hund"}}},
		{"literal separator", "#separator:|\na,b|c\n", [][]string{{"a,b", "c"}}},
		{"padded by a spreadsheet", "#separator:comma,,\n#notetype column:1,,\nBasic,dog,Hund\n", [][]string{{"dog", "Hund"}}},
		{"signs in sentences", "to pray; to wish,beten\nto raise: hands,heben\n", [][]string{{"to pray; to wish", "beten"}, {"to raise: hands", "heben"}}},
		{"one column of sentences", "a dog\nthe cat\n", [][]string{{"a dog"}, {"the cat"}}},
		{"tab before comma", "a, b\tc\n", [][]string{{"a, b", "c"}}},
		{"first line of tags", "tags:x y\ndog\tHund\n", [][]string{{"dog", "Hund"}}},
		{"one column", "dog\n", [][]string{{"dog"}}},
		{"quotes and line feeds", "\"a \"\"b\"\"\nc\",d\n", [][]string{{"a &#34;b&#34;<br>c", "d"}}},
		{"tags make it HTML", "<b>a</b>,1 & 2\n", [][]string{{"<b>a</b>", "1 & 2"}}},
		{"plain text", "a < b,x\n", [][]string{{"a &lt; b", "x"}}},
		{"HTML although it does not look so", "#html:true\n#separator:,\na &lt; b,x\n", [][]string{{"a &lt; b", "x"}}},
		{"comments, empty lines, empty first cells", "a,b\n# no, note\n\n,c\nd,\n", [][]string{{"a", "b"}, {"d", ""}}},
		{"empty", "", nil},
		{"quote that never ends", "a,\"b\nc,d\n", [][]string{{"a", "b<br>c,d<br>"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			rows, err := Read([]byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			var got [][]string
			for _, r := range rows {
				got = append(got, r.Fields)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestReadKnowsWhereRowsStand(t *testing.T) {
	const data = "#separator:comma\n#x\ndog,Hund\n# c\n\n\"a\nb\",c\r\nlast,row"
	rows, err := Read([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, data[r.Start:r.End])
	}
	if diff := cmp.Diff([]string{"dog,Hund", "\"a\nb\",c", "last,row"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReadWhatWriteWrites(t *testing.T) {
	c := fixture()
	var b strings.Builder
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	rows, err := Read([]byte(b.String()))
	if err != nil || len(rows) != len(c.Notes) {
		t.Fatalf("%d rows of %d, %v", len(rows), len(c.Notes), err)
	}
	for i, r := range rows {
		n := c.Notes[i]
		if diff := cmp.Diff(n.Fields[:shared(&c.Notetypes[n.Notetype])], r.Fields); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, data := range []string{"a,\xff", "\xff\xfea\x00,\x00", "PK\x03\x04\x00"} {
		if _, err := Read([]byte(data)); !errors.Is(err, ErrNoText) {
			t.Errorf("%q: got %v", data, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("#separator:tab\na\t\"b\"\n"))
	f.Add([]byte("\ufefftags:x\n,\n\"\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := Read(data)
		if err != nil && !errors.Is(err, ErrNoText) {
			t.Errorf("%v", err)
		}
		last := 0
		for _, r := range rows {
			if r.Start < last || r.End < r.Start || r.End > len(data) {
				t.Fatalf("row at [%d, %d) behind %d, of %d bytes", r.Start, r.End, last, len(data))
			}
			last = r.End
		}
	})
}
