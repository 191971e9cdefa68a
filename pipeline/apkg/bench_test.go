package apkg

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/deckmill/deckmill/pipeline/collection"
)

// words are what large decks are made of: drawn unevenly, as in a language.
func words() []string {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]string, 20000)
	for i := range list {
		b := make([]byte, 2+r.IntN(9))
		for j := range b {
			b[j] = byte('a' + r.IntN(26))
		}
		list[i] = string(b)
	}
	return list
}

// large returns a collection of n notes, every second one with two cards, with some 200 bytes a note.
func large(n int) *collection.Collection {
	r := rand.New(rand.NewPCG(3, 4))
	list := words()
	sentence := func(words int) string {
		var b strings.Builder
		for range words {
			b.WriteString(list[int(float64(len(list))*r.Float64()*r.Float64()*r.Float64())])
			b.WriteByte(' ')
		}
		return b.String()
	}
	c := fixture()
	c.Notes, c.Media = nil, nil
	for i := range n {
		number := ""
		if i%2 == 0 {
			number = fmt.Sprint(i)
		}
		note := collection.Note{
			ID: 1500000000000 + int64(r.IntN(1000))*1_000_000 + int64(i), GUID: fmt.Sprintf("%010d", r.IntN(1e9)) + fmt.Sprint(i), Mod: testTime,
			Fields: []string{"<b>" + sentence(3) + "</b>", sentence(20), number, sentence(5)}, Tags: []string{"lesson::" + fmt.Sprint(i/100)},
		}
		note.Cards = append(note.Cards, collection.Card{ID: note.ID, Deck: i % 4, Position: i + 1})
		if number != "" {
			note.Cards = append(note.Cards, collection.Card{ID: note.ID + 100_000_000_000, Deck: i % 4, Ord: 1, Position: i + 1})
		}
		c.Notes = append(c.Notes, note)
	}
	return c
}

// BenchmarkWrite writes 100,000 notes with 150,000 cards.
func BenchmarkWrite(b *testing.B) {
	c := large(100_000)
	path := filepath.Join(b.TempDir(), "deck.apkg")
	for _, k := range []Container{Latest, Legacy} {
		b.Run(k.String(), func(b *testing.B) {
			for b.Loop() {
				if err := Write(path, c, k, openFixture); err != nil {
					b.Fatal(err)
				}
			}
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB")
		})
	}
}

// BenchmarkSteps says where the time of BenchmarkWrite goes.
func BenchmarkSteps(b *testing.B) {
	c := large(100_000)
	path := filepath.Join(b.TempDir(), "deck.anki2")
	var spent [4]time.Duration
	for b.Loop() {
		_ = os.Remove(path)
		d, err := createDatabase(fileURI(path, ""), 4096)
		if err != nil {
			b.Fatal(err)
		}
		steps := []func() error{
			func() error { return check("deck.apkg", c, Latest) },
			func() error {
				if err := d.exec(baseTables + schema18Tables); err != nil {
					return err
				}
				if err := insertNotes(d, c); err != nil {
					return err
				}
				return insertCards(d, c)
			},
			func() error { return d.exec(indexes(c, Latest) + "COMMIT") },
			func() error {
				f, err := os.Open(path)
				if err != nil {
					return err
				}
				e, err := newEncoder(zstdWorkers)
				if err != nil {
					return err
				}
				e.Reset(io.Discard)
				_, err = e.ReadFrom(f)
				return err
			},
		}
		for i, step := range steps {
			start := time.Now()
			if err := step(); err != nil {
				b.Fatal(err)
			}
			spent[i] += time.Since(start)
		}
		if err := d.close(); err != nil {
			b.Fatal(err)
		}
	}
	for i, name := range []string{"check-s", "rows-s", "indexes-s", "zstd-s"} {
		b.ReportMetric(spent[i].Seconds()/float64(b.N), name)
	}
}

// BenchmarkRead reads what BenchmarkWrite writes.
func BenchmarkRead(b *testing.B) {
	path := write(b, large(100_000), Latest)
	for b.Loop() {
		p, err := Read(path)
		if err != nil {
			b.Fatal(err)
		}
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestZstdBytesDoNotDependOnWorkers(t *testing.T) {
	content, err := os.ReadFile(buildLarge(t))
	if err != nil {
		t.Fatal(err)
	}
	var want []byte
	for _, workers := range []int{1, 2, 4} {
		e, err := newEncoder(workers)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		e.Reset(&out)
		if _, err := io.Copy(e, bytes.NewReader(content)); err != nil {
			t.Fatal(err)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = out.Bytes()
		}
		if !bytes.Equal(want, out.Bytes()) {
			t.Errorf("%d workers: other bytes", workers)
		}
	}
	d, err := zstd.NewReader(bytes.NewReader(want))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if got, err := io.ReadAll(d); err != nil || !bytes.Equal(got, content) {
		t.Errorf("unpacked: %d bytes, %v", len(got), err)
	}
}

// buildLarge builds the database of a collection that is larger than zstd's window.
func buildLarge(t *testing.T) string {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "large.anki2"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := buildFile(f, large(20_000), Latest, 4096); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}
