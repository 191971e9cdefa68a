package validate

import (
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/schema"
)

type jsonSchema = jsonschema.Schema

// A compiled is the schema, ready for use. It is immutable.
type compiled struct {
	doc                               any // the JSON value it was made from
	deck, notesFile, note, repository *jsonSchema
}

// schemas compiles the schema at its first call.
var schemas = sync.OnceValue(func() *compiled {
	doc := parseSchema()
	for _, pointer := range left {
		remove(doc, pointer)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(resource, doc); err != nil {
		panic(err) // the schema is part of the program
	}
	return &compiled{
		doc:        doc,
		deck:       c.MustCompile(resource + "#/$defs/deckFile"),
		notesFile:  c.MustCompile(resource + "#/$defs/notesFile"),
		note:       c.MustCompile(resource + "#/$defs/note"),
		repository: c.MustCompile(resource + "#/$defs/repositoryFile"),
	}
})

const resource = "deckmill:deck.schema.json"

// left are the constraints that editors apply and we leave to other steps, which know more and say it better: package
// deck about the fields of notes (`unknown-key`), tags (`bad-tag`), languages, the steps of presets and missing ids of notes
// and repositories (`missing-id`), and noNotes about a list without any.
var left = []string{
	"/$defs/note/anyOf",
	"/$defs/note/propertyNames",
	"/$defs/note/additionalProperties",
	"/$defs/note/properties/fields/propertyNames",
	"/$defs/note/properties/fields/additionalProperties",
	"/$defs/retiredNote/anyOf",
	"/$defs/notes/minItems",
	"/$defs/notes/items",
	"/$defs/tags/items/pattern",
	"/$defs/languageTag/pattern",
	"/$defs/repositoryFile/dependentRequired",
	"/$defs/steps/items/pattern",
	"/$defs/ruleSettings/additionalProperties",
}

func parseSchema() map[string]any {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(schema.Deck))
	if err != nil {
		panic(err)
	}
	return doc.(map[string]any)
}

// remove deletes the member of doc at a JSON pointer, which must exist.
func remove(doc any, pointer string) {
	i := strings.LastIndexByte(pointer, '/')
	parent, ok := lookup(doc, pointer[:i])
	if _, there := parent[pointer[i+1:]]; !ok || !there {
		panic(fmt.Sprintf("deck.schema.json has no %s", pointer))
	}
	delete(parent, pointer[i+1:])
}

// lookup returns the object at a JSON pointer.
func lookup(doc any, pointer string) (map[string]any, bool) {
	for _, token := range strings.Split(pointer, "/")[1:] {
		token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		switch v := doc.(type) {
		case map[string]any:
			doc = v[token]
		default:
			return nil, false
		}
	}
	object, ok := doc.(map[string]any)
	return object, ok
}

// at returns the schema object that the library calls by an absolute URL.
func (c *compiled) at(schemaURL string) map[string]any {
	_, fragment, _ := strings.Cut(schemaURL, "#")
	pointer, err := url.PathUnescape(fragment)
	if err != nil {
		return nil
	}
	object, _ := lookup(c.doc, pointer)
	return object
}

// resolved returns what a keyword says in a schema object or, if it is silent, in those that it refers to.
func (c *compiled) resolved(object map[string]any, keyword string) any {
	for object != nil {
		if v, ok := object[keyword]; ok {
			return v
		}
		ref, ok := object["$ref"].(string)
		if !ok {
			return nil
		}
		object = c.at(ref)
	}
	return nil
}
