package rules_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/deckmill/deckmill/pipeline/collection"
	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/lint/rules"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// TestFixesChangeNothingElse makes every fix of every test, safe or suggested, one at a time. In the file nothing may
// differ but what the edits touch: no key may vanish, no text may swallow the next. In the package, if the deck had no
// error, nothing may differ but one field or the tags of the note that the finding names, and no note if it names none.
func TestFixesChangeNothingElse(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	for _, path := range paths {
		code := strings.TrimSuffix(filepath.Base(path), ".txtar")
		t.Run(code, func(t *testing.T) { packages += testFixes(t, path, code) })
	}
	if packages == 0 {
		t.Error("no package was compared")
	}
}

// testFixes returns how many packages it could compare.
func testFixes(t *testing.T, path, code string) (packages int) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse(data).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	_, decks := compileAll(t, fsys)
	for slug, before := range decks {
		for _, d := range before.Diagnostics {
			for _, fix := range d.Fixes {
				if d.Code == code && len(fix.Edits) > 0 && testFix(t, fsys, before.Collection, slug, d, fix) {
					packages++
				}
			}
		}
	}
	return packages
}

// testFix reports whether it could compare the package before with the one after the fix.
func testFix(t *testing.T, fsys fstest.MapFS, before *collection.Collection, slug string, d diag.Diagnostic, fix diag.Fix) bool {
	t.Helper()
	if rule, _ := rules.Find(d.Code); rule != nil && rule.Fix == "" {
		t.Errorf("the rule's page says nothing about the fix `%s`", fix.Message)
	}
	file := fix.Edits[0].Span.File
	data, err := diag.Apply(file.Data, fix.Edits)
	if err != nil {
		t.Errorf("%s: %v", d.Message, err)
		return false
	}
	problems := otherValues(file, data, fix.Edits)
	mended := maps.Clone(fsys)
	mended[file.Name] = &fstest.MapFile{Data: data}
	_, decks := compileAll(t, mended)
	after := decks[slug].Collection
	if before != nil && after != nil {
		problems = append(problems, otherFields(before, after, d.Note != "", len(fix.Edits))...)
	}
	for _, problem := range problems {
		t.Errorf("%s: %s: the fix `%s` changes something else: %s", file.Name, d.Message, fix.Message, problem)
	}
	return before != nil && after != nil
}

// A leaf is a text of a YAML file, with where its key and it stand.
type leaf struct {
	value      string
	start, end int
}

// leavesOf returns the texts of a file by their paths. A key that is one of the edited places has no name in them.
func leavesOf(file *source.File, edited [][2]int) map[string]leaf {
	out := map[string]leaf{}
	var walk func(n *yamltree.Node, path string, start int)
	walk = func(n *yamltree.Node, path string, start int) {
		if n == nil {
			return
		}
		for _, e := range n.Entries {
			key := e.Key.Span()
			name := e.Key.Value
			if slices.Contains(edited, [2]int{key.Start, key.End}) {
				name = "?"
			}
			walk(e.Value, path+"."+name, key.Start)
		}
		for i, item := range n.Items {
			name := fmt.Sprintf("%s[%d]", path, i)
			if item.Kind == yamltree.Scalar {
				name = fmt.Sprintf("%s[%s]", path, item.Value) // its place in the list means nothing
			}
			walk(item, name, item.Span().Start)
		}
		if len(n.Entries)+len(n.Items) == 0 {
			out[path] = leaf{n.Value, start, n.Span().End}
		}
	}
	walk(yamltree.Parse(file, "", func(diag.Diagnostic) {}).Root, "", 0)
	return out
}

// otherValues returns the texts that differ between a YAML file and what edits make of it, though no edit touches them.
func otherValues(file *source.File, mended []byte, edits []diag.Edit) []string {
	if !strings.HasSuffix(file.Name, ".yaml") {
		return nil
	}
	places, shifted := placesOf(edits)
	before, after := leavesOf(file, places), leavesOf(source.NewFile(file.Name, mended), shifted)
	touched := func(l leaf, places [][2]int) bool {
		return slices.ContainsFunc(places, func(p [2]int) bool {
			return p[0] <= l.end+1 && l.start <= p[1] // a blank that is left over belongs to no text
		})
	}
	var problems []string
	for path, l := range before {
		if now, ok := after[path]; (!ok || now.value != l.value) && !touched(l, places) {
			problems = append(problems, fmt.Sprintf("%s was %q", path, l.value))
		}
	}
	for path, l := range after {
		if was, ok := before[path]; (!ok || was.value != l.value) && !touched(l, shifted) {
			problems = append(problems, fmt.Sprintf("%s is %q now", path, l.value))
		}
	}
	slices.Sort(problems)
	return problems
}

// placesOf returns from where to where the edits go in a file, and where their texts stand in what they make of it.
func placesOf(edits []diag.Edit) (places, shifted [][2]int) {
	edits = slices.Clone(edits)
	slices.SortFunc(edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start })
	shift := 0
	for _, e := range edits {
		places = append(places, [2]int{e.Span.Start, e.Span.End})
		shifted = append(shifted, [2]int{e.Span.Start + shift, e.Span.Start + shift + len(e.New)})
		shift += len(e.New) - (e.Span.End - e.Span.Start)
	}
	return places, shifted
}

// otherFields returns what differs between two packages beside a field, or the tags, of a note for each edit; or, when the
// finding is about no note, what differs in the notes.
func otherFields(before, after *collection.Collection, inNote bool, edits int) []string {
	a, b := *before, *after
	a.Notes, b.Notes = nil, nil
	if inNote && !reflect.DeepEqual(a, b) {
		return []string{"a deck, a note type or a file"}
	}
	if len(before.Notes) != len(after.Notes) {
		return []string{"the number of notes"}
	}
	var changes, problems []string
	for i := range before.Notes {
		old, now := before.Notes[i], after.Notes[i]
		for f := range old.Fields {
			if old.Fields[f] != now.Fields[f] {
				changes = append(changes, fmt.Sprintf("field %d of note %d", f, i))
			}
		}
		if !slices.Equal(old.Tags, now.Tags) {
			changes = append(changes, fmt.Sprintf("the tags of note %d", i))
		}
		old.Fields, old.Tags, now.Fields, now.Tags = nil, nil, nil, nil
		if !reflect.DeepEqual(old, now) {
			problems = append(problems, fmt.Sprintf("note %d beside its texts", i))
		}
	}
	if len(changes) > edits || len(changes) == 1 && !inNote {
		problems = append(problems, changes...)
	}
	return problems
}
