package validate

import (
	"math/rand/v2"
	"testing"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// TestPlain asks the schema about notes that the short cut lets pass, made of all kinds of keys and values.
func TestPlain(t *testing.T) {
	keys := []string{"id", "guid", "notetype", "deck", "tags", "only", "fields", "front", "back", "Front", "a-1", "1a", "-a", "ä",
		"x_y", "file", "variants", "note type", "retired", "strings"}
	values := []string{"", "a", "A-1.b_c", "'007'", "7", "true", "~", "-x", ".x", "'a b'", "é", "[]", "[a, b]", "['a b']", "[1, true]", "['']",
		"{a: b}", "{file: x}", "|\n      text", "\"\\u00a0\"", "\"tab\\t\"", "x::y", "basic", "Basic", "'basic '", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
	r := rand.New(rand.NewPCG(1, 1))
	passed := 0
	for range 20_000 {
		text := "notes:\n  -"
		indent := " "
		for range 1 + r.IntN(4) {
			text += indent + keys[r.IntN(len(keys))] + ": " + values[r.IntN(len(values))] + "\n"
			indent = "    "
		}
		f := source.NewFile("notes.yaml", []byte(text))
		ignore := func(diag.Diagnostic) {}
		for _, c := range yamltree.Parse(f, "notes", ignore).Chunks {
			for _, n := range c.Items(ignore) {
				if !plain(n) {
					continue
				}
				passed++
				checkNote(n, func(d diag.Diagnostic) {
					t.Fatalf("the short cut passes what the schema refuses: %s\n%s", d.Message, text)
				})
			}
		}
	}
	if passed < 500 {
		t.Errorf("only %d notes were plain: the test proves little", passed)
	}
}
