package validate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// A Notetype is what an editor should know about a note type of a deck.
type Notetype struct {
	Key         string
	Title       string // the name that Anki shows
	Description string
	Cloze       bool
	Fields      []Field
}

// A Field is what an editor should know about a field.
type Field struct {
	Key         string
	Title       string // the name that Anki shows
	Description string
	Required    bool
	Personal    bool // no note may fill it, so it is not offered
	Occlusion   bool // it holds masks
}

// Specialise returns the schema for one deck as indented JSON: it knows the deck's note types and offers, in each note,
// exactly the fields of its type. Equal arguments give equal bytes.
//
// The type of a note that names none is that of its file's `notetype`, which the schema finds in the file itself. In a
// file without, it is the deck's, which a notes file does not show: it is built in as defaultKey, so the schema has to
// be made again when the deck's `notetype` or note types change. The result is an error when defaultKey or the key of
// two types is wrong.
func Specialise(types []Notetype, defaultKey string) ([]byte, error) {
	keys := make([]string, len(types))
	for i, t := range types {
		if slices.Contains(keys[:i], t.Key) {
			return nil, fmt.Errorf("specialising the schema: two note types have the key %q", t.Key)
		}
		keys[i] = t.Key
	}
	standard := slices.Index(keys, defaultKey)
	if standard < 0 {
		return nil, fmt.Errorf("specialising the schema: no note type has the key %q", defaultKey)
	}
	doc := parseSchema()
	delete(doc, "$comment")
	doc["description"] = "Made by `deckmill schema` for one deck; make it again when its note types change. " + doc["description"].(string)
	defs := doc["$defs"].(object)
	specialiseNote(defs, types, keys)
	for _, file := range []string{"deckFile", "notesFile"} {
		defs[file].(object)["allOf"] = notesByDefault(keys, standard)
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("specialising the schema: %w", err)
	}
	return out.Bytes(), nil
}

type object = map[string]any

// specialiseNote adds to the definitions, for the i-th note type, "noteOf<i>" with its fields and "noteIn<i>" for notes
// of files where it is the default, and lets notes that name a type follow the first. The definitions have numbers
// because keys may hold letters that a reference would have to escape.
func specialiseNote(defs object, types []Notetype, keys []string) {
	note := defs["note"].(object)
	delete(note, "propertyNames")
	delete(note, "additionalProperties")
	reserved := note["properties"].(object)
	branches := make([]any, len(types))
	for i, t := range types {
		defs[numbered("noteOf", i)] = noteOf(t, reserved)
		defs[numbered("noteIn", i)] = object{
			"title":       t.Title,
			"description": note["description"],
			"$ref":        "#/$defs/note",
			"if":          object{"not": object{"required": []string{"notetype"}}},
			"then":        reference("noteOf", i),
		}
		branches[i] = object{"if": hasNotetype(t.Key), "then": reference("noteOf", i)}
	}
	note["allOf"] = branches
	notetype := defs["notetypeKey"].(object)
	delete(notetype, "$ref")
	delete(notetype, "errorMessage")
	delete(notetype, "examples")
	notetype["enum"] = keys
}

// noteOf describes a note of one type: the reserved words, whose values the definition "note" describes, and the type's
// fields. A field may also stand in `fields`, so with that nothing else is required.
func noteOf(t Notetype, reserved object) object {
	properties := object{}
	for key := range reserved {
		properties[key] = true
	}
	fillable, required := []string{}, []string{}
	for _, f := range t.Fields {
		if f.Personal {
			continue
		}
		fillable = append(fillable, f.Key)
		if _, taken := reserved[f.Key]; taken {
			continue
		}
		properties[f.Key] = fieldOf(t, f)
		if f.Required {
			required = append(required, f.Key)
		}
	}
	properties["fields"] = object{"propertyNames": object{"enum": fillable}}
	return object{
		"title":                t.Title,
		"description":          t.Description,
		"properties":           properties,
		"additionalProperties": false,
		"if":                   object{"not": object{"required": []string{"fields"}}},
		"then":                 object{"required": required},
	}
}

// fieldOf describes the value of a field.
func fieldOf(t Notetype, f Field) object {
	out := object{"title": f.Title, "description": fieldDescription(t, f)}
	if !f.Occlusion {
		out["$ref"] = "#/$defs/fieldText"
		return out
	}
	perVariant := object{"type": "object", "additionalProperties": object{"$ref": "#/$defs/fieldText"}}
	out["anyOf"] = []any{object{"$ref": "#/$defs/occlusion"}, perVariant}
	return out
}

func fieldDescription(t Notetype, f Field) string {
	text := f.Description
	if text == "" {
		text = fmt.Sprintf("The field `%s` of %s.", f.Title, t.Title)
	}
	if f.Required {
		text += " Every note must fill it."
	}
	if t.Cloze && !f.Occlusion {
		text += " Deletions are written `{{c1::hidden::hint}}`."
	}
	return text
}

// notesByDefault lets the notes of a file follow the file's `notetype`, or else the deck's.
func notesByDefault(keys []string, standard int) []any {
	follow := func(i int) object {
		return object{"properties": object{"notes": object{"items": reference("noteIn", i)}}}
	}
	branches := []any{object{"if": object{"not": object{"required": []string{"notetype"}}}, "then": follow(standard)}}
	for i, key := range keys {
		branches = append(branches, object{"if": hasNotetype(key), "then": follow(i)})
	}
	return branches
}

func hasNotetype(key string) object {
	return object{"required": []string{"notetype"}, "properties": object{"notetype": object{"const": key}}}
}

func reference(name string, i int) object { return object{"$ref": "#/$defs/" + numbered(name, i)} }

func numbered(name string, i int) string { return name + strconv.Itoa(i+1) }
