package pipeline_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
)

const words = `deck: 'Words{{@suffix}}'
id: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52
variants:
  - axis: language
    original: en
    values: {de: , en: , de-at: {fallback: de}, he: {missing: skip}}
  - axis: edition
    identity: shared
    original: standard
    values: {standard: , extended: }
strings: {file: strings.csv}
notetypes:
  word:
    name: 'Word {{@language}}'
    css: '.card { direction: {{@dir}}; }'
    fields: [{key: term, required: true}, meaning, picture, {key: more, only: [extended]}]
    cards:
      - {key: a, front: '{{Term}} {{@edition}}', back: '{{Meaning}} {{Picture}}'}
      - {key: b, only: [extended], front: '{{#More}}{{Meaning}}{{/More}}', back: '{{Term}}'}
notetype: word
notes:
  - id: house
    term: {en: house, de: Haus, he: בית}
    meaning: {en: a place to live in, de: {standard: zum Wohnen, extended: zum Wohnen und Heizen}, he: לגור}
    picture: {en: '![](house.svg)', de: '<video poster=house.svg></video>'}
    more: yes
  - id: cream
    term: {en: cream, de: Sahne, de-at: Obers}
    meaning: fat of milk
  - id: yodel
    only: [de, de-at]
    term: Jodler
    meaning: Gesang
    more: ''
`

// wordsEditions is what the packages of words hold. Guids were computed by hand from the formulas (format.md section 13).
const wordsEditions = `-- words --
Words | Word en | {{Term}} standard | .card { direction: ltr; }
7A6jneyQl2VYHDxhcGfw2A [0] ["house" "a place to live in" "<img src=\"house-a87cba1d.svg\">"]
4nuERTmNwQiPsqFIi8UqDW [0] ["cream" "fat of milk" ""]
-- words-extended --
Words | Word en | {{Term}} extended | .card { direction: ltr; }
7A6jneyQl2VYHDxhcGfw2A [0 1] ["house" "a place to live in" "<img src=\"house-a87cba1d.svg\">" "yes"]
4nuERTmNwQiPsqFIi8UqDW [0] ["cream" "fat of milk" "" ""]
-- words-de --
Words [DE] | Word de | {{Term}} standard | .card { direction: ltr; }
0bXsYaX7GTJNm8nGN6NMbl [0] ["Haus" "zum Wohnen" "<video poster=\"_house-a87cba1d.svg\"></video>"]
3PVPZqVJRs98PTftHmYkMu [0] ["Sahne" "fat of milk" ""]
3XsV7jApKaXdsZFO2pqkqn [0] ["Jodler" "Gesang" ""]
-- words-de-extended --
Words [DE] | Word de | {{Term}} extended | .card { direction: ltr; }
0bXsYaX7GTJNm8nGN6NMbl [0 1] ["Haus" "zum Wohnen und Heizen" "<video poster=\"_house-a87cba1d.svg\"></video>" "yes"]
3PVPZqVJRs98PTftHmYkMu [0] ["Sahne" "fat of milk" "" ""]
3XsV7jApKaXdsZFO2pqkqn [0] ["Jodler" "Gesang" "" ""]
-- words-de-at --
Words [DE] | Word de-at | {{Term}} standard | .card { direction: ltr; }
22OGxzVDnsluzqmbRsKYrj [0] ["Haus" "zum Wohnen" "<video poster=\"_house-a87cba1d.svg\"></video>"]
2aVobY8uFQvy8d4S9UNQmm [0] ["Obers" "fat of milk" ""]
2lyrL0VAAmJ68qhnNYH335 [0] ["Jodler" "Gesang" ""]
-- words-de-at-extended --
Words [DE] | Word de-at | {{Term}} extended | .card { direction: ltr; }
22OGxzVDnsluzqmbRsKYrj [0 1] ["Haus" "zum Wohnen und Heizen" "<video poster=\"_house-a87cba1d.svg\"></video>" "yes"]
2aVobY8uFQvy8d4S9UNQmm [0] ["Obers" "fat of milk" "" ""]
2lyrL0VAAmJ68qhnNYH335 [0] ["Jodler" "Gesang" "" ""]
-- words-he --
Words [HE] | Word he | {{Term}} standard | .card { direction: rtl; }
5OvYf24XCvlBVk7xdqeFDg [0] ["בית" "לגור" ""]
-- words-he-extended --
Words [HE] | Word he | {{Term}} extended | .card { direction: rtl; }
5OvYf24XCvlBVk7xdqeFDg [0 1] ["בית" "לגור" "" "yes"]
`

func wordsFiles() fstest.MapFS {
	return fstest.MapFS{
		"deckmill.yaml":               {Data: []byte("lint: {rules: {deck-metadata: off}}\n")},
		"decks/words/deck.yaml":       {Data: []byte(words)},
		"decks/words/strings.csv":     {Data: []byte("string,en,de,he\nsuffix,,\" [DE]\",\" [HE]\"\n")},
		"decks/words/media/house.svg": {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")},
	}
}

// outline writes what a package holds, a line for each note.
func outline(c *collection.Collection) string {
	var b strings.Builder
	t := &c.Notetypes[0]
	fmt.Fprintf(&b, "%s | %s | %s | %s\n", c.Decks[0].Name, t.Name, t.Templates[0].Front, strings.SplitN(t.CSS, "\n", 2)[0])
	for _, n := range c.Notes {
		var ords []int
		for _, k := range n.Cards {
			ords = append(ords, k.Ord)
		}
		fmt.Fprintf(&b, "%s %v %q\n", n.GUID, ords, n.Fields)
	}
	return b.String()
}

func TestEditions(t *testing.T) {
	c := compile(t, wordsFiles(), pipeline.Options{Time: 1})
	for _, d := range c.Diagnostics {
		t.Errorf("%s: %s", d.Code, d.Message)
	}
	if c.Collection == nil {
		t.Fatal("the deck was not compiled")
	}
	var got strings.Builder
	for _, p := range c.Packages {
		fmt.Fprintf(&got, "-- %s --\n%s", p.Name, outline(p.Collection))
	}
	if diff := cmp.Diff(wordsEditions, got.String()); diff != "" {
		t.Error(diff)
	}
	if c.Notes != 3 {
		t.Errorf("%d notes, want 3: each counts once", c.Notes)
	}
}

// TestOneEdition makes sure that a package comes out the same alone and among the others.
func TestOneEdition(t *testing.T) {
	all, alone := t.TempDir(), t.TempDir()
	if _, err := compile(t, wordsFiles(), pipeline.Options{Time: 1}).Write(pipeline.Output{Dir: all}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"words", "words-de", "words-de-extended", "words-he"} {
		c := compile(t, wordsFiles(), pipeline.Options{Time: 1, Only: []string{name}})
		if _, err := c.Write(pipeline.Output{Dir: alone}); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{name + ".apkg", name + ".csv"} {
			got, err := os.ReadFile(filepath.Join(alone, file))
			want, wantErr := os.ReadFile(filepath.Join(all, file))
			if err != nil || wantErr != nil || !bytes.Equal(got, want) {
				t.Errorf("%s is another one alone (%v, %v)", file, err, wantErr)
			}
		}
	}
	if files, _ := os.ReadDir(alone); len(files) != 8 {
		t.Errorf("%d files were written, want 8", len(files))
	}
}

// TestOrderOfValues makes sure that guids hang on the name of a value and on which is original, not on the order or the
// number of values.
func TestOrderOfValues(t *testing.T) {
	guids := func(files fstest.MapFS) map[string][]string {
		list := map[string][]string{}
		for _, p := range compile(t, files, pipeline.Options{Time: 1}).Packages {
			for _, n := range p.Collection.Notes {
				list[p.Name] = append(list[p.Name], n.GUID)
			}
		}
		return list
	}
	before := guids(wordsFiles())
	sorted := wordsFiles()
	sorted["decks/words/deck.yaml"].Data = bytes.Replace([]byte(words), []byte("{de: , en: , de-at: {fallback: de}, he: {missing: skip}}"),
		[]byte("{fr: {fallback: en}, he: {missing: skip}, en: , de-at: {fallback: de}, de: }"), 1)
	after := guids(sorted)
	for name, want := range before {
		if !slices.Equal(after[name], want) {
			t.Errorf("%s: guids were %v, are %v", name, want, after[name])
		}
	}
	if len(after["words-fr"]) != 2 {
		t.Errorf("the new language has %d notes", len(after["words-fr"]))
	}
}

// TestSkippedNotes makes sure that a note which an edition leaves out brings nothing into its package.
func TestSkippedNotes(t *testing.T) {
	files := fstest.MapFS{
		"decks/d/media/house.svg": {Data: []byte("<svg/>")},
		"decks/d/deck.yaml": {Data: []byte(head + `variants:
  - {axis: language, original: en, values: {en: , de: {missing: skip}}}
notetypes:
  word:
    name: 'Word {{@language}}'
    fields: [term, meaning]
    cards: [{key: a, front: '{{Term}}', back: '{{Meaning}}'}]
notetype: word
notes:
  - {id: house, term: {en: house}, meaning: '![](house.svg)'}
  - {id: cream, term: {en: cream, de: Sahne}, meaning: fat}
`)},
	}
	for _, p := range compile(t, files, pipeline.Options{}).Packages {
		if p.Collection == nil {
			t.Fatalf("%s was not compiled", p.Name)
		}
		want := map[string]int{"d": 1, "d-de": 0}[p.Name]
		if got := len(p.Collection.Media); got != want {
			t.Errorf("%s has %d media files, want %d", p.Name, got, want)
		}
	}
}

// TestManyPictures compiles so many notes with pictures that several workers ask for names at once, which `go test -race`
// watches.
func TestManyPictures(t *testing.T) {
	const notes, pictures = 4_000, 40
	files := fstest.MapFS{}
	var b strings.Builder
	b.WriteString(head + "notes:\n")
	for i := range notes {
		fmt.Fprintf(&b, "  - {id: n%d, front: '![](p%d.svg) %d', back: '<video poster=\"p%d.svg\"></video>'}\n", i, i%pictures, i, (i+1)%pictures)
	}
	files["decks/d/deck.yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	for i := range pictures {
		files[fmt.Sprintf("decks/d/media/p%d.svg", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "<svg id='p%d'/>", i)}
	}
	c := compile(t, files, pipeline.Options{Workers: 8})
	if c.Collection == nil || len(c.Collection.Media) != pictures {
		t.Fatal(c.Diagnostics)
	}
}

// TestEmptyEdition says of a package without notes why it has none.
func TestEmptyEdition(t *testing.T) {
	files := wordsFiles()
	files["decks/words/deck.yaml"].Data = bytes.Replace([]byte(words), []byte("he: {missing: skip}}"), []byte("he: {missing: skip}, fr: {missing: skip}}"), 1)
	files["decks/words/strings.csv"].Data = []byte("string,en,de,he,fr\nsuffix,,\" [DE]\",\" [HE]\",\" [FR]\"\n")
	var said []string
	for _, d := range compile(t, files, pipeline.Options{Time: 1}).Diagnostics {
		if d.Code == "translation-gap" && d.Severity == diag.Warning {
			said = append(said, fmt.Sprintf("%d %s", d.Span.From().Column, d.Message))
		}
	}
	want := []string{"70 there are no notes for `fr`: each lacks a text, or is `only` for others"}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Error(diff)
	}
}
