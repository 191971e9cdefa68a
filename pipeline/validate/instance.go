package validate

import (
	"encoding/json"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// value makes of a tree what the library checks. Text stays what was written (format.md section 3): a scalar is a JSON
// string wherever the schema takes one, so that patterns see `007` and `true` as the author does; only where it takes
// none do plain scalars become numbers and booleans. Absent and broken values are null. An absent value of a required
// key is left out: then it is missing, which says more than that null is no text.
func value(n *yamltree.Node, s *jsonSchema) any {
	switch n.Kind {
	case yamltree.Scalar:
		return scalar(n, s)
	case yamltree.List:
		item := items(s)
		list := make([]any, len(n.Items))
		for i, v := range n.Items {
			list[i] = value(v, item)
		}
		return list
	case yamltree.Map:
		object := make(map[string]any, len(n.Entries))
		for _, e := range n.Entries {
			if e.Value.Kind != yamltree.Absent || !requires(s, e.Key.Value) {
				object[e.Key.Value] = value(e.Value, property(s, e.Key.Value))
			}
		}
		return object
	}
	return nil
}

func scalar(n *yamltree.Node, s *jsonSchema) any {
	if n.Style != yamltree.Plain || takesText(s) {
		return n.Value
	}
	switch {
	case n.Value == "true":
		return true
	case n.Value == "false":
		return false
	case isNumber(n.Value):
		return json.Number(n.Value)
	}
	return n.Value
}

// isNumber reports whether a plain scalar is a number as JSON writes it, without an exponent. Longer ones are out of every
// range.
func isNumber(s string) bool {
	const longest = 20
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if whole == "" || len(s) > longest || whole[0] == '0' && len(whole) > 1 || point && fraction == "" {
		return false
	}
	return strings.Trim(whole+fraction, "0123456789") == ""
}

// takesText reports whether a schema, or one that it refers to, allows a string. One that names no types does.
func takesText(s *jsonSchema) bool {
	for ; s != nil; s = s.Ref {
		if s.Types != nil {
			var text jsonschema.Types
			text.Add("string")
			return *s.Types&text != 0
		}
	}
	return true
}

// property returns the schema of the value under a key, or nil when there is none.
func property(s *jsonSchema, key string) *jsonSchema {
	for ; s != nil; s = s.Ref {
		if p := s.Properties[key]; p != nil {
			return p
		}
		if p, ok := s.AdditionalProperties.(*jsonSchema); ok {
			return p
		}
	}
	return nil
}

// items returns the schema of the items of a list, or nil when there is none.
func items(s *jsonSchema) *jsonSchema {
	for ; s != nil; s = s.Ref {
		if s.Items2020 != nil {
			return s.Items2020
		}
	}
	return nil
}

// requires reports whether an object must have a key.
func requires(s *jsonSchema, key string) bool {
	for ; s != nil; s = s.Ref {
		for _, k := range s.Required {
			if k == key {
				return true
			}
		}
	}
	return false
}
