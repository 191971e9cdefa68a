package validate

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/schema"
)

// A fullSchema is a schema file as editors see it, with nothing left out.
type fullSchema struct{ compiler *jsonschema.Compiler }

func newFullSchema(t *testing.T, text string) fullSchema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource(resource, parseJSON(t, text)); err != nil {
		t.Fatal(err)
	}
	return fullSchema{c}
}

// at compiles the part at a JSON pointer.
func (f fullSchema) at(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	s, err := f.compiler.Compile(resource + "#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parseJSON(t *testing.T, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestSchemaIsASchema(t *testing.T) {
	meta, err := jsonschema.NewCompiler().Compile("https://json-schema.org/draft/2020-12/schema")
	if err != nil {
		t.Fatal(err)
	}
	if err := meta.Validate(parseJSON(t, schema.Deck)); err != nil {
		t.Error(err)
	}
	newFullSchema(t, schema.Deck).at(t, "")
}

// TestSchemaExplains looks at all definitions and properties: editors show their titles, descriptions and examples, and
// our own messages need to know what a value must be.
func TestSchemaExplains(t *testing.T) {
	s := &compiled{doc: parseSchema()}
	explained := func(at string, v any, isProperty bool) {
		o := v.(object)
		for _, keyword := range []string{"title", "description"} {
			if text, _ := o[keyword].(string); text == "" {
				t.Errorf("%s has no %s", at, keyword)
			}
		}
		if isProperty && s.resolved(o, "examples") == nil && s.resolved(o, "default") == nil && s.resolved(o, "properties") == nil {
			t.Errorf("%s has neither examples nor a default", at)
		}
		if s.resolved(o, "errorMessage") == nil && s.resolved(o, "enum") == nil && s.resolved(o, "type") != "boolean" {
			t.Errorf("%s does not say what it must be", at)
		}
	}
	defs, _ := lookup(s.doc, "/$defs")
	for _, def := range slices.Sorted(maps.Keys(defs)) {
		explained(def, defs[def], false)
		for _, key := range properties(defs[def].(object)) {
			explained(def+"."+key, defs[def].(object)["properties"].(object)[key], true)
		}
	}
	if strings.Contains(schema.Deck, `"oneOf"`) {
		t.Error("oneOf makes one error of each branch: use if and then")
	}
}

func TestSchemaExamplesAreGood(t *testing.T) {
	full := newFullSchema(t, schema.Deck)
	var walk func(v any, pointer string)
	walk = func(v any, pointer string) {
		o, ok := v.(object)
		if !ok {
			return
		}
		for key, child := range o {
			if key != "examples" && key != "default" {
				walk(child, pointer+"/"+key)
			}
		}
		examples, _ := o["examples"].([]any)
		if d, ok := o["default"]; ok && !isSchema(d) {
			examples = append(examples, d)
		}
		for _, e := range examples {
			placeholder := strings.Contains(fmt.Sprint(e), "xxxxxxxx") // must not pass: nobody may copy it
			if err := full.at(t, pointer).Validate(e); (err == nil) == placeholder {
				t.Errorf("%s: example %v: %v", pointer, e, err)
			}
		}
	}
	walk(parseSchema(), "")
}

// isSchema reports whether a member named "default" is a property of that name.
func isSchema(v any) bool { o, ok := v.(object); return ok && o["title"] != nil }

// TestKeysAreChecked holds constraints of keys to stand at the top of a definition: the library says in which map a wrong key is
// only there (explainer.collect), and nobody would hear of others.
func TestKeysAreChecked(t *testing.T) {
	defs, _ := lookup(any(parseSchema()), "/$defs")
	var walk func(v any, pointer string)
	walk = func(v any, pointer string) {
		o, ok := v.(object)
		if !ok {
			return
		}
		if o["propertyNames"] != nil && strings.Count(pointer, "/") > 2 && !slices.Contains(left, pointer+"/propertyNames") {
			t.Errorf("%s constrains its keys, and is no definition", pointer)
		}
		for key, child := range o {
			walk(child, pointer+"/"+key)
		}
	}
	walk(defs, "/$defs")
}

func TestSchemaKeys(t *testing.T) {
	tests := []struct{ def, keys string }{
		{"deckFile", "authors deck description id language license lint markup media notes notetype notetypes preset presets retired strings subdecks tables tags variants"},
		{"repositoryFile", "id lint notetypes presets retired"},
		{"retiredDeck", "deck reason"},
		{"lint", "paths rules"},
		{"rulePath", "path rules"},
		{"notesFile", "deck markup notes notetype tags"},
		{"note", "deck fields guid id notetype only tags"},
		{"notetypeBody", "anki-id cards cloze css fields latex name sort-field stock unique was"},
		{"field", "anki-id collapsed description exclude-from-search font key markup name only personal plain-text required rtl size sticky was"},
		{"card", "anki-id back browser-back browser-font browser-front browser-size deck front key name only was"},
		{"axis", "axis identity original values"},
		{"axisValue", "fallback missing"},
		{"latex", "footer header svg"},
		{"subdeck", "description preset"},
		{"table", "deck markup notetype tags"},
		{"media", "names"},
		{"retiredNote", "guid id reason replaced-by"},
	}
	for _, tt := range tests {
		o, _ := lookup(any(parseSchema()), "/$defs/"+tt.def)
		if got := strings.Join(properties(o), " "); got != tt.keys {
			t.Errorf("%s has the keys\n%s, not\n%s", tt.def, got, tt.keys)
		}
	}
}

// TestEditors checks what only editors apply, and that both kinds of files are served.
func TestEditors(t *testing.T) {
	const id = `"id": "5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52"`
	tests := []struct {
		name, pointer, instance string
		good                    bool
	}{
		{"deck", "", `{"deck": "X", ` + id + `, "notes": [{"id": "a", "front": 1, "back": null}]}`, true},
		{"notes file", "/$defs/notesFile", `{"deck": "A", "notes": [{"guid": "a", "text": "b"}]}`, true},
		{"notes file as a deck", "", `{"deck": "A", "notes": [{"guid": "a", "text": "b"}]}`, false},
		{"no notes", "/$defs/notesFile", `{"notes": []}`, false},
		{"note without id", "/$defs/notesFile", `{"notes": [{"front": "a"}]}`, false},
		{"note with a key that is none", "/$defs/notesFile", `{"notes": [{"id": "a", "Front": "a"}]}`, false},
		{"note with a list", "/$defs/notesFile", `{"notes": [{"id": "a", "front": ["a"]}]}`, false},
		{"fields", "/$defs/notesFile", `{"notes": [{"id": "a", "fields": {"deck": "a"}}]}`, true},
		{"key of fields", "/$defs/notesFile", `{"notes": [{"id": "a", "fields": {"Deck": "a"}}]}`, false},
		{"tag with a blank", "/$defs/notesFile", `{"tags": ["a b"], "notes": [{"id": "a"}]}`, false},
		{"language", "", `{"deck": "X", ` + id + `, "language": "very german"}`, false},
		{"retired note", "/$defs/retired", `[{"guid": "a", "reason": "b"}]`, true},
		{"retired note without id and guid", "/$defs/retired", `[{"reason": "b"}]`, false},
		{"shared presets", "/$defs/repositoryFile", `{` + id + `, "presets": {"light": {}}}`, true},
		{"shared presets without id", "/$defs/repositoryFile", `{"presets": {"light": {}}}`, false},
		{"absent front", "/$defs/card", `{"key": "a", "front": null, "back": "b"}`, false},
		{"key of 60", "/$defs/key", `"` + strings.Repeat("é", 60) + `"`, true},
		{"key of 61", "/$defs/key", `"` + strings.Repeat("é", 61) + `"`, false},
	}
	full := newFullSchema(t, schema.Deck)
	for _, tt := range tests {
		err := full.at(t, tt.pointer).Validate(parseJSON(t, tt.instance))
		if (err == nil) != tt.good {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestSpecialise(t *testing.T) {
	types := []Notetype{
		{Key: "basic", Title: "Basic", Fields: []Field{{Key: "front", Title: "Front", Required: true}, {Key: "back", Title: "Back"}}},
		{Key: "größe", Title: "Size", Cloze: true, Fields: []Field{
			{Key: "text", Title: "Text", Description: "The sentence.", Required: true},
			{Key: "tags", Title: "Tags"}, {Key: "mine", Title: "Mine", Personal: true}}},
		{Key: "atlas", Title: "Atlas", Cloze: true, Fields: []Field{{Key: "masks", Title: "Masks", Occlusion: true}, {Key: "plate", Title: "Plate"}}},
	}
	text, err := Specialise(types, "basic")
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Specialise(types, "basic"); string(again) != string(text) {
		t.Error("two runs differ")
	}
	if !json.Valid(text) || strings.Contains(string(text), `\u003`) {
		t.Error("not JSON as people read it")
	}
	o, _ := lookup(parseJSON(t, string(text)), "/$defs/noteOf2/properties/text")
	if got, want := fmt.Sprint(o["title"], ": ", o["description"]), "Text: The sentence. Every note must fill it. Deletions are written `{{c1::hidden::hint}}`."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	full := newFullSchema(t, string(text))
	file := full.at(t, "/$defs/notesFile")
	tests := []struct {
		name, instance string
		good           bool
	}{
		{"deck's type", `{"notes": [{"id": "a", "front": "x", "back": "y", "tags": ["a"]}]}`, true},
		{"field of another type", `{"notes": [{"id": "a", "front": "x", "text": "y"}]}`, false},
		{"missing field", `{"notes": [{"id": "a", "back": "x"}]}`, false},
		{"field elsewhere", `{"notes": [{"id": "a", "fields": {"front": "x"}}]}`, true},
		{"wrong field elsewhere", `{"notes": [{"id": "a", "fields": {"text": "x"}}]}`, false},
		{"file's type", `{"notetype": "größe", "notes": [{"id": "a", "text": "x", "fields": {"tags": "y"}}]}`, true},
		{"field of the deck's type", `{"notetype": "größe", "notes": [{"id": "a", "front": "x"}]}`, false},
		{"note's type", `{"notes": [{"id": "a", "notetype": "größe", "text": "x"}]}`, true},
		{"note's type beats the file's", `{"notetype": "größe", "notes": [{"id": "a", "notetype": "basic", "text": "x"}]}`, false},
		{"personal field", `{"notes": [{"id": "a", "notetype": "größe", "text": "x", "mine": "y"}]}`, false},
		{"unknown type", `{"notes": [{"id": "a", "notetype": "cloze", "text": "x"}]}`, false},
		{"no id", `{"notes": [{"front": "x"}]}`, false},
		{"masks", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"c": 1, "rect": [1, "2%", 3, 4]}]}}]}`, true},
		{"label", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"text": "x", "at": [1, 2], "size": "5%"}]}}]}`, true},
		{"drawings of variants", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"en": {"svg": "a.svg"}, "de": {"svg": "b.svg"}}}]}`, true},
		{"mask without number", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"rect": [1, 2, 3, 4]}]}}]}`, false},
		{"mask without shape", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"c": 1}]}}]}`, false},
		{"label without place", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"text": "x", "size": "5%"}]}}]}`, false},
		{"misspelt key of masks", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"c": 1, "rekt": [1, 2, 3, 4]}]}}]}`, false},
		{"coordinate in words", `{"notetype": "atlas", "notes": [{"id": "a", "masks": {"shapes": [{"c": 1, "rect": [1, 2, 3, "x"]}]}}]}`, false},
		{"text for masks", `{"notetype": "atlas", "notes": [{"id": "a", "masks": "x"}]}`, false},
	}
	for _, tt := range tests {
		if err := file.Validate(parseJSON(t, tt.instance)); (err == nil) != tt.good {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	deck := full.at(t, "")
	const head = `{"deck": "X", "id": "5b0f6c1e-3c39-4f0e-9d0e-3a8f1f0d7c52", `
	if err := deck.Validate(parseJSON(t, head+`"notes": [{"id": "a", "front": "x"}]}`)); err != nil {
		t.Error(err)
	}
	if err := deck.Validate(parseJSON(t, head+`"notetype": "größe", "notes": [{"id": "a", "front": "x"}]}`)); err == nil {
		t.Error("a deck's own notetype does not decide about its notes")
	}
}

func TestSpecialiseErrors(t *testing.T) {
	if _, err := Specialise([]Notetype{{Key: "a"}}, "b"); err == nil {
		t.Error("an unknown default was accepted")
	}
	if _, err := Specialise([]Notetype{{Key: "a"}, {Key: "a"}}, "a"); err == nil {
		t.Error("two types of one key were accepted")
	}
}
