package lint_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint"
	"github.com/deckmill/deckmill/pipeline/source"
)

const fingerprinted = `deck: German
id: 0c6d3a52-7a29-4d0a-8a55-3f5c3cf7f6f2
notetypes:
  word:
    fields: [word, meaning]
    cards:
      - {key: read, front: '{{Word}}', back: '{{Meaning}}'}
      - {key: recall, front: '{{Meanin}}', back: '{{Word}}'}
notes:
  - id: bank
    front: bank
    back: Ufer
  - id: bank-2
    front: "**bank**"
    back: Ufer
  - id: todo
    front: What is an
      epoch?
    back: TODO and TODO
  - front: Who are you?
    back: Me.
  - front: And you?
    back: TODO
`

// prints compiles a repository of one deck and returns the fingerprints of each rule.
func prints(t *testing.T, files map[string]string) map[string][]string {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	r, err := pipeline.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Compile(r.Decks[0], pipeline.Options{Time: 1})
	if err != nil {
		t.Fatal(err)
	}
	groups := []diag.Group{{Deck: c.Slug, ID: c.Deck.ID.Value, Found: c.Diagnostics}}
	lint.Fingerprint(groups)
	out := map[string][]string{}
	for i, d := range groups[0].Found {
		out[d.Code] = append(out[d.Code], groups[0].Prints[i])
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

func TestFingerprint(t *testing.T) {
	before := prints(t, map[string]string{"decks/german.yaml": fingerprinted})
	want := map[string]int{"duplicate-note": 1, "placeholder-text": 2, "missing-id": 2, "unknown-template-field": 1}
	for code, n := range want {
		if got := slices.Compact(slices.Clone(before[code])); len(got) != n {
			t.Fatalf("%s: %d fingerprints, want %d", code, len(got), n)
		}
	}
	const swapped = "  - id: bank-2\n    front: \"**bank**\"\n    back: Ufer\n"
	for _, test := range []struct {
		name    string
		changes []string // old, new, old, new
		changed string   // the rules whose fingerprints change
	}{
		{"lines above", []string{"deck: German\n", "\n# a comment\n\ndeck: German\n"}, ""},
		{"another name", []string{"deck: German\n", "deck: Deutsch\n"}, ""},
		{"another deck id", []string{"0c6d3a52", "0c6d3a53"}, "duplicate-note missing-id placeholder-text unknown-template-field"},
		{"broken lines", []string{"What is an\n      epoch?", "What is\n      an epoch?", "TODO and TODO", "TODO\n      and TODO"}, ""},
		{"other quotes", []string{`"**bank**"`, `'**bank**'`}, ""},
		{"a block", []string{"front: bank\n", "front: |-\n      bank\n"}, ""},
		{"notes moved", []string{"notes:\n", "notes:\n  - id: new\n    front: new\n    back: neu\n"}, ""},
		{"the pair swapped", []string{swapped, "", "notes:\n", "notes:\n" + swapped}, ""},
		{"one of the pair renamed", []string{"id: bank-2", "id: bank-3"}, "duplicate-note"},
		{"the text of the pair", []string{`"**bank**"`, `"*bank*"`}, "duplicate-note"},
		{"the text beside it", []string{"back: Me.", "back: I."}, ""},
		{"another field", []string{"  - id: todo\n    front: What is an\n      epoch?\n    back: TODO and TODO", "  - id: todo\n    back: What is an\n      epoch?\n    front: TODO and TODO"}, "placeholder-text"},
		{"a note without an id", []string{"  - front: And you?", "  - front: Anyone?\n    back: No.\n  - front: And you?"}, "missing-id"},
		{"a card before", []string{"      - {key: read", "      - {key: new, front: 'New: {{Word}}', back: '{{Meaning}}'}\n      - {key: read"}, ""},
		{"another card", []string{"key: recall", "key: remember"}, "unknown-template-field"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := fingerprinted
			for i := 0; i < len(test.changes); i += 2 {
				if !strings.Contains(text, test.changes[i]) {
					t.Fatalf("nothing to change: %q", test.changes[i])
				}
				text = strings.Replace(text, test.changes[i], test.changes[i+1], 1)
			}
			after := prints(t, map[string]string{"decks/german.yaml": text})
			var changed []string
			for _, code := range slices.Sorted(maps.Keys(before)) {
				if !slices.Equal(before[code], after[code]) {
					changed = append(changed, code)
				}
			}
			if got := strings.Join(changed, " "); got != test.changed {
				t.Errorf("changed: %q, want %q\nbefore %v\nafter  %v", got, test.changed, before, after)
			}
		})
	}
}

// A note that is known by its id keeps its findings in another file; what has no note is known by its file.
func TestFingerprintOfMovedFile(t *testing.T) {
	head, notes, _ := strings.Cut(fingerprinted, "notes:\n")
	before := prints(t, map[string]string{"decks/german/deck.yaml": head, "decks/german/notes/a.yaml": "notes:\n" + notes})
	after := prints(t, map[string]string{"decks/german/deck.yaml": head, "decks/german/notes/b.yaml": "notes:\n" + notes})
	for _, code := range []string{"duplicate-note", "unknown-template-field"} {
		if !slices.Equal(before[code], after[code]) {
			t.Errorf("%s: changed when the file was renamed", code)
		}
	}
	if slices.Equal(before["missing-id"], after["missing-id"]) {
		t.Error("missing-id: a note without an id is known by its file")
	}
}

// Two findings that nothing tells apart are counted.
func TestFingerprintOfTwins(t *testing.T) {
	d := diag.Diagnostic{Code: "placeholder-text", Note: "todo", Span: source.NewFile("a.yaml", []byte("notes: []\n")).Span(7, 9)}
	one, two := []diag.Group{{Found: diag.List{d}}}, []diag.Group{{Found: diag.List{d, d}}}
	lint.Fingerprint(one)
	lint.Fingerprint(two)
	if p := two[0].Prints; p[0] == p[1] || p[0] != one[0].Prints[0] {
		t.Errorf("one has %q, two have %q", one[0].Prints, p)
	}
}

// The values stand in reports that people keep: a change makes everything new to them.
func TestFingerprintIsForEver(t *testing.T) {
	got := prints(t, map[string]string{"decks/german.yaml": fingerprinted})
	if want := "d2e6b86d075649bb"; got["duplicate-note"][0] != want {
		t.Errorf("got %s, want %s", got["duplicate-note"][0], want)
	}
}

// Whatever a file holds and wherever in it a finding stands, it has a fingerprint, always the same.
func FuzzFingerprint(f *testing.F) {
	f.Add(fingerprinted, 300, 310)
	f.Add("notes: [{id: a, x: {y: [|", 20, 20)
	f.Add("? a\n: - b\n  -\n", 0, 1)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		start = max(0, min(start, len(text)))
		end = max(start, min(end, len(text)))
		d := diag.Diagnostic{Code: "c", Note: "n", Span: source.NewFile("a.yaml", []byte(text)).Span(start, end)}
		d.Related = []diag.Related{{Span: d.Span}, {Span: d.Span, Note: "m"}}
		one, two := []diag.Group{{Found: diag.List{d}}}, []diag.Group{{Found: diag.List{d}}}
		lint.Fingerprint(one)
		lint.Fingerprint(two)
		if len(one[0].Prints) != 1 || len(one[0].Prints[0]) != 16 || one[0].Prints[0] != two[0].Prints[0] {
			t.Errorf("got %q and %q", one[0].Prints, two[0].Prints)
		}
	})
}
