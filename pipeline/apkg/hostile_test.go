package apkg

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// An entry is an entry of a package that a test makes.
type entry struct {
	name    string
	content string
	method  uint16
}

// pack writes a zip file.
func pack(tb testing.TB, entries ...entry) string {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(tb.TempDir(), "deck.apkg")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// sqlFile returns a SQLite file in which the statements were run: on the fixture's database of container k.
func sqlFile(tb testing.TB, k Container, statements string) string {
	tb.Helper()
	f, err := os.Create(filepath.Join(tb.TempDir(), "c.anki2"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	if err := buildFile(f, fixture(), k, 4096); err != nil {
		tb.Fatal(err)
	}
	d, err := openDatabase(fileURI(f.Name(), ""))
	if err != nil {
		tb.Fatal(err)
	}
	defer d.close()
	if err := d.exec("PRAGMA synchronous=OFF; " + statements); err != nil {
		tb.Fatal(err)
	}
	b, err := os.ReadFile(f.Name())
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func compress(tb testing.TB, s string) string {
	tb.Helper()
	e, err := zstd.NewWriter(nil, zstd.WithZeroFrames(true))
	if err != nil {
		tb.Fatal(err)
	}
	return string(e.EncodeAll([]byte(s), nil))
}

func TestReadRefuses(t *testing.T) {
	good := sqlFile(t, Legacy, "")
	zeros := strings.Repeat("\x00", 48<<20)
	longest := mediaOf(map[string]string{"a.png": "x"})
	tests := map[string]struct {
		entries []entry
		want    string
	}{
		"no package":        {[]entry{{name: "a.txt"}}, "this zip file is no Anki package"},
		"unknown version":   {[]entry{{name: "meta", content: "\x08\x04"}}, "the package is of generation 4"},
		"empty meta":        {[]entry{{name: "meta"}}, "the package is of generation 0"},
		"damaged meta":      {[]entry{{name: "meta", content: "\xff"}}, "entry `meta` is damaged"},
		"no collection":     {[]entry{{name: "meta", content: "\x08\x03"}}, "the package holds no entry `collection.anki21b`"},
		"twice":             {[]entry{{name: "media"}, {name: "media"}}, "two entries of the name `media`"},
		"no zstd":           {[]entry{{name: "meta", content: "\x08\x03"}, {name: "collection.anki21b", content: good}}, "unpack collection.anki21b"},
		"no database":       {[]entry{{name: "collection.anki2", content: "hello"}}, "the collection cannot be opened: open SQLite: file is not a database"},
		"truncated":         {[]entry{{name: "collection.anki2", content: good[:len(good)/2]}}, "malformed"},
		"deflate bomb":      {[]entry{{name: "collection.anki2", content: zeros, method: zip.Deflate}}, "unpacks to more than any real package holds"},
		"zstd bomb":         {[]entry{{name: "meta", content: "\x08\x03"}, {name: "collection.anki21b", content: compress(t, zeros)}}, "unpacks to more than any real package holds"},
		"media list bomb":   {[]entry{{name: "collection.anki2", content: good}, {name: "media", content: zeros, method: zip.Deflate}}, "unpacks to more than any real package holds"},
		"media no JSON":     {[]entry{{name: "collection.anki2", content: good}, {name: "media", content: "[]"}}, "no JSON object of names"},
		"media key":         {[]entry{{name: "collection.anki2", content: good}, {name: "media", content: `{"x":"y"}`}}, "key `x` is no number"},
		"media unsafe":      {[]entry{{name: "collection.anki2", content: good}, {name: "media", content: `{"0":"../x"}`}}, `the name "../x" is unsafe`},
		"media missing":     {[]entry{{name: "collection.anki2", content: good}, {name: "media", content: `{"0":"x"}`}}, "media file `x` is listed, but its entry `0` is not in the package"},
		"media twice":       {[]entry{{name: "collection.anki2", content: good}, {name: "media", content: `{"0":"x","1":"x"}`}, {name: "0"}, {name: "1"}}, "media file `x` is listed twice"},
		"media latest name": {[]entry{{name: "meta", content: "\x08\x03"}, {name: "collection.anki21b", content: compress(t, good)}, {name: "media", content: compress(t, strings.Replace(string(encodeMedia(longest)), "a.png", "a/png", 1))}}, "the name `a/png` is none that Anki would store"},
		"media latest sum":  {[]entry{{name: "meta", content: "\x08\x03"}, {name: "collection.anki21b", content: compress(t, good)}, {name: "media", content: compress(t, "\x0a\x03\x0a\x01a")}}, "the SHA-1 of `a` has 0 bytes, not 20"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { refused(t, pack(t, test.entries...), test.want) })
	}
}

// refused expects an error that holds want.
func refused(t *testing.T, path, want string) {
	t.Helper()
	p, err := Read(path)
	if err == nil {
		t.Error("no error")
		_ = p.Close()
		return
	}
	if !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "cannot read `") {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestReadRefusesDatabases(t *testing.T) {
	tests := map[string]struct {
		container Container
		sql, want string
	}{
		"old schema":     {Legacy, "UPDATE col SET ver = 10", "schema 10 is too old"},
		"odd schema":     {Legacy, "UPDATE col SET ver = 12", "schema 12 is not known"},
		"new schema":     {Latest, "UPDATE col SET ver = 19", "the package is of schema 19"},
		"no row":         {Latest, "DELETE FROM col", "its table `col` has no row"},
		"no table":       {Latest, "DROP TABLE cards", "no table `cards`"},
		"models":         {Legacy, "UPDATE col SET models = ''", "the note types are no JSON as Anki writes it"},
		"decks":          {Legacy, "UPDATE col SET decks = '[]'", "the decks are no JSON as Anki writes it"},
		"no note type":   {Latest, "DELETE FROM notetypes WHERE id = 1600000000003", "note type 1600000000003, which is not in the package"},
		"no field":       {Latest, "DELETE FROM fields WHERE ntid = 1600000000003", "note type `single` has no field"},
		"field count":    {Legacy, "UPDATE notes SET flds = 'a' WHERE id = 1600000009000", "note 1600000009000 has 1 fields, but its note type `Deckmill Vocabulary: ÄÖ` has 4"},
		"blob in text":   {Legacy, "UPDATE notes SET guid = x'00'", "there is []uint8 where text must be"},
		"no UTF-8":       {Legacy, "UPDATE notes SET flds = CAST(x'ff' AS text)", "the text is not UTF-8"},
		"text in blob":   {Latest, "UPDATE fields SET config = 'x'", "there is text where a message must be"},
		"damaged blob":   {Latest, "UPDATE notetypes SET config = x'ff'", "the note types: damaged message"},
		"endless view":   {Legacy, "DROP TABLE notes; CREATE VIEW notes AS WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id FROM r) SELECT id, 'x' AS guid, 1 AS mid, 1 AS mod, '' AS tags, '' AS flds FROM r", "no table `notes`"},
		"virtual table":  {Legacy, "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING rtree(id, a, b)", "`notes` is no ordinary table"},
		"computed":       {Legacy, "DROP TABLE notes; CREATE TABLE notes (id, guid, mid, mod, tags, flds AS (hex(zeroblob(1000000))))", "table `notes` has computed columns"},
		"huge default":   {Legacy, "DROP TABLE notes; CREATE TABLE notes (id, guid, mid, mod, tags); INSERT INTO notes VALUES (1, 'a', 1, 1, ''), (2, 'b', 1, 1, ''); ALTER TABLE notes ADD COLUMN flds DEFAULT '" + strings.Repeat("x", 200_000) + "'", "its tables hold more than its file"},
		"missing column": {Legacy, "ALTER TABLE notes DROP COLUMN tags", "no such column"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "c.anki2")
			if err := os.WriteFile(path, []byte(sqlFile(t, test.container, test.sql)), 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, path, test.want)
		})
	}
}

func TestReadRefusesOpenCollection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.anki2")
	if err := os.WriteFile(path, []byte(sqlFile(t, Latest, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path+"-wal", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, path, "close Anki first")
}

func TestReadIsLenient(t *testing.T) {
	base := fixture()
	tests := map[string]struct {
		container Container
		sql       string
		check     func(p *Package) bool
	}{
		"unknown column": {Latest, "ALTER TABLE notes ADD COLUMN extra DEFAULT 1", func(p *Package) bool { return len(p.Collection.Notes) == len(base.Notes) }},
		"orphan card":    {Latest, "UPDATE cards SET nid = 1 WHERE ord = 2", func(p *Package) bool { return len(p.Collection.Notes[1].Cards) == 1 }},
		"deck gone": {Latest, "UPDATE cards SET did = 77", func(p *Package) bool {
			return p.Collection.Decks[0].Name == "recovered77" && len(p.Collection.Decks) == 1
		}},
		"default deck": {Legacy, "UPDATE cards SET did = 1", func(p *Package) bool { return p.Collection.Decks[0].ID == 1 && p.Collection.Decks[0].Name == "Default" }},
		"filtered deck": {Legacy, "UPDATE cards SET odid = did, odue = due, did = 1, due = -5", func(p *Package) bool {
			return p.Collection.Notes[0].Cards[0].Position == 1 && len(p.Collection.Decks) == 4
		}},
		"studied": {Legacy, `UPDATE cards SET type = 2, due = 99, data = '{"pos":' || (10 - due) || '}'`, func(p *Package) bool {
			return p.Collection.Notes[0].GUID == base.Notes[5].GUID && p.Collection.Notes[0].Cards[0].Position == 4
		}},
		"position unknown": {Legacy, "UPDATE cards SET type = 2, due = 99 WHERE due = 1", func(p *Package) bool {
			return p.Collection.Notes[5].GUID == base.Notes[0].GUID && p.Collection.Notes[5].Cards[0].Position == 0
		}},
		"ids as strings":   {Legacy, `UPDATE col SET models = replace(models, '"id":1600000000003', '"id":"1600000000003"')`, func(p *Package) bool { return p.Collection.Notetypes[2].ID == base.Notetypes[2].ID }},
		"float mod":        {Legacy, `UPDATE col SET models = replace(models, '"mod":', '"mod":0.5e1,"x":')`, func(p *Package) bool { return p.Collection.Notetypes[2].Mod == 5 }},
		"sticky as number": {Legacy, `UPDATE col SET models = replace(models, '"sticky":true', '"sticky":1')`, func(p *Package) bool { return p.Collection.Notetypes[0].Fields[0].Sticky }},
		"css of no string": {Legacy, `UPDATE col SET models = replace(models, '"css":', '"css":null,"x":')`, func(p *Package) bool { return p.Collection.Notetypes[0].CSS == "" }},
		"wrong req":        {Legacy, `UPDATE col SET models = replace(models, '"req":', '"req":7,"x":')`, func(p *Package) bool { return p.Collection.Notetypes[0].Reqs == nil }},
		"sort field":       {Legacy, `UPDATE col SET models = replace(models, '"sortf":2', '"sortf":99')`, func(p *Package) bool { return p.Collection.Notetypes[0].SortField == 3 }},
		"wide blanks":      {Legacy, "UPDATE notes SET tags = 'a\u3000b  c'", func(p *Package) bool { return strings.Join(p.Collection.Notes[0].Tags, "|") == "a|b|c" }},
		"write-ahead":      {Latest, "PRAGMA journal_mode=WAL", func(p *Package) bool { return len(p.Collection.Notes) == len(base.Notes) }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			meta := "\x08\x02"
			e := entry{name: "collection.anki21", content: sqlFile(t, test.container, test.sql)}
			p, err := Read(pack(t, entry{name: "meta", content: meta}, e))
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close()
			if !test.check(p) {
				t.Errorf("read as %+v", p.Collection)
			}
			if _, err := p.Open("no.png"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a file that is not there: %v", err)
			}
		})
	}
}

// FuzzRead feeds damaged packages: whatever they hold, Read returns.
func FuzzRead(f *testing.F) {
	for _, k := range []Container{Latest, Legacy} {
		b, err := os.ReadFile(write(f, fixture(), k))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add([]byte(sqlFile(f, k, "")))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "deck.apkg")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		_, errDecks := ReadHead(path)
		p, err := Read(path)
		if err != nil {
			return
		}
		if errDecks != nil {
			t.Errorf("the package can be read, its decks alone not: %v", errDecks)
		}
		for _, m := range p.Collection.Media {
			if r, err := p.Open(m.Name); err == nil {
				_, _ = io.Copy(io.Discard, r)
				_ = r.Close()
			}
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
}

// FuzzBlobs feeds damaged messages to their decoders.
func FuzzBlobs(f *testing.F) {
	c := fixture()
	f.Add(encodeNotetype(&c.Notetypes[0]))
	f.Add(encodeField(&c.Notetypes[0].Fields[0]))
	f.Add(encodeMedia(c.Media))
	f.Add(encodePreset(c.Presets[0].Values))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = decodeMedia(b)
		nt := c.Notetypes[0]
		_ = decodeNotetype(b, &nt)
		_ = decodeField(b, &nt.Fields[0])
		_ = decodeTemplate(b, &nt.Templates[0])
		_, _ = decodeDeck(b, &c.Decks[0])
		_, _ = decodePreset(b)
	})
}
