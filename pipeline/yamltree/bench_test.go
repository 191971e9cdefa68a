package yamltree

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	yaml "gopkg.in/yaml.v3"
)

// benchDeck is a deck of ordinary notes, about 220 bytes each; $YAMLTREE_BENCH may name another one.
func benchDeck(b *testing.B) []byte {
	if name := os.Getenv("YAMLTREE_BENCH"); name != "" {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return data
	}
	var s strings.Builder
	s.WriteString("deck: Bench\nnotes:\n")
	for i := range 20_000 {
		fmt.Fprintf(&s, "  - id: n%07d\n    front: When is Morisa-%d a better choice than the over vowel?\n    back: |-\n"+
			"      And ribosome **for** which receptor follows are matrix mantle.\n\n      It joins plateau noun tensor with enzyme.\n"+
			"    tags: [topic::bio-core, formula]\n", i, i)
	}
	return []byte(s.String())
}

func BenchmarkParse(b *testing.B) {
	data := benchDeck(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	fail := func(d diag.Diagnostic) { b.Fatal(d.Message) }
	for b.Loop() {
		doc := Parse(source.NewFile("x.yaml", data), "notes", fail)
		for i := range doc.Chunks {
			doc.Chunks[i].Items(fail)
		}
	}
}

// BenchmarkTable reads the notes of benchDeck from a table.
func BenchmarkTable(b *testing.B) {
	var s strings.Builder
	s.WriteString("id,front,back,tags\n")
	for i := range 20_000 {
		fmt.Fprintf(&s, "n%07d,When is Morisa-%d a better choice than the over vowel?,"+
			"\"And ribosome **for** which receptor follows are matrix mantle.\n\nIt joins plateau noun tensor with enzyme.\","+
			"\"topic::bio-core, formula\"\n", i, i)
	}
	data := []byte(s.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	fail := func(d diag.Diagnostic) { b.Fatal(d.Message) }
	for b.Loop() {
		t, _ := ParseTable(source.NewFile("x.csv", data), fail)
		for _, items := range t.Chunks() {
			items(fail)
		}
	}
}

// BenchmarkLibrary is the floor: the library's nodes of the whole file and nothing else.
func BenchmarkLibrary(b *testing.B) {
	data := benchDeck(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var n yaml.Node
		if err := yaml.Unmarshal(data, &n); err != nil {
			b.Fatal(err)
		}
	}
}
