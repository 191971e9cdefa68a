package reference

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
	"gopkg.in/yaml.v3"

	"github.com/deckmill/deckmill/pipeline"
	"github.com/deckmill/deckmill/pipeline/diag"
)

// TestEveryKey asks of every definition and key whether there is something to tell about it.
func TestEveryKey(t *testing.T) {
	d := open()
	described := func(at string, o *object) {
		if o.text("title") == "" || o.text("description") == "" {
			t.Errorf("%s: no title or no description", at)
		}
		words := d.mustBe(o)
		if words == "" {
			t.Errorf("%s: nothing says what it must be: no errorMessage, no enum", at)
		}
		if unsaid := d.unsaid(o, words+o.text("description")); len(unsaid) > 0 {
			t.Errorf("%s: the words do not tell %s: %s", at, strings.Join(unsaid, ", "), words)
		}
	}
	for _, name := range d.defs.keys {
		def := d.defs.object(name)
		described(name, def)
		keys := def.object("properties")
		if keys == nil {
			continue
		}
		for _, key := range keys.keys {
			at, o := name+"."+key, keys.object(key)
			described(at, o)
			if len(d.allExamples(o)) == 0 {
				t.Errorf("%s: no example, and no default to make one from", at)
			}
			if o.has("properties") || o.object("items").has("properties") || o.object("additionalProperties").has("properties") {
				t.Errorf("%s: its keys are shown nowhere; make a definition of it", at)
			}
		}
	}
}

// TestEveryDefinition holds the page to have a section for every definition, one for each.
func TestEveryDefinition(t *testing.T) {
	d := open()
	var shown []string
	titles := map[string]string{}
	for _, names := range d.arrange() {
		for _, name := range names {
			title := d.defs.object(name).text("title")
			if other, taken := titles[title]; taken {
				t.Errorf("%s and %s are both called %q", name, other, title)
			}
			titles[title] = name
		}
		shown = append(shown, names...)
	}
	slices.Sort(shown)
	if want := slices.Sorted(slices.Values(d.defs.keys)); !slices.Equal(shown, want) {
		t.Errorf("the page has the definitions\n%v, not\n%v", shown, want)
	}
}

// TestExamplesInContext writes every example of every key into a deck, exactly as the page shows it, and holds `deckmill
// check` to accept it: in testdata/<definition>.txtar or, where an example needs another deck, in one of
// testdata/<definition>-*.txtar.
func TestExamplesInContext(t *testing.T) {
	d := open()
	for _, name := range d.defs.keys {
		keys := d.defs.object(name).object("properties")
		if keys == nil {
			continue
		}
		frames := framesOf(t, name)
		for _, key := range keys.keys {
			o := keys.object(key)
			tried := d.allExamples(o)
			if standard := d.resolved(o, "default"); standard != nil {
				tried = append(tried, standard)
			}
			for i, v := range tried {
				t.Run(fmt.Sprintf("%s.%s/%d", name, key, i), func(t *testing.T) {
					snippet := Snippet(key, v)
					readsAs(t, snippet, key, v)
					snippet = withID(snippet, 0)
					var found []string
					for _, frame := range frames {
						errors := compile(t, frame, snippet)
						if len(errors) == 0 {
							return
						}
						found = append(found, errors...)
					}
					t.Errorf("no deck accepts\n%s\n%s", snippet, strings.Join(found, "\n"))
				})
			}
		}
	}
}

// readsAs makes sure that any reader of YAML gets the value which the schema has.
func readsAs(t *testing.T, snippet, key string, v any) {
	t.Helper()
	var got map[string]any
	if err := yaml.Unmarshal([]byte(snippet), &got); err != nil {
		t.Fatalf("%s\n%v", snippet, err)
	}
	want, _ := json.Marshal(map[string]any{key: plain(v)})
	found, _ := json.Marshal(got)
	if read := strings.ReplaceAll(string(found), `\n"`, `"`); read != string(want) { // to us, what ends a block is no text
		t.Errorf("%s\nreads as %s, not %s", snippet, found, want)
	}
}

// plain turns what parse returned into what encoding/json writes.
func plain(v any) any {
	switch v := v.(type) {
	case *object:
		m := map[string]any{}
		for key, child := range v.members {
			m[key] = plain(child)
		}
		return m
	case []any:
		list := []any{}
		for _, child := range v {
			list = append(list, plain(child))
		}
		return list
	}
	return v
}

// withID makes a UUID of the one that is shown, which nobody may copy: another one for each number.
func withID(text string, number int) string {
	return strings.ReplaceAll(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", fmt.Sprintf("5b0f6c1e-3c39-4f0e-9d0e-%012x", number))
}

// TestIntros holds `deckmill check` to accept the examples of the chapters' introductions, each chapter's as one repository.
func TestIntros(t *testing.T) {
	block := regexp.MustCompile("(?ms)^```\\w+ (\\S+)\n(.*?)^```$")
	for _, c := range chapters {
		files := fstest.MapFS{}
		for _, m := range block.FindAllStringSubmatch(c.introduction(), -1) {
			files[m[1]] = &fstest.MapFile{Data: []byte(withID(m[2], len(files)))}
		}
		if len(files) == 0 {
			continue
		}
		for _, e := range errorsIn(t, files) {
			t.Errorf("%s: %s", c.title, e)
		}
	}
}

// framesOf returns the decks in which the keys of a definition are tried.
func framesOf(t *testing.T, name string) (frames []*txtar.Archive) {
	t.Helper()
	others, err := filepath.Glob(filepath.Join("testdata", name+"-*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append([]string{filepath.Join("testdata", name+".txtar")}, others...) {
		frame, err := txtar.ParseFile(file)
		if err != nil {
			t.Errorf("there is no deck in which to try the keys of %s: %v", name, err)
			continue
		}
		frames = append(frames, frame)
	}
	return frames
}

// compile returns the errors of the deck of a frame with a snippet in it.
func compile(t *testing.T, frame *txtar.Archive, snippet string) (errors []string) {
	t.Helper()
	common, err := txtar.ParseFile("testdata/common.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, f := range append(slices.Clone(common.Files), frame.Files...) {
		data := f.Data
		if strings.HasSuffix(f.Name, ".yaml") {
			data = fill(t, data, snippet)
		}
		files[path.Join("decks/examples", f.Name)] = &fstest.MapFile{Data: data}
	}
	return errorsIn(t, files)
}

// errorsIn compiles a repository.
func errorsIn(t *testing.T, files fstest.MapFS) (errors []string) {
	t.Helper()
	repo, err := pipeline.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	found := repo.Found
	for _, p := range repo.Decks {
		c, err := repo.Compile(p, pipeline.Options{Time: 1_700_000_000})
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, c.Diagnostics...)
	}
	for _, f := range found {
		if f.Severity == diag.Error {
			errors = append(errors, fmt.Sprintf("%s:%d: %s [%s]", f.Span.Path(), f.Span.From().Line, f.Message, f.Code))
		}
	}
	return errors
}

// unfold writes maps and lists on lines of their own: inside of brackets the library writes nothing at all as empty text.
func unfold(n *yaml.Node) {
	if n.Kind == yaml.MappingNode && slices.ContainsFunc(n.Content, func(v *yaml.Node) bool { return v.Tag == "!!null" }) {
		n.Style &^= yaml.FlowStyle
	}
	for _, child := range n.Content {
		unfold(child)
		if child.Style&yaml.FlowStyle == 0 && child.Kind != yaml.ScalarNode {
			n.Style &^= yaml.FlowStyle
		}
	}
}

// fill puts a snippet where EXAMPLE stands in a YAML file, in place of what the map says about the same key.
func fill(t *testing.T, data []byte, snippet string) []byte {
	t.Helper()
	var file, example yaml.Node
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(snippet), &example); err != nil {
		t.Fatal(err)
	}
	replace(&file, example.Content[0].Content)
	unfold(&file)
	filled, err := yaml.Marshal(&file)
	if err != nil {
		t.Fatal(err)
	}
	return filled
}

func replace(n *yaml.Node, entry []*yaml.Node) {
	if n.Kind == yaml.MappingNode {
		kept, here := []*yaml.Node{}, false
		for i := 0; i < len(n.Content); i += 2 {
			switch n.Content[i].Value {
			case "EXAMPLE":
				here = true
			case entry[0].Value:
			default:
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
		if here {
			n.Content = append(kept, entry...)
		}
	}
	for _, child := range n.Content {
		replace(child, entry)
	}
}

// TestFramesAreUsed finds decks whose definition is gone.
func TestFramesAreUsed(t *testing.T) {
	frames, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range frames {
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(f), ".txtar"), "-")
		if name != "common" && !isMap(open().defs.object(name)) {
			t.Errorf("%s tries the keys of no definition", f)
		}
	}
}

// TestSnippet holds the writer of YAML to what is hard for it.
func TestSnippet(t *testing.T) {
	tests := map[string]string{
		`"a"`:                     "k: a\n",
		`"1.10"`:                  "k: '1.10'\n",
		`"null"`:                  "k: 'null'\n",
		`"{{Front}}"`:             "k: '{{Front}}'\n",
		`"a\nb"`:                  "k: |\n  a\n  b\n",
		`null`:                    "k:\n",
		`[]`:                      "k: []\n",
		`{"a": null, "b": "1m"}`:  "k: {a: , b: 1m}\n",
		`[{"a": 1}, {"b": [2]}]`:  "k:\n  - {a: 1}\n  - {b: [2]}\n",
		`{"a": "b\nc"}`:           "k:\n  a: |\n    b\n    c\n",
		`[{"a": "b\nc", "d": 1}]`: "k:\n  - a: |\n      b\n      c\n    d: 1\n",
	}
	for _, text := range slices.Sorted(maps.Keys(tests)) {
		v, err := parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := Snippet("k", v); got != tests[text] {
			t.Errorf("%s is written\n%s, not\n%s", text, got, tests[text])
		}
		readsAs(t, Snippet("k", v), "k", v)
	}
}
