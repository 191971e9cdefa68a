package csvfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline/apkg"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/names"
)

func notetype(id int64, name string, fields ...collection.Field) collection.Notetype {
	for i := range fields {
		fields[i].ID, fields[i].Font, fields[i].Size = id*100+int64(i)+1, "Arial", 20
	}
	return collection.Notetype{
		ID: id, Name: name, Mod: 1735732800, CSS: ".card{}", Fields: fields,
		Templates: []collection.Template{{ID: id, Name: "Card 1", Front: "{{" + fields[0].Name + "}}", Back: "b"}},
		Reqs:      []collection.Req{{Kind: collection.ReqAny, Fields: []int{0}}},
	}
}

func named(name string) collection.Field { return collection.Field{Name: name} }

func personal(name string) collection.Field { return collection.Field{Name: name, Personal: true} }

// fixture is a collection whose text has everything that CSV trips over.
func fixture() *collection.Collection {
	c := &collection.Collection{
		Time:  1735732800,
		Decks: []collection.Deck{{ID: 1700000000100, Name: "Größe"}, {ID: 1700000000101, Name: "Größe::a, b #1"}},
		Notetypes: []collection.Notetype{
			notetype(1600000000001, "Wide, with comma", named("Front"), named("Back, too"), named("tags"), named("3")),
			notetype(1600000000002, "#Narrow", named("Q")),
			notetype(1600000000003, "Personal", named("Q"), named("A"), personal("Notes"), personal("More")),
		},
	}
	add := func(guid string, notetype int, tags []string, fields ...string) {
		slices.SortFunc(tags, names.Compare)
		i := len(c.Notes)
		c.Notes = append(c.Notes, collection.Note{
			ID: 1600000000000 + int64(i), GUID: guid, Notetype: notetype, Mod: 1735732800, Tags: tags, Fields: fields,
			Cards: []collection.Card{{ID: 1600000000000 + int64(i), Deck: i % 2, Position: i + 1}},
		})
	}
	add("plain", 0, nil, "a", "b", "c", "d")
	add("tags:x", 0, []string{"a::b", "#hash", `"quoted"`, "c,d"}, "tags:x", "tags:", "#deck:x", "#")
	add("#comment", 0, nil, `"`, `""`, `a "quoted", <b class="x">word</b>`, ",,,")
	add(`q"uo,te;`, 0, nil, "line\nfeed", "\n", "tab\tin", " lead and trail ")
	add("空 白", 0, nil, "\u3000wide\u00a0", "a\n#not a comment\nb", "\ttab first", "end\n")
	add("markup", 0, nil, "<img src=\"a b.png\">&amp;&lt;", "\\(x_{1}\\) 'single'", "=1+1", "007")
	add("semi;", 0, nil, "a;b|c:d", "\ufeffbom", "", "")
	add("123", 1, []string{"x"}, "only one field")
	add("mine", 2, nil, "q", "a", "", "")
	add("mine too", 2, nil, "q2", "", "", "")
	return c
}

func TestWrite(t *testing.T) {
	c := fixture()
	c.Notes = append(c.Notes[1:4], c.Notes[7:9]...)
	c.Notes[4].Fields = []string{"q", "a", "secret", "more"}
	want := `#separator:comma
#html:true
#columns:guid,notetype,deck,tags,Front,"Back, too",tags,3
#guid column:1
#notetype column:2
#deck column:3
#tags column:4
tags:x,"Wide, with comma","Größe::a, b #1","""quoted"" #hash a::b c,d",tags:x,tags:,"#deck:x","#"
"#comment","Wide, with comma",Größe,,"""","""""","a ""quoted"", <b class=""x"">word</b>",",,,"
"q""uo,te;","Wide, with comma","Größe::a, b #1",,"line
feed","
",tab	in," lead and trail "
123,"#Narrow","Größe::a, b #1",x,only one field
mine,Personal,Größe,,q,a
`
	var b strings.Builder
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPersonalFieldInTheMiddleIsEmpty(t *testing.T) {
	c := &collection.Collection{
		Decks:     []collection.Deck{{ID: 5, Name: "D"}},
		Notetypes: []collection.Notetype{notetype(1, "T", named("Q"), personal("Mine"), named("A"), personal("Last"))},
		Notes:     []collection.Note{{GUID: "g", Fields: []string{"q", "secret", "a", "secret"}}},
	}
	var b strings.Builder
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "\ng,T,Default,,q,,a\n") || !strings.Contains(b.String(), "tags,Q,Mine,A\n") {
		t.Errorf("got %s", b.String())
	}
}

// TestOtherReadersAgree reads the rows with a strict reader of RFC 4180.
func TestOtherReadersAgree(t *testing.T) {
	c := fixture()
	var b strings.Builder
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(b.String(), "#tags column:4\n")
	r := csv.NewReader(strings.NewReader(rows))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, record := range records {
		n := c.Notes[i]
		want := []string{n.GUID, c.Notetypes[n.Notetype].Name, c.Decks[n.Cards[0].Deck].Name, strings.Join(n.Tags, " ")}
		want = append(want, n.Fields[:len(record)-4]...)
		if diff := cmp.Diff(want, record); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", i, diff)
		}
	}
}

// full is a writer without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestWriteReportsErrors(t *testing.T) {
	if err := Write(full{}, fixture()); err == nil || err.Error() != "no room" {
		t.Errorf("got %v", err)
	}
}

// TestAnkiBringsNotesBack asks real Anki, which is the judge.
func TestAnkiBringsNotesBack(t *testing.T) {
	python := os.Getenv("DECKMILL_ANKI_PYTHON")
	if python == "" {
		t.Skip("set DECKMILL_ANKI_PYTHON to a Python that has the package anki to ask real Anki")
	}
	dir := t.TempDir()
	c := fixture()
	deck, table := filepath.Join(dir, "deck.apkg"), filepath.Join(dir, "deck.csv")
	noMedia := func(name string) (io.ReadCloser, error) { return nil, fmt.Errorf("no media file `%s`", name) }
	if err := apkg.Write(deck, c, apkg.Latest, noMedia); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(table, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, "testdata/prove.py", deck, table, "1", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

func BenchmarkWrite(b *testing.B) {
	c := fixture()
	notes := c.Notes
	for len(c.Notes) < 100_000 {
		c.Notes = append(c.Notes, notes...)
	}
	for b.Loop() {
		if err := Write(io.Discard, c); err != nil {
			b.Fatal(err)
		}
	}
}
