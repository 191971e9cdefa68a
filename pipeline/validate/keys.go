package validate

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// learnersOptions are the deck options of Anki that no preset may have, by what they begin with.
var learnersOptions = [...]string{"fsrs-params-", "param-search", "ignore-revlogs-before-date", "new-per-day-minimum", "other"}

// learnersOption reports an option of Anki's that belongs to the learner (format.md section 12).
func (x *explainer) learnersOption(level string, n *yamltree.Node) bool {
	belongs := func(begin string) bool {
		return n.Value == begin || strings.HasSuffix(begin, "-") && strings.HasPrefix(n.Value, begin)
	}
	if level != "preset" || !slices.ContainsFunc(learnersOptions[:], belongs) {
		return false
	}
	x.report("bad-value", n.Span(), fmt.Sprintf("a preset cannot set `%s`: it is the learner's own", n.Value),
		"remove it; Anki keeps what the learner has")
	return true
}

// levels are the parts of a deck that have keys, by definition of the schema, and what people call them.
var levels = [...]struct{ def, name string }{
	{"deckFile", "the deck"},
	{"note", "a note"},
	{"notetypeBody", "a note type"},
	{"field", "a field of a note type"},
	{"card", "a card of a note type"},
	{"latex", "`latex`"},
	{"axis", "an axis of `variants`"},
	{"axisValue", "a value of an axis"},
	{"lint", "`lint`"},
	{"media", "`media`"},
	{"preset", "a preset"},
	{"table", "a table in `tables`"},
	{"retiredNote", "an entry of `retired`"},
}

// unknownKey reports a key that is not allowed in the map of f (rules.md `unknown-key`).
func (x *explainer) unknownKey(f failure, key string) {
	n := entry(f.node, key)
	if n == nil || f.isText() {
		return
	}
	level := path.Base(f.schema)
	if x.learnersOption(level, n) {
		return
	}
	allowed := properties(f.object)
	help := fmt.Sprintf("the keys allowed here are `%s`", strings.Join(allowed, "`, `"))
	if s, ok := diag.Suggest(key, allowed); ok {
		if len(allowed) > manyKeys {
			help = ""
		}
		x.meant[meaning{in: f.node, key: s}] = true
		x.report("unknown-key", n.Span(), fmt.Sprintf("unknown key `%s`; did you mean `%s`?", key, s), help, replace(n, s))
		return
	}
	if owners := x.owners(level, key); len(owners) > 0 {
		x.report("unknown-key", n.Span(), fmt.Sprintf("unknown key `%s`; it belongs to %s", key, oneOf(owners)), help)
		return
	}
	if slices.Contains(allowed, "notes") {
		help += "; the fields of a note stand below its `- id:` in `notes`"
	}
	x.report("unknown-key", n.Span(), fmt.Sprintf("unknown key `%s`", key), help)
}

// manyKeys is more keys than are of help to who has misspelt one of them.
const manyKeys = 30

// owners returns the levels other than this one that have a key.
func (x *explainer) owners(level, key string) []string {
	var names []string
	for _, l := range levels {
		object, _ := lookup(x.schemas.doc, "/$defs/"+l.def)
		if l.def != level && slices.Contains(properties(object), key) {
			names = append(names, l.name)
		}
	}
	return names
}

func properties(object map[string]any) []string {
	p, _ := object["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(p))
}

// missing reports a required key that is not there, or has nothing after it. It is silent about a map that lost an entry.
func (x *explainer) missing(f failure, key string) {
	if f.node.Damaged || x.meant[meaning{in: f.node, key: key}] {
		return
	}
	span, absent := f.node.Span(), false
	if n := entry(f.node, key); n != nil {
		span, absent = n.Span(), true
	} else if len(f.node.Entries) > 0 {
		span = f.node.Entries[0].Key.Span()
	}
	if key == "id" {
		x.report("missing-id", span, "this deck has no id: add `id:` with a new UUID, or run `deckmill fix`",
			"`deckmill fix` writes one; do not copy that of another deck")
		return
	}
	help := fmt.Sprintf("add `%s:` and below it a list, each item beginning with `- `", key)
	if x.isMap(f, key) {
		help = fmt.Sprintf("add `%s:` and below it a map, a line with `key:` for each", key)
	}
	if example := x.example(f, key); example != "" {
		help = fmt.Sprintf("add a line like `%s: %s`", key, example)
		if absent {
			help = fmt.Sprintf("write something after it, like `%s: %s`", key, example)
		}
	}
	x.report("bad-value", span, fmt.Sprintf("`%s` is missing", key), help)
}

// isMap reports whether a property of the map of f can only be a map.
func (x *explainer) isMap(f failure, key string) bool {
	object, _ := x.schemas.resolved(f.object, "properties").(map[string]any)
	property, _ := object[key].(map[string]any)
	return x.schemas.resolved(property, "type") == "object"
}

// example returns the schema's first example for a property of the map of f as YAML, or "".
func (x *explainer) example(f failure, key string) string {
	object, ok := x.schemas.resolved(f.object, "properties").(map[string]any)
	if !ok {
		return ""
	}
	property, _ := object[key].(map[string]any)
	return x.firstExample(property)
}

// wrongKey reports a key that is free to choose but not in this form.
func (x *explainer) wrongKey(f failure, key string) {
	n := entry(f.node, key)
	if n == nil {
		return
	}
	must, _ := x.schemas.resolved(f.object, "errorMessage").(string)
	help, fixes := rewrite(n, keyLike(key))
	x.report("bad-value", n.Span(), fmt.Sprintf("`%s` %s", clip(key), must), help, fixes...)
}

func replace(n *yamltree.Node, text string) diag.Fix {
	return diag.Fix{Message: fmt.Sprintf("write `%s`", text), Edits: []diag.Edit{yamltree.Replace(n, text)}}
}
