package reference

import (
	"slices"
	"strings"

	"github.com/deckmill/deckmill/schema"
)

// A document is the schema of the source format, to be looked at.
type document struct {
	root *object
	defs *object // its definitions: the kinds of maps, lists and values that decks are made of
}

func open() *document {
	v, err := parse(schema.Deck)
	if err != nil {
		panic(err) // the schema is part of the program
	}
	root := v.(*object)
	return &document{root: root, defs: root.object("$defs")}
}

// at returns the object at a reference like #/$defs/note/properties/id; nil when there is none.
func (d *document) at(ref string) *object {
	o := d.root
	for _, token := range strings.Split(ref, "/")[1:] {
		o = o.object(strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~"))
	}
	return o
}

// resolved returns what a keyword says in a schema object or, if it is silent, in those that it refers to.
func (d *document) resolved(o *object, keyword string) any {
	for o != nil {
		if o.has(keyword) {
			return o.get(keyword)
		}
		ref := o.text("$ref")
		if ref == "" {
			return nil
		}
		o = d.at(ref)
	}
	return nil
}

// definition returns the name of the definition that an object refers to; "" if it refers to none, or to a part of one.
func definition(o *object) string {
	name, ok := strings.CutPrefix(o.text("$ref"), "#/$defs/")
	if !ok || strings.Contains(name, "/") {
		return ""
	}
	return name
}

// mentioned returns the names of the definitions that an object and all below it refer to, in the order of the schema.
func mentioned(v any) (names []string) {
	switch v := v.(type) {
	case *object:
		if name := definition(v); name != "" {
			names = append(names, name)
		}
		for _, key := range v.keys {
			if key != "examples" && key != "default" {
				names = append(names, mentioned(v.members[key])...)
			}
		}
	case []any:
		for _, child := range v {
			names = append(names, mentioned(child)...)
		}
	}
	return names
}

// parts returns the definitions that a value may be made of: that of the value, of its items, and of what stands under
// its keys. Those of the keys that it has by name are not among them.
func parts(o *object) (names []string) {
	add := func(child any) {
		for _, name := range mentioned(child) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if name := definition(o); name != "" {
		names = append(names, name)
	}
	for _, keyword := range []string{"items", "additionalProperties", "anyOf", "allOf", "if", "then", "else"} {
		add(o.get(keyword))
	}
	return names
}

// required reports whether a map of this kind must have the key.
func required(o *object, key string) bool {
	keys, _ := o.get("required").([]any)
	return slices.Contains(keys, any(key))
}

// isMap reports whether values of this kind are maps with keys of their own. A value that may also be plain text, like Text,
// is a map as well.
func isMap(o *object) bool { return o.object("properties") != nil }
