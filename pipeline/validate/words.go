package validate

import (
	"fmt"
	"strings"
)

// firstExample returns the first example of a schema object, or else its default, as YAML on one line. It returns ""
// for those that need more than a line.
func (x *explainer) firstExample(object map[string]any) string {
	v := x.schemas.resolved(object, "default")
	if examples, ok := x.schemas.resolved(object, "examples").([]any); ok && len(examples) > 0 {
		v = examples[0]
	}
	text, _ := flow(v)
	return text
}

// flow writes scalars and lists of scalars as YAML.
func flow(v any) (text string, ok bool) {
	switch v := v.(type) {
	case nil, map[string]any:
		return "", false
	case string:
		if v == "" || strings.ContainsAny(v, "{}[]&*#|>@`\"'%!,") || strings.Contains(v, ": ") {
			v = "'" + strings.ReplaceAll(v, "'", "''") + "'"
		}
		return v, true
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			if parts[i], ok = flow(item); !ok {
				return "", false
			}
		}
		return "[" + strings.Join(parts, ", ") + "]", true
	}
	return fmt.Sprint(v), true
}

// quoted puts the words of an enum between back quotes.
func quoted(values []any) []string {
	words := texts(values)
	for i, w := range words {
		words[i] = "`" + w + "`"
	}
	return words
}

// texts returns the values of an enum as text.
func texts(values []any) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprint(v)
	}
	return words
}

// oneOf joins words: a, b or c.
func oneOf(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// clip shortens text that is shown in a message to its first line, and that to 60 characters.
func clip(s string) string {
	const longest = 60
	line, _, cut := strings.Cut(s, "\n")
	if r := []rune(line); len(r) > longest {
		line, cut = string(r[:longest]), true
	}
	if cut {
		line += "…"
	}
	return line
}
