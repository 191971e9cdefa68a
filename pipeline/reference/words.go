package reference

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// mustBe says in plain words what a value must be: what our messages say about one that is not. It is the one place where
// types, patterns and limits of the schema become words.
func (d *document) mustBe(o *object) string {
	if must, ok := d.resolved(o, "errorMessage").(string); ok {
		return strings.TrimPrefix(must, "must be ")
	}
	if words, ok := d.resolved(o, "enum").([]any); ok {
		return oneOf(words)
	}
	if d.resolved(o, "type") == "boolean" {
		return "`true` or `false`"
	}
	return ""
}

// oneOf lists the words of an enum: `a`, `b` or `c`.
func oneOf(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprintf("`%v`", v)
	}
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// bounds are the keywords whose numbers a reader has to be told.
var bounds = []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems", "maxItems", "maxProperties"}

// unsaid returns the bounds of a value that the words for it do not tell. That something is not empty goes without saying.
func (d *document) unsaid(o *object, words string) (found []string) {
	for _, keyword := range bounds {
		n, ok := d.resolved(o, keyword).(json.Number)
		if !ok || strings.HasPrefix(keyword, "min") && keyword != "minimum" && n == "1" {
			continue
		}
		if strings.HasSuffix(n.String(), "9223372036854775807") || strings.HasSuffix(n.String(), "9223372036854775808") {
			n = "64" // bits
		}
		if !strings.Contains(words, n.String()) {
			found = append(found, fmt.Sprintf("%s %s", keyword, n))
		}
	}
	return found
}

// standard says what holds where a key is not written; "" when the schema names no value.
func (d *document) standard(o *object) string {
	v := d.resolved(o, "default")
	if v == nil {
		return ""
	}
	line, ok := flow(v)
	if !ok {
		return ""
	}
	return line
}

// examples returns the values that a key is shown with. The first serves everyone; others are kept when they are lists or
// maps, for those show another way to write it. What holds anyway is shown only when there is nothing else.
func (d *document) examples(o *object) (shown []any) {
	all := d.allExamples(o)
	if len(all) > 1 && reflect.DeepEqual(all[0], d.resolved(o, "default")) {
		all = all[1:]
	}
	for i, v := range all {
		_, isList := v.([]any)
		_, isObject := v.(*object)
		if i == 0 || isList || isObject {
			shown = append(shown, v)
		}
	}
	return shown
}

// allExamples returns every value that a key can be shown with: its examples, or else one that follows from its default.
func (d *document) allExamples(o *object) []any {
	if list, ok := d.resolved(o, "examples").([]any); ok && len(list) > 0 {
		return list
	}
	standard, words := d.resolved(o, "default"), d.resolved(o, "enum")
	if b, ok := standard.(bool); ok {
		return []any{!b} // nobody writes what holds anyway
	}
	if words, ok := words.([]any); ok {
		if i := slices.IndexFunc(words, func(w any) bool { return w != standard }); i >= 0 {
			return []any{words[i]}
		}
	}
	if standard != nil {
		return []any{standard}
	}
	return nil
}
