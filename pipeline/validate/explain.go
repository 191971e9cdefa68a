package validate

import (
	"errors"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/source"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// explain turns what the library found in a tree into diagnostics: one for each mistake, in source order. what names
// the whole tree in sentences.
func explain(s *compiled, what string, root *yamltree.Node, err error, report diag.Report) {
	var failed *jsonschema.ValidationError
	if !errors.As(err, &failed) {
		panic(err) // the library returns nothing else
	}
	x := explainer{schemas: s, what: what, root: root, meant: map[meaning]bool{}}
	x.collect(failed, nil, nil)
	for _, f := range x.failures {
		if k, ok := f.kind.(*kind.AdditionalProperties); ok {
			for _, key := range k.Properties {
				x.unknownKey(f, key)
			}
		}
	}
	for _, f := range x.failures {
		x.explain(f)
	}
	x.found.Sort()
	for _, d := range slices.CompactFunc(x.found, sameFinding) {
		report(d)
	}
}

// sameFinding reports whether two constraints of one value were broken by one mistake: they say the same.
func sameFinding(a, b diag.Diagnostic) bool { return a.Span == b.Span && a.Message == b.Message }

// An explainer explains the failures of one tree.
type explainer struct {
	schemas  *compiled
	what     string
	root     *yamltree.Node
	failures []failure
	meant    map[meaning]bool
	found    diag.List
}

// A meaning is a key that an unknown key of a map was most likely meant to be: it is misspelt, so not missing.
type meaning struct {
	in  *yamltree.Node
	key string
}

// A failure is one broken constraint.
type failure struct {
	place
	kind   jsonschema.ErrorKind
	schema string         // URL of the schema that has the constraint
	object map[string]any // that schema
	outer  map[string]any // the schema of the value's place, which refers to that schema or is it
}

// collect gathers the failures at the ends of the tree of errors. outer is the outermost schema of the value of the
// error above, whose location is at: it knows best what the value is for.
func (x *explainer) collect(e *jsonschema.ValidationError, outer map[string]any, at []string) {
	object, location := x.schemas.at(e.SchemaURL), e.InstanceLocation
	_, aboutKey := e.ErrorKind.(*kind.PropertyNames)
	if aboutKey {
		location = at // the library (6.0.3) overwrites the location of these errors, and of these only
	}
	if outer == nil || len(location) != len(at) {
		outer = object
	}
	if len(e.Causes) > 0 && !aboutKey { // the causes under a key speak of it as if it were a value
		for _, cause := range e.Causes {
			x.collect(cause, outer, location)
		}
		return
	}
	p := find(x.root, location)
	if p.node.Kind == yamltree.Broken {
		return
	}
	x.failures = append(x.failures, failure{place: p, kind: e.ErrorKind, schema: e.SchemaURL, object: object, outer: outer})
}

func (x *explainer) explain(f failure) {
	switch k := f.kind.(type) {
	case *kind.AdditionalProperties:
		if f.isText() {
			x.wrongValue(f)
		}
	case *kind.Required:
		if f.isText() {
			x.wrongValue(f)
			return
		}
		for _, key := range k.Missing {
			x.missing(f, key)
		}
	case *kind.PropertyNames:
		x.wrongKey(f, k.Property)
	default:
		x.wrongValue(f)
	}
}

func (x *explainer) report(code string, span source.Span, message, help string, fixes ...diag.Fix) {
	x.found.Report(diag.Diagnostic{Code: code, Span: span, Message: message, Help: help, Fixes: fixes})
}

// A place is a value in a tree and how it is reached.
type place struct {
	node *yamltree.Node
	key  *yamltree.Node // nil for the root and the items of lists
	list string         // key of the list that the value is an item of
}

// find follows the library's path to a value.
func find(root *yamltree.Node, path []string) place {
	p := place{node: root}
	for i, token := range path {
		switch p.node.Kind {
		case yamltree.List:
			n, _ := strconv.Atoi(token)
			p = place{node: p.node.Items[n], list: path[max(0, i-1)]}
		case yamltree.Map:
			j := slices.IndexFunc(p.node.Entries, func(e yamltree.Entry) bool { return e.Key.Value == token })
			p = place{node: p.node.Entries[j].Value, key: p.node.Entries[j].Key}
		}
	}
	return p
}

// span returns where a finding about the value points: at its key if there is nothing else.
func (p place) span() source.Span {
	if p.node.Kind == yamltree.Absent && p.key != nil {
		return p.key.Span()
	}
	return p.node.Span()
}

// entry returns the key node of a map's entry, or nil.
func entry(n *yamltree.Node, key string) *yamltree.Node {
	for _, e := range n.Entries {
		if e.Key.Value == key {
			return e.Key
		}
	}
	return nil
}
