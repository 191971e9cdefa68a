package pipeline_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/exchange"
	"github.com/deckmill/deckmill/pipeline/source"
)

var (
	exchangeSeed = flag.Int64("exchange.seed", 1, "the first seed of TestRandomEdits")
	exchangeRuns = flag.Int("exchange.runs", 150, "how many decks TestRandomEdits edits")
)

// sources reads the sources of the one deck of a repository.
func sources(t *testing.T, fsys fs.FS, slug string) *exchange.Source {
	t.Helper()
	r, err := pipeline.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Decks {
		if p.Slug != slug {
			continue
		}
		s, err := r.Sources(p, func(d diag.Diagnostic) { t.Errorf("%s: %s", diag.Place(d.Span), d.Message) })
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	t.Fatalf("no deck %s", slug)
	return nil
}

func importTable(t *testing.T, s *exchange.Source, data []byte) *exchange.Import {
	t.Helper()
	var found diag.List
	i, ok := s.Import(source.NewFile("table.csv", data), found.Report)
	if !ok {
		for _, d := range found {
			t.Errorf("%s: %s", diag.Place(d.Span), d.Message)
		}
		t.FailNow()
	}
	return i
}

// TestExchangeUnchanged: what is exported and imported again without a change changes nothing.
func TestExchangeUnchanged(t *testing.T) {
	repositories := []string{".."}
	for _, folder := range []string{ourExamples, sharedExamples()} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Logf("%s is not there: its decks are not tried", folder)
			continue
		}
		for _, e := range entries {
			if e.IsDir() {
				repositories = append(repositories, path.Join(folder, e.Name()))
			}
		}
	}
	for _, dir := range repositories {
		r, err := pipeline.Open(os.DirFS(dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Decks {
			t.Run(p.Slug, func(t *testing.T) {
				for _, separator := range []byte(",;\t") {
					s := sources(t, os.DirFS(dir), p.Slug)
					e := s.Export(separator)
					i := importTable(t, s, e.Data)
					if len(i.Files)+len(i.Conflicts)+len(i.Missing) > 0 || i.Blind || e.Notes == 0 {
						t.Errorf("%d notes; changed: %d files, %d conflicts, missing %q", e.Notes, len(i.Files), len(i.Conflicts), i.Missing)
					}
				}
			})
		}
	}
}

// TestRandomEdits: random edits in the tables of random decks, written in every style, come back as exactly these texts, and
// the source of every other note stays as it was.
func TestRandomEdits(t *testing.T) {
	for seed := *exchangeSeed; seed < *exchangeSeed+int64(*exchangeRuns); seed++ {
		w := exchangeWriter{rand.New(rand.NewSource(seed))}
		files := w.deck()
		ok := t.Run(fmt.Sprint(seed), func(t *testing.T) { w.roundTrip(t, files) })
		if !ok {
			for name, f := range files {
				t.Logf("--- %s\n%s", name, f.Data)
			}
			return
		}
	}
}

// TestExchangeNested: texts of maps in maps have columns of their own, beside those of plain maps and of no map.
func TestExchangeNested(t *testing.T) {
	files := fstest.MapFS{"decks/x.yaml": {Data: []byte(`deck: X
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52
variants:
  - {axis: language, original: en, values: {en: , de: }}
  - {axis: edition, identity: shared, original: small, values: {small: , large: }}
notes:
  - id: a
    guid: {en: g1, de: g2}
    front: {en: {small: one, large: One}, de: eins}
    back: plain
  - {id: b, front: {en: two}, back: {small: x, large: 'y'}}
  - {id: c, front: three}
`)}}
	s := sources(t, files, "x")
	rows := readRows(t, s.Export(',').Data)
	want := "id guid:en guid:de tags front front:en front:de front:en:small front:en:large front:de:small front:de:large back back:small back:large _was"
	if got := strings.Join(rows[0], " "); got != want {
		t.Fatalf("columns\n%s, want\n%s", got, want)
	}
	for cell, text := range map[string]string{"a front:en:large": "ONE", "a front:de": "", "b front:de:small": "zwei", "b back:large": "z", "c back:small": "new"} {
		id, name, _ := strings.Cut(cell, " ")
		for _, row := range rows {
			if row[0] == id {
				row[slices.Index(rows[0], name)] = text
			}
		}
	}
	i := importTable(t, s, writeRows(rows))
	const after = `  - id: a
    guid: {en: g1, de: g2}
    front: {en: {small: one, large: ONE}, de: }
    back: plain
  - {id: b, front: {en: two, de: {small: zwei}}, back: {small: x, large: 'z'}}
  - {id: c, front: three, back: {small: new}}
`
	if len(i.Conflicts) > 0 || len(i.Files) != 1 || !strings.HasSuffix(string(i.Files[0].Data), "notes:\n"+after) {
		t.Errorf("conflicts %v, files %s", i.Conflicts, i.Files[0].Data)
	}
}

// TestExchangeLong: a text that Excel would cut is counted, and one that was cut is no edit.
func TestExchangeLong(t *testing.T) {
	long := strings.Repeat("word ", 7000)
	files := fstest.MapFS{"decks/x.yaml": {Data: []byte("deck: X\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\nnotes:\n  - {id: a, front: '" + long + "', back: b}\n")}}
	s := sources(t, files, "x")
	e := s.Export(',')
	if e.Long != 1 {
		t.Errorf("%d long texts", e.Long)
	}
	i := importTable(t, s, bytes.ReplaceAll(e.Data, []byte(long), []byte(long[:32767])))
	if len(i.Conflicts) != 1 || len(i.Files) > 0 {
		t.Errorf("%d conflicts, %d files", len(i.Conflicts), len(i.Files))
	}
}

// FuzzImport: no table whatsoever breaks the import, and what it accepts the sources say afterwards.
func FuzzImport(f *testing.F) {
	files := exchangeWriter{rand.New(rand.NewSource(7))}.deck()
	r, err := pipeline.Open(files)
	if err != nil {
		f.Fatal(err)
	}
	s, err := r.Sources(r.Decks[0], func(diag.Diagnostic) {})
	if err != nil {
		f.Fatal(err)
	}
	e := s.Export(',').Data
	f.Add(e)
	f.Add(bytes.ReplaceAll(e, []byte("t"), []byte("u")))
	f.Add([]byte("id,front,back,word:de,fields.deck,tags,_was\nd0,a,\"b\nc\",d,e,f g,front=bcdfgh\n,new,x,,,,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		i, ok := s.Import(source.NewFile("table.csv", data), func(diag.Diagnostic) {})
		if !ok {
			return
		}
		changed := fstest.MapFS{}
		for name, file := range files {
			changed[name] = file
		}
		for _, file := range i.Files {
			changed[file.File.Name] = &fstest.MapFile{Data: file.Data}
		}
		if len(i.Files) > 0 && !i.Verify(sources(t, changed, "x")) {
			t.Error("the sources do not say what they should")
		}
	})
}

// FuzzTexts: whatever stands in a cell arrives in a source of any style as it is, or is reported and left alone.
func FuzzTexts(f *testing.F) {
	for i, text := range []string{"", "x", "a: b", "- a\n- b", " lead", "trail ", "a\n\n b\n", "'", `"`, "# c", "{{c1::x}}", "a\tb", "\u2028", "=1", "'=1", "日本", "|", "1.10"} {
		f.Add(int64(i), text)
	}
	f.Fuzz(func(t *testing.T, seed int64, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			return // the file would be none
		}
		w := exchangeWriter{rand.New(rand.NewSource(seed))}
		files := w.deck()
		before := sources(t, files, "x")
		rows := readRows(t, before.Export(',').Data)
		column := slices.Index(rows[0], []string{"front", "back", "fields.deck", "word:de", "word:en"}[w.Intn(5)])
		if column < 0 {
			return
		}
		for i := range rows[1:] {
			rows[1+i][column] = text
		}
		i := importTable(t, before, writeRows(rows))
		left := map[string]bool{} // notes that keep what they have
		for _, d := range i.Conflicts {
			left[d.Note] = true
			if strings.Contains(d.Message, "cannot be written") {
				t.Errorf("%s: %s", diag.Place(d.Span), d.Message)
			}
		}
		for _, file := range i.Files {
			files[file.File.Name] = &fstest.MapFile{Data: file.Data}
		}
		after := sources(t, files, "x")
		if !i.Verify(after) {
			t.Error("the sources do not say what they should")
		}
		again := importTable(t, after, writeRows(rows))
		for _, d := range again.Conflicts {
			if !left[d.Note] {
				t.Errorf("%s: %s", diag.Place(d.Span), d.Message)
			}
		}
		if len(again.Files) > 0 {
			t.Error("what was imported is not what the table says")
		}
	})
}

type exchangeWriter struct{ *rand.Rand }

func (w exchangeWriter) roundTrip(t *testing.T, files fstest.MapFS) {
	before := sources(t, files, "x")
	rows := readRows(t, before.Export(',').Data)
	edited := map[string]bool{} // ids of notes that change
	want := map[string]string{} // id and column -> text
	for range 1 + w.Intn(6) {
		row, column := 1+w.Intn(len(rows)-1), w.Intn(len(rows[0])-1)
		name := rows[0][column]
		if name == "id" || name == "notetype" {
			continue
		}
		text := w.text(w.Intn(4) > 0)
		if name == "tags" {
			text = strings.Join(w.tags(), " ")
		}
		rows[row][column] = text
		edited[rows[row][0]] = true
		want[rows[row][0]+" "+name] = text
	}
	added := w.Intn(3)
	for k := range added {
		row := make([]string, len(rows[0]))
		row[0] = fmt.Sprintf("new%d", k)
		row[slices.Index(rows[0], "front")] = w.text(true)
		rows = slices.Insert(rows, 1+w.Intn(len(rows)), row)
	}
	i := importTable(t, before, writeRows(rows))
	for _, d := range i.Conflicts {
		t.Errorf("conflict: %s: %s", diag.Place(d.Span), d.Message)
	}
	changed := fstest.MapFS{}
	for name, f := range files {
		changed[name] = f
	}
	for _, f := range i.Files {
		changed[f.File.Name] = &fstest.MapFile{Data: f.Data}
	}
	after := sources(t, changed, "x")
	if !i.Verify(after) {
		t.Error("the sources do not say what they should")
	}
	again := readRows(t, after.Export(',').Data)
	for key, text := range want {
		id, name, _ := strings.Cut(key, " ")
		if got := cellOf(again, id, name); got != text && !(name == "tags" && sameWords(got, text)) {
			t.Errorf("%s of %s is %q, want %q", name, id, got, text)
		}
	}
	if len(again) != len(rows) {
		t.Errorf("%d rows, want %d", len(again), len(rows))
	}
	for _, f := range before.Files {
		for _, n := range f.Notes {
			if own := n.Own.Span().Text(); !edited[n.ID] && !bytes.Contains(changed[f.File.Name].Data, []byte(own)) {
				t.Errorf("the source of %s changed; it was\n%s", n.ID, own)
			}
		}
		if was, is := bytes.Count(f.File.Data, []byte("# stays")), bytes.Count(changed[f.File.Name].Data, []byte("# stays")); was != is {
			t.Errorf("%s: %d comments, were %d", f.File.Name, is, was)
		}
	}
	if t.Failed() {
		for _, f := range i.Files {
			t.Logf("+++ %s\n%s", f.File.Name, f.Data)
		}
	}
}

func readRows(t *testing.T, data []byte) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i := range row {
			row[i] = strings.TrimPrefix(row[i], "'") // no text of these decks begins with one
		}
	}
	return rows
}

func writeRows(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // into memory
	return b.Bytes()
}

func cellOf(rows [][]string, id, name string) string {
	column := slices.Index(rows[0], name)
	for _, row := range rows[1:] {
		if row[0] == id && column >= 0 {
			return row[column]
		}
	}
	return ""
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(slices.Compact(x), slices.Compact(y))
}

// deck makes a deck with notes in YAML, in a table with a part for a language, and in YAML with such a part.
func (w exchangeWriter) deck() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(name, text string) {
		if w.Intn(4) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if w.Intn(4) == 0 {
			text = "\ufeff" + text
		}
		files["decks/x/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	head := `deck: X
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52
variants:
  - axis: language
    original: en
    values: {en: , de: , fr: }
notetype: qa
notetypes:
  qa:
    fields: [front, back, deck, word]
    cards:
      - {key: one, front: "{{Front}}", back: "{{Back}}"}
`
	put("deck.yaml", head+w.notes("d", false))
	put("notes/a.yaml", w.notes("a", w.Intn(3) == 0))
	put("notes/a.fr.csv", "id,word\na0,mot\n")
	put("notes/b.csv", w.table())
	put("notes/b.de.csv", "id,word\nb0,Wort\nb1,\"Wo\nrt\"\n")
	return files
}

func (w exchangeWriter) notes(prefix string, flow bool) string {
	var b strings.Builder
	b.WriteString("notes:\n")
	indent := strings.Repeat(" ", w.Intn(3))
	if flow {
		b.WriteString("  [")
	}
	for i := range 1 + w.Intn(4) {
		id := fmt.Sprintf("%s%d", prefix, i)
		if flow {
			fmt.Fprintf(&b, "{id: %s, front: %s, tags: [x], word: {en: %s}}, ", id, w.quoted(), w.quoted())
			continue
		}
		in := indent + "  "
		fmt.Fprintf(&b, "%s# stays\n%s- id: %s # stays\n%sfront: %s\n", indent, indent, id, in, w.scalar(in+"  "))
		if w.Intn(2) == 0 {
			fmt.Fprintf(&b, "%stags: [x, y]  # stays\n", in)
		} else if w.Intn(2) == 0 {
			fmt.Fprintf(&b, "%stags:\n%s  - x\n%s  - z\n", in, in, in)
		}
		if w.Intn(3) > 0 {
			fmt.Fprintf(&b, "%sback: %s\n", in, w.scalar(in+"  "))
		} else if w.Intn(2) == 0 {
			fmt.Fprintf(&b, "%sback:%s\n", in, []string{"", " # stays"}[w.Intn(2)])
		}
		if w.Intn(3) == 0 {
			fmt.Fprintf(&b, "%sfields: {deck: %s}\n", in, w.quoted())
		}
		if w.Intn(3) > 0 {
			fmt.Fprintf(&b, "%sword:\n%s  en: %s\n", in, in, w.scalar(in+"    "))
			if w.Intn(2) == 0 {
				fmt.Fprintf(&b, "%s  # stays\n%s  de: %s\n", in, in, w.scalar(in+"    "))
			}
		}
	}
	if flow {
		b.WriteString("]\n")
	}
	return b.String()
}

func (w exchangeWriter) table() string {
	rows := [][]string{{"id", "front", "tags", "_mine", "word:en"}}
	for i := range 2 + w.Intn(3) {
		rows = append(rows, []string{fmt.Sprintf("b%d", i), w.text(true), "x y", "keep", w.text(false)})
	}
	return string(writeRows(rows))
}

// scalar writes a random text in a random style.
func (w exchangeWriter) scalar(indent string) string {
	switch w.Intn(7) {
	case 0:
		return "plain text" + strings.Repeat(" more", w.Intn(3))
	case 1:
		return "plain text\n" + indent + "in two lines"
	case 2:
		return "| # stays\n" + indent + "a literal  \n\n" + indent + "  block: # no comment\n" + indent + "end"
	case 3:
		return "|+\n" + indent + "kept\n\n"
	case 4:
		return ">-\n" + indent + "a folded\n" + indent + "block\n\n" + indent + "of two paragraphs"
	case 5:
		return "'single ''quoted'''  # stays"
	}
	return w.quoted()
}

func (w exchangeWriter) quoted() string {
	return []string{`"double \"quoted\" \u00e9\tx"`, `'it''s'`, `"a\nb"`, "plain"}[w.Intn(4)]
}

func (w exchangeWriter) tags() []string {
	all := []string{"x", "y", "z", "ä::ö", "no"}
	w.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:w.Intn(4)]
}

// text makes a text of what is special to YAML, to tables, or to nobody.
func (w exchangeWriter) text(some bool) string {
	pieces := []string{"a", "word", " ", "  ", "\n", "\n\n", "\t", ": ", " #", "# ", "'", `"`, `\`, "- ", "? ", "{", "}", "[", "]", ",", ";", "&x", "*x", "!t",
		"|", ">", "%", "@", "`", "é", "e\u0301", "日本", "🎉", "\u00a0", "\u2028", "\ufeff", "~", "null", "---", "...", "<b>", "{{c::x}}", "$\\frac{a}{b}$"}
	var b strings.Builder
	if some {
		b.WriteString("t")
	}
	for range w.Intn(8) {
		b.WriteString(pieces[w.Intn(len(pieces))])
	}
	return strings.TrimLeft(b.String(), "'")
}
