package validate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/deckmill/deckmill/pipeline/diag"
	"github.com/deckmill/deckmill/pipeline/yamltree"
)

// isText reports whether the failure is about a value that should be text or {file: path}. A map of anything else is
// not a map with wrong keys but a wrong value.
func (f failure) isText() bool { return strings.HasSuffix(f.schema, "/$defs/text") }

// wrongValue reports a value of a wrong kind, form or range.
func (x *explainer) wrongValue(f failure) {
	must, said := x.schemas.resolved(f.outer, "errorMessage").(string)
	if k, ok := f.kind.(*kind.Enum); ok {
		must = "must be " + oneOf(quoted(k.Want))
	} else if !said {
		must = "must be `true` or `false`" // a test sees to it that all others say what they must be
	}
	help, fixes := x.help(f)
	x.report("bad-value", f.span(), fmt.Sprintf("%s %s; found %s", x.subject(f.place), must, f.describe()), help, fixes...)
}

// subject names a value in a sentence.
func (x *explainer) subject(p place) string {
	switch {
	case p.key != nil:
		return "`" + clip(p.key.Value) + "`"
	case p.list != "":
		return "an item of `" + p.list + "`"
	}
	return x.what
}

// describe says what was found.
func (f failure) describe() string {
	n := f.node
	switch n.Kind {
	case yamltree.List:
		if k, ok := f.kind.(*kind.MaxItems); ok {
			return fmt.Sprintf("a list of %d", k.Got)
		}
		if len(n.Items) == 0 {
			return "an empty list"
		}
		if k, ok := f.kind.(*kind.MinItems); ok {
			return fmt.Sprintf("a list of %d", k.Got)
		}
		return "a list"
	case yamltree.Map:
		if k, ok := f.kind.(*kind.MaxProperties); ok {
			return fmt.Sprintf("a map of %d", k.Got)
		}
		if len(n.Entries) == 0 {
			return "an empty map"
		}
		return "a map"
	case yamltree.Scalar:
		if n.Value == "" {
			return "empty text"
		}
		return "`" + clip(n.Value) + "`"
	}
	return "nothing"
}

// help says what to write instead.
func (x *explainer) help(f failure) (string, []diag.Fix) {
	n := f.node
	switch {
	case n.Kind == yamltree.Absent && f.key == nil:
		return "write something after the dash, or remove the line", nil
	case n.Kind == yamltree.Absent:
		return fmt.Sprintf("write something after `%s:`, or remove the line", f.key.Value), nil
	case f.key == nil && f.list == "":
		return x.rootHelp(n)
	case n.Kind == yamltree.Map && f.isText():
		return "write the text itself, in quotes if it begins with `{`", nil
	case n.Kind == yamltree.Map && takesScalar(f.object):
		return "write the text itself, in quotes if it begins with `{`", nil
	case n.Kind == yamltree.Scalar && n.Style != yamltree.Plain && f.isConverted():
		return "write it without quotes", nil
	}
	switch k := f.kind.(type) {
	case *kind.Enum:
		if s, ok := diag.Suggest(n.Value, texts(k.Want)); ok && n.Kind == yamltree.Scalar {
			return fmt.Sprintf("did you mean `%s`?", s), []diag.Fix{replace(n, s)}
		}
	case *kind.Pattern:
		if help, fixes := x.patternHelp(f); help != "" {
			return help, fixes
		}
	}
	return x.exampleHelp(f), nil
}

// exampleHelp shows how a value may look, or at least how its lines begin.
func (x *explainer) exampleHelp(f failure) string {
	example := x.firstExample(f.outer)
	switch {
	case example != "" && f.key != nil:
		return fmt.Sprintf("for example `%s: %s`", f.key.Value, example)
	case example != "":
		return fmt.Sprintf("for example `- %s`", example)
	case takes(x.schemas.resolved(f.outer, "type"), "string", "boolean"):
		return "write it on the same line, in quotes if it begins with a special character"
	case x.schemas.resolved(f.outer, "type") == "array":
		return "begin each item on a line of its own with `- `"
	}
	return "write its keys as `key: value` on the lines below, further to the right"
}

// rootHelp says what to do when a whole file or note is no map.
func (x *explainer) rootHelp(n *yamltree.Node) (string, []diag.Fix) {
	if n.Kind == yamltree.List && x.what != aNote {
		return "write `notes:` on a line of its own above the list", nil
	}
	return "write `key: value`, with a blank after the colon", nil
}

// isConverted reports whether the value must be something else than text: a boolean or a number.
func (f failure) isConverted() bool {
	t, _ := f.object["type"].(string)
	return t == "boolean" || t == "integer" || t == "number"
}

func takesScalar(object map[string]any) bool {
	return takes(object["type"], "string") && !takes(object["type"], "object")
}

// takes reports whether a `type` of the schema, which is a word or a list of words, has one of these.
func takes(types any, words ...string) bool {
	list, ok := types.([]any)
	if !ok {
		list = []any{types}
	}
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, any(w)) })
}

// patternHelp shows how a text would look in the form that it should have.
func (x *explainer) patternHelp(f failure) (string, []diag.Fix) {
	switch {
	case strings.HasSuffix(f.schema, "/$defs/uuid"):
		if id := uuidLike(f.node.Value); id != "" {
			return rewrite(f.node, id)
		}
		if f.key != nil && f.key.Value == "deck" {
			return "copy the `id` that the deck had", nil
		}
		if x.what == aRepository {
			return "if no deck with it was ever published, remove this line and run `deckmill fix`, which writes an id", nil
		}
		return "if the deck was never published, remove this line and run `deckmill fix`, which writes an id", nil
	case strings.HasSuffix(f.schema, "/guid"):
		return "copy the guid from Anki as it is", nil
	}
	return rewrite(f.node, keyLike(f.node.Value))
}

// rewrite is the help and fix that put text in the place of a scalar; there is none if text is empty.
func rewrite(n *yamltree.Node, text string) (string, []diag.Fix) {
	if text == "" {
		return "", nil
	}
	return fmt.Sprintf("write `%s`", text), []diag.Fix{replace(n, text)}
}

// keyLike makes a key of any text: lower case, with hyphens between the words.
func keyLike(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.Nd) && r != '_'
	})
	key := strings.TrimLeftFunc(strings.Join(words, "-"), func(r rune) bool { return !unicode.IsLetter(r) })
	if r := []rune(key); len(r) > maxKey {
		return ""
	}
	return key
}

// maxKey is the longest key in code points (format.md section 3).
const maxKey = 60

// uuidLike returns a UUID that was written in another of its forms in the one that we accept, or "".
func uuidLike(s string) string {
	s = strings.TrimPrefix(strings.ToLower(strings.Trim(s, "{}")), "urn:uuid:")
	s = strings.ReplaceAll(s, "-", "")
	if len(s) != 32 || strings.Trim(s, "0123456789abcdef") != "" {
		return ""
	}
	return strings.Join([]string{s[:8], s[8:12], s[12:16], s[16:20], s[20:]}, "-")
}
