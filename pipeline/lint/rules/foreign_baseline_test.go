package rules_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/deck"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
)

const importedHead = "deck: Rivers\nid: 0c6d3a52-7a29-4d0a-8a55-3f5c3cf7f6f2\n"

const importedNotes = "notes:\n  - {guid: 'a!', front: Lyon, back: Rhône}\n  - {guid: 'b!', front: Basel, back: Rhine}\n"

// A package of another tool gives fields and cards no ids: they are compared by their names. One without ids of note types,
// such as a table, knows those by name as well.
func TestForeignBaseline(t *testing.T) {
	const kept = "notetypes: {basic: {anki-id: 1600000000123}}\n"
	for _, c := range []struct {
		name, deck string
		change     func(*collection.Notetype)
		want       []string
		help       string // what to do about the first finding
		fixed      string // the deck as the suggested fix leaves it
	}{
		{name: "its note type is kept", deck: importedHead + kept + importedNotes},
		{name: "its note type became a built-in", deck: importedHead + importedNotes, want: []string{"note-type-moved"},
			fixed: importedHead + kept + importedNotes},
		{name: "no ids at all", deck: importedHead + importedNotes, change: func(t *collection.Notetype) { t.ID, t.Name = 0, "Rivers: Basic" }},
		{name: "another name of a field", deck: importedHead + kept + importedNotes, change: func(t *collection.Notetype) { t.Fields[1].Name = "Answer" },
			want: []string{"fields-changed"}},
		{name: "another name of a card", deck: importedHead + "notetypes:\n  basic:\n    anki-id: 1600000000123\n    cards:\n" +
			"      - {key: card-1, front: '{{Front}}', back: '{{Back}}'}\n" + importedNotes,
			change: func(t *collection.Notetype) { t.Templates[0].Name = "Question: which?" }, want: []string{"templates-changed"},
			fixed: importedHead + "notetypes:\n  basic:\n    anki-id: 1600000000123\n    cards:\n" +
				"      - {key: card-1, name: 'Question: which?', front: '{{Front}}', back: '{{Back}}'}\n" + importedNotes},
		{name: "fields and cards have ids", deck: importedHead + importedNotes, change: ownIDs, want: []string{"note-type-moved"},
			help: "if it is the same, give it the number by which learners have it: `notetypes: {basic: {anki-id: 1600000000123}}`"},
		{name: "the ids of fields", deck: importedHead + kept + importedNotes, change: func(t *collection.Notetype) { ownIDs(t); t.Templates[0].ID = 0 },
			want: []string{"fields-changed"},
			help: "if nothing else changed, add `was:` with the old key, or the number by which learners have it: `anki-id: 8430` to `front`, " +
				"`anki-id: 8431` to `back`; write out `fields:` of `basic` for that"},
		{name: "the id of a card", deck: importedHead + kept + importedNotes, change: func(t *collection.Notetype) { t.Templates[0].ID = 8440 },
			want: []string{"templates-changed"},
			help: "if nothing else changed, add `was:` with the old key, or the number by which learners have it: `anki-id: 8440` to `card-1`; " +
				"write out `cards:` of `basic` for that"},
		{name: "a third field", deck: importedHead + importedNotes,
			change: func(t *collection.Notetype) { t.Fields = append(t.Fields, collection.Field{Name: "Source"}) },
			want:   []string{"note-type-moved", "note-type-moved"},
			help:   "write the old `notetype` again (with `anki-id: 1600000000123` where another tool made it), or retire the note and give the new one another id"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := foreignBaseline(t, c.change)
			found := checkAgainst(t, c.deck, base)
			if got := codesOf(found); !slices.Equal(got, c.want) {
				t.Fatalf("found %q, want %q\n%s", got, c.want, screen(t, found))
			}
			if c.help != "" && found[0].Help != c.help {
				t.Errorf("help: %s", found[0].Help)
			}
			if c.fixed == "" {
				return
			}
			if len(found[0].Fixes) == 0 {
				t.Fatal("no fix")
			}
			fixed, err := diag.Apply([]byte(c.deck), found[0].Fixes[0].Edits)
			if err != nil || string(fixed) != c.fixed {
				t.Errorf("fixed to\n%s%v", fixed, err)
			}
			if left := checkAgainst(t, string(fixed), base); len(left) > 0 {
				t.Errorf("after the fix:\n%s", screen(t, left))
			}
		})
	}
}

// ownIDs gives fields and cards ids, as tools newer than Anki 23.10 do.
func ownIDs(t *collection.Notetype) {
	for i := range t.Fields {
		t.Fields[i].ID = int64(8430 + i)
	}
	for i := range t.Templates {
		t.Templates[i].ID = int64(8440 + i)
	}
}

// foreignBaseline returns what another tool's package of the notes would hold.
func foreignBaseline(t *testing.T, change func(*collection.Notetype)) *collection.Baseline {
	t.Helper()
	_, decks := compileWith(t, oneDeck(importedHead+importedNotes), baselineTime, nil)
	c := decks["rivers"].Collection
	nt := &c.Notetypes[0]
	nt.ID, nt.Name = 1600000000123, "Basic"
	for i := range nt.Fields {
		nt.Fields[i].ID = 0
	}
	for i := range nt.Templates {
		nt.Templates[i].ID = 0
	}
	if change != nil {
		change(nt)
	}
	return collection.NewBaseline("rivers.apkg", c)
}

func oneDeck(text string) fstest.MapFS {
	return fstest.MapFS{
		"deckmill.yaml":     &fstest.MapFile{Data: []byte("lint: {rules: {deck-metadata: off}}\n")},
		"decks/rivers.yaml": &fstest.MapFile{Data: []byte(text)},
	}
}

func checkAgainst(t *testing.T, text string, base *collection.Baseline) diag.List {
	t.Helper()
	found, _ := compileWith(t, oneDeck(text), buildTime, map[string]*collection.Baseline{"rivers": base})
	return found
}

func codesOf(found diag.List) []string {
	var out []string
	for _, d := range found {
		out = append(out, d.Code)
	}
	return out
}

// Whatever the last release was, the rules about it fail for no deck, and a release on top of itself is silent.
func TestAnyBaseline(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no tests", err)
	}
	type release struct {
		fsys fs.FS
		slug string
		*collection.Collection
	}
	var releases []release
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fsys, old := fstest.MapFS{}, fstest.MapFS{}
		for _, f := range txtar.Parse(data).Files {
			if name, ok := strings.CutPrefix(f.Name, "baseline/"); ok {
				old[name] = &fstest.MapFile{Data: f.Data}
			} else {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
		}
		for _, files := range []fstest.MapFS{old, fsys} {
			_, decks := compileWith(t, files, baselineTime, nil)
			for _, slug := range slices.Sorted(maps.Keys(decks)) {
				releases = append(releases, release{files, slug, decks[slug].Collection})
			}
		}
	}
	compared := 0
	for i, r := range releases {
		for _, base := range []release{r, releases[(i+1)%len(releases)], releases[(i+11)%len(releases)]} {
			if base.Collection == nil {
				continue
			}
			found, ok := compileOnTop(t, r.fsys, r.slug, base.Collection)
			if !ok {
				continue
			}
			compared++
			for _, d := range found {
				if rule, _ := rules.Find(d.Code); rule == nil || rule.Baseline == nil {
					continue
				}
				if strings.Contains(d.Message, "this check failed") || base.Collection == r.Collection {
					t.Errorf("%s on top of %s: %s [%s]", r.slug, base.slug, d.Message, d.Code)
				}
			}
		}
	}
	if compared < len(releases)/2 {
		t.Errorf("only %d releases were compared with one", compared)
	}
}

// compileOnTop compiles one deck on top of a release; ok is false when that is one of another deck.
func compileOnTop(t *testing.T, fsys fs.FS, slug string, base *collection.Collection) (found diag.List, ok bool) {
	t.Helper()
	r, err := pipeline.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Decks, func(p deck.Place) bool { return p.Slug == slug })
	c, err := r.Compile(r.Decks[i], pipeline.Options{Time: buildTime, Baseline: collection.NewBaseline("last.apkg", base)})
	var other *pipeline.BaselineError
	if errors.As(err, &other) {
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	return c.Diagnostics, true
}
