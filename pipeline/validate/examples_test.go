package validate_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/validate"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// TestExamples checks whole decks, of which the schema can say nothing: our own, and those that were written with the
// format, where they are.
func TestExamples(t *testing.T) {
	shared := os.Getenv("DECKMILL_EXAMPLES")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared", "examples")
	}
	for _, root := range []string{filepath.Join("..", "testdata", "examples"), shared} {
		t.Run(filepath.Base(filepath.Dir(root)), func(t *testing.T) {
			if _, err := os.Stat(root); err != nil {
				t.Skipf("the examples of the source format are not here: %v", err)
			}
			checkExamples(t, root)
		})
	}
}

func checkExamples(t *testing.T, root string) {
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yaml" || e.Name() == "expected.yaml" || e.Name() == "star.yaml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		check := validate.Deck
		switch {
		case strings.Contains(path, string(filepath.Separator)+"notes"+string(filepath.Separator)):
			check = validate.NotesFile
		case e.Name() == "deckmill.yaml":
			check = validate.Repository
		}
		for _, d := range run(t, check, string(data)) {
			p := d.Span.From()
			t.Errorf("%s:%d:%d %s: %s", path, p.Line, p.Column, d.Code, d.Message)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// words are what fuzzed decks are made of.
var words = strings.Fields("deck id description language license authors notetype tags markup notetypes subdecks media notes guid " +
	"fields cards name cloze css sort-field unique latex stock was anki-id key required rtl size front back header svg names file " +
	"presets light new-per-day learn-steps review-order initial-ease 10m 1.5 99999 random " +
	"word basic image-occlusion preset variants only tgas Front 5 0 -1 1e9 true 'true' '' html occlusion plain a-b '{{@x}}' " +
	"5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52 5B0F6C1E3C394F0E9D0E3A8F1F0D7C52 漢字")

// writeTree appends a YAML value in brackets that the bytes choose, and returns the bytes that are left.
func writeTree(b *strings.Builder, choice []byte, depth int) []byte {
	const lists, maps, scalars = 60, 170, 250 // of 256
	if len(choice) < 2 || depth > 5 || choice[0] >= scalars {
		return choice
	}
	kind, n := choice[0], int(choice[1])
	choice = choice[2:]
	if kind >= maps {
		b.WriteString(words[n%len(words)])
		return choice
	}
	brackets, seen := "{}", map[string]bool{}
	if kind < lists {
		brackets = "[]"
	}
	b.WriteByte(brackets[0])
	for i := 0; i < n%6 && len(choice) > 0; i++ {
		word := words[int(choice[0])%len(words)]
		choice = choice[1:]
		switch {
		case kind < lists && word[0] >= 'm':
			b.WriteString("[")
			choice = writeTree(b, choice, depth+1)
			b.WriteString("]")
		case kind < lists:
			b.WriteString(word)
		case seen[strings.Trim(word, "'")]:
			continue
		default:
			seen[strings.Trim(word, "'")] = true
			b.WriteString(word + ": ")
			choice = writeTree(b, choice, depth+1)
		}
		b.WriteString(", ")
	}
	b.WriteByte(brackets[1])
	return choice
}

// FuzzValidate checks that nothing panics, that findings lie in the file, and that two runs say the same.
func FuzzValidate(f *testing.F) {
	f.Add("12345678901234567890")
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		seed := make([]byte, 400)
		for i := range seed {
			seed[i] = byte(random.Uint32())
		}
		f.Add(string(seed))
	}
	f.Fuzz(func(t *testing.T, choice string) {
		var b strings.Builder
		keys := words[:13] // those of a deck
		for i, key := range keys {
			share := len(choice) / len(keys)
			fmt.Fprintf(&b, "%s: ", key)
			writeTree(&b, []byte(choice[i*share:(i+1)*share]), 0)
			b.WriteByte('\n')
		}
		src := b.String()
		file := source.NewFile("deck.yaml", []byte(src))
		doc := yamltree.Parse(file, "notes", func(diag.Diagnostic) {})
		all := func() string {
			var found diag.List
			validate.Deck(doc.Root, found.Report)
			validate.NotesFile(doc.Root, found.Report)
			for i := range doc.Chunks {
				for _, n := range doc.Chunks[i].Items(func(diag.Diagnostic) {}) {
					validate.Note(n, found.Report)
				}
			}
			if doc.Root != nil {
				validate.Note(doc.Root, found.Report)
			}
			for _, d := range found {
				if d.Span.Start < 0 || d.Span.End > len(src) || d.Span.Start > d.Span.End {
					t.Errorf("span [%d, %d) of %d bytes: %s", d.Span.Start, d.Span.End, len(src), d.Message)
				}
				if d.Message == "" || strings.Contains(d.Message, "<nil>") || strings.Contains(d.Message, "%!") {
					t.Errorf("message %q", d.Message)
				}
			}
			return show(found)
		}
		if a, b := all(), all(); a != b {
			t.Errorf("two runs differ:\n%s\n%s", a, b)
		}
	})
}

func TestConcurrent(t *testing.T) {
	doc := yamltree.Parse(source.NewFile("a.yaml", []byte("notes:\n  - id: a b\n    tags: x\n")), "notes", func(diag.Diagnostic) {})
	n := doc.Chunks[0].Items(func(diag.Diagnostic) {})[0]
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for range 50 {
				var found diag.List
				validate.Note(n, found.Report)
				if len(found) != 2 {
					t.Errorf("%d findings", len(found))
				}
			}
		})
	}
	workers.Wait()
}

// BenchmarkNote checks a usual note. 100,000 of them must not take longer than 0.4 s.
func BenchmarkNote(b *testing.B) {
	const src = "notes:\n  - id: gan-how\n    front: How does a GAN train?\n    back: |\n      A generator and a discriminator.\n    tags: [gan, generative-models]\n"
	doc := yamltree.Parse(source.NewFile("a.yaml", []byte(src)), "notes", func(diag.Diagnostic) {})
	n := doc.Chunks[0].Items(func(diag.Diagnostic) {})[0]
	b.ReportAllocs()
	for b.Loop() {
		validate.Note(n, func(d diag.Diagnostic) { b.Fatal(d.Message) })
	}
}
