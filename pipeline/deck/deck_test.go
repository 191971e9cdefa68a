package deck_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

const head = "deck: A::Deck\nid: 5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52\n"

// decode decodes a deck whose deck.yaml is text, beside other files, and returns it with its notes and what was found.
func decode(t *testing.T, text string, others fstest.MapFS) (*deck.Deck, []deck.Note, diag.List) {
	t.Helper()
	files := fstest.MapFS{"decks/d/deck.yaml": {Data: []byte(text)}}
	for name, f := range others {
		files["decks/d/"+name] = f
	}
	place := deck.Place{Slug: "d", Main: "decks/d/deck.yaml", Dir: "decks/d"}
	list, err := deck.ListFiles(files, place)
	if err != nil {
		t.Fatal(err)
	}
	var found diag.List
	f := source.NewFile(place.Main, []byte(text))
	doc := yamltree.Parse(f, "notes", found.Report)
	d := deck.Decode(place, f, list, doc.Root, deck.Edition{}, nil, found.Report)
	var notes []deck.Note
	for _, c := range doc.Chunks {
		for _, item := range c.Items(found.Report) {
			if n, ok := deck.DecodeNote(d, &d.Defaults, item, found.Report); ok {
				notes = append(notes, n)
			}
		}
	}
	found.Sort()
	return d, notes, found
}

func screen(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		p := d.Span.From()
		fmt.Fprintf(&b, "%d:%d %s: %s | %s\n", p.Line, p.Column, d.Code, d.Message, d.Help)
	}
	return b.String()
}

func TestMistakes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"deck name", "deck: 'ML:: GAN'\n", "1:7 deck-name: Anki would call the deck `ML::GAN` | write `ML::GAN`\n"},
		{"default deck", "deck: default\n", "1:7 deck-name: `Default` is the deck that every learner has already | choose another name\n"},
		{"language", head + "language: english!\n", "3:11 bad-value: `english!` is no language tag | write a tag like `en`, `pt-BR` or `ja`\n"},
		{"tag with a blank", head + "tags: [machine learning]\n", "3:8 bad-tag: `machine learning` would become 2 tags in Anki | write `machine-learning`\n"},
		{"Anki's tag", head + "tags: [leech]\n", "3:8 bad-tag: `leech` is Anki's own tag: it is dropped when learners import | remove it, or use another word\n"},
		{"empty part of a tag", head + "tags: ['a::']\n", "3:8 bad-tag: `a::` has an empty part | remove the extra colons; `a::b` is tag `b` below `a`\n"},
		{"unknown note type", head + "notetype: bsic\n", "3:11 bad-value: there is no note type `bsic` | did you mean `basic`?\n"},
		{"missing file", head + "description: {file: about.md}\n", "3:21 bad-value: there is no file `about.md` in the deck folder | did you mean `about.html`?\n"},
		{"a dot before the path", head + "description: {file: ./about.html}\n", "3:21 bad-value: there is no file `./about.html` in the deck folder | did you mean `about.html`?\n"},
		{"file outside", head + "description: {file: ../about.md}\n", "3:21 file-outside: `../about.md` leaves the deck folder | copy the file into the deck folder; nothing outside of it is read\n"},
		{"link", head + "description: {file: link.md}\n", "3:21 file-outside: `link.md` leads through a symbolic link; nothing outside the deck folder is read | put the file itself into the deck folder\n"},
		{"field name", head + "notetypes: {x: {fields: [{key: a, name: 'a: b'}], cards: []}}\n",
			"3:41 unsafe-name: Anki would change the name `a: b` to `a b` | write `a b`\n"},
		{"special field", head + "notetypes: {x: {fields: [{key: a, name: Tags}], cards: []}}\n",
			"3:41 unsafe-name: a field named `Tags` would hide what Anki itself calls so | give it another `name`\n"},
		{"two fields of one name", head + "notetypes: {x: {fields: [{key: a, name: One}, {key: b, name: one}], cards: []}}\n",
			"3:62 unsafe-name: two fields are named `one` (`a` and `b`) | give one of them another `name`\n"},
		{"two identities", head + "notetypes: {x: {fields: [a, {key: b, was: a}], cards: []}}\n",
			"3:35 bad-value: fields `a` and `b` would get the same identity, that of `a` | `was` names the key that was published first; only one may have it\n"},
		{"unknown field", head + "notes:\n  - {id: a, front: x, bakc: y}\n", "4:23 unknown-key: unknown key `bakc`; did you mean `back`? | \n"},
		{"field of another type", head + "notes:\n  - {id: a, text: x}\n",
			"4:13 unknown-key: unknown key `text`; it is a field of `cloze`, and this note is `basic` | add `notetype: cloze` to the note, or use one of `front`, `back`\n"},
		{"a name for a key", head + "notetypes: {x: {fields: [{key: word, name: Expression}], cards: []}}\nnotes:\n  - {id: a, notetype: x, Expression: y}\n",
			"5:26 unknown-key: unknown key `Expression`; the field that Anki shows as `Expression` has the key `word` | the fields of note type `x` are `word`\n"},
		{"list for a field", head + "notes:\n  - {id: a, front: [x], back: y}\n", "4:20 bad-value: `front` must be text; found a list | write it in quotes, or below `|`\n"},
		{"control character", head + "notes:\n  - {id: a, front: \"x\\ay\", back: y}\n", "4:22 bad-value: a control character (U+0007), which Anki would drop | remove it\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			others := fstest.MapFS{"about.html": {Data: []byte("x")}, "link.md": {Data: []byte("/etc/passwd"), Mode: 0o777 | 1<<27}}
			_, _, found := decode(t, c.text, others)
			if got := screen(found); got != c.want {
				t.Errorf("got:\n%swant:\n%s", got, c.want)
			}
		})
	}
}

func TestBuiltins(t *testing.T) {
	d, _, _ := decode(t, head, nil)
	var got []string
	for _, nt := range d.Notetypes {
		got = append(got, fmt.Sprintf("%s %q cloze=%v %d fields %d cards", nt.Key, nt.Name.Value, nt.Cloze, len(nt.Fields), len(nt.Cards)))
	}
	want := []string{
		`basic "Deck: Basic" cloze=false 2 fields 1 cards`,
		`basic-reversed "Deck: Basic (and reversed card)" cloze=false 2 fields 2 cards`,
		`basic-optional-reversed "Deck: Basic (optional reversed card)" cloze=false 3 fields 2 cards`,
		`basic-typing "Deck: Basic (type in the answer)" cloze=false 2 fields 1 cards`,
		`cloze "Deck: Cloze" cloze=true 2 fields 1 cards`,
		`image-occlusion "Deck: Image Occlusion" cloze=true 5 fields 1 cards`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// An entry under a built-in's key changes it and keeps its identity (format.md section 7).
func TestChangedBuiltin(t *testing.T) {
	d, _, found := decode(t, head+"notetypes:\n  cloze:\n    fields: [text, {key: extra, name: Back Extra}, source]\n", nil)
	nt := d.ByKey("cloze")
	if len(found) > 0 || !nt.Cloze || nt.Identity.Name != "cloze" || nt.Name.Value != "Deck: Cloze" || nt.StockKind != 5 {
		t.Errorf("%+v %v", nt, found)
	}
	if nt.Fields[0].Role != 1 || nt.Fields[1].Role != 2 || nt.Fields[2].Role != 0 || len(nt.Cards) != 1 {
		t.Errorf("fields %+v", nt.Fields)
	}
}

func TestRightToLeft(t *testing.T) {
	for language, want := range map[string]bool{"he": true, "ar": true, "en": false, "ja": false, "az-Arab": true, "ku-Latn": false, "ur": true} {
		d, _, _ := decode(t, head+"language: "+language+"\n", nil)
		if got := d.ByKey("basic").Fields[0].RTL; got != want {
			t.Errorf("%s: right to left is %v", language, got)
		}
	}
}

// Text of a file keeps its places: byte order mark and carriage returns count.
func TestFileText(t *testing.T) {
	d, _, found := decode(t, head+"description: {file: a.md}\n", fstest.MapFS{"a.md": {Data: []byte("\ufeffone\r\ntwo\r\n")}})
	if len(found) > 0 || d.Description.Value != "one\ntwo" {
		t.Fatalf("%q %v", d.Description.Value, found)
	}
	if got := d.Description.Span(4, 7).Text(); got != "two" {
		t.Errorf("the span of `two` is %q", got)
	}
}

func TestDefaultsAddUp(t *testing.T) {
	_, notes, found := decode(t, head+"tags: [a]\nnotes:\n  - {id: x, tags: [b, A], front: f, back: b}\n", nil)
	if len(found) > 0 || len(notes) != 1 || len(notes[0].Tags) != 3 {
		t.Errorf("%+v %v", notes, screen(found))
	}
}

// Nothing that was written is lost without a word.
func TestUnusedFiles(t *testing.T) {
	files, err := deck.ListFiles(fstest.MapFS{
		"decks/d/deck.yaml":       {},
		"decks/d/README.md":       {},
		"decks/d/.hidden":         {},
		"decks/d/notes/a.yml":     {},
		"decks/d/notes/b.CSV":     {},
		"decks/d/old.yaml":        {},
		"decks/d/spare.html":      {},
		"decks/d/media/x.png":     {},
		"decks/d/media/_lib.js":   {},
		"decks/d/media/LICENSE":   {},
		"decks/d/templates/a.css": {},
	}, deck.Place{Slug: "d", Main: "decks/d/deck.yaml", Dir: "decks/d"})
	if err != nil {
		t.Fatal(err)
	}
	files.Use("templates/a.css")
	var got []string
	files.ReportUnused(true, func(d diag.Diagnostic) { got = append(got, d.Span.Path()+" "+d.Code) })
	want := []string{
		"decks/d/media/x.png orphan-media", "decks/d/notes/a.yml unread-file", "decks/d/notes/b.CSV unread-file",
		"decks/d/old.yaml unread-file", "decks/d/spare.html unread-file",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestEdit(t *testing.T) {
	for _, c := range []struct{ value, text, want string }{
		{"plain <int> text", `\<int>`, `front: plain \<int> text`},
		{`"double <int>"`, `\<int>`, `front: "double \\<int>"`},
		{"'single <int>'", "'<int>'", "front: 'single ''<int>'''"},
		{"plain <int> text", "a: b", `front: 'plain a: b text'`},
		{"<int> first", `\<int>`, `front: '\<int> first'`},
	} {
		text := head + "notes:\n  - id: a\n    back: x\n    front: " + c.value + "\n"
		_, notes, found := decode(t, text, nil)
		if len(found) > 0 {
			t.Fatal(screen(found))
		}
		front := notes[0].Fields[0]
		i := strings.Index(front.Value, "<int>")
		edits, ok := front.Edits([]deck.Change{{Start: i, End: i + 5, New: c.text}})
		got := ""
		if ok {
			e := edits[0]
			got = text[:e.Span.Start] + e.New + text[e.Span.End:]
			got = strings.TrimSpace(got[strings.Index(got, "front:"):])
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.value, got, c.want)
		}
	}
}

// TestRemoveTagInCRLF looks at the line endings that are left when a line goes.
func TestRemoveTagInCRLF(t *testing.T) {
	text := strings.ReplaceAll(head+"tags:\n  - leech\n  - verb\n", "\n", "\r\n")
	_, _, found := decode(t, text, nil)
	if len(found) != 1 || len(found[0].Fixes) != 1 {
		t.Fatal(screen(found))
	}
	got, err := diag.Apply([]byte(text), found[0].Fixes[0].Edits)
	if want := strings.Replace(text, "  - leech\r\n", "", 1); err != nil || string(got) != want {
		t.Errorf("got %q, want %q (%v)", got, want, err)
	}
}
