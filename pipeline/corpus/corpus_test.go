package main

import (
	"cmp"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// texts that YAML makes something else of when they are written carelessly.
var awkward = []string{
	"plain", "it's", "a: b", "- 5", "# no comment", "a # b", "", "'", `"`, `back\slash`, "{{c1::x}}", "[sound:a.mp3]", "~", "1.10",
	" blanks around ", "tab\there", "two\nlines", "ends\n", "ends twice\n\n", "\nbegins", "\n\nbegins", "  indented\nthen not", "\ttab\nthen not",
	"blank line\n\nbetween", "a line of blanks\n   \nbetween", "trailing blank \nhere", "\n", "\n\n", " \n", "carriage\rreturn", "a\r\nb",
	"bell\a", "next\u0085line", "line\u2028separator", "\ufeffmark", "mark\ufeffwithin", "\x00", "\u200b", "é", "e\u0301", "😀", "日本語", "---\n...", "a\n# b",
	"\\frac\nu", "| pipe\n> more",
}

// TestScalar reads every text back as it was, wherever it stands.
func TestScalar(t *testing.T) {
	for _, want := range awkward {
		for _, v := range []string{scalar(want, 6), quoted(want)} {
			yaml := "notes:\n  - id: a\n    front: " + v + "\n    back: after\n"
			root := yamltree.Parse(source.NewFile("x.yaml", []byte(yaml)), "", func(d diag.Diagnostic) { t.Errorf("%q: %s\n%s", want, d.Message, yaml) }).Root
			note := root.Get("notes").Items[0]
			if got := text(note.Get("front")); got != want || text(note.Get("back")) != "after" {
				t.Errorf("%q was read as %q from\n%s", want, got, yaml)
			}
		}
	}
}

func TestTree(t *testing.T) {
	r := repositoryOf("x", realDecks, foreignDeck{name: "A deck", markup: "text", notes: basicNotes([][2]string{{"q", "a"}}),
		media: map[string]content{"a.txt": bytesOf("picture")}})
	r.write("")
	if err := fstest.TestFS(r.fsys, "decks/a-deck/deck.yaml", "decks/a-deck/notes/0001.yaml", "decks/a-deck/media/a.txt"); err != nil {
		t.Error(err)
	}
}

// TestConversion compiles a deck with note types, sub-decks, media and awkward texts, and compares what Anki would get.
func TestConversion(t *testing.T) {
	d := foreignDeck{name: "Root", markup: "html", media: map[string]content{"a.mp3": bytesOf("ID3\x04sound")}}
	d.types = append(d.types, plainType("Words & more", "ID", "Guid", "Sound"))
	for _, s := range awkward {
		if strings.Trim(s, " \t\n") != "" && !strings.Contains(s, "{{") && !strings.ContainsAny(s, "\r\a\x00\u0085\u2028") {
			d.notes = append(d.notes, foreignNote{deck: "Sub", typ: 1, tags: []string{"x::y"}, fields: []string{s, "answer", "[sound:a.mp3]"}})
		}
	}
	converted := repositoryOf("x", realDecks, d)
	converted.write("")
	r, err := pipeline.Open(converted.fsys)
	if err != nil || len(r.Decks) != 1 {
		t.Fatal(r.Decks, err)
	}
	c, err := r.Compile(r.Decks[0], pipeline.Options{Time: 1})
	if err != nil {
		t.Fatal(err)
	}
	if c.Collection == nil {
		t.Fatal(c.Diagnostics)
	}
	for i, n := range c.Collection.Notes {
		if got, want := strings.Join(n.Fields, "|"), strings.Join(d.notes[i].fields, "|"); got != want && !strings.Contains(want, "e\u0301") {
			t.Errorf("note %d: got %q, want %q", i, got, want)
		}
		if deck := c.Collection.Decks[n.Cards[0].Deck].Name; deck != "Root::Sub" {
			t.Errorf("note %d is in deck %q", i, deck)
		}
	}
	if len(c.Collection.Notes) != len(d.notes) || len(c.Collection.Media) != 1 {
		t.Errorf("%d notes, want %d; %d media files", len(c.Collection.Notes), len(d.notes), len(c.Collection.Media))
	}
}

// TestSeed takes the faulty flashcards that the first deck of this project was made of, as they are. Every fault in them
// must be reported at its note, and nothing else.
func TestSeed(t *testing.T) {
	sources, err := readSeed(cmp.Or(os.Getenv("DECKMILL_CORPUS"), "../../../shared/corpus"))
	if err != nil || sources == nil {
		t.Skip("the flashcards are not here: set DECKMILL_CORPUS to the folder beside them", err)
	}
	sources[0].write("")
	r, err := pipeline.Open(sources[0].fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Compile(r.Decks[0], pipeline.Options{Time: 1})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, d := range c.Diagnostics {
		got[d.Code]++
	}
	if c.Notes != 24 {
		t.Errorf("%d notes", c.Notes)
	}
	for code, want := range map[string]int{
		"ambiguous-card": 1, // "How do GANs work?" is asked twice
		"bad-value":      1, // what is unanswered has no answer
		"pdf-debris":     1, // letters of formulas
		"stray-bullet":   12,
	} {
		if got[code] != want {
			t.Errorf("%d %s, want %d", got[code], code, want)
		}
	}
}
