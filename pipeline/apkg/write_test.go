package apkg

import (
	"archive/zip"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/preset"
)

// TestEntries holds the zip against anki-format.md 1.2: names, order, methods, and nothing that varies.
func TestEntries(t *testing.T) {
	const stored, deflate = "0", "8"
	tests := map[Container][]string{
		Latest: {"meta " + stored, "collection.anki21b " + stored, "collection.anki2 " + stored, "0 " + stored, "1 " + stored, "2 " + stored, "media " + stored},
		Legacy: {"meta " + stored, "collection.anki21 " + deflate, "collection.anki2 " + stored, "0 " + stored, "1 " + stored, "2 " + stored, "media " + stored},
	}
	for k, want := range tests {
		t.Run(k.String(), func(t *testing.T) {
			z, err := zip.OpenReader(write(t, fixture(), k))
			if err != nil {
				t.Fatal(err)
			}
			defer z.Close()
			var got []string
			for _, f := range z.File {
				got = append(got, fmt.Sprintf("%s %d", f.Name, f.Method))
				if f.Modified.Year() != 1980 || f.Flags&8 != 0 {
					t.Errorf("entry %s: time %v, flags %x; want 1980 and no trailing sizes", f.Name, f.Modified, f.Flags)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func content(t *testing.T, path, entry string) []byte {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	b, err := fs.ReadFile(z, entry)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBytesOfAppendixA holds small messages against anki-format.md appendix A.
func TestBytesOfAppendixA(t *testing.T) {
	f := plainField(1, "Front")
	basic := collection.Notetype{Reqs: []collection.Req{{Kind: collection.ReqAny, Fields: []int{0}}}}
	foo := mediaOf(map[string]string{"a.jpg": "foo"})
	tests := map[string]struct {
		got  []byte
		want string
	}{
		"meta latest":     {[]byte(metaOf(Latest)), "0803"},
		"meta legacy":     {[]byte(metaOf(Legacy)), "0802"},
		"deck kind":       {encodeDeckKind("", 1), "0a020801"},
		"default deck":    {[]byte(defaultDeckCommon), "08011001"},
		"media list":      {encodeMedia(foo), "0a1f0a05612e6a706710031a140beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33"},
		"field config":    {encodeField(&f), "1a05417269616c20144801"},
		"requirement":     {encodeNotetype(&basic), "420510011a0100"},
		"default options": {encodePreset(preset.Defaults()), "0a080000803f00002041120400002041221c0000803f0000803f0000803f0000803f0000803f0000803f0000803f481450c8015d00002040656666a63f6d9a99993f7d0000803f8001949d02880101900101980104a80101b00108c0013cad026666663fc5026666663fe00201"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := hex.EncodeToString(test.got); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestEmptyMediaListIsThere(t *testing.T) {
	c := fixture()
	c.Media = nil
	d, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	packed := content(t, write(t, c, Latest), "media")
	if list, err := d.DecodeAll(packed, nil); len(packed) == 0 || err != nil || len(list) != 0 {
		t.Errorf("latest: %x is %d bytes, %v; want a frame of nothing", packed, len(list), err)
	}
	if list := content(t, write(t, c, Legacy), "media"); string(list) != "{}" {
		t.Errorf("legacy: %q", list)
	}
}

// TestDatabases holds both databases against anki-format.md 12, lines 5 to 8.
func TestDatabases(t *testing.T) {
	queries := map[Container]map[string]string{
		Latest: {
			"PRAGMA integrity_check": "ok", "PRAGMA journal_mode": "delete", "PRAGMA page_size": "4096",
			"SELECT count(*), ver, crt, mod, scm, dty, usn, ls, conf||models||decks||dconf||tags FROM col": "1|18|1735704000|1735732800000|1735732800000|0|0|0|",
			"SELECT count(*) FROM sqlite_master WHERE type='index' AND name LIKE 'i%'":                     "16",
			"SELECT count(*) FROM sqlite_master WHERE type='table'":                                        "12",
			"SELECT group_concat(DISTINCT typeof(config)) FROM (SELECT config FROM notetypes UNION ALL SELECT config FROM fields UNION ALL SELECT config FROM templates UNION ALL SELECT config FROM deck_config UNION ALL SELECT common FROM decks UNION ALL SELECT kind FROM decks UNION ALL SELECT val FROM config)": "blob",
			"SELECT group_concat(replace(name, x'1f', '/')) FROM (SELECT name FROM decks ORDER BY id)":       "Default,Größe/Kapitel 1/深い,Größe,Größe/Kapitel 1,Zulu",
			"SELECT group_concat(key||'='||CAST(val AS text), ' ') FROM config":                              `activeDecks=[1] addToCur=true collapseTime=1200 creationOffset=0 curDeck=1 curModel=null dayLearnFirst=false dueCounts=true estTimes=true newSpread=0 nextPos=7 sched2021=true schedVer=2 sortBackwards=false sortType="noteFld" timeLim=0`,
			"SELECT group_concat(tag) FROM tags":                                                             "",
			"SELECT group_concat(typeof(sfld)||' '||sfld, ' ') FROM notes":                                   "real 1.2345678901234567e+19 integer 1000 text tags:first line, trap text  text {{c1::Paris}} is {{c3::here::hint}} \\(a<b\\) integer 7",
			"SELECT DISTINCT type, queue, ivl+factor+reps+lapses+left+odue+odid+flags, data, usn FROM cards": "0|0|0|{}|-1",
			"SELECT tags FROM notes WHERE id = 1600000009000":                                                " a::b z Ähre ",
			"SELECT count(*) FROM cards c JOIN notes n ON n.id=c.nid WHERE c.mod!=n.mod":                     "0",
		},
		Legacy: {
			"PRAGMA integrity_check": "ok", "PRAGMA journal_mode": "delete",
			"SELECT ver, tags, json_valid(conf), json_valid(models), json_valid(decks), json_valid(dconf) FROM col":                                 "11|{}|1|1|1|1",
			"SELECT count(*) FROM sqlite_master WHERE type='index' AND name LIKE 'i%'":                                                              "7",
			"SELECT count(*) FROM sqlite_master WHERE type='table'":                                                                                 "5",
			"SELECT sum(m.key != CAST(m.value->>'id' AS text)) FROM col, json_each(models) m":                                                       "0",
			"SELECT sum(m.key != CAST(m.value->>'id' AS text)) FROM col, json_each(decks) m":                                                        "0",
			"SELECT group_concat(m.value->>'req', ' ') FROM col, json_each(models) m":                                                               `[[0,"any",[0]],[1,"all",[1,2]]] [[0,"any",[0]]] [[0,"any",[0]]]`,
			"SELECT json_type(m.value, '$.did') FROM col, json_each(models) m LIMIT 1":                                                              "null",
			"SELECT json_type(m.value, '$.collapsed') FROM col, json_each(decks) m WHERE m.key='1'":                                                 "true",
			"SELECT m.value->>'newToday' || (m.value->>'timeToday') || (m.value->>'name') FROM col, json_each(decks) m WHERE m.key='1700000000099'": "[0,0][0,0]Größe::Kapitel 1::深い",
			"SELECT conf->>'schedVer', conf->>'nextPos', conf->>'creationOffset', dconf->'1'->>'name' FROM col":                                     "2|7|0|Default",
		},
	}
	for k, tests := range queries {
		f, err := os.Create(filepath.Join(t.TempDir(), "c.anki2"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := buildFile(f, fixture(), k, 4096); err != nil {
			t.Fatal(err)
		}
		d, err := openDatabase(fileURI(f.Name(), "&mode=ro"))
		if err != nil {
			t.Fatal(err)
		}
		defer d.close()
		for query, want := range tests {
			t.Run(k.String()+" "+query, func(t *testing.T) {
				if got := ask(t, d, query); got != want {
					t.Errorf("got  %q\nwant %q", got, want)
				}
			})
		}
	}
}

// ask returns the first row of a query.
func ask(t *testing.T, d *database, query string) string {
	t.Helper()
	rows, err := d.conn.(driver.QueryerContext).QueryContext(t.Context(), query, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	row := make([]driver.Value, len(rows.Columns()))
	if err := rows.Next(row); err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, v := range row {
		if v == nil {
			v = ""
		}
		cells = append(cells, fmt.Sprint(v))
	}
	return strings.Join(cells, "|")
}

// TestEveryRowArrives tries numbers of notes around the size of a batch, for the insertion rests on the inner workings
// of one version of the driver.
func TestEveryRowArrives(t *testing.T) {
	for _, n := range []int{1, batchRows - 1, batchRows, batchRows + 1, 2*batchRows + 5} {
		c := large(n)
		p, err := Read(write(t, c, Latest))
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		if diff := cmp.Diff(c.Notes, p.Collection.Notes); diff != "" {
			t.Errorf("%d notes (-written +read):\n%s", n, diff)
		}
	}
}

func TestCountsGuardTheRows(t *testing.T) {
	d, err := createDatabase(fileURI(filepath.Join(t.TempDir(), "c.anki2"), ""), 4096)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	if err := d.exec(baseTables); err != nil {
		t.Fatal(err)
	}
	if err := checkCounts(d, fixture()); err == nil || !strings.Contains(err.Error(), "table notes has 0 rows, not 6") {
		t.Errorf("got %v", err)
	}
}

func TestStubAsksForNewerAnki(t *testing.T) {
	stub := filepath.Join(t.TempDir(), "stub.anki2")
	if err := os.WriteFile(stub, content(t, write(t, fixture(), Latest), "collection.anki2"), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := openDatabase(fileURI(stub, "&mode=ro"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	want := "Please update to the latest Anki version, then import the .colpkg/.apkg file again.\x1f|1|11|0"
	if got := ask(t, d, "SELECT flds, did, ver, due-1 FROM notes, cards, col"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := ask(t, d, "PRAGMA page_size"); got != "512" {
		t.Errorf("page size %s", got)
	}
}

// listing returns the names of the files in a folder.
func listing(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestFailureLeavesTheOldFile makes writing fail at different times, and looks at what remains.
func TestFailureLeavesTheOldFile(t *testing.T) {
	broken := errors.New("broken")
	tests := map[string]struct {
		open func(string) (io.ReadCloser, error)
		want string
	}{
		"media gone":    {func(string) (io.ReadCloser, error) { return nil, broken }, "media file `_style.css`: broken"},
		"media shorter": {func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("x")), nil }, "media file `_style.css`: the file changed while it was being packaged; build again"},
		"media longer": {func(name string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(fixtureMedia[name] + "x")), nil
		}, "media file `_style.css`: the file changed while it was being packaged; build again"},
		"media other": {func(name string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(strings.Repeat("x", len(fixtureMedia[name])))), nil
		}, "media file `_style.css`: the file changed while it was being packaged; build again"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "deck.apkg")
			if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			err := Write(path, fixture(), Latest, test.open)
			if want := "cannot write `" + path + "`: " + test.want; err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
			if old, err := os.ReadFile(path); err != nil || string(old) != "old" {
				t.Errorf("the old file is %q, %v", old, err)
			}
			if diff := cmp.Diff([]string{"deck.apkg"}, listing(t, dir)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWriteReplacesAndLeavesNothingBehind(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "odd #?%41 name") // SQLite opens its file by a URI
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "deck ?#.apkg")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, fixture(), Latest, openFixture); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, want one that others can read", info.Mode())
	}
	if diff := cmp.Diff([]string{"deck ?#.apkg"}, listing(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	err = Write(filepath.Join(dir, "no", "deck.apkg"), fixture(), Latest, openFixture)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "create a temporary file") {
		t.Errorf("into a folder that is not there: %v", err)
	}
}
