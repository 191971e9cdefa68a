package deck_test

import (
	"strings"
	"testing"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// TestEdits makes changes of a text in each way of writing it, and reads the file again.
func TestEdits(t *testing.T) {
	replace := func(old, new string) func(string) []deck.Change {
		return func(text string) []deck.Change {
			i := strings.Index(text, old)
			return []deck.Change{{Start: i, End: i + len(old), New: new}}
		}
	}
	for _, test := range []struct {
		name    string
		yaml    string
		changes func(text string) []deck.Change
		want    string // the file; empty: no fix
	}{
		{"plain", "a: one two\n", replace("two", "three"), "a: one three\n"},
		{"plain, a sign in front", "a: one two\n", replace("one", "*one*"), "a: '*one* two'\n"},
		{"plain, a colon", "a: one two\n", replace(" two", ": two"), "a: 'one: two'\n"},
		{"plain, a colon made by the rest", "a: one 2 two\n", replace("2", ":"), "a: 'one : two'\n"},
		{"plain, a comment", "a: one two\n", replace("two", "#2"), "a: 'one #2'\n"},
		{"plain, in brackets", "{a: one two, b: c}\n", replace("two", "2, 3"), "{a: 'one 2, 3', b: c}\n"},
		{"plain, nothing left", "a: one\n", replace("one", ""), "a: ''\n"},
		{"plain, a blank at the end", "a: one two\n", replace("two", ""), "a: 'one '\n"},
		{"plain of two lines, a sign in front", "a: it's one\n  two\n", replace("it", "*it"), "a: '*it''s one\n  two'\n"},
		{"plain of two lines, a line taken away", "a: <b>\n\n  two\n", replace("<b>\ntwo", "*"), "a: '*'\n"},
		{"plain of two lines, a blank at the end of one", "a: one\n  two\n", replace("one", "*one "), ""},
		{"single quotes", "a: 'one two'\n", replace("two", "it's"), "a: 'one it''s'\n"},
		{"single quotes, a line break", "a: 'one two'\n", replace(" ", "\n"), ""},
		{"double quotes", "a: \"one two\"\n", replace("two", `\"`), `a: "one \\\""` + "\n"},
		{"double quotes, a line break", "a: \"one two\"\n", replace(" ", "\n"), "a: \"one\\ntwo\"\n"},
		{"double quotes, an escape", `a: "one\ttwo"` + "\n", replace("\t", " "), "a: \"one two\"\n"},
		{"literal", "a: |\n  one\n  two\n", replace("two", "three: # 'x'"), "a: |\n  one\n  three: # 'x'\n"},
		{"literal, a line break", "a: |\n  one two\n", replace(" ", "\n- "), "a: |\n  one\n  - two\n"},
		{"literal, a line break in a file with CRLF", "a: |\r\n  one two\r\n", replace(" ", "\n- "), "a: |\r\n  one\r\n  - two\r\n"},
		{"literal, lines joined", "a: |\n  one\n  two\n", replace("\n", " "), "a: |\n  one two\n"},
		{"literal, indentation", "a: |\n  one\n  two\n", replace("one", " one"), ""},
		{"folded", "a: >\n  one\n  two\n", replace("two", "three"), "a: >\n  one\n  three\n"},
		{"folded, a line break", "a: >\n  one two\n", replace(" ", "\n"), ""},
		{"several", "a: one two\n", func(string) []deck.Change { return []deck.Change{{0, 3, "1"}, {4, 7, "2"}} }, "a: 1 2\n"},
		{"overlapping", "a: one two\n", func(string) []deck.Change { return []deck.Change{{0, 3, "1"}, {2, 7, "2"}} }, ""},
		{"none", "a: one\n", func(string) []deck.Change { return nil }, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := source.NewFile("x.yaml", []byte(test.yaml))
			n := yamltree.Parse(f, "", func(d diag.Diagnostic) { t.Fatal(d.Message) }).Root.Get("a")
			text := deck.Text{Value: n.Value, Node: n}
			changes := test.changes(text.Value)
			edits, ok := text.Edits(changes)
			if ok != (test.want != "") {
				t.Fatalf("ok is %v", ok)
			}
			if !ok {
				return
			}
			data, err := diag.Apply(f.Data, edits)
			if err != nil || string(data) != test.want {
				t.Fatalf("got %q, want %q (%v)", data, test.want, err)
			}
			again := yamltree.Parse(source.NewFile("x.yaml", data), "", func(d diag.Diagnostic) { t.Fatal(d.Message) }).Root.Get("a").Value
			if want := changed(text.Value, changes); again != want {
				t.Errorf("reads as %q, want %q", again, want)
			}
		})
	}
}

func changed(text string, changes []deck.Change) string {
	for i := len(changes) - 1; i >= 0; i-- {
		c := changes[i]
		text = text[:c.Start] + c.New + text[c.End:]
	}
	return text
}

// TestCellEdits makes changes of a text in a cell of a table, and of a tag in one.
func TestCellEdits(t *testing.T) {
	for _, test := range []struct {
		name, cell, old, new string
		want                 string // the cell; empty: no fix
	}{
		{"bare", "one two", "two", "it's: #3", "one it's: #3"},
		{"bare, a separator", "one two", "two", "2, 3", `"one 2, 3"`},
		{"bare, a quote", "one two", "two", `"2"`, `"one ""2"""`},
		{"bare, a line break", "one two", " ", "\n", "\"one\ntwo\""},
		{"bare, nothing left", "one", "one", "", " "},
		{"quoted", `"one, ""two"""`, `"two`, `"three`, `"one, ""three"""`},
		{"quoted, a quote made two", `"one ""two"""`, `"`, "", `"one two"""`},
		{"quoted, a line break in a cell with CRLF", "\"one\r\ntwo 3\"", " ", "\n", "\"one\r\ntwo\r\n3\""},
		{"quoted, lines joined", "\"one\r\ntwo\"", "\n", " ", "\"one two\""},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := source.NewFile("x.csv", []byte("id,a,b\nx,"+test.cell+",\"y\"\n"))
			node := func(f *source.File) *yamltree.Node {
				table, _ := yamltree.ParseTable(f, func(d diag.Diagnostic) { t.Fatal(d.Message) })
				return table.Tree().Get("notes").Items[0].Get("a")
			}
			n := node(f)
			i := strings.Index(n.Value, test.old)
			changes := []deck.Change{{Start: i, End: i + len(test.old), New: test.new}}
			edits, ok := deck.Text{Value: n.Value, Node: n}.Edits(changes)
			data, err := diag.Apply(f.Data, edits)
			if want := "id,a,b\nx," + strings.TrimSpace(test.want) + ",\"y\"\n"; !ok || err != nil || string(data) != want {
				t.Fatalf("got %q, want %q (%v)", data, want, err)
			}
			if again, want := node(source.NewFile("x.csv", data)), changed(n.Value, changes); want != "" && again.Value != want {
				t.Errorf("reads as %q, want %q", again.Value, want)
			}
		})
	}
}
