package pipeline_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/collection"
)

const sharedConfig = `id: 7d2a3f0e-1a44-4b0c-9a7b-0d6f6f7f4f11
notetypes:
  vocab: {name: Our words, fields: [word, meaning], cards: [{key: recall, front: "{{Word}}", back: "{{Meaning}}"}]}
presets:
  light: {new-per-day: 5}
`

// sharing returns a repository of two decks, one with variants, of one note type and one preset.
func sharing(config string) map[string]string {
	return map[string]string{
		"deckmill.yaml": config,
		"decks/a.yaml":  head + "notetype: vocab\npreset: light\nnotes:\n  - {id: a, word: f, meaning: b}\n",
		"decks/b.yaml": otherHead + "notetype: vocab\nmarkup: html\nsubdecks: {Two: {preset: light}}\nvariants: [{axis: language, original: en, values: {en: , he: }}]\n" +
			"notes:\n  - {id: b, deck: Two, word: {en: f, he: g}, meaning: b}\n",
	}
}

// compileAll compiles all decks of a repository and returns their packages by name.
func compileAll(t *testing.T, files map[string]string, o pipeline.Options) map[string]*pipeline.Package {
	t.Helper()
	repo, err := pipeline.Open(repository(files))
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string]*pipeline.Package{}
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.Packages {
			if p.Collection == nil {
				t.Fatalf("%s: %v %v", p.Name, c.Diagnostics, c.Shared)
			}
			packages[p.Name] = p
		}
	}
	return packages
}

// All packages have a shared note type and preset alike, whatever else is in their decks: another markup, a language that
// is written from the right.
func TestSharedAlike(t *testing.T) {
	packages := compileAll(t, sharing(sharedConfig), pipeline.Options{Time: 100})
	first := packages["a"].Collection
	for name, p := range packages {
		if diff := cmp.Diff(first.Notetypes, p.Collection.Notetypes); diff != "" {
			t.Errorf("%s has another note type:\n%s", name, diff)
		}
		if diff := cmp.Diff(first.Presets, p.Collection.Presets); diff != "" {
			t.Errorf("%s has another preset:\n%s", name, diff)
		}
	}
	if len(packages) != 3 || len(first.Notetypes) != 1 || len(first.Presets) != 1 {
		t.Errorf("%d packages, %d note types, %d presets", len(packages), len(first.Notetypes), len(first.Presets))
	}
	// The ids hang on the repository's alone: what learners have must stay what it is.
	if first.Notetypes[0].ID != 7890479699546855 || first.Presets[0].ID != 8782531998669675 {
		t.Errorf("the ids are %d and %d", first.Notetypes[0].ID, first.Presets[0].ID)
	}
}

// A deck that was not built for a while, a new one, and one that is built by itself have the note type with the time of all
// others.
func TestSharedTimes(t *testing.T) {
	bold := sharing(`id: 7d2a3f0e-1a44-4b0c-9a7b-0d6f6f7f4f11
notetypes:
  vocab: {name: Our words, fields: [word, meaning], cards: [{key: recall, front: "<b>{{Word}}</b>", back: "{{Meaning}}"}]}
presets:
  light: {new-per-day: 5}
`)
	first := compileAll(t, sharing(sharedConfig), pipeline.Options{Time: 100})
	onTop := func(last ...*pipeline.Package) pipeline.Options {
		o := pipeline.Options{Time: 300, Published: publishedOf(last...)}
		o.LoadBaseline = func(name string) (*collection.Baseline, error) {
			for _, p := range last {
				if p.Name == name {
					return collection.NewBaseline(name, p.Collection), nil
				}
			}
			return nil, nil
		}
		return o
	}
	second := compileAll(t, map[string]string{"deckmill.yaml": bold["deckmill.yaml"], "decks/a.yaml": bold["decks/a.yaml"]},
		pipeline.Options{Time: 200, Published: publishedOf(first["a"], first["b"], first["b-he"])})
	if mod := second["a"].Collection.Notetypes[0].Mod; mod != 200 {
		t.Errorf("a changed note type has the time %d, not that of the build", mod)
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		o     pipeline.Options
		want  int64
	}{
		{"unchanged", sharing(sharedConfig), onTop(first["a"], first["b"], first["b-he"]), 100},
		{"changed when only one was built", bold, onTop(second["a"], first["b"], first["b-he"]), 200},
		{"changed back", sharing(sharedConfig), onTop(second["a"], first["b"], first["b-he"]), 300},
		{"the others are new", bold, onTop(second["a"]), 200},
		{"changed for new ones", sharing(sharedConfig), onTop(second["a"]), 300},
	} {
		for name, p := range compileAll(t, tt.files, tt.o) {
			if mod := p.Collection.Notetypes[0].Mod; mod != tt.want {
				t.Errorf("%s: %s has the note type of %d, not of %d", tt.name, name, mod, tt.want)
			}
			alone := maps.Clone(tt.files)
			maps.DeleteFunc(alone, func(file, _ string) bool { return file != "deckmill.yaml" && file[len("decks/")] != name[0] })
			if diff := cmp.Diff(p.Collection, compileAll(t, alone, tt.o)[name].Collection); diff != "" {
				t.Errorf("%s: %s is another one when its deck is built alone:\n%s", tt.name, name, diff)
			}
		}
	}
}

func publishedOf(packages ...*pipeline.Package) *collection.Published {
	var types [][]collection.Notetype
	for _, p := range packages {
		types = append(types, p.Collection.Notetypes)
	}
	return collection.NewPublished(types...)
}

// Files of a shared note type have one name in all packages, also where those of a deck keep their own.
func TestSharedMedia(t *testing.T) {
	files := sharing("id: 7d2a3f0e-1a44-4b0c-9a7b-0d6f6f7f4f11\nnotetypes:\n" +
		"  vocab: {name: Our words, fields: [word, meaning], css: '.card { background: url(paper.svg) }', cards: [{key: recall, front: '{{Word}}', back: x}]}\n" +
		"  other: {name: Others, fields: [word], css: '.card { background: url(wood.svg) }', cards: [{key: recall, front: '{{Word}}', back: x}]}\n" +
		"presets: {light: {}}\n")
	const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`
	files["notetypes/media/paper.svg"], files["notetypes/media/wood.svg"], files["notetypes/media/_all.js"] = picture, picture, "1"
	files["decks/a.yaml"] = head + "notetype: vocab\npreset: light\nmedia: {names: plain}\nnotes:\n  - {id: a, word: f, meaning: b}\n"
	for name, p := range compileAll(t, files, pipeline.Options{Time: 100}) {
		var got []string
		for _, m := range p.Collection.Media {
			got = append(got, m.Name)
		}
		if diff := cmp.Diff([]string{"_all.js", "_paper-b16192e8.svg"}, got); diff != "" {
			t.Errorf("%s (-meant +packaged):\n%s", name, diff)
		}
	}
}
